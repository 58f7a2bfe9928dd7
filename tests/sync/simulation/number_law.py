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
    """Hold the register of a town against its log.

    A number lent to a computer and used by it after it was enrolled under another name is nobody's doubling,
    and yet the city must ask where the old key was lost: it cannot know that two names are one computer.
    """
    lines = hall.numbers(town)
    series: dict[tuple[str, int], list[int]] = {}
    for each in lines:
        series.setdefault((each.series, each.year), []).append(each.n)
        demand(each.state in _STATES, "I7", f"{town}: number {each.key} is {each.state}")
    for named, found in series.items():
        whole = sorted(found) == list(range(1, len(found) + 1))
        demand(whole, "I7", f"{town}: the numbers of {named} have gaps: {sorted(found)}")
    _papers(lines, town, replay)
    renamed = {each.key for each in lines if each.device in hall.forgotten}
    renamed |= {number for its_town, number in hall.unprovable if its_town == town}
    doubled = [each for each in replay.open.values() if _doubled(each) and _number(each) not in renamed]
    twice = [each["id"] for each in doubled if not _unknowable(town, replay, each, oracle)]
    demand(not twice, "I7", f"{town}: a number was given twice: {twice[:2]}")


def _papers(lines: list[NumberLine], town: str, replay: Replay) -> None:
    used = {each.key: each.record for each in lines if each.state == "used"}
    void = {each.key: each.record for each in lines if each.state == "void"}
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
        else:
            demand(void.get(key) == record_id, "I7", f"{town}: number {key} is void, and not by {record_id}")
    for key, record in used.items():
        demand(
            taken.get(key) == record, "I7", f"{town}: number {key} is used by {record}, which is not there"
        )


def _doubled(conflict: Mapping) -> bool:
    """Tell whether a conflict says that a number was given to two.

    One voided by hand is only late, or came back before its voiding did; one that another computer's earlier
    life gave up was given to that one too.
    """
    theirs, mine = conflict["theirs"], conflict["mine"]
    given = theirs.get("state") in ("used", "leased") or (theirs.get("state"), theirs.get("id", "")) == (
        "void",
        None,
    )
    taken = given and mine["state"] == "used"
    return taken and conflict["coll"] == "number_use" and conflict["kind"] == "duplicate"


def _number(conflict: Mapping) -> tuple[str, int, int]:
    return conflict["mine"]["series"], conflict["mine"]["year"], conflict["mine"]["n"]


def _unknowable(town: str, replay: Replay, conflict: Mapping, oracle: Oracle) -> bool:
    """Tell whether nobody could have known that a number was given before.

    Two computers that nothing told apart took one number (a lease alone is no excuse); or the server was set
    back without a word to before it gave it; or who took it first was lost for good, and a copy turned up;
    or only a revoked computer knew of it.
    """
    number = _number(conflict)
    takers = _takers(replay, number)
    twins = len(takers) > 1 and all(
        each["device"] in oracle.twins or each["cs_id"] in oracle.as_twins for each in takers
    )
    lost = any(each["cs_id"] in oracle.lost | oracle.unasked for each in takers)
    return twins or lost or (town, number) in oracle.relent


def _takers(replay: Replay, number: tuple[str, int, int]) -> list[Mapping]:
    """Return every change set that put a number on paper."""
    names = ("series", "year", "n")
    return [
        row["cs"]
        for row in replay.outcomes.values()
        for each in row["cs"]["ops"]
        if each["coll"] == "number_use"
        and each["op"] == "put"
        and tuple(each["set"].get(name) for name in names) == number
    ]
