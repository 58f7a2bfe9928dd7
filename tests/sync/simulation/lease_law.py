"""At rest every lent number is in the hand of the computer that the register names, and no other is (I7)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sync.simulation.disk import Disk
    from tests.sync.simulation.forms import Mapping
    from tests.sync.simulation.workplace import Workplace
    from tests.sync.simulation.world import World

Number = tuple[str, int, int]
"""Series, year, number."""
_HAND = (
    "SELECT series, year, n FROM leases AS l WHERE used = 0 AND incarnation <> '' AND NOT EXISTS"
    " (SELECT 1 FROM number_uses AS u WHERE u.town = ? AND u.series = l.series AND u.year = l.year"
    " AND u.n = l.n)"
)
_TAKEN = "SELECT series, year, n FROM leases WHERE used = 1"

_ASKED = "SELECT request FROM lease_requests WHERE request IS NOT NULL"
_ANSWERED = "SELECT numbers FROM lease WHERE town = ? AND device = ? AND request = ?"


def hand(disk: Disk, town: str) -> set[Number]:
    """Return the numbers that a desktop could take now."""
    return {tuple(row) for row in disk.execute(_HAND, (town,))}


def taken(disk: Disk) -> set[Number]:
    """Return the numbers that a desktop put on paper."""
    return {tuple(row) for row in disk.execute(_TAKEN)}


def asked(disk: Disk) -> set[str]:
    """Return the requests for numbers that a desktop has no answer to."""
    return {row[0] for row in disk.execute(_ASKED)}


def keys(numbers: Iterable[Mapping]) -> set[Number]:
    """Return numbers as they travel by their keys."""
    return {(each["series"], each["year"], each["n"]) for each in numbers}


def leases_agree(world: World) -> None:
    """Hold the register of each town against the hands of its computers.

    Computers that bear one name hold together what is lent to it. Who was shown out says nothing any more.
    """
    named: dict[str, list[Workplace]] = {}
    for each in world.places:
        if not world.hall.is_revoked(each.device):
            named.setdefault(each.device, []).append(each)
    for device, places in sorted(named.items()):
        if not all(each.gone for each in places):
            _agree(world, device, places)


def _agree(world: World, device: str, places: list[Workplace]) -> None:
    lines = world.hall.numbers(places[0].town)
    lent = {each.key for each in lines if each.state == "leased" and each.device == device}
    held = set[Number]().union(*(each.hand() for each in places if not each.gone))
    # What went with a lost clone, disk or name, or was lent to a late copy, waits to be voided by hand.
    away = set[Number]().union(*(each.hand() for each in places if each.gone))
    away |= {number for town, number in world.net.lent_away if town == places[0].town}
    papers = set[Number]().union(*(each.taken() for each in places))
    due = {n for each in places for request in each.asked() for n in _answered(world, each, request)}
    names = " and ".join(each.name for each in places)
    # A request of a year that is over is not repeated; what it brought is voided when the year is closed.
    leaked = sorted(
        each
        for each in lent - held - away - papers
        if each[-1] not in due and each[1] >= world.time.moment.year
    )
    demand(not leaked, "I7", f"{names}: {leaked} are lent to it, and not in its hand")
    # What its other life gave up unused is void; it may be put on paper all the same.
    given_up = {
        each.key for each in lines if each.state == "void" and each.device == device and not each.record
    }
    # No cursor shows a loan: who got one that a silent restore undid cannot notice.
    undone = {number for town, number in world.oracle.relent if town == places[0].town}
    stray = sorted(held - lent - given_up - undone)
    demand(not stray, "I7", f"{names}: {stray} are in its hand, and not lent to it")


def _answered(world: World, place: Workplace, request: str) -> list[int]:
    row = world.hall.disk.execute(_ANSWERED, (place.town, place.device, request)).fetchone()
    return [] if row is None else list(json.loads(row[0]))
