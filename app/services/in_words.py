"""In words (用语): fields and values of records as a clerk would say them, on screen and in histories."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.field import fields_of
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
}


def moment_words(moment: datetime | None) -> str:
    """Return a moment in Beijing time."""
    return "" if moment is None else moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


_EMPTY: tuple[object, ...] = (None, "", (), {})
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
    return labels.get(name) or _FIELDS.get(name, name)


def value_words(value: Any, people: Mapping[UUID, str]) -> str:
    """Return a value as a clerk would say it; long texts stay whole."""
    if value in _EMPTY:
        return "（空）"
    if isinstance(value, UUID):
        return people.get(value, "另一条记录")
    if isinstance(value, tuple):
        return "、".join(value_words(each, people) for each in value)
    return next((say(value) for kind, say in _SAID if isinstance(value, kind)), str(value))
