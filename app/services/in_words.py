"""In words (用语): fields and values of records as a clerk would say them, on screen and in histories."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.certificate import Exam, Turn, YearlyCheck
from app.domain.field import fields_of
from app.domain.volume import VolumeEntry
from app.domain.words import WORDS, word
from app.rules.deadlines.given import BEIJING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIELDS = {
    "status": "案件状态",
    "status_since": "状态起始时间",
    "state": "状态",
    "number": "文号",
    "answers": "填写内容",
    "frozen": "定稿内容",
    "final_at": "定稿时间",
    "final_by": "定稿人",
    "issued_on": "签发日期",
    "archive_hash": "存档文件",
    "template_version": "模板版本",
    "pages": "页数",
    "prints": "打印次数",
    "void_reason": "作废理由",
    "scans": "扫描件",
    "party_id": "当事人",
    "act_id": "违法行为",
    "case_id": "所属案件",
    "clue_id": "线索",
    "subject_id": "处罚主体",
    "document_id": "文书",
    "confirmed_steps": "已确认步骤",
    "merged_into": "并入案件",
    "split_from": "分出案件",
    "unrecorded": "未录事项",
    "derivation": "裁量推导",
    "noticed": "已告知内容",
    "item_code": "事项编码",
    "fine_facts": "罚款计算事实",
    "file_name": "文件名",
    "file_hash": "文件",
    "file_size": "文件大小",
    "verified_by": "核对人",
    "verified_on": "核对日期",
    "slot": "卷内位置",
    "roles": "角色",
    "photo_hash": "照片",
    "holder_id": "领用人",
    "entries": "卷内目录",
    "bound_on": "装订日期",
    "bound_by": "装订人",
    "pdf_hash": "案卷文件",
    "value": "设置值",
    "reason": "理由",
    "text": "文号全文",
    "LogLine.text": "记录内容",
    "equipment_id": "装备",
    "by_name": "填写人姓名",
    "demonstration": "演示数据",
    "slug": "种类",
    "version": "版次",
    "docx_hash": "模板文件",
    "brought_at": "导入时间",
    "brought_by": "导入人",
    "live_from": "启用日期",
    "withdrawn_on": "停用日期",
    "plan_id": "计划",
    "frozen_at": "名单固定时间",
    "frozen_by": "名单固定人",
    "committed": "种子承诺",
    "frozen_hash": "固定名单",
    "witness": "见证人",
    "word": "见证词",
    "drawn_at": "抽取时间",
    "drawn_by": "抽取人",
    "record_hash": "抽取记录",
    "officer_id": "执法人员",
    "unit_id": "中队（科室）",
    "session_id": "培训",
    "person_id": "同一人员",
    "mark": "可信程度",
    "created_at": "制作时间",
    "created_by": "制作人",
    "parent_id": "所附文书",
    "replaces": "所替换文书",
    "role": "审批角色",
    "verdict": "审批结论",
    "opinion": "审批意见",
    "by_id": "填写人",
    "on": "审批日期",
    "recorded_at": "录入时间",
    "on_paper": "纸质审批",
    "paper_hash": "纸质审批件",
    "series": "文号字",
    "year": "年份",
    "n": "序号",
    "name": "名称",
    "drawn_from": "抽取范围",
    "matter_id": "抽查事项",
    "shares": "抽查比例",
    "starts_on": "开始日期",
    "ends_on": "结束日期",
    "each": "每个对象派员",
    "receipt_document_id": "送达回证",
    "opened_at": "登记时间",
    "turns": "状态变动",
    "exams": "考试记录",
    "checks": "年度审验",
    "renews_id": "所换证件",
    "kind": "类别",
    "draw_id": "抽取",
    "officers": "检查人员",
    "at": "时间",
    "machine": "电脑",
    "code": "事项代号",
    "evidence_id": "证据",
    "certificate_id": "证件",
    "issued_id": "所发证件",
    "paper": "申请表",
    "fine_spec": "罚款规定",
    "reference": "参考数据",
    "profile": "裁量方式",
    "initials": "拼音首字母",
    "VolumeEntry.order": "顺序号",
    "title": "题名",
    "VolumeEntry.number": "文号",
    "responsible": "责任者",
    "day": "日期",
    "first_page": "起始页",
    "last_page": "终止页",
    "Turn.on": "日期",
    "what": "变动",
    "by": "办理人",
    "recorded": "录入时间",
    "Exam.on": "考试日期",
    "subject": "科目",
    "score": "成绩",
    "result": "结果",
    "YearlyCheck.on": "审验日期",
    "YearlyCheck.year": "审验年度",
}


def moment_words(moment: datetime | None) -> str:
    """Return a moment in Beijing time."""
    return "" if moment is None else moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


LINES = (VolumeEntry, Turn, Exam, YearlyCheck)
"""Lines of a record's lists, said field by field."""
EMPTY: tuple[object, ...] = (None, "", (), {})
"""Values that say nothing."""
NOTHING = "（空）"
"""What is said of them."""
# A moment is also a day: the narrower kind comes first.
_SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "是" if value else "否"),
    (StrEnum, lambda value: word(value) if type(value) in WORDS else str(value)),
    (datetime, moment_words),
    (date, lambda value: f"{value.year}年{value.month}月{value.day}日"),
    (dict, lambda value: "；".join(f"{name}：{text}" for name, text in value.items())),
)


def field_words(kind: type, name: str) -> str:
    """Return what a field is called on the papers, or in the program."""
    labels = {each.name: each.field.label for each in fields_of(kind)}
    return labels.get(name) or _FIELDS.get(f"{kind.__name__}.{name}") or _FIELDS.get(name, name)


def value_words(value: Any, names: Mapping[UUID, str]) -> str:
    """Return a value as a clerk would say it, with the names behind identities; long texts stay whole."""
    if value in EMPTY:
        return NOTHING
    if isinstance(value, UUID):
        return names.get(value, "另一条记录")
    if type(value) in LINES:
        return _line_words(value, names)
    if isinstance(value, tuple):
        return "、".join(value_words(each, names) for each in value)
    return next((say(value) for kind, say in _SAID if isinstance(value, kind)), str(value))


def json_words(text: str) -> str:
    """Return a plain value of JSON as a clerk would say it; what is made of parts stays as written."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else text


def _line_words(line: Any, names: Mapping[UUID, str]) -> str:
    told = {each.name: getattr(line, each.name) for each in fields(line) if not each.name.endswith("_id")}
    said = (
        f"{field_words(type(line), name)}{value_words(value, names)}"
        for name, value in told.items()
        if value not in EMPTY
    )
    return "，".join(said)
