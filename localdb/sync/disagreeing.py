"""Reading model of open conflicts (冲突): each with what was before, what stands and what came late."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.disagreement import KINDS, Disagreement, Version
from localdb.sync.about import Abouts, kind_words
from localdb.sync.shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

Typed = Callable[[type, str, Any], Any]
"""Turns a value of the wire into a value of the domain, by the record's kind and the field's name."""

_CONFLICTS = "SELECT id, seq, coll, record_id, kind, urgent, told FROM conflicts WHERE closed_at IS NULL"
_DECIDED = (
    "SELECT json_extract(op.value, '$.conflict') FROM outbox, json_each(outbox.operations) AS op"
    " WHERE outbox.state IN ('new', 'answered') AND instr(outbox.operations, '\"resolve\"') > 0"
    " AND json_extract(op.value, '$.op') = 'resolve'"
)
_GONE = "SELECT town, fields FROM base_images WHERE coll = ? AND record_id = ? AND deleted = 1 AND odd = 0"
_WRITTEN = "SELECT change_set FROM tail WHERE seq < ? AND instr(change_set, ?) > 0 ORDER BY seq DESC LIMIT 20"
_NOBODY = UUID(int=0)
_OF_A_NEWER_PROGRAM = "新版程序录入的内容"


@dataclass(frozen=True, slots=True)
class _Told:
    """A conflict as the city told it, in values of the domain."""

    kind: type
    record_id: UUID
    names: tuple[str, ...]
    base: Mapping[str, Any]
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    by: UUID | None
    at: datetime | None


class OpenConflicts:
    """Reads the open conflicts of the town within one view."""

    def __init__(self, connection: Connection, typed: Typed) -> None:
        self._connection = connection
        self._typed = typed

    def read(self) -> tuple[Disagreement, ...]:
        """Return them, urgent ones first."""
        rows = self._connection.exec_driver_sql(f"{_CONFLICTS} ORDER BY urgent DESC, seq").all()
        decided = set(self._connection.exec_driver_sql(_DECIDED).scalars()) if rows else set()
        return tuple(replace(self._card(row), decided=row.id in decided) for row in rows)

    def _card(self, row: Any) -> Disagreement:
        """Return one conflict; what a newer program wrote into it does not hold up the others."""
        try:
            told = self._told(row)
        except (KeyError, ValueError, TypeError, AttributeError):
            return _unreadable(row)
        return self._disagreement(row, told)

    def _told(self, row: Any) -> _Told:
        told = json.loads(row.told)
        kind, names = shapes()[row.coll].kind, tuple(told["fields"])
        if row.kind not in KINDS or not _names(kind).issuperset(names):
            raise ValueError(row.kind)
        base, mine, theirs = (self._values(kind, told[side]) for side in ("base", "mine", "theirs"))
        by, at = _person(told["user"]), _moment(told["at"])
        return _Told(kind, UUID(row.record_id), names, base, mine, theirs, by, at)

    def _disagreement(self, row: Any, told: _Told) -> Disagreement:
        touched = [{"coll": row.coll, "id": row.record_id}]
        abouts = Abouts(self._connection, touched)
        record = abouts.record(row.coll, row.record_id)
        gone = None if record is not None else self._gone(row, told)
        if gone is not None:
            abouts = Abouts(self._connection, touched, {(row.coll, row.record_id): gone})
        by, at = _writer(self._connection, row, told.names)
        about, case_id = abouts.of(touched)
        return Disagreement(
            row.id,
            row.kind,
            told.record_id,
            record if gone is None else gone,
            told.kind,
            about,
            case_id,
            told.names,
            Version(told.base, None, None),
            Version(told.mine, told.by, told.at),
            Version(told.theirs, by, at),
            bool(row.urgent),
            gone is not None,
        )

    def _gone(self, row: Any, told: _Told) -> Any:
        """Return a record as it stood when it was deleted; ``None`` where it is not known, or unreadable."""
        found = self._connection.exec_driver_sql(_GONE, (row.coll, row.record_id)).one_or_none()
        if found is None:
            return None
        make: Any = told.kind
        own = self._values(told.kind, json.loads(found.fields))
        return make(id=told.record_id, town=found.town, **own)

    def _values(self, kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a side that records have; of a number, the city also tells who holds it."""
        known = _names(kind)
        return {name: self._typed(kind, name, value) for name, value in told.items() if name in known}


def _names(kind: Any) -> set[str]:
    return {each.name for each in fields(kind)} - {"id", "town"}


def _unreadable(row: Any) -> Disagreement:
    """Return a conflict that only a newer program can read."""
    kind = shapes()[row.coll].kind if row.coll in shapes() else object
    about = _OF_A_NEWER_PROGRAM if kind is object else kind_words(kind)
    nothing = Version({}, None, None)
    sides = (nothing, nothing, nothing)
    urgent = bool(row.urgent)
    return Disagreement(
        row.id, row.kind, _NOBODY, None, kind, about, None, (), *sides, urgent=urgent, readable=False
    )


def _writer(connection: Connection, row: Any, names: Iterable[str]) -> tuple[UUID | None, datetime | None]:
    """Return who last wrote one of the fields before the conflict, as far as the kept log tells."""
    wanted = set(names)
    for text in connection.exec_driver_sql(_WRITTEN, (row.seq, row.record_id)).scalars():
        cs = json.loads(text)
        for each in cs["ops"]:
            if each["id"] == row.record_id and wanted & set(each.get("set", {})):
                return _person(cs["user"]), _moment(cs["at"])
    return None, None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
