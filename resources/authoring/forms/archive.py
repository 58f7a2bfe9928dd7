"""Forms of service, closing and archive (送达、结案、归档): 40, 47 to 50."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import table_form
from resources.authoring.forms.intake import HANDLERS, ORGAN_HEAD, UNIT_HEAD, party_rows
from resources.authoring.page import CELL, CENTRE, HEADLINE, LABEL, ORGAN, SMALL, TABLE, add, new_document
from resources.authoring.tables import (
    Row,
    approval,
    columns,
    field,
    grid,
    loop,
    middle,
    opinion,
    pair,
    raised,
    single,
    story,
)

if TYPE_CHECKING:
    from docx.document import Document

    from resources.authoring.tables import Cell

DAY = "　　年　　月　　日"


def service_receipt() -> Document:
    """40 送达回证."""
    rows = (
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        pair("送达文书/名称及文号", "{{ delivery.document }}", "份　　数", "{{ receipt.copies }}"),
        pair("受送达人", "{{ delivery.addressee }}", "送达方式", "{{ delivery.way }}"),
        single("送达地点", "{{ delivery.place }}", 12),
        pair("收 件 人", "{{ delivery.receiver }}", "收到时间", "{{ delivery.served_at }}"),
        single("收件人签名/或者盖章", f"　　　　　　　　　　　　　　　　　　　　{DAY}", 22),
        pair("与受送达人/关系", "{{ delivery.relation }}", "代收理由", "{{ receipt.agent_reason }}"),
        single("拒收事由、/邮寄或者/其他说明", "{{ delivery.note }}", 24, split=True),
        pair("见 证 人", "{{ delivery.witness }}", "见证人签名", ""),
        pair("拍照录像/编　　号", "{{ receipt.media }}", "邮 件 号", "{{ receipt.mail_no }}"),
        pair("电子送达/到达时间", "{{ receipt.arrived_at }}", "送 达 人", "{{ delivery.servers }}"),
        single("送达人签名", f"　　　　　　　　　　　　　　　　　　　　{DAY}", 18),
        single("备　　注", "{{ receipt.remark }}", 16),
    )
    return table_form(*raised(rows, 12), number=False, head="{{ organ.name }}")


def closing_approval() -> Document:
    """47 结案审批表."""
    return table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        *party_rows(),
        pair("立案日期", "{{ case.filed_on }}", "决定日期", "{{ case.decided_on }}"),
        pair("决定书文号", "{{ decision.number }}", "送达日期", "{{ decision.served_on }}"),
        single("处罚内容", "{{ penalty.text }}", 14, split=True),
        single("执行情况", "{{ closing.performance }}", 14, split=True),
        pair("缴款票据号", "{{ payment.receipt_no }}", "缴款金额", "{{ payment.amount }}"),
        single("改正情况", "{{ closing.correction_boxes }}"),
        single("复议诉讼/情　　况", "{{ closing.remedy_boxes }}", 11),
        single("结案方式", "{{ closing.kind_boxes }}", 12),
        single("公示情况", "{{ closing.publicity }}"),
        opinion("承办人意见", "{{ closing.handler_opinion }}", HANDLERS),
        approval("unit_head", UNIT_HEAD),
        approval("organ_head", ORGAN_HEAD),
    )


def file_cover() -> Document:
    """48 卷宗封面."""
    made = new_document(TABLE)
    add(made, "{{ cover.fonds }}", replace(ORGAN, before=30, after=24))
    add(made, "行政执法案卷", replace(HEADLINE, size=30, line=50, after=36))
    rows = (
        single("案卷题名", "{{ case.title }}", 26),
        single("案　　由", "{{ case.cause }}"),
        pair("案　　号", "{{ case.number }}", "决定书文号", "{{ decision.number }}"),
        single("当 事 人", "{{ party.name }}"),
        single("处理结果", "{{ cover.result }}", 24),
        pair("立案日期", "{{ case.filed_on }}", "结案日期", "{{ case.closed_on }}"),
        pair("承 办 人", "{{ handlers.names }}", "卷　　别", "{{ cover.part }}"),
        pair("本卷件数", "{{ volume.count }}", "本卷页数", "{{ volume.pages }}"),
        pair("归档日期", "{{ volume.bound_on }}", "保管期限", "{{ volume.retention }}"),
        pair("归 档 号", "{{ volume.archive_no }}", "全 宗 号", "{{ cover.fonds_no }}"),
        pair("目 录 号", "{{ cover.catalogue_no }}", "案 卷 号", "{{ cover.file_no }}"),
    )
    grid(made, TABLE, tuple(_large(each) for each in rows))
    return made


def file_index() -> Document:
    """49 卷内文件目录."""
    made = new_document(TABLE)
    add(made, "{{ doc.title }}", HEADLINE)
    add(made, "案号：{{ case.number }}　　　　归档号：{{ volume.archive_no }}", SMALL)
    head = columns(("序号", 1), ("文　号", 3), ("责任者", 2), ("题　名", 3), ("日　期", 2), ("页号", 1))
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.number }}", 3),
            field("{{ row.responsible }}", 2),
            field("{{ row.title }}", 3),
            middle("{{ row.day }}", 2),
            middle("{{ row.pages }}", 1),
        ),
        11,
    )
    loop(made, TABLE, head, row, "volume.rows")
    return made


def file_note() -> Document:
    """50 卷内备考表."""
    made = new_document(TABLE)
    add(made, "{{ doc.title }}", HEADLINE)
    add(made, "案号：{{ case.number }}", SMALL)
    grid(
        made,
        TABLE,
        (
            story("本卷情况/说　　明", "{{ note.state }}", 70),
            story("缺损补充/说　　明", "{{ note.defects }}", 40),
            story("音像载体/说　　明", "{{ note.media }}", 34),
            opinion("立 卷 人", "", "{{ volume.bound_by }}（签名）：＿＿＿＿＿＿　　{{ volume.bound_on }}"),
            opinion("检 查 人", "", f"{{{{ volume.checked_by }}}}（签名）：＿＿＿＿＿＿　　{DAY}"),
        ),
    )
    return made


def _large(row: Row) -> Row:
    """The cover is written in 四号, every row high enough for it."""
    return replace(row, height=max(row.height, 14), cells=tuple(_large_cell(each) for each in row.cells))


def _large_cell(cell: Cell) -> Cell:
    look = LABEL if cell.look == LABEL else replace(CELL, align=CENTRE)
    return replace(cell, look=replace(look, size=14, line=22))
