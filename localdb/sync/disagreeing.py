"""Reading model of open conflicts (冲突): each with what was before, what stands and what came late."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.disagreement import KINDS, Disagreement, Version
from app.domain.number_use import NumberUse
from localdb.asking import rows_of
from localdb.sync.about import Abouts
from localdb.sync.disputes import DECIDED
from localdb.sync.in_question import InQuestion, UsedNumbers
from localdb.sync.shapes import shapes
from localdb.sync.spoken import spoken
from localdb.sync.wire import identity_in
from localdb.sync.writers import Writers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.living import Key

Typed = Callable[[type, str, Any], Any]
"""Turns a value of the wire into a value of the domain, by the record's kind and the field's name."""

_OPEN = "SELECT id, seq, cs_id, coll, record_id, kind, urgent, told FROM conflicts WHERE closed_at IS NULL"
_ORDER = " ORDER BY urgent DESC, seq, id"
_WITH = " AND cs_id = (SELECT cs_id FROM conflicts WHERE id = ?)"
_SETS = (
    "SELECT cs_id, max(kind = 'held'), max(closed_at IS NOT NULL) FROM conflicts"
    " WHERE cs_id IN (?) GROUP BY cs_id"
)
_NOBODY = UUID(int=0)
_OF_A_NEWER_PROGRAM = "新版程序录入的内容"


@dataclass(frozen=True, slots=True)
class _Told:
    """A conflict as the city told it, in values of the domain, with the record it is about.

    Attributes:
        whose: The record whose values stand against the late ones, as the wire names it.
    """

    kind: type
    record_id: UUID
    names: tuple[str, ...]
    base: Mapping[str, Any]
    late: Version
    theirs: Mapping[str, Any]
    record: Any
    deleted: bool
    whose: str
    device: str


class OpenConflicts:
    """Reads the open conflicts of the town within one view."""

    def __init__(self, connection: Connection, typed: Typed) -> None:
        self._connection = connection
        self._typed = typed

    def read(self) -> tuple[Disagreement, ...]:
        """Return them, urgent ones first."""
        return self._cards(self._connection.exec_driver_sql(f"{_OPEN}{_ORDER}").all())

    def one(self, conflict: str) -> Disagreement | None:
        """Return one with what is settled with it, ``None`` where it is closed; no other is read."""
        rows = self._connection.exec_driver_sql(f"{_OPEN}{_WITH}{_ORDER}", (conflict,)).all()
        return next((each for each in self._cards(rows) if each.id == conflict), None)

    def _cards(self, rows: Sequence[Any]) -> tuple[Disagreement, ...]:
        if not rows:
            return ()
        decided = set(self._connection.exec_driver_sql(DECIDED).scalars())
        here = InQuestion(self._connection, rows)
        read = [(row, self._told(row, here)) for row in rows]
        found = _Found(self._connection, read, here)
        cards = [self._card(row, told, found) if told else _unreadable(row, found) for row, told in read]
        named = spoken(self._connection, cards)
        known = [replace(card, decided=card.id in decided, spoken=named) for card in cards]
        return self._together(rows, known)

    def _together(self, rows: Sequence[Any], cards: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
        """Give each conflict what is settled with it: work held whole is told by what only waits in it."""
        asked = list({row.cs_id for row in rows})
        sets = {cs_id: told for cs_id, *told in rows_of(self._connection, _SETS, asked)}
        by_set: dict[str, list[Disagreement]] = defaultdict(list)
        for row, card in zip(rows, cards, strict=True):
            by_set[row.cs_id].append(card)
        return tuple(
            _with_others(card, by_set[row.cs_id], closed=bool(sets[row.cs_id][1]))
            if sets[row.cs_id][0]
            else card
            for row, card in zip(rows, cards, strict=True)
        )

    def _told(self, row: Any, here: InQuestion) -> _Told | None:
        """Return what the city told of a conflict; ``None`` for what only a newer program understands."""
        try:
            return self._understood(row, json.loads(row.told), here)
        except (KeyError, ValueError, TypeError, AttributeError):
            return None

    def _understood(self, row: Any, told: Mapping[str, Any], here: InQuestion) -> _Told:
        kind, names, identity = shapes()[row.coll].kind, tuple(told["fields"]), UUID(row.record_id)
        if row.kind not in KINDS or not _names(kind).issuperset(names):
            raise ValueError(row.kind)
        base, mine, theirs = (self._values(kind, told[side]) for side in ("base", "mine", "theirs"))
        record, deleted = self._record(row, kind, identity, here)
        # Of a number used twice, what stands is another record.
        whose = told["theirs"].get("id") or row.record_id
        by, at = identity_in(told["user"]), datetime.fromisoformat(told["at"])
        late = Version(mine, by, at)
        return _Told(kind, identity, names, base, late, theirs, record, deleted, whose, told["device"])

    def _card(self, row: Any, told: _Told, found: _Found) -> Disagreement:
        about, case_id = found.about(row)
        return Disagreement(
            row.id,
            row.kind,
            told.record_id,
            told.record,
            told.kind,
            about,
            case_id,
            told.names,
            Version(told.base, None, None),
            told.late,
            self._kept(row, told, found.writers),
            bool(row.urgent),
            told.deleted,
            spent=told.kind is NumberUse and found.numbers.spent(told.device, told.late.values),
        )

    def _kept(self, row: Any, told: _Told, writers: Writers) -> Version:
        """Return what stands now; it may have changed since the conflict arose."""
        values = told.theirs if row.kind == "duplicate" else self._present(row.kind, told)

        def stands(name: str, value: Any) -> bool:
            return name in told.names and name in values and self._same(told.kind, name, value, values[name])

        return Version(values, *writers.of(told.whose, stands))

    def _present(self, kind: str, told: _Told) -> dict[str, Any]:
        if told.record is None:
            return {}
        asked = {*told.names, *told.base, *told.late.values}
        # A deletion takes everything with it, so everything must be as it was shown.
        names = _names(told.kind) if kind == "delete_vs_edit" else asked
        return {name: getattr(told.record, name) for name in sorted(names)}

    def _same(self, kind: type, name: str, told: Any, value: Any) -> bool:
        try:
            return bool(self._typed(kind, name, told) == value)
        except (KeyError, ValueError, TypeError, AttributeError):
            return False

    def _record(self, row: Any, kind: Any, identity: UUID, here: InQuestion) -> tuple[Any, bool]:
        """Return a record as it stands here, or stood, and whether it is deleted."""
        key = (row.coll, row.record_id)
        living, found = here.living.get(key), here.image(key)
        if living is not None or found is None:
            return living, False
        if found.odd:
            raise ValueError(row.coll)
        own = self._values(kind, json.loads(found.fields))
        return kind(id=identity, town=found.town, **own), True

    def _values(self, kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a side that records have; of a number, the city also tells who holds it."""
        known = _names(kind)
        return {name: self._typed(kind, name, value) for name, value in told.items() if name in known}


class _Found:
    """What is known around some conflicts, read at once for all of them."""

    def __init__(
        self, connection: Connection, read: Sequence[tuple[Any, _Told | None]], here: InQuestion
    ) -> None:
        known = [(row, told) for row, told in read if told is not None]
        self.writers = Writers(connection, {told.whose for _row, told in known})
        late = (told.late.values for _row, told in known if told.kind is NumberUse)
        self.numbers = UsedNumbers(connection, late)
        records = {(row.coll, row.record_id): told.record for row, told in known if told.record is not None}
        self._touched = {row.id: _touched(row, here, records) for row, _told in read}
        self._abouts = Abouts(connection, self._touched.values(), {**here.living, **records})

    def about(self, row: Any) -> tuple[str, UUID | None]:
        """Return what a conflict is about in words, and its case if it has one."""
        return self._abouts.of([self._touched[row.id]])


def _touched(row: Any, here: InQuestion, records: Mapping[Key, Any]) -> dict[str, Any]:
    """Return what a conflict touches like an operation; of what is not here, its case is told as written."""
    key = (row.coll, row.record_id)
    case_id = None if key in here.living or key in records else here.case_of(row)
    return {"coll": row.coll, "id": row.record_id, "set": {"case_id": case_id and str(case_id)}}


def _with_others(card: Disagreement, cards: Sequence[Disagreement], *, closed: bool) -> Disagreement:
    others = tuple(each for each in cards if each is not card)
    torn = closed or len({each.decided for each in cards}) > 1
    return replace(card, whole=True, torn=torn, others=others)


def _names(kind: Any) -> set[str]:
    return {each.name for each in fields(kind)} - {"id", "town"}


def _unreadable(row: Any, found: _Found) -> Disagreement:
    """Return a conflict that only a newer program can read; of a known kind, with what it is about."""
    known = shapes().get(row.coll)
    kind = object if known is None else known.kind
    about, case_id = found.about(row)
    nothing = Version({}, None, None)
    return Disagreement(
        row.id,
        row.kind,
        identity_in(row.record_id) or _NOBODY,
        None,
        kind,
        _OF_A_NEWER_PROGRAM if known is None and case_id is None else about,
        case_id,
        (),
        nothing,
        nothing,
        nothing,
        urgent=bool(row.urgent),
        readable=False,
    )
