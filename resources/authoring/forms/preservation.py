"""Forms of preserving evidence (先行登记保存): 17, 18."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.authoring.families import (
    TWO,
    letter_head,
    party_lines,
    signed_by_organ,
    titled,
    when,
)
from resources.authoring.lists import Column, hand_line, listing, signed_on_the_spot
from resources.authoring.page import BODY, CLOSING, HEADING, LINE, add

if TYPE_CHECKING:
    from docx.document import Document

_THINGS = (
    Column("序号", 1, "order"),
    Column("名称", 3, "name", middle=False),
    Column("规格型号", 2, "spec", middle=False),
    Column("单位", 1, "unit"),
    Column("数量", 1, "quantity"),
    Column("单价", 1, "price"),
    Column("状态", 2, "state", middle=False),
    Column("备注", 1, "remark", middle=False),
)
CASE = "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}"


def preservation_notice() -> Document:
    """17 先行登记保存证据通知书."""
    made = letter_head()
    party_lines(made)
    add(made, "当事人类型：{{ party.kind }}", LINE)
    add(made, CASE, LINE)
    add(
        made,
        "{{ doc.you }}涉嫌{{ case.cause }}一案，本机关正在依法调查。"
        "依据《中华人民共和国行政处罚法》第五十六条的规定，"
        "经本机关负责人批准，决定对下列证据先行登记保存，现将有关事项通知如下：",
        BODY,
    )
    titled(made, "一、登记保存的理由", "{{ preservation.reason }}")
    add(made, "二、登记保存的时间、地点和方式", HEADING)
    for line in (
        "时间：{{ preservation.at }}",
        "地点：{{ preservation.place }}",
        "方式：{{ preservation.keep_mode_boxes }}",
        "保管人：{{ preservation.keeper }}",
    ):
        add(made, line, LINE)
    listing(made, "三、登记保存的物品", "preservation.items", *_THINGS)
    titled(
        made,
        "四、处理的期限",
        "本机关将自登记保存之日起七个工作日内，即{{ preservation_term.due }}前（"
        "含当日），对上述证据作出处理决定，"
        "并书面通知{{ doc.you }}。",
    )
    titled(made, "五、{{ doc.you }}的义务和权利", "{{ preservation_duty.text }}")
    add(made, "执法人员：{{ handlers.line }}", BODY)
    add(made, "联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_on_the_spot(made, "当事人（签名或者盖章）", "record.refusal", "record.witness")
    signed_by_organ(made, TWO)
    return made


def preservation_disposal() -> Document:
    """18 先行登记保存证据处理决定书."""
    made = letter_head()
    party_lines(made)
    add(made, CASE, LINE)
    add(
        made,
        "本机关于{{ preserved.date }}以《先行登记保存证据通知书》（"
        "{{ preserved.number }}）对{{ doc.you }}的有关证据"
        "先行登记保存{% if preserved.due %}，处理期限至{{ preserved.due }}{% endif %}。"
        "依据《中华人民共和国行政处罚法》"
        "第五十六条的规定，经本机关负责人批准，现作出如下处理决定：",
        BODY,
    )
    add(made, "一、处理方式", HEADING)
    add(made, "{{ disposal.kind_boxes }}", LINE)
    titled(made, "二、处理说明", "{{ disposal.detail }}")
    listing(made, "三、处理的物品", "disposal.items", *_THINGS)
    when(made, "disposal.collect", "领取时间、地点和须携带的材料：{{ disposal.collect }}")
    titled(made, "四、救济途径和期限", "{{ remedy.text }}")
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    hand_line(made, "返还物品的，领取人（签名）")
    signed_by_organ(made, TWO)
    return made
