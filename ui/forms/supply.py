"""Supply (选项来源): the day, people, items and capitals that entries of a form ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.forms.entries import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.domain.money import Money
    from app.ports import Clock, Lists
    from app.rules.handlers import Candidate


@dataclass(frozen=True, slots=True)
class Picks:
    """People and power items, read once when a form opens."""

    officers: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()


def read_picks(lists: Lists, town: str, *, items: bool = False) -> Picks:
    """Return the people of a town, and the power items if wanted; runs off the UI thread."""
    people = lists.rows("officers", lists.ids("officers", {"town": town}))
    found = lists.rows("items", lists.ids("items", {})) if items else ()
    return Picks(
        tuple(Choice(row["id"], _person(row["name"], row.get("unit", ""))) for row in people),
        tuple(
            Choice(
                row["id"], f"{row['code']}　{row['name']}", f"{row['department']} {row.get('initials', '')}"
            )
            for row in found
        ),
    )


@dataclass(frozen=True, slots=True)
class FormSupply:
    """``Supply`` over picks that are already read."""

    clock: Clock
    picks: Picks = Picks()
    in_capitals: Callable[[Money], str] | None = None

    def today(self) -> date:
        """Return the day it is."""
        return self.clock.today()

    def officers(self) -> Sequence[Choice]:
        """Return who can be picked."""
        return self.picks.officers

    def items(self, text: str) -> Sequence[Choice]:
        """Return the items that hold every typed word in code, name, department or initials."""
        words = text.lower().split()
        return [
            each
            for each in self.picks.items
            if all(word in f"{each.label} {each.words}".lower() for word in words)
        ]

    def capitals(self, amount: Money) -> str:
        """Return the amount in capitals, when a formatter was given."""
        return self.in_capitals(amount) if self.in_capitals is not None else ""


def with_reasons(picks: Picks, people: Sequence[Candidate]) -> Picks:
    """Return picks in which who may not act cannot be picked and says why; those who may stand first."""
    known = {each.officer.id: each.why_not for each in people}
    officers = [replace(each, barred=known.get(each.key, "")) for each in picks.officers]
    return replace(picks, officers=tuple(sorted(officers, key=lambda each: bool(each.barred))))


def _person(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit else name
