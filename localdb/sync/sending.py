"""Own work on its way to the server: what waits, what was answered, what may be forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from localdb.outbox import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.settling import Key

_PARTS = "device, incarnation, cs_no, cs_id, town, by_id, at, operations, hash, sig"
_WAITING = f"SELECT {_PARTS} FROM outbox WHERE state = 'new' ORDER BY place LIMIT ?"  # noqa: S608 - fixed names
CLOSED = "closed"
"""Outcome of work that a person settled and that goes again only to fill its computer's numbers."""
_ANSWERED = (
    f"UPDATE outbox SET state = CASE WHEN outcome = '{CLOSED}' AND ?1 = 'quarantined'"  # noqa: S608 - fixed text
    " THEN 'closed' ELSE 'answered' END, outcome = ?1, seq = ?2, reason = ?3"
    " WHERE incarnation = ?4 AND cs_no = ?5 AND cs_id = ?6 AND state = 'new'"
)
_ASIDE_AT = (
    "SELECT p.coll, p.record_id FROM outbox AS o JOIN pending AS p ON p.place = o.place"
    " WHERE o.cs_id = ? AND o.outcome = 'quarantined'"
)
_CURSOR = "SELECT CASE WHEN rebuilding THEN -1 ELSE seq END FROM sync_streams WHERE name = ?"
_ANSWERED_AT = "SELECT place FROM outbox WHERE cs_id = ? AND state = 'answered'"
_ASIDE_READ = (
    "UPDATE outbox SET state = 'settled' WHERE state = 'answered' AND outcome = 'quarantined' AND seq <= ?"
)
_HEAD = 400
"""Bytes of a change set beside its operations."""


def waiting(connection: Connection, count: int, size: int) -> list[Mapping[str, Any]]:
    """Return what was not yet received, oldest first, within a budget; at least one change set."""
    found: list[Mapping[str, Any]] = []
    for row in connection.exec_driver_sql(_WAITING, (count,)):
        one = change_set(row)
        size -= len(row.operations) + _HEAD
        count -= len(one["ops"])
        if found and (size < 0 or count < 0):
            break
        found.append(one)
    return found


def change_set(row: Any) -> dict[str, Any]:
    """Return a row of the outbox as it travels."""
    return {
        "device": row.device,
        "incarnation": row.incarnation,
        "cs_no": row.cs_no,
        "cs_id": str(UUID(bytes=row.cs_id)),
        "town": row.town,
        "user": str(UUID(bytes=row.by_id)),
        "at": row.at,
        "sv": FORMAT,
        "ops": json.loads(row.operations),
        "hash": row.hash,
        "sig": row.sig or "",
    }


def answered(connection: Connection, incarnation: str, outcomes: Iterable[Mapping[str, Any]]) -> None:
    """Note what the server made of change sets; one that came back in the log already stays settled."""
    told = [
        (each["outcome"], each["seq"], each["reason"], incarnation, each["cs_no"], UUID(each["cs_id"]).bytes)
        for each in outcomes
    ]
    if told:
        connection.exec_driver_sql(_ANSWERED, told)


def read_already(connection: Connection, town: str, outcomes: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the places of answered work whose rows were read before.

    What is kept aside is settled at once, for its row does not come again; it stays in view.
    """
    cursor = connection.exec_driver_sql(_CURSOR, (town,)).scalar_one()
    connection.exec_driver_sql(_ASIDE_READ, (cursor,))
    late = [each for each in outcomes if each["seq"] <= cursor and each["outcome"] != "quarantined"]
    asked = ((UUID(each["cs_id"]).bytes,) for each in late)
    found = (connection.exec_driver_sql(_ANSWERED_AT, each).scalar() for each in asked)
    return [place for place in found if place is not None]


def kept_aside(connection: Connection, town: str, outcomes: Iterable[Mapping[str, Any]]) -> set[Key]:
    """Return the records of answered work that lies aside: sent once more, it lies over newer work.

    While all is pulled afresh there are none: what is shown stays, and follows in the end.
    """
    if connection.exec_driver_sql(_CURSOR, (town,)).scalar_one() < 0:
        return set()
    told = (UUID(each["cs_id"]).bytes for each in outcomes if each["outcome"] == "quarantined")
    found = (connection.exec_driver_sql(_ASIDE_AT, (each,)).all() for each in told)
    return {(coll, record_id) for rows in found for coll, record_id in rows}


def resend(connection: Connection, incarnation: str, expect: int) -> bool:
    """Send again from a number on; tells whether that number is still kept here.

    What a person settled goes along to fill the numbers, but does not come into view again.
    """
    where = "incarnation = ? AND cs_no >= ?"
    given = (incarnation, expect)
    found = connection.exec_driver_sql(f"SELECT min(cs_no) FROM outbox WHERE {where}", given).scalar()  # noqa: S608 - fixed text
    if found != expect:
        return False
    reopen(connection, f"{where} AND state <> 'closed'", given, "new")
    settled = f"{where} AND state = 'closed'"
    connection.exec_driver_sql(f"UPDATE outbox SET outcome = ? WHERE {settled}", (CLOSED, *given))  # noqa: S608 - as above
    displace(connection, settled, given, "new")
    return True


def reopen(connection: Connection, where: str, given: Sequence[Any], state: str) -> None:
    """Let change sets be on their way again, so that what they changed is laid over the images again."""
    displace(connection, where, given, state)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO pending (record_id, place, coll)"  # noqa: S608 - fixed texts of this package
        " SELECT json_extract(op.value, '$.id'), place, json_extract(op.value, '$.coll')"
        f" FROM outbox, json_each(outbox.operations) AS op WHERE {where}"
        " AND json_extract(op.value, '$.id') <> ''",
        tuple(given),
    )


def displace(connection: Connection, where: str, given: Sequence[Any], state: str) -> None:
    """Let change sets have no place in the log any more, but keep their order."""
    connection.exec_driver_sql(
        f"UPDATE outbox SET state = ?, rank = coalesce(seq, rank), seq = NULL WHERE {where}",  # noqa: S608 - fixed texts of this package
        (state, *given),
    )


def forget(connection: Connection, town: str, backed: Mapping[str, int], backed_seq: int) -> None:
    """Let go of what the oldest backup of the server holds: own work by its number, others' by its place."""
    open_aside = "outcome = 'quarantined' AND state = 'settled'"
    covered = [(incarnation, number) for incarnation, number in backed.items() if number]
    if covered:
        connection.exec_driver_sql(
            "DELETE FROM outbox WHERE incarnation = ? AND cs_no <= ? AND state IN ('settled', 'closed')"  # noqa: S608 - fixed text
            f" AND NOT ({open_aside})",
            covered,
        )
    if backed_seq:
        connection.exec_driver_sql("DELETE FROM tail WHERE stream = ? AND seq <= ?", (town, backed_seq))
