"""Rows (算例行): one worked example as written in a CSV file."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from app.domain.errors import AppError
from app.domain.money import Money

REQUIRED = (
    "id",
    "rule_id",
    "inputs",
    "expected_min_fen",
    "expected_max_fen",
    "expected_amount_fen",
    "extra_expectations",
)
"""Columns a file must have; the others are used where present."""


class ExampleRowError(AppError):
    """A row or its file cannot be used."""

    code = "discretion.example"
    hint = "请对照算例文件的列和写法修改后重试。"


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One worked example (算例).

    Attributes:
        real: The amount is a published decision, not a computed one.
        low: Expected lower end in fen, ``None`` if unstated; likewise ``high`` and ``amount``.
    """

    id: str
    rule: str
    statute: str
    department: str
    real: bool
    inputs: Mapping[str, Any]
    low: int | None
    high: int | None
    amount: int | None
    extras: Mapping[str, Any]

    def has(self, *names: str) -> bool:
        """Tell whether every one of these inputs is given."""
        return all(name in self.inputs for name in names)

    def number(self, name: str) -> Fraction:
        """One input as an exact number; fractions may be written as text."""
        return exact(self._raw(name), name)

    def fen(self, name: str) -> Fraction:
        """One input in yuan as exact fen."""
        return self.number(name) * 100

    def money(self, name: str) -> Money:
        """One input in yuan as whole fen."""
        return Money.yuan(str(self._raw(name)))

    def text(self, name: str) -> str:
        """One input as text, empty if absent."""
        return str(self.inputs.get(name, ""))

    def flag(self, name: str) -> bool:
        """One yes/no input, no if absent."""
        return self.inputs.get(name, False) is True

    def day(self, name: str) -> date:
        """One input as a day."""
        return read_day(self._raw(name), name)

    def pair(self, name: str) -> tuple[Fraction, Fraction]:
        """One input as two exact numbers."""
        return read_pair(self._raw(name), name)

    def entries(self, name: str) -> list[Any]:
        """One input as a list, of the values where it is a mapping."""
        raw = self._raw(name)
        if isinstance(raw, dict):
            return list(raw.values())
        if not isinstance(raw, list):
            raise ExampleRowError(f"输入“{name}”不是列表。")
        return raw

    def records(self, name: str) -> list[dict[str, Any]]:
        """One input as a list of mappings."""
        found = self.entries(name)
        if not all(isinstance(each, dict) for each in found):
            raise ExampleRowError(f"输入“{name}”须逐项写明。")
        return found

    def prices(self, name: str) -> dict[str, Fraction]:
        """One input as figures by name."""
        raw = self._raw(name)
        if not isinstance(raw, dict):
            raise ExampleRowError(f"输入“{name}”不是对照表。")
        return {str(key): exact(value, name) for key, value in raw.items()}

    def _raw(self, name: str) -> Any:
        if name not in self.inputs:
            raise ExampleRowError(f"缺少输入“{name}”。")
        return self.inputs[name]


def exact(raw: Any, name: str) -> Fraction:
    """Read a number exactly, or raise ``ExampleRowError``."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str, Decimal)):
        raise ExampleRowError(f"输入“{name}”不是数字。")
    try:
        return Fraction(raw)
    except (ValueError, ZeroDivisionError):
        raise ExampleRowError(f"输入“{name}”不是数字：{raw}。") from None


def read_pair(raw: Any, name: str) -> tuple[Fraction, Fraction]:
    """Read two figures, the lower first; a lower end left empty is zero."""
    if not isinstance(raw, list) or len(raw) != len(("low", "high")):
        raise ExampleRowError(f"输入“{name}”不是两个数。")
    low, high = exact(0 if raw[0] is None else raw[0], name), exact(raw[1], name)
    if low > high:
        raise ExampleRowError(f"输入“{name}”的下限高于上限。")
    return low, high


def read_day(raw: Any, name: str) -> date:
    """Read a day written as 2025-03-10, or raise ``ExampleRowError``."""
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ExampleRowError(f"输入“{name}”不是日期：{raw}。") from None


def read_rows(text: str) -> tuple[ExampleRow, ...]:
    """Read the text of a CSV file, or raise ``ExampleRowError`` for what cannot be read."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise ExampleRowError(f"算例文件缺少列：{'、'.join(missing)}。")
    return tuple(_row(raw) for raw in reader)


def _row(raw: dict[str, str]) -> ExampleRow:
    name = raw["id"]
    return ExampleRow(
        id=name,
        rule=raw["rule_id"].strip(),
        statute=raw.get("statute") or "",
        department=raw.get("department") or "",
        real=(raw.get("kind") or "").strip() == "real",
        inputs=_mapping(raw["inputs"], name),
        low=_fen(raw["expected_min_fen"], name),
        high=_fen(raw["expected_max_fen"], name),
        amount=_fen(raw["expected_amount_fen"], name),
        extras=_mapping(raw["extra_expectations"], name),
    )


def _mapping(text: str | None, name: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}", parse_float=Decimal)
    except ValueError:
        raise ExampleRowError(f"{name}：不是有效的 JSON：{text}。") from None
    if not isinstance(found, dict):
        raise ExampleRowError(f"{name}：JSON 须为对象。")
    return found


def _fen(text: str | None, name: str) -> int | None:
    if not text or not text.strip():
        return None
    try:
        return int(text)
    except ValueError:
        raise ExampleRowError(f"{name}：预期数额“{text}”不是整数分。") from None
