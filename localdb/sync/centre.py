"""Reading models of the sync centre: what waits, what arrived, what came back, what is in conflict."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.sync_centre import Counts, Disagreement, Link, Sending, Stock, SyncLine, Version
from localdb.sync.about import Abouts
from localdb.sync.deciding import withdrawn
from localdb.sync.disputes import DECIDED
from localdb.sync.membership import read_membership
from localdb.sync.session import reading
from localdb.sync.shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Engine

Typed = Callable[[type, str, Any], Any]
"""Turns a value of the wire into a value of the domain, by the record's kind and the field's name."""

_STATES = {
    "waiting": "state = 'new'",
    "received": "outcome IS NOT NULL AND outcome <> 'quarantined'",
    "returned": "outcome = 'quarantined' AND state <> 'closed'",
}
_SENDINGS = "SELECT cs_id, by_id, at, operations, outcome, seq, reason FROM outbox WHERE "
_COUNTS = "SELECT {}".format(
    ", ".join(f"(SELECT count(*) FROM outbox WHERE {each})" for each in _STATES.values())  # noqa: S608 - fixed texts
)
_CONFLICTS = "SELECT id, seq, coll, record_id, kind, urgent, told FROM conflicts WHERE closed_at IS NULL"
_GONE = "SELECT town, fields FROM base_images WHERE coll = ? AND record_id = ? AND deleted = 1 AND odd = 0"
_WRITTEN = "SELECT change_set FROM tail WHERE seq < ? AND instr(change_set, ?) > 0 ORDER BY seq DESC LIMIT 20"
_PRINTED = "SELECT DISTINCT record_id FROM pending WHERE coll = 'document'"
_STOCKS = (
    "SELECT series, year, n FROM leases AS l WHERE used = 0 AND NOT EXISTS (SELECT 1 FROM number_uses AS u"
    " WHERE u.series = l.series AND u.year = l.year AND u.n = l.n) ORDER BY year DESC, series, n"
)


class SqlSyncReading:
    """``SyncReading`` over the store; one view for each question."""

    def __init__(self, engine: Engine, typed: Typed) -> None:
        self._engine = engine
        self._typed = typed

    def link(self) -> Link | None:
        """Return the server this store belongs to, ``None`` before enrolment."""
        with reading(self._engine) as connection:
            row = connection.exec_driver_sql("SELECT * FROM sync_link").one_or_none()
            told, leave = read_membership(connection)
            worked = connection.exec_driver_sql("SELECT last_at FROM device").scalar()
            streams = connection.exec_driver_sql("SELECT stopped FROM sync_streams WHERE stopped <> ''")
            stopped = streams.scalars().first() or ""
        if row is None:
            return None
        return Link(
            row.server,
            told.get("address", ""),
            told.get("town_name", row.town),
            _moment(row.contact_at),
            row.skew / 1000,
            _moment(leave.get("until")),
            bool(row.revoked),
            bool(row.recovering),
            stopped,
            _moment(worked),
        )

    def counts(self) -> Counts:
        """Return how much of what there is."""
        with reading(self._engine) as connection:
            waiting, received, returned = connection.exec_driver_sql(_COUNTS).one()
            conflicts = "SELECT count(*) FROM conflicts WHERE closed_at IS NULL"
            odd = "SELECT count(*) FROM base_images WHERE odd = 1"
            more = [connection.exec_driver_sql(each).scalar_one() for each in (conflicts, odd)]
        return Counts(waiting, received, returned, *more)

    def sendings(self, state: str, most: int) -> tuple[Sending, ...]:
        """Return own change sets that are ``waiting``, ``received`` or ``returned``, newest first."""
        query = f"{_SENDINGS}{_STATES[state]} ORDER BY place DESC LIMIT ?"
        with reading(self._engine) as connection:
            rows = connection.exec_driver_sql(query, (most,)).all()
            read = [(row, json.loads(row.operations)) for row in rows]
            abouts = Abouts(connection, [each for _row, operations in read for each in operations])
            gone = withdrawn(connection) if state == "returned" and rows else set()
        found = (_sending(row, operations, abouts) for row, operations in read)
        return tuple(replace(each, decided=each.cs_id in gone) for each in found)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return the open conflicts of the town, urgent ones first."""
        query = f"{_CONFLICTS} ORDER BY urgent DESC, seq"
        with reading(self._engine) as connection:
            rows = connection.exec_driver_sql(query).all()
            decided = set(connection.exec_driver_sql(DECIDED).scalars()) if rows else set()
            return tuple(
                replace(self._disagreement(connection, row), decided=row.id in decided) for row in rows
            )

    def printed(self) -> frozenset[UUID]:
        """Return the documents whose last change has not arrived at the city."""
        with reading(self._engine) as connection:
            return frozenset(UUID(each) for each in connection.exec_driver_sql(_PRINTED).scalars())

    def lines(self, most: int) -> tuple[SyncLine, ...]:
        """Return what the exchange did, newest first."""
        query = "SELECT at, code, detail FROM sync_log ORDER BY id DESC LIMIT ?"
        with reading(self._engine) as connection:
            rows = connection.exec_driver_sql(query, (most,)).all()
        return tuple(SyncLine(datetime.fromisoformat(at), code, detail) for at, code, detail in rows)

    def stocks(self) -> tuple[Stock, ...]:
        """Return the numbers lent to this computer and not yet used."""
        by: dict[tuple[str, int], list[int]] = {}
        with reading(self._engine) as connection:
            for series, year, n in connection.exec_driver_sql(_STOCKS):
                by.setdefault((series, year), []).append(n)
        return tuple(Stock(series, year, tuple(numbers)) for (series, year), numbers in by.items())

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


def _sending(row: Any, operations: list[dict[str, Any]], abouts: Abouts) -> Sending:
    about, case_id = abouts.of(operations)
    return Sending(
        str(UUID(bytes=row.cs_id)),
        datetime.fromisoformat(row.at),
        UUID(bytes=row.by_id),
        about,
        abouts.parts(operations),
        case_id,
        row.outcome or "",
        row.seq,
        row.reason or "",
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
