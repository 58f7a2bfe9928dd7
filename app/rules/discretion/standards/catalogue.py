"""Catalogue (参考基准目录): the named standards that ship, each off until a bureau picks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.errors import AppError
from app.rules.discretion.library import toml
from app.rules.discretion.standards.contract import Standard
from app.rules.discretion.standards.shares import read_shares
from app.rules.discretion.standards.tiers import read_tiers
from app.rules.discretion.standards.weight_tables import read_weights


class UnknownStandardError(AppError):
    """No standard of this name is at hand."""

    code = "discretion.standard"
    hint = "请在裁量基准页面导入或者选用该基准。"

    def __init__(self, key: str) -> None:
        super().__init__(f"没有名为“{key}”的裁量基准。")


@dataclass(frozen=True, slots=True)
class NamedStandard:
    """A standard with its papers (裁量基准及来源), shipped or imported.

    Attributes:
        effective: First day in force, ``None`` where its source does not tell.
        fields: Delegating departments it is meant for; empty for any.
        reference: Shipped as 参考 and off until a bureau picks it for an item.
        confidence: Mark of how far its text was checked.
        from_city: Given out by the city to every town (市级下发).
    """

    key: str
    title: str
    standard: Standard
    fields: tuple[str, ...]
    effective: date | None
    until: date | None
    source: str
    confidence: str
    note: str
    reference: bool
    from_city: bool = False

    def in_force(self, day: date) -> bool:
        """Tell whether the standard held on a day; an unknown first day counts as long past."""
        begun = self.effective is None or self.effective <= day
        return begun and (self.until is None or day <= self.until)


_READERS: Mapping[str, Callable[[dict[str, Any], str], Standard]] = {
    "shares": read_shares,
    "tiers": read_tiers,
    "weights": read_weights,
}


@cache
def named_standards() -> Mapping[str, NamedStandard]:
    """Every shipped standard by key, one data file each."""
    folder = files("resources").joinpath("standards", "named")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    found = (read_standard(toml(f"named/{name}")) for name in names)
    return {each.key: each for each in found}


def named_standard(key: str) -> NamedStandard:
    """One shipped standard, or ``UnknownStandardError``."""
    try:
        return named_standards()[key]
    except KeyError:
        raise UnknownStandardError(key) from None


def read_standard(raw: dict[str, Any]) -> NamedStandard:
    """Read a standard file of any kind; an imported table of a bureau has the same form."""
    source = f"{raw['source']}（{raw['confidence']}）"
    return NamedStandard(
        key=raw["key"],
        title=raw["title"],
        standard=_READERS[raw["kind"]](raw, source),
        fields=tuple(raw["fields"]),
        effective=raw.get("effective"),
        until=raw.get("until"),
        source=raw["source"],
        confidence=raw["confidence"],
        note=raw.get("note", ""),
        reference=raw.get("reference", False),
    )
