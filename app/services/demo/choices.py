"""Choices (演示事项): which items of the power list suit a way, and what is imposed for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.money import ZERO, Money
from app.domain.penalty import Leaning, PenaltyKind
from app.rules.discretion.calculator import Discretion, DiscretionQuestion, weigh
from app.rules.discretion.choice import judge
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.spec import parse_spec
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from random import Random

    from app.domain.power_item import PowerItem

_ROUND = (
    *(20, 50, 80, 100, 150, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 8000),
    *(10_000, 15_000, 20_000, 30_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000),
)
_WARNING = "警告"


@dataclass(frozen=True, slots=True)
class Choice:
    """An item for one kind of subject with what may be imposed (演示事项).

    Attributes:
        fines: Round amounts the item leaves open; empty for a warning alone.
    """

    item: PowerItem
    subject: Subject
    fines: tuple[Money, ...] = ()

    def pick(self, chance: Random) -> tuple[tuple[PenaltyKind, ...], Money]:
        """Return kinds and fine."""
        if not self.fines:
            return (PenaltyKind.WARNING,), ZERO
        return (PenaltyKind.FINE,), chance.choice(self.fines)


class Choices:
    """Everything that may happen in the town, by department and weight (演示事项库)."""

    def __init__(self, day: date, *, law_before: date) -> None:
        self._found: defaultdict[tuple[str, str], list[Choice]] = defaultdict(list)
        for item in reference_list().taken:
            in_force = item.effective_from is None or item.effective_from <= law_before
            if in_force and item.penalty_article:
                for subject in (Subject.PERSON, Subject.ORGANISATION):
                    self._sort_in(item, subject, day)

    @property
    def departments(self) -> tuple[str, ...]:
        """Every department of the list."""
        return tuple(dict.fromkeys(department for department, _ in self._found))

    def of(self, department: str, weight: str) -> Sequence[Choice]:
        """Return what suits a weight; a warning where the department has no such fine."""
        return self._found[department, weight] or self._found[department, "warning"]

    def suits(self, department: str, weight: str) -> bool:
        """Tell whether a department has an item for a weight."""
        return bool(self._found[department, weight])

    def _sort_in(self, item: PowerItem, subject: Subject, day: date) -> None:
        spec = parse_spec(item.fine_spec, item.penalty_basis)
        asked = DiscretionQuestion(spec, FineFacts(subject), day, department=item.department)
        weighed = weigh(asked)
        self._add("none", Choice(item, subject))
        for weight, fines in _fines(weighed):
            self._add(weight, Choice(item, subject, fines))
        if _WARNING in item.kinds and not judge(weighed, Leaning.NONE, ZERO).refused:
            self._add("warning", Choice(item, subject))
            self._add("spot", Choice(item, subject))

    def _add(self, weight: str, choice: Choice) -> None:
        self._found[choice.item.department, weight].append(choice)


def _fines(weighed: Discretion) -> Iterator[tuple[str, tuple[Money, ...]]]:
    option = weighed.option(Leaning.NONE)
    if option is None or option.band is None:
        return
    band = option.band
    open_sums = [each for each in (Money.yuan(sum_) for sum_ in _ROUND) if band.holds(each)]
    flags = {each: weighed.flags(each) for each in open_sums}
    kinds = {
        "small": [each for each in open_sums if not flags[each].hearing],
        "hearing": [each for each in open_sums if flags[each].hearing],
        "spot": [each for each in open_sums if flags[each].simple and not flags[each].hearing],
        "collected": [each for each in open_sums if flags[each].simple and flags[each].on_spot_collection],
    }
    yield from ((weight, tuple(sums)) for weight, sums in kinds.items() if sums)
