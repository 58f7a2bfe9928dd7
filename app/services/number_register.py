"""Number register (文号核对): every number of a series used, void with its reason, or missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.number_use import NumberState, NumberUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.services.office import Office

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a year (文号字号): what became of its numbers from one to the highest.

    Attributes:
        void: The void numbers with their reasons.
        missing: Numbers below the highest that nothing explains.
    """

    series: str
    year: int
    highest: int
    used: int
    void: tuple[NumberUse, ...]
    missing: tuple[int, ...]

    @property
    def id(self) -> tuple[str, int]:
        """What tells it from the others."""
        return self.series, self.year

    @property
    def whole(self) -> bool:
        """Whether every number is explained."""
        return not self.missing and all(each.reason.strip() for each in self.void)

    @property
    def void_words(self) -> str:
        """The void numbers with their reasons, in Chinese."""
        return "；".join(f"{each.n}号：{each.reason or '没有写明理由'}" for each in self.void)

    @property
    def missing_words(self) -> str:
        """The missing numbers, in Chinese; many are cut."""
        some = "、".join(str(each) for each in self.missing[:_SHOWN])
        more = f"等{len(self.missing)}个" if len(self.missing) > _SHOWN else ""
        return f"{some}号{more}" if some else ""


class NumberRegister:
    """文号台: reads only."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def series(self) -> tuple[Series, ...]:
        """Return every series of the signed-in town, the latest year first."""
        with self._office.read() as work:
            uses = work.of(NumberUse).find(town=self._office.who().town)
        return explained(uses)

    def uses_of(self, document_id: UUID) -> tuple[NumberUse, ...]:
        """Return the numbers one document used."""
        with self._office.read() as work:
            return work.of(NumberUse).find(document_id=document_id)


def explained(uses: Sequence[NumberUse]) -> tuple[Series, ...]:
    """Sort numbers by series and year, and find the ones that are missing."""
    by: dict[tuple[int, str], list[NumberUse]] = defaultdict(list)
    for each in uses:
        by[-each.year, each.series].append(each)
    return tuple(_one(series, -year, found) for (year, series), found in sorted(by.items()))


def _one(series: str, year: int, uses: Sequence[NumberUse]) -> Series:
    taken = {each.n for each in uses}
    highest = max(taken)
    void = sorted((each for each in uses if each.state is NumberState.VOID), key=lambda each: each.n)
    missing = tuple(n for n in range(1, highest + 1) if n not in taken)
    return Series(series, year, highest, len(uses) - len(void), tuple(void), missing)
