"""The city's count of each computer's change sets agrees with what it took (I3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from tests.sync.simulation.city_hall import CityHall

Life = tuple[str, str]
"""A computer and its incarnation."""
_LAST = "SELECT device, incarnation, last FROM dev WHERE town = ? ORDER BY device, incarnation"
_HIGHEST = "SELECT device, incarnation, max(cs_no) FROM op WHERE town = ? GROUP BY device, incarnation"
_UNLIKE = (
    "SELECT o.device, o.cs_no, o.seq FROM op AS o LEFT JOIN log AS l ON l.town = o.town AND l.seq = o.seq"
    " WHERE o.town = ? AND l.cs_hash IS NOT o.hash ORDER BY o.seq LIMIT 1"
)
_UNCOUNTED = (
    "SELECT l.device, l.cs_no, l.seq FROM log AS l LEFT JOIN op AS o ON o.town = l.town"
    " AND o.device = l.device AND o.incarnation = l.incarnation AND o.cs_no = l.cs_no"
    " WHERE l.town = ? AND o.seq IS NULL ORDER BY l.seq LIMIT 1"
)


def counters_agree(hall: CityHall, town: str, before: dict[Life, int]) -> dict[Life, int]:
    """Hold the counters of a town against its log and return them; none goes back on one disk of the server.

    A number whose change set came under another number before is answered by that row, so each number
    names a row of the same content; and each row is named by the number that it bears.
    """
    last = {(row[0], row[1]): int(row[2]) for row in hall.disk.execute(_LAST, (town,))}
    highest = {(row[0], row[1]): int(row[2]) for row in hall.disk.execute(_HIGHEST, (town,))}
    for life in sorted(last.keys() | highest.keys()):
        told = (last.get(life), highest.get(life))
        demand(told[0] == told[1], "I3", f"{town}: {life} is counted to {told[0]}, taken to {told[1]}")
        demand((told[0] or 0) >= before.get(life, 0), "I3", f"{town}: the counter of {life} went back")
    unlike = hall.disk.execute(_UNLIKE, (town,)).fetchone()
    demand(unlike is None, "I3", f"{town}: the number of {unlike} is answered by a row of other content")
    uncounted = hall.disk.execute(_UNCOUNTED, (town,)).fetchone()
    demand(uncounted is None, "I3", f"{town}: the row of {uncounted} is in the log and not counted")
    return last
