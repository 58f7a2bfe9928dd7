"""Exemption lists (不予处罚清单): which acts an office does not punish, under which conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias

from app.domain.power_item import PowerItem
from app.rules.lists.grid import printed
from app.rules.lists.items import Aside
from app.rules.lists.listed import ListedItem
from app.rules.lists.matching import alike, plain_name

Raw: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exemption:
    """One entry (不予处罚事项): the act, when it is not punished, and by which list from which day."""

    name: str
    condition: str
    basis: str
    source: str
    effective: date
    until: date | None

    def in_force(self, day: date) -> bool:
        """Tell whether the entry held on a day."""
        return self.effective <= day and (self.until is None or day <= self.until)

    def fits(self, item: PowerItem) -> bool:
        """Tell whether an item's name says the same act."""
        return alike(self.name, item.name)

    @property
    def words(self) -> str:
        """The entry in one line."""
        basis = f"，{self.basis}" if self.basis else ""
        return f"{self.name}：{self.condition}（{self.source}{basis}）"


def exemptions(
    listed: Iterable[ListedItem], day: date, source: str
) -> tuple[dict[str, Raw], tuple[Aside, ...]]:
    """Return the entries by key as the store keeps them, and what lacks its name or condition."""
    found: dict[str, Raw] = {}
    aside: list[Aside] = []
    for each in listed:
        condition = each.condition or "；".join(one for tier in each.tiers for one in tier.conditions)
        key = sha256(plain_name(each.name).encode()).hexdigest()[:12]
        reason = _trouble(each.name, condition)
        if reason or key in found:
            aside.append(Aside(each.sheet, each.row, each.name, reason or "同一事项在前面已经有一条"))
            continue
        found[key] = {
            "key": key,
            "name": printed(each.name),
            "condition": printed(condition),
            "basis": printed(each.basis),
            "source": source,
            "effective": day.isoformat(),
            "until": None,
        }
    return found, tuple(aside)


def exemption_of(raw: Raw) -> Exemption:
    """Read a kept entry."""
    until = raw["until"]
    return Exemption(
        raw["name"],
        raw["condition"],
        raw["basis"],
        raw["source"],
        date.fromisoformat(raw["effective"]),
        None if until is None else date.fromisoformat(until),
    )


def _trouble(name: str, condition: str) -> str:
    if not name:
        return "没有事项名称"
    return "" if condition else "没有写不予处罚的适用条件"
