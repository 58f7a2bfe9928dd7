"""Forms of coercive measures (行政强制措施): 21 to 25."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    DAY,
    HAND,
    STORY,
    TOLD,
    TWO,
    by_hand,
    letter_head,
    party_lines,
    seal_place,
    signed_by_organ,
    transcript_foot,
    transcript_head,
    when,
)
from resources.authoring.page import (
    BODY,
    CLOSING,
    FLAT,
    FOOT,
    HEADLINE,
    LETTER,
    LINE,
    MARK,
    ORGAN,
    SMALL,
    SPACE,
    TABLE,
    add,
    new_document,
    signed_pages,
)
from resources.authoring.tables import Row, columns, field, loop, middle

if TYPE_CHECKING:
    from docx.document import Document

    from resources.authoring.page import Paper

CORRECTED = "本笔录涂改处：＿＿＿＿处，已由{reader}捺指印或者签名确认。"
_CAUSE = "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}"


def seizure_decision() -> Document:
    """21 查封（扣押）决定书."""
    made = letter_head()
    party_lines(made)
    add(made, _CAUSE, LINE)
    add(made, "{{ seizure.reason }}", BODY)
    add(
        made,
        "依据{{ seizure.basis }}和《中华人民共和国行政强制法》第十八条、第二十二条、第二十三条、第二十四条"
        "的规定，"
        "本机关决定对{{ doc.you }}采取下列行政强制措施：{{ measure.kind }}（所列场所、设施或者财物见下表）。",
        BODY,
    )
    add(made, "{%p if seizure.emergency_at %}", MARK)
    add(
        made,
        "因情况紧急，执法人员已于{{ seizure.emergency_at }}当场实施（{{ seizure.emergency }}），"
        "并依照《中华人民共和国行政强制法》第十九条的规定在二十四小时内报告并补办批准手续。",
        BODY,
    )
    add(made, "{%p else %}", MARK)
    add(made, "上述行政强制措施在实施前已报经本机关负责人批准。", BODY)
    add(made, "{%p endif %}", MARK)
    add(made, "期限：自{{ seizure.period_from }}起至{{ seizure.period_to }}止。", BODY)
    add(
        made,
        "保管地点：{{ seizure.keep_place }}{% if seizure.keeper %}　　受托保管人："
        "{{ seizure.keeper }}{% endif %}",
        replace(LINE, after=4, keep=True),
    )
    goods(made, LETTER, "seizure.items")
    add(made, "{{ measure_rights.text }}", BODY)
    add(made, "{{ measure_duty.text }}", BODY)
    add(made, "{{ remedy.text }}", BODY)
    add(made, "执法人员：{{ handlers.line }}", LINE)
    add(made, "附：《场所、设施、财物清单》一式二份。", CLOSING)
    signed_by_organ(made, TWO)
    return made


def measure_scene_record() -> Document:
    """22 行政强制措施现场笔录."""
    made = transcript_head("当事人")
    for line in (
        "案由：{{ case.cause }}　　案号：{{ case.number }}",
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}　　记录人：{{ record.recorder }}",
        "当事人：{{ party.name }}　　类型：{{ party.kind }}",
    ):
        add(made, line, TOLD)
    when(made, "party.id_line", "{{ party.id_line }}", look=TOLD)
    for line in (
        "法定代表人（负责人）：{{ party.representative }}　　联系电话：{{ party.telephone }}",
        "住所（住址）：{{ party.address }}",
        "执法人员：{{ handlers.line }}",
        "通知当事人到场情况：{{ scene.notified }}",
        "当事人到场情况：{{ scene.present_boxes }}",
        "表明身份、出示执法证件：{{ record.certificate_shown }}　　现场人员确认：{{ record.acknowledged }}",
        "告知情况：{{ scene.told }}",
        "当事人陈述、申辩：{{ scene.statement }}",
        "实施过程：",
    ):
        add(made, line, TOLD)
    add(made, "{{ scene.process }}", STORY)
    add(made, "照片、录像：{{ record.media }}", TOLD)
    transcript_foot(made, "当事人（见证人）")
    add(made, CORRECTED.format(reader="当事人（见证人）"), SMALL)
    return made


def property_list() -> Document:
    """23 场所、设施、财物清单."""
    made = new_document(TABLE)
    add(made, "{{ organ.name }}", replace(ORGAN, size=18, line=26))
    add(made, "{{ doc.title }}", replace(HEADLINE, after=6))
    signed_pages(made.sections[0], "当事人")
    told = replace(TOLD, align=FLAT.align)
    add(made, "当事人：{{ party.name }}", told)
    add(
        made,
        "所附文书：《{{ list.parent_title }}》　　文号：{{ list.parent_number }}",
        replace(told, after=4, keep=True),
    )
    goods(made, TABLE, "list.items")
    when(made, "list.keep_condition", "保存条件：{{ list.keep_condition }}", look=told)
    signing = replace(told, keep=True, ends=TABLE.width)
    add(
        made,
        "以上物品经当事人（见证人）和执法人员当场清点核对，与实际相符。（以下空白）",
        replace(signing, ends=0),
    )
    for line in (
        f"当事人签名：{HAND}\t{DAY}",
        f"拒绝签名的情况：{by_hand('record.refusal')}",
        f"见证人：{by_hand('record.witness')}　签名：{HAND}\t{DAY}",
        f"执法人员签名：{HAND}　{HAND}\t{DAY}",
    ):
        add(made, line, signing)
    seal_place(made, STORY.size)
    add(made, "（本清单一式两份，由当事人和行政机关分别保存。）", SMALL)
    return made


def seizure_extension() -> Document:
    """24 延长查封（扣押）期限决定书."""
    made = letter_head()
    party_lines(made)
    add(made, _CAUSE, LINE)
    add(
        made,
        "本机关以《查封（扣押）决定书》（{{ extension.decision }}）对{{ doc.you }}采取的行政强制措施"
        "（{{ measure.kind }}），期限至{{ extension.old_to }}届满。",
        BODY,
    )
    add(made, "延长期限的理由：{{ extension.reason }}", BODY)
    add(
        made,
        "依据《中华人民共和国行政强制法》第二十五条第一款、第二款的规定，经本机关负责人批准，"
        "决定将上述期限延长"
        "{{ extension.days }}日，延长至{{ extension.new_to }}止。",
        BODY,
    )
    add(made, "{{ measure_rights.text }}", BODY)
    add(made, "{{ remedy.text }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def seizure_release() -> Document:
    """25 解除查封（扣押）决定书."""
    made = letter_head()
    party_lines(made)
    add(made, _CAUSE, LINE)
    add(
        made,
        "本机关以《查封（扣押）决定书》（{{ release.decision }}）"
        "对{{ doc.you }}采取了行政强制措施（{{ measure.kind }}）。"
        "经审查，现有下列情形：{{ release.reason }}。{% if release.note %}{{ release.note }}{% endif %}",
        BODY,
    )
    add(
        made,
        "依据{{ release.basis }}的规定，本机关决定自{{ release.on }}起对下列场所、设施或者财物解除上述行政"
        "强制措施"
        "（{{ release.scope }}），立即退还{{ doc.you }}：",
        replace(BODY, after=4, keep=True),
    )
    goods(made, LETTER, "release.items")
    when(
        made,
        "release.sale_refund",
        "已经依法拍卖或者变卖的财物，退还所得款项{{ release.sale_refund }}。"
        "变卖价格明显低于市场价格给{{ doc.you }}"
        "造成损失的，本机关依法给予补偿。",
    )
    add(
        made,
        "请持本决定书和有效身份证件到本机关领取；法定代表人（负责人）以外的人代领的，应当提交授权委托书。",
        CLOSING,
    )
    signed = replace(FOOT, ends=LETTER.width, ruled="", before=0)
    seal_place(made)
    add(made, f"领取人已当场核对、领取上列财物，签名：{HAND}\t{DAY}", replace(signed, ruled="top", before=6))
    add(made, f"受送达人（签名或者盖章）：{HAND}\t{DAY}　　时　　分", signed)
    add(made, TWO, SMALL)
    return made


def goods(made: Document, paper: Paper, rows: str) -> None:
    """Add the list of premises, facilities or goods."""
    head = columns(
        ("序号", 1),
        ("名称", 2),
        ("规格型号", 2),
        ("单位", 1),
        ("数量", 1),
        ("单价", 1),
        ("成色状态", 2),
        ("备注", 2),
    )
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.name }}", 2),
            field("{{ row.spec }}", 2),
            middle("{{ row.unit }}", 1),
            middle("{{ row.quantity }}", 1),
            middle("{{ row.price }}", 1),
            field("{{ row.state }}", 2),
            field("{{ row.remark }}", 2),
        )
    )
    loop(made, paper, head, row, rows)
    add(made, "", SPACE)
