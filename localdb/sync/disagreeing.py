"""Reading model of open conflicts (冲突): each with what was before, what stands and what came late."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.disagreement import Disagreement, Version
from localdb.sync.about import Abouts
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


class OpenConflicts:
    """Reads the open conflicts of the town within one view."""

    def __init__(self, connection: Connection, typed: Typed) -> None:
        self._connection = connection
        self._typed = typed

    def read(self) -> tuple[Disagreement, ...]:
        """Return them, urgent ones first."""
        rows = self._connection.exec_driver_sql(f"{_CONFLICTS} ORDER BY urgent DESC, seq").all()
        decided = set(self._connection.exec_driver_sql(_DECIDED).scalars()) if rows else set()
        return tuple(
            replace(self._disagreement(self._connection, row), decided=row.id in decided) for row in rows
        )

    def _disagreement(self, connection: Connection, row: Any) -> Disagreement:
        told = json.loads(row.told)
        kind = shapes()[row.coll].kind
        names = tuple(told["fields"])
        touched = [{"coll": row.coll, "id": row.record_id}]
        abouts = Abouts(connection, touched)
        record = abouts.record(row.coll, row.record_id)
        gone = None if record is not None else self._gone(connection, kind, row)
        if gone is not None:
            abouts = Abouts(connection, touched, {(row.coll, row.record_id): gone})
        by, at = _writer(connection, row, names)
        about, case_id = abouts.of(touched)
        return Disagreement(
            row.id,
            row.kind,
            UUID(row.record_id),
            record if gone is None else gone,
            kind,
            about,
            case_id,
            names,
            Version(self._values(kind, told["base"]), None, None),
            Version(self._values(kind, told["mine"]), _person(told["user"]), _moment(told["at"])),
            Version(self._values(kind, told["theirs"]), by, at),
            bool(row.urgent),
            gone is not None,
        )

    def _gone(self, connection: Connection, kind: type, row: Any) -> Any:
        """Return a record as it stood when it was deleted; ``None`` where it is not known, or unreadable."""
        found = connection.exec_driver_sql(_GONE, (row.coll, row.record_id)).one_or_none()
        if found is None:
            return None
        make: Any = kind
        own = self._values(kind, json.loads(found.fields))
        return make(id=UUID(row.record_id), town=found.town, **own)

    def _values(self, kind: type, told: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the fields of a side that records have; of a number, the city also tells who holds it."""
        names = {each.name for each in fields(kind)} - {"id", "town"}
        known = {name: value for name, value in (told or {}).items() if name in names}
        return {name: self._typed(kind, name, value) for name, value in known.items()}


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
