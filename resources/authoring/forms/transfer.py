"""The letter of transfer to the police (行刑衔接): 05."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import DAY, HAND, letter_head, seal_place, titled, when
from resources.authoring.lists import Column, listing
from resources.authoring.page import BODY, CLOSING, FLAT, FOOT, LETTER, LINE, MARK, SMALL, add

if TYPE_CHECKING:
    from docx.document import Document

_THINGS = (
    Column("序号", 1, "order"),
    Column("名称", 3, "name", middle=False),
    Column("规格型号", 2, "spec", middle=False),
    Column("数量", 1, "quantity"),
    Column("保管处所", 3, "kept_at", middle=False),
    Column("备注", 2, "remark", middle=False),
)


def criminal_transfer() -> Document:
    """05 涉嫌犯罪案件移送书."""
    made = letter_head()
    add(made, "{{ police.organ }}：", FLAT)
    add(
        made,
        "本机关办理的{{ party.name }}{{ case.cause }}一案{% if case.number %}（"
        "案号：{{ case.number }}）{% endif %}，"
        "经调查，当事人的行为涉嫌构成{{ police.crime }}。"
        "依据{{ police.basis }}的规定，现将本案移送你单位处理。",
        BODY,
    )
    titled(made, "一、当事人")
    add(made, "{{ party.block }}", LINE)
    titled(made, "二、案情摘要", "{{ police.summary }}")
    titled(
        made,
        "三、移送的审批",
        "本机关指定的执法人员于{{ police_matter.reported_on }}提出移送涉嫌犯罪案件的书面报告，"
        "正职负责人或者主持工作的负责人{{ police_matter.approved_by }}"
        "于{{ police_matter.approved_at }}批准移送。",
    )
    when(made, "police.handed_at", "移送时间：{{ police.handed_at }}。")
    titled(made, "四、已作处理、处罚的情况", "{{ police.penalties }}")
    _goes_along(made)
    add(
        made,
        "请你单位自接受本案之日起三日内依法进行审查，并将立案或者不予立案的决定书面通知本机关；不予立案的，"
        "请说明理由并退回案卷材料。",
        BODY,
    )
    add(made, "抄送同级人民检察院：{{ police.copy }}", CLOSING)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    seal_place(made)
    _received(made)
    return made


def _goes_along(made: Document) -> None:
    """Add what is handed over: papers (S310 6) and things."""
    titled(
        made,
        "五、随案移送的材料和物品",
        "（一）调查报告：{{ police.report }}。",
        "（二）检验报告或者鉴定意见：{{ police.appraisals }}。",
        "（三）其他材料：{{ police.others }}。",
    )
    add(made, "（四）涉案物品：{{ police.goods_boxes }}", BODY)
    add(made, "{%p if police.items %}", MARK)
    listing(made, "涉案物品清单", "police.items", *_THINGS)
    add(made, "{%p endif %}", MARK)


def _received(made: Document) -> None:
    """Add what the police fill in, and who keeps the copies."""
    foot = replace(FOOT, ends=LETTER.width)
    add(made, f"公安机关接收人（签名）：{HAND}\t{DAY}　　时　　分", foot)
    add(made, "公安机关的决定：□立案　□不予立案　□退回\t" + DAY, replace(foot, ruled="", before=0))
    add(
        made,
        "（本文书一式四份，一份送公安机关，一份抄送人民检察院，一份由公安机关签收后存卷，一份备查。）",
        SMALL,
    )
