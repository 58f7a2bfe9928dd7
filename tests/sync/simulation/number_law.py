"""The register of numbers must add up (I7): every number once, each explained, none on two papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from tests.sync.simulation.city_hall import CityHall, NumberLine
    from tests.sync.simulation.forms import Mapping
    from tests.sync.simulation.oracle import Oracle
    from tests.sync.simulation.replay import Replay

_STATES = ("used", "void", "leased", "free")


def numbers_add_up(hall: CityHall, town: str, replay: Replay, oracle: Oracle) -> None:
    """Hold the register of a town against its log."""
    lines = hall.numbers(town)
    series: dict[tuple[str, int], list[int]] = {}
    for each in lines:
        series.setdefault((each.series, each.year), []).append(each.n)
        demand(each.state in _STATES, "I7", f"{town}: number {each.key} is {each.state}")
    for named, found in series.items():
        whole = sorted(found) == list(range(1, len(found) + 1))
        demand(whole, "I7", f"{town}: the numbers of {named} have gaps: {sorted(found)}")
    _papers(lines, town, replay)
    # With work lost for good, nobody can know which of its numbers stood on paper.
    if not (oracle.lost or oracle.unnoticed):
        doubled = [each for each in replay.open.values() if _doubled(each)]
        twice = [each["id"] for each in doubled if not _by_twins(_takers(replay, each), oracle)]
        demand(not twice, "I7", f"{town}: a number was given twice: {twice[:2]}")


def _papers(lines: list[NumberLine], town: str, replay: Replay) -> None:
    used = {each.key: each.record for each in lines if each.state == "used"}
    taken: dict[tuple[str, int, int], str] = {}
    for (coll, record_id), seen in replay.records.items():
        if coll != "number_use" or seen.deleted:
            continue
        key = (seen.fields["series"], seen.fields["year"], seen.fields["n"])
        demand(key not in taken, "I7", f"{town}: number {key} stands on {taken.get(key)} and on {record_id}")
        taken[key] = record_id
        if seen.fields["state"] == "used":
            demand(
                used.get(key) == record_id,
                "I7",
                f"{town}: number {key} is used, the register says {used.get(key)}",
            )
    for key, record in used.items():
        demand(
            taken.get(key) == record, "I7", f"{town}: number {key} is used by {record}, which is not there"
        )


def _doubled(conflict: Mapping) -> bool:
    """Tell whether a conflict says that a number was given to two; one voided by hand is only late."""
    taken = conflict["theirs"].get("state") in ("used", "leased")
    return taken and conflict["coll"] == "number_use" and conflict["kind"] == "duplicate"


def _by_twins(takers: list[str], oracle: Oracle) -> bool:
    """Tell whether two computers that nothing told apart took one number; a lease alone is no excuse."""
    return len(takers) > 1 and set(takers) <= oracle.twins


def _takers(replay: Replay, conflict: Mapping) -> list[str]:
    """Return the device of every change set that put the number on paper."""
    names = ("series", "year", "n")
    number = [conflict["mine"][each] for each in names]
    return [
        row["cs"]["device"]
        for row in replay.outcomes.values()
        for each in row["cs"]["ops"]
        if each["coll"] == "number_use"
        and each["op"] == "put"
        and [each["set"].get(name) for name in names] == number
    ]
