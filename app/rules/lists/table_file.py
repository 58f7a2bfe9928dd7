"""Standard files (裁量基准文件): a bureau's own standard, written like the shipped ones in TOML."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.errors import AppError
from app.rules.lists.tier_tables import CONFIDENCE, Raw, table_of

_NEEDED = ("kind", "key", "title", "source")
_OWN = "own-"
"""Begins the key of a bureau's own standard, so that it never hides a shipped one."""


class StandardFileError(AppError):
    """A file is no discretion standard."""

    code = "standards.file"
    hint = "请按随附基准文件的写法填写：kind、key、title、source和各档次。"

    def __init__(self, why: str) -> None:
        super().__init__(f"不能作为裁量基准导入：{why}。")


def read_table_file(text: str, today: date) -> Raw:
    """Return a standard as the store keeps it, begun today without a day, or raise ``StandardFileError``."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise StandardFileError(str(error)) from None
    missing = [each for each in _NEEDED if not raw.get(each)]
    if missing:
        raise StandardFileError(f"缺少{'、'.join(missing)}")
    plain: Raw = _plain(raw)
    plain["key"] = plain["key"] if plain["key"].startswith(_OWN) else _OWN + plain["key"]
    plain["effective"] = plain.get("effective") or today.isoformat()
    plain["until"] = plain.get("until")
    plain.setdefault("fields", [])
    plain["confidence"] = CONFIDENCE
    plain["reference"] = False
    try:
        table_of(plain)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise StandardFileError(f"内容不完整（{error}）") from None
    return plain


def _plain(value: Any) -> Any:
    """Return days as ISO texts and decimals as exact texts, so that the store keeps them as they are."""
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
