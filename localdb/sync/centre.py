"""Reading models of the sync centre: what waits, what arrived, what came back, what is in conflict."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.sync_centre import Counts, Link, Sending, Stock, SyncLine
from localdb.sync.about import Abouts
from localdb.sync.deciding import withdrawn
from localdb.sync.disagreeing import OpenConflicts, Typed
from localdb.sync.disputes import DECIDED
from localdb.sync.membership import read_membership
from localdb.sync.session import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from app.domain.disagreement import Disagreement

_STATES = {
    "waiting": "state = 'new'",
    "received": "outcome IS NOT NULL AND outcome <> 'quarantined'",
    "returned": "outcome = 'quarantined' AND state <> 'closed'",
}
_SENDINGS = "SELECT cs_id, by_id, at, operations, outcome, seq, reason FROM outbox WHERE "
_COUNTED = (
    *(f"outbox WHERE {each}" for each in _STATES.values()),
    "conflicts WHERE closed_at IS NULL",
    "base_images WHERE odd = 1",
)
_COUNTS = f"SELECT {', '.join(f'(SELECT count(*) FROM {each})' for each in _COUNTED)}"  # noqa: S608 - fixed texts
_UNSETTLED = f"SELECT count(*) FROM (SELECT id FROM conflicts WHERE closed_at IS NULL EXCEPT {DECIDED})"  # noqa: S608 - as above
_RETURNED = f"SELECT cs_id FROM outbox WHERE {_STATES['returned']}"  # noqa: S608 - as above
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
        """Return how much of what there is; what was settled here waits for nobody."""
        with reading(self._engine) as connection:
            found = Counts(*connection.exec_driver_sql(_COUNTS).one())
            if found.returned:
                found = replace(found, returned=len(_returned(connection) - withdrawn(connection)))
            if found.conflicts:
                found = replace(found, conflicts=connection.exec_driver_sql(_UNSETTLED).scalar_one())
        return found

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
        with reading(self._engine) as connection:
            return OpenConflicts(connection, self._typed).read()

    def disagreement(self, conflict: str) -> Disagreement | None:
        """Return one open conflict with what is settled with it, ``None`` where it is closed."""
        with reading(self._engine) as connection:
            return OpenConflicts(connection, self._typed).one(conflict)

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


def _returned(connection: Connection) -> set[str]:
    return {str(UUID(bytes=each)) for each in connection.exec_driver_sql(_RETURNED).scalars()}


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


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
