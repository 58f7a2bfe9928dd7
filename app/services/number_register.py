"""Number register (文号核对): every number of a series used, void with its reason, open, or missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.domain.number_use import NumberState, NumberUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.domain.sync_centre import Link, Stock
    from app.services.office import Office

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a year (文号字号): what became of its numbers from one to the highest.

    Attributes:
        void: The void numbers with their reasons.
        missing: Numbers below the highest that nothing explains, where this computer gives all of them.
        unused: Numbers below the highest not used yet, where the city lends them: others may hold them.
        own: Numbers lent to this computer and not used yet, also those above the highest.
    """

    series: str
    year: int
    highest: int
    used: int
    void: tuple[NumberUse, ...]
    missing: tuple[int, ...]
    unused: tuple[int, ...] = ()
    own: tuple[int, ...] = ()

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
    def open_words(self) -> str:
        """The numbers neither used nor void, in Chinese; many are cut."""
        kinds = (
            ("缺号", self.missing),
            ("本机待用", self.own),
            ("尚未使用（可能已借给其他电脑）", self.unused),
        )
        return "；".join(f"{words}：{_listed(numbers)}" for words, numbers in kinds if numbers)


class Lending(Protocol):
    """What the register asks of the exchange."""

    def link(self) -> Link | None:
        """Return the server this store belongs to, ``None`` before enrolment."""

    def stocks(self) -> tuple[Stock, ...]:
        """Return the numbers lent to this computer and not yet used."""


class NumberRegister:
    """文号台: reads only."""

    def __init__(self, office: Office, lending: Lending) -> None:
        self._office = office
        self._lending = lending

    def series(self) -> tuple[Series, ...]:
        """Return every series of the signed-in town, the latest year first."""
        with self._office.read() as work:
            uses = work.of(NumberUse).find(town=self._office.who().town)
        lent = None if self._lending.link() is None else self._lending.stocks()
        return explained(uses, lent)

    def uses_of(self, document_id: UUID) -> tuple[NumberUse, ...]:
        """Return the numbers one document used."""
        with self._office.read() as work:
            return work.of(NumberUse).find(document_id=document_id)


def explained(uses: Sequence[NumberUse], lent: Sequence[Stock] | None = None) -> tuple[Series, ...]:
    """Sort numbers by series and year, and find the ones that are missing.

    ``lent`` is what the city lent to this computer; without it this computer gives every number.
    """
    by: dict[tuple[int, str], list[NumberUse]] = defaultdict(list)
    for each in uses:
        by[-each.year, each.series].append(each)
    found = tuple(_one(series, -year, some) for (year, series), some in sorted(by.items()))
    if lent is None:
        return found
    own = {(each.series, each.year): each.free for each in lent}
    return tuple(_lent(each, own.get(each.id, ())) for each in found)


def _lent(series: Series, own: tuple[int, ...]) -> Series:
    """Return a series whose numbers the city lends: what is not seen here may be held elsewhere."""
    unused = tuple(n for n in series.missing if n not in own)
    return replace(series, missing=(), unused=unused, own=own)


def _listed(numbers: Sequence[int]) -> str:
    some = "、".join(str(each) for each in numbers[:_SHOWN])
    more = f"等{len(numbers)}个" if len(numbers) > _SHOWN else ""
    return f"{some}号{more}"


def _one(series: str, year: int, uses: Sequence[NumberUse]) -> Series:
    taken = {each.n for each in uses}
    highest = max(taken)
    void = sorted((each for each in uses if each.state is NumberState.VOID), key=lambda each: each.n)
    missing = tuple(n for n in range(1, highest + 1) if n not in taken)
    return Series(series, year, highest, len(uses) - len(void), tuple(void), missing)
