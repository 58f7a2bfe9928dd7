"""Document numbers lent by the server (借号): asked for before they run out, given up when out of use."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.domain.sync_state import LeaseRequest, LentNumbers
from localdb.sync.incarnation import incarnated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from app.ports import Ids

HELD = 3
LOW = 1
_FREE = (
    "SELECT r.series, r.year, r.request, r.count, (SELECT count(*) FROM leases AS l WHERE l.series = r.series"
    " AND l.year = r.year AND l.used = 0 AND NOT EXISTS (SELECT 1 FROM number_uses AS u, sync_link AS k"
    " WHERE u.town = k.town AND u.series = l.series AND u.year = l.year AND u.n = l.n)) AS free"
    " FROM lease_requests AS r WHERE r.year = ? ORDER BY r.series"
)
_WISH = "INSERT OR IGNORE INTO lease_requests (series, year, request, count) VALUES (?, ?, NULL, 0)"
_CARRY = (
    "INSERT OR IGNORE INTO lease_requests (series, year, request, count)"
    " SELECT DISTINCT series, ?1, NULL, 0 FROM lease_requests WHERE year < ?1"
)
_ENDED = (
    "SELECT series, year, request, n FROM leases WHERE used = 0 AND incarnation = '' ORDER BY series, year, n"
)
# Lent anew while its giving up was under way: the number is in hand on the new loan.
_KEEP = (
    "INSERT INTO leases (series, year, n, incarnation, request, used) VALUES (?, ?, ?, ?, ?, 0)"
    " ON CONFLICT (series, year, n) DO UPDATE SET incarnation = excluded.incarnation,"
    " request = excluded.request WHERE used = 0"
)
_DROP = "DELETE FROM leases WHERE series = ? AND year = ? AND n = ? AND request = ? AND used = 0"


def wished(connection: Connection, wishes: Collection[tuple[str, int]]) -> None:
    """Remember series that numbers were wanted of."""
    if wishes:
        connection.exec_driver_sql(_WISH, sorted(wishes))


def wanted(connection: Connection, ids: Ids, year: int) -> LeaseRequest | None:
    """Return the next request for numbers, kept before it is sent; the same until it is answered."""
    connection.exec_driver_sql(_CARRY, (year,))
    for series, of, request, count, free in connection.exec_driver_sql(_FREE, (year,)).all():
        if request is not None:
            return LeaseRequest(request, series, of, count)
        if free <= LOW:
            return _ask(connection, str(ids.new()), series, of, HELD - free)
    return None


def lent(connection: Connection, request: str, numbers: Iterable[int]) -> None:
    """Keep the numbers a request brought; an answer to no present request brings none."""
    row = connection.exec_driver_sql(
        "SELECT series, year FROM lease_requests WHERE request = ?", (request,)
    ).one_or_none()
    if row is None:
        return
    incarnation = incarnated(connection)[1]
    rows = [(row.series, row.year, each, incarnation, request) for each in numbers]
    if rows:
        connection.exec_driver_sql(_KEEP, rows)
    connection.exec_driver_sql("UPDATE lease_requests SET request = NULL WHERE request = ?", (request,))


def kept(connection: Connection, *, used: bool) -> Sequence[LentNumbers]:
    """Return the numbers lent to this computer, either taken or free."""
    query = "SELECT series, year, request, n FROM leases WHERE used = ? ORDER BY series, year, n"
    return _grouped(connection.exec_driver_sql(query, (used,)).all())


def ended(connection: Connection, year: int) -> Sequence[LentNumbers]:
    """Return free numbers of earlier years; none of them is taken any more once it was named here."""
    connection.exec_driver_sql("UPDATE leases SET incarnation = '' WHERE used = 0 AND year < ?", (year,))
    return _grouped(connection.exec_driver_sql(_ENDED).all())


def given_up(connection: Connection, numbers: Iterable[LentNumbers]) -> None:
    """Drop numbers that the server took back, and the duty to report earlier incarnations."""
    rows = [(each.series, each.year, n, each.loan) for each in numbers for n in each.numbers]
    if rows:
        connection.exec_driver_sql(_DROP, rows)
    connection.exec_driver_sql("UPDATE sync_link SET release_due = 0")


def _ask(connection: Connection, request: str, series: str, year: int, count: int) -> LeaseRequest:
    connection.exec_driver_sql(
        "UPDATE lease_requests SET request = ?, count = ? WHERE series = ? AND year = ?",
        (request, count, series, year),
    )
    return LeaseRequest(request, series, year, count)


def _grouped(rows: Iterable[tuple[str, int, str, int]]) -> Sequence[LentNumbers]:
    found: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for series, year, loan, n in rows:
        found[series, year, loan].append(n)
    return [LentNumbers(*head, tuple(numbers)) for head, numbers in found.items()]
