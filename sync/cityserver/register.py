"""The number register (文号登记簿) in one transaction: every number up to the highest has its line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select, update

from sync.cityserver.tables import num

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

LEAP = 10_000
"""How far a number may run ahead of the highest known one; more is a slip of the hand."""

_SERIES = (
    num.c.town == bindparam("of"),
    num.c.series == bindparam("of_series"),
    num.c.year == bindparam("of_year"),
)
_ROW = select(num).where(*_SERIES, num.c.n == bindparam("of_n"))
_TOP = select(func.max(num.c.n)).where(*_SERIES)
_FREE = select(num).where(*_SERIES, num.c.state == "free").order_by(num.c.n).limit(bindparam("count"))
_UPDATE = update(num).where(*_SERIES, num.c.n == bindparam("of_n"))
_LEASED = select(num).where(
    num.c.town == bindparam("of"), num.c.state == "leased", num.c.device == bindparam("by_device")
)
_CLAIMED = select(num).where(num.c.town == bindparam("of"), num.c.claim.is_not(None))
_INSERT = insert(num)

Key = tuple[str, int, int]
"""Series, year, number."""


class State(StrEnum):
    """What became of a number."""

    USED = "used"
    VOID = "void"
    LEASED = "leased"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Number:
    """One line of the register.

    Attributes:
        device: Who holds or held the lease.
        by: The person who voided it; ``None`` when its own computer gave it up.
        told: Epoch in which it was lent, or its holder last reported it after a restore.
        loan: The request that brought it to its holder; what is given back names it.
        claim: What was said of it since a restore, while computers report (``contested.py``), as JSON.
    """

    town: str
    series: str
    year: int
    n: int
    state: str = State.FREE
    device: str | None = None
    incarnation: str | None = None
    rec: str | None = None
    reason: str | None = None
    by: str | None = None
    at: str | None = None
    told: str | None = None
    loan: str | None = None
    claim: str | None = None

    @property
    def key(self) -> Key:
        """Series, year, number."""
        return self.series, self.year, self.n


def freed(line: Number) -> Number:
    """Return a line that nobody holds."""
    return Number(line.town, *line.key)


class Register:
    """Lines read and changed in one transaction; ``flush`` writes them."""

    def __init__(self, connection: Connection, town: str) -> None:
        self._connection = connection
        self._town = town
        self._lines: dict[Key, Number] = {}
        self._tops: dict[tuple[str, int], int] = {}
        self._new: set[Key] = set()
        self._changed: set[Key] = set()

    def get(self, key: Key) -> Number | None:
        """Return a line, if the number was ever heard of."""
        if key not in self._lines:
            found = self._connection.execute(_ROW, self._at(*key)).first()
            if found is None:
                return None
            self._lines[key] = Number(*found)
        return self._lines[key]

    def top(self, series: str, year: int) -> int:
        """Return the highest number heard of."""
        if (series, year) not in self._tops:
            found = self._connection.execute(_TOP, self._at(series, year)).scalar()
            self._tops[series, year] = int(found or 0)
        return self._tops[series, year]

    def put(self, line: Number) -> None:
        """Change a line; numbers skipped on the way to a new one are free."""
        known = self.get(line.key) is not None
        top = self.top(line.series, line.year)
        for n in range(top + 1, line.n):
            self._add(Number(self._town, line.series, line.year, n))
        if known:
            self._lines[line.key] = line
            self._changed.add(line.key)
        else:
            self._add(line)

    def lowest_free(self, series: str, year: int, count: int) -> list[int]:
        """Return numbers to give out: returned ones first, the lowest first."""
        self.flush()
        rows = self._connection.execute(_FREE, {**self._at(series, year), "count": count})
        free = [Number(*row).n for row in rows]
        top = self.top(series, year)
        return free + list(range(top + 1, top + 1 + count - len(free)))

    def leased_to(self, device: str) -> list[Number]:
        """Return what a computer holds, in every life of it."""
        self.flush()
        rows = self._connection.execute(_LEASED, {"of": self._town, "by_device": device})
        return [Number(*row) for row in rows]

    def claimed(self) -> list[Number]:
        """Return the numbers of which something was said since a restore."""
        self.flush()
        return [Number(*row) for row in self._connection.execute(_CLAIMED, {"of": self._town})]

    def change(self, lines: Iterable[Number], alike: Callable[[Number], Number]) -> None:
        """Change several lines alike."""
        for each in lines:
            self._lines[each.key] = each
            self.put(alike(each))

    def flush(self) -> None:
        """Write what changed."""
        fresh = [asdict(self._lines[key]) for key in sorted(self._new)]
        changed = [asdict(self._lines[key]) for key in sorted(self._changed - self._new)]
        if fresh:
            self._connection.execute(_INSERT, fresh)
        if changed:
            rows = [self._at(each["series"], each["year"], each["n"]) | each for each in changed]
            self._connection.execute(_UPDATE, rows)
        self._new.clear()
        self._changed.clear()

    def _add(self, line: Number) -> None:
        self._lines[line.key] = line
        self._new.add(line.key)
        self._tops[line.series, line.year] = max(line.n, self.top(line.series, line.year))

    def _at(self, series: str, year: int, n: int | None = None) -> dict[str, str | int]:
        at: dict[str, str | int] = {"of": self._town, "of_series": series, "of_year": year}
        return at if n is None else at | {"of_n": n}
