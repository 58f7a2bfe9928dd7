"""Additional forms (附属表单): A01 封条, A02 中止恢复, A12 执行公告, A13 授权委托书, A17 补正决定书."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    DAY,
    HAND,
    PARTY,
    TWO,
    letter_head,
    party_lines,
    seal_place,
    signed_by_organ,
    titled,
    when,
)
from resources.authoring.forms.enforcement import CAUSE
from resources.authoring.page import (
    BODY,
    CENTRE,
    CLOSING,
    FLAT,
    HEADLINE,
    LETTER,
    LINE,
    ORGAN,
    SMALL,
    TITLE,
    Look,
    add,
    new_document,
    page_number,
)

if TYPE_CHECKING:
    from docx.document import Document


def seal_strip() -> Document:
    """A01 封条."""
    made = new_document(LETTER)
    big = Look(font=TITLE, size=66, line=84, align=CENTRE, keep=True)
    add(made, "{{ organ.name }}", replace(ORGAN, before=24, after=36))
    for each in ("封", "条"):
        add(made, each, replace(big, after=16))
    add(made, "{{ doc.number }}", Look(size=16, line=28.9, align=CENTRE, before=16, after=16, keep=True))
    add(made, "查封对象：{{ strip.place }}", replace(LINE, first=0, align=CENTRE))
    add(made, "依据文书：{{ strip.basis_paper }}", replace(LINE, first=0, align=CENTRE))
    add(made, "{{ strip.from }}封", Look(size=22, line=36, align=CENTRE, before=16, after=16))
    add(made, "（印　章）", Look(size=16, line=28.9, align=CENTRE, after=24))
    add(made, "严禁擅自启封、损毁、转移。违者依法追究法律责任。", replace(SMALL, align=CENTRE))
    return made


def suspension_decision() -> Document:
    """A02 中止（恢复）案件调查决定书."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    add(
        made,
        "本机关于{{ case.filed_on }}对{{ doc.you }}{{ case.cause }}一案立案调查。现因下列情形，"
        "依据{{ suspension.basis }}的规定，经本机关负责人批准，决定自{{ suspension.from }}起"
        "{{ suspension.kind }}。",
        BODY,
    )
    add(made, "理由：{{ suspension.reason }}", BODY)
    when(made, "suspension.kind == '中止调查'", "中止调查的原因消除后，本机关将恢复调查。")
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def enforcement_announcement() -> Document:
    """A12 执行公告."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    add(
        made,
        "本机关作出的{{ decision.named }}已于{{ decision.served_on }}送达当事人，当事人在规定的期限内未履行。"
        "依据《中华人民共和国行政强制法》第四十四条的规定，现予公告：",
        BODY,
    )
    add(made, "{{ execution.to_do_boxes }}", LINE)
    add(made, "标的：{{ execution.subject }}。", BODY)
    add(made, "当事人应当于{{ execution.until }}前（含当日）自行拆除（履行）完毕。", BODY)
    add(made, "{{ execution_announced.text }}", BODY)
    add(made, "本公告张贴于：{{ execution.posted_at }}。", CLOSING)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    seal_place(made)
    add(made, "（本文书一式两份，一份张贴公告，一份存卷。）", SMALL)
    return made


def authorisation_letter() -> Document:
    """A13 授权委托书."""
    made = new_document(LETTER)
    add(made, "{{ doc.title }}", replace(HEADLINE, after=14))
    page_number(made.sections[0])
    add(made, "{{ organ.name }}：", FLAT)
    add(made, "委托人的基本情况：", LINE)
    add(made, PARTY, LINE)
    add(
        made,
        "受委托人：{{ authorised.name }}　　身份证件号码：{{ authorised.id_number }}",
        LINE,
    )
    add(made, "联系电话：{{ authorised.telephone }}", LINE)
    when(made, "authorised.employer", "工作单位：{{ authorised.employer }}", look=LINE)
    when(made, "authorised.relation", "与委托人的关系：{{ authorised.relation }}", look=LINE)
    add(
        made,
        "现委托上列受委托人在委托人{{ case.cause }}一案{% if case.number %}（案号：{{ case.number }}）"
        "{% endif %}中，"
        "作为委托人的代理人参加有关活动。",
        BODY,
    )
    add(made, "委托权限：{{ authorised.power_boxes }}", LINE)
    add(made, "委托事项：{{ authorised.matters }}", BODY)
    when(made, "authorised.special", "特别授权的内容：{{ authorised.special }}")
    add(made, "委托期限：自签署之日起至本案办理终结之日止。", BODY)
    add(made, f"委托人（签名或者盖章）：{HAND}{DAY}", replace(LINE, before=24))
    add(made, f"受委托人（签名）：{HAND}{DAY}", LINE)
    return made


def text_correction() -> Document:
    """A17 补正决定书."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    add(
        made,
        "本机关于{{ amend.made_on }}作出的{{ amend.paper }}，因{{ amend.reason }}，现决定补正如下：",
        BODY,
    )
    titled(made, "一、补正的位置", "{{ amend.place }}")
    titled(made, "二、原文", "{{ amend.wrong }}")
    titled(made, "三、补正为", "{{ amend.right }}")
    add(made, "除上述补正外，原文书的其他内容不变。本补正决定书与原文书具有同等效力。", CLOSING)
    signed_by_organ(made, TWO)
    return made
