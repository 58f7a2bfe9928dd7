"""Forms of intake and general approval (受理与审批): 01 to 04."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import DAY, HAND, letter_head, seal_place, table_form
from resources.authoring.page import BODY, FLAT, FOOT, LETTER, SMALL, add
from resources.authoring.tables import (
    Row,
    approval,
    columns,
    field,
    loop,
    middle,
    opinion,
    pair,
    single,
    story,
)

if TYPE_CHECKING:
    from docx.document import Document

HANDLERS = "承办人：{{ handlers.names }}　　{{ doc.date }}"
UNIT_HEAD, ORGAN_HEAD = "承办机构/负责人意见", "行政机关/负责人/审批意见"


def case_source_register() -> Document:
    """01 案件来源登记表."""
    return table_form(
        pair("登记编号", "{{ clue.register_no }}", "登记时间", "{{ clue.received_at }}"),
        pair("来源类型", "{{ clue.source }}", "来源单号", "{{ clue.source_ref }}"),
        pair("提供人姓名", "{{ clue.informant_name }}", "提供人电话", "{{ clue.informant_phone }}"),
        pair("匿名或/要求保密", "{{ clue.confidential }}", "所属镇街", "{{ organ.town }}"),
        pair("被反映对象", "{{ clue.subject_name }}", "涉及领域", "{{ clue.department }}"),
        pair("发生地点", "{{ clue.place }}", "发生时间", "{{ clue.occurred_on }}"),
        story("内容摘要", "{{ clue.summary }}", 44),
        single("附件材料", "{{ source.attachments }}", 12),
        opinion("核查意见", "{{ clue.check_opinion }}", "登记人：{{ clue.registrar }}　　{{ doc.date }}", 32),
        single("处理方式", "{{ source.disposal_boxes }}", 12),
        approval("unit_head", UNIT_HEAD, 30),
        approval("organ_head", "行政机关/负责人批示", 30),
        number=False,
    )


def filing_approval() -> Document:
    """02 立案（不予立案）审批表."""
    return table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number_given }}"),
        pair("审批类型", "{{ filing.kind_boxes }}", "案件来源", "{{ case.source }}"),
        pair("来源登记编号", "{{ clue.register_no }}", "发现日期", "{{ case.discovered_on }}"),
        pair("行为发生日期", "{{ act.date }}", "行为终了日期", "{{ act.end_date }}"),
        single("涉及事项", "{{ act.name }}{% if act.code %}（编码：{{ act.code }}）{% endif %}"),
        *party_rows(),
        story("案情简介", "{{ case.brief }}", 26),
        single("涉嫌违反/的规定", "{{ law.violated }}", 11, split=True),
        single("处罚依据", "{{ act.basis }}", 8, split=True),
        single("现有证据材料", "{{ evidence.list }}", 8, split=True),
        pair("适用程序", "{{ case.procedure }}", "指定承办人", "{{ handlers.names }}"),
        opinion("承办人意见", "{{ filing.handler_opinion }}", HANDLERS),
        approval("unit_head", UNIT_HEAD),
        approval("organ_head", ORGAN_HEAD),
    )


def matter_approval() -> Document:
    """03 行政执法有关事项审批表."""
    return table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number_given }}"),
        pair("审批事项", "{{ matter.kind }}", "当 事 人", "{{ party.name }}"),
        story("申请理由", "{{ matter.reason }}", 26),
        single("法律依据", "{{ matter.basis }}", 12, split=True),
        story("拟采取/的内容", "{{ matter.proposal }}", 22),
        pair("期 限 起", "{{ matter.period_from }}", "期 限 止", "{{ matter.period_to }}"),
        single("紧急情况/实施时间", "{{ matter.emergency_at }}"),
        single("附　　件", "{{ matter.attachments }}"),
        opinion("承办人意见", "{{ matter.handler_opinion }}", HANDLERS),
        approval("unit_head", UNIT_HEAD),
        approval("legal_reviewer", "法制审核/意　　见"),
        approval("organ_head", ORGAN_HEAD),
        approval("principal_head", "正职负责人/审批意见"),
    )


def case_transfer_letter() -> Document:
    """04 案件移送函."""
    made = letter_head()
    add(made, "{{ transfer.organ }}：", FLAT)
    add(
        made,
        "本机关办理的{{ party.name }}{{ case.cause }}一案，经审查，认为应当移送你单位处理。"
        "现将有关情况函告如下：",
        BODY,
    )
    add(made, "一、案情摘要：{{ transfer.summary }}", BODY)
    add(made, "二、移送理由：{{ transfer.reason }}", BODY)
    add(made, "三、移送依据：{{ transfer.basis }}", BODY)
    add(made, "现将本案及有关材料移送你单位，请依法处理，并将处理结果书面告知本机关。", BODY)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", BODY)
    add(made, "机关地址：{{ organ.address }}", BODY)
    add(made, "附：移送材料清单", BODY)
    head = columns(("序号", 1), ("材料名称", 6), ("份数", 1), ("页数", 1), ("备注", 3))
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.name }}", 6),
            middle("{{ row.copies }}", 1),
            middle("{{ row.pages }}", 1),
            field("{{ row.remark }}", 3),
        )
    )
    loop(made, LETTER, head, row, "transfer.items")
    seal_place(made)
    add(made, f"接收单位签收人：{HAND}\t{DAY}　　时", replace(FOOT, ends=LETTER.width))
    add(made, "（本函一式两份，一份送受移送机关，一份由受移送机关签收后存卷。）", SMALL)
    return made


def party_rows() -> tuple[Row, ...]:
    """Return the rows that tell who the party is."""
    return (
        pair("当事人类型", "{{ party.kind }}", "姓名或名称", "{{ party.name }}"),
        pair("证件号码", "{{ party.id_number }}", "统一社会/信用代码", "{{ party.credit_code }}"),
        pair("法定代表人/（负责人）", "{{ party.representative }}", "联系电话", "{{ party.telephone }}"),
        single("住所（住址）", "{{ party.address }}"),
    )
