"""The coverage matrix: each fault at each moment of the exchange, how often it fired, or why it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.simulation.faults import DESK, READS, SAVE, SERVER, START, WIRE, WORDS, Event, Fault

if TYPE_CHECKING:
    from tests.sync.simulation.tally import Tally

ENOUGH = 50
ELSEWHERE = {
    "blob chunk corrupt, out of order, two uploaders": "the stories of files, tests/sync/simulation/files",
    "USB imported twice, old, partial, foreign, bit-flipped": "tests/sync/test_bundle_exchange.py",
    "town renamed": "nowhere: no word of the exchange carries a town's name, its code is its identity",
    "user loses a case with pending edits": "nowhere: there are no rights by case, only revocation",
    "revoked with pending edits": "every revocation here, for desktops always have some",
}
"""Faults that the table of the exchange does not show, and where they are looked at."""
IMPOSSIBLE: dict[tuple[Fault, str], str] = {
    **{(each, SAVE): "a save asks nobody" for each in (*WIRE, *SERVER)},
    **{(each, START): "a start asks nobody" for each in (*WIRE, *SERVER)},
    **{
        (Fault.BEHIND, each): "a replica is asked only for what it can read"
        for each in WORDS
        if each not in READS
    },
}
"""Cells that cannot fire, each with the reason; ``test_simulation`` refuses one that did."""


def cells() -> list[tuple[Fault, str]]:
    """Return every cell of the matrix."""
    moments = (*WORDS, SAVE, START)
    return [(fault, moment) for fault in (*WIRE, *SERVER, *DESK) for moment in moments]


def fired(tally: Tally, fault: Fault, moment: str) -> int:
    """Return how often a cell fired."""
    counts = tally.faults.get(fault.value)
    return 0 if counts is None else counts[moment]


def thin(tally: Tally) -> list[str]:
    """Return the cells and events that fired too seldom to say anything."""
    short = [
        f"{fault.value} × {moment}: {fired(tally, fault, moment)}"
        for fault, moment in cells()
        if (fault, moment) not in IMPOSSIBLE and fired(tally, fault, moment) < ENOUGH
    ]
    return short + [
        f"{each.value}: {tally.events[each.value]}" for each in Event if tally.events[each.value] < ENOUGH
    ]


def printed(tally: Tally) -> str:
    """Return the matrix as text, with the reasons of the impossible cells below."""
    moments = (*WORDS, SAVE, START)
    head = f"{'':<28}" + "".join(f"{each:>9}" for each in moments)
    lines = [head]
    for fault in (*WIRE, *SERVER, *DESK):
        row = [_cell(tally, fault, moment) for moment in moments]
        lines.append(f"{fault.value:<28}" + "".join(f"{each:>9}" for each in row))
    lines.append(f"{'(met)':<28}" + "".join(f"{tally.moments[each]:>9}" for each in moments))
    lines += [f"{each.value:<40}{tally.events[each.value]:>9}" for each in Event]
    reasons: dict[str, list[str]] = {}
    for (fault, moment), reason in IMPOSSIBLE.items():
        reasons.setdefault(reason, []).append(f"{fault.value} × {moment}")
    lines += [f"impossible, for {reason}: {', '.join(each)}" for reason, each in reasons.items()]
    lines += [f"elsewhere: {fault}: {where}" for fault, where in ELSEWHERE.items()]
    return "\n".join(lines)


def _cell(tally: Tally, fault: Fault, moment: str) -> str:
    return "–" if (fault, moment) in IMPOSSIBLE else str(fired(tally, fault, moment))
