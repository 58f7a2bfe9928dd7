"""Working parts that keep everything in memory: store, clock, identities, files, a person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID
from zlib import crc32

from app.domain.case import Case
from app.domain.number_use import NumberState, NumberUse
from app.domain.record import Record, RecordNotFoundError
from app.ports import Beginning
from app.rules.deadlines.given import BEIJING
from app.services.case_reading import read_case_file
from sync.codecs import encode
from tests.sync_fakes import MemoryDisputes, MemorySettling

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from types import TracebackType
    from typing import Self

    from app.domain.deadline import Deadline
    from app.domain.dispute import Dispute
    from app.domain.role import Role, SignedIn
    from app.ports import UnitOfWork
    from app.rules.expiry import Given

T = TypeVar("T", bound=Record)
Tables = dict[type[Any], dict[UUID, Any]]


@dataclass
class FixedClock:
    """A clock that stands until it is told to move."""

    at: datetime

    def now(self) -> datetime:
        """Return a moment one second after the last one, as real moments differ."""
        self.at += timedelta(seconds=1)
        return self.at

    def today(self) -> date:
        return self.at.astimezone(BEIJING).date()

    def go_to(self, day: date) -> None:
        """Move to noon in Beijing of a day."""
        self.at = datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING)


@dataclass
class CountingIds:
    """Identities that count up."""

    last: int = 0x1000

    def new(self) -> UUID:
        self.last += 1
        return UUID(int=self.last)


@dataclass
class Seat:
    """Who sits at the computer."""

    who: SignedIn

    def __call__(self) -> SignedIn:
        return self.who

    def take(self, officer_id: UUID, name: str, *roles: Role) -> None:
        """Let another person sit down."""
        self.who = replace(self.who, officer_id=officer_id, name=name, roles=frozenset(roles))


class MemoryRecords(Generic[T]):
    """All records of one kind in one transaction."""

    def __init__(self, kind: type[T], rows: dict[UUID, T]) -> None:
        self._kind = kind
        self._rows = rows

    def get(self, record_id: UUID) -> T:
        if record_id not in self._rows:
            raise RecordNotFoundError(self._kind, record_id)
        return self._rows[record_id]

    def find(self, **equal: object) -> tuple[T, ...]:
        rows = sorted(self._rows.values(), key=lambda each: each.id)
        return tuple(
            row for row in rows if all(_meets(getattr(row, name), asked) for name, asked in equal.items())
        )

    def among(self, ids: Collection[UUID]) -> tuple[T, ...]:
        return tuple(self._rows[each] for each in sorted(ids) if each in self._rows)

    def glance(self, ids: Collection[UUID], *names: str) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(getattr(each, name) for name in names) for each in self.among(ids))

    def save(self, record: T) -> None:
        self._rows[record.id] = record

    def remove(self, record: T, reason: str) -> None:
        assert reason
        del self._rows[record.id]

    def revive(self, old: T, record: T) -> None:
        assert old.id == record.id
        assert record.id not in self._rows
        self._rows[record.id] = record

    def decide(self, record: T, conflict: str, fields: Collection[str]) -> None:
        assert conflict
        assert fields
        self._rows[record.id] = record


def _meets(value: Any, asked: object) -> bool:
    return bool(value.startswith(asked.text)) if isinstance(asked, Beginning) else bool(value == asked)


class MemoryNumbers:
    """Numbers of one town, kept among the records."""

    def __init__(self, work: MemoryUnitOfWork, ids: CountingIds, town: str) -> None:
        self._uses = work.of(NumberUse)
        self._ids = ids
        self._town = town

    def take(self, series: str, year: int, used_for: UUID) -> int:
        taken = {each.n for each in self._uses.find(town=self._town, series=series, year=year)}
        n = next(each for each in range(1, len(taken) + 2) if each not in taken)
        words = f"{series}〔{year}〕{n}号"
        self._uses.save(NumberUse(self._ids.new(), self._town, series, year, n, words, used_for))
        return n

    def void(self, series: str, year: int, n: int, reason: str) -> None:
        (use,) = self._uses.find(town=self._town, series=series, year=year, n=n)
        self._uses.save(replace(use, state=NumberState.VOID, reason=reason))


@dataclass
class MemoryStore:
    """What was committed, and how often."""

    tables: Tables = field(default_factory=dict)
    commits: int = 0
    ids: CountingIds = field(default_factory=CountingIds)
    town: str = ""
    decided: list[tuple[str, ...]] = field(default_factory=list)
    disputed: list[tuple[UUID, Dispute]] = field(default_factory=list)

    def begin(self) -> MemoryUnitOfWork:
        """Return a transaction over a copy."""
        return MemoryUnitOfWork(self)

    def put(self, *records: Record) -> None:
        """Keep records at once, as if committed earlier."""
        for each in records:
            self.tables.setdefault(type(each), {})[each.id] = each

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """Return the committed records of a kind, oldest first."""
        return MemoryRecords(kind, self.tables.get(kind, {})).find()


class MemoryUnitOfWork:
    """One transaction; without ``commit`` nothing is kept."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._tables: Tables = {kind: dict(rows) for kind, rows in store.tables.items()}
        self.settling = MemorySettling()
        self.disputes = MemoryDisputes(store.disputed)

    @property
    def numbers(self) -> MemoryNumbers:
        return MemoryNumbers(self, self._store.ids, self._store.town)

    def of(self, kind: type[T]) -> MemoryRecords[T]:
        return MemoryRecords(kind, self._tables.setdefault(kind, {}))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tables = {}

    def commit(self) -> None:
        self._refuse_fixed()
        self._store.tables = {kind: dict(rows) for kind, rows in self._tables.items()}
        self._store.commits += 1
        self._store.decided += self.settling.said

    def _refuse_fixed(self) -> None:
        """Refuse what the outbox of the real store refuses: a changed line, a field that never changes."""
        for kind, rows in self._tables.items():
            before = self._store.tables.get(kind, {})
            for record_id, record in rows.items():
                old = before.get(record_id)
                if old is not None and old is not record:
                    encode(old, record)


class MemoryDeadlines:
    """The derived table of limits; a case is stale when its file or the law differs from what was derived."""

    def __init__(self, begin: Callable[[], UnitOfWork]) -> None:
        self._begin = begin
        self._law = ""
        self._seen: dict[UUID, tuple[str, int]] = {}
        self.kept: dict[UUID, tuple[Deadline, ...]] = {}

    def stale(self, law: str, town: str) -> Sequence[tuple[UUID, int]]:
        """Return the cases to derive again, each with a mark of its file as it is now."""
        self._law = law
        with self._begin() as work:
            cases = work.of(Case).find(town=town)
            marks = [(each.id, crc32(repr(read_case_file(work, each.id)).encode())) for each in cases]
        return [(case_id, mark) for case_id, mark in marks if self._seen.get(case_id) != (law, mark)]

    def keep(self, derived: Sequence[tuple[UUID, int, Sequence[Deadline]]]) -> None:
        """Replace the limits of cases; a file that has changed since its mark stays stale."""
        for case_id, mark, found in derived:
            self._seen[case_id] = (self._law, mark)
            self.kept[case_id] = tuple(found)

    def counts(self, town: str, edges: Sequence[date]) -> Sequence[int]:
        """Count the office's own limits before each edge and after the last one."""
        parts = pairwise((None, *edges))
        return [len(self.between(town, first, end)) for first, end in parts if end is not None]

    def between(self, town: str, first: date | None, end: date) -> Sequence[Deadline]:
        """Return the office's own limits of some days, nearest first."""
        ours = [each for found in self.kept.values() for each in found if each.ours and each.town == town]
        some = [each for each in ours if (first is None or each.safe_due >= first) and each.safe_due < end]
        return sorted(some, key=lambda each: each.safe_due)

    def of_case(self, case_id: UUID) -> Sequence[Deadline]:
        """Return every limit of a case."""
        return self.kept.get(case_id, ())


class MemoryNotes:
    """Expiry warnings given, in memory."""

    def __init__(self) -> None:
        self.kept: set[Given] = set()

    def given(self) -> frozenset[Given]:
        """Return what was given."""
        return frozenset(self.kept)

    def keep(self, notes: Sequence[Given], on: date) -> None:  # noqa: ARG002 - the port's shape
        """Remember warnings; none is given twice."""
        assert not self.kept & set(notes), "nothing is given twice"
        self.kept |= set(notes)


@dataclass
class MemoryFiles:
    """Blobs by content."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        self.kept[digest] = content
        return digest

    def get(self, digest: str) -> bytes:
        return self.kept[digest]
