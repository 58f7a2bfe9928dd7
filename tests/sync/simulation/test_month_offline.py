"""A month without a line: twenty desktops of a town edit the same fifty cases, then all sync in any order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.case import Case
from tests.sync.simulation.settling import HOUR
from tests.sync.simulation.world import TOWNS, World

if TYPE_CHECKING:
    from tests.sync.simulation.desk import Desk

DESKS, CASES, DAYS = 20, 50, 30
SAVES_A_DAY = 2
TOWN = next(iter(TOWNS))
_DIGEST = "SELECT digest FROM sync_streams WHERE name = ?"


def test_after_a_month_offline_everybody_has_the_same_and_no_edit_is_lost() -> None:
    start = time.process_time()
    world = World(2027, 0)
    world.chance.calm = True
    first = world.fate.joined(1, TOWN)
    desks = [first]
    world.places.append(first)
    for _ in range(CASES):
        with first.store.begin() as unit:
            unit.of(Case).save(first.writer.case())
            unit.commit()
    first.write_down()
    desks += [world.fate.joined(number, TOWN) for number in range(2, DESKS + 1)]
    world.places += desks[1:]
    world.laws.come_to_rest()
    edits = 0
    for _day in range(DAYS):
        world.time.pass_by(24 * HOUR)
        for desk in world.chance.sample(desks, DESKS):
            for _ in range(SAVES_A_DAY):
                edits += _edited(desk)

    world.chance.shuffle(world.places)
    world.laws.come_to_rest()

    replay = world.laws.replays[TOWN]
    outcomes = [row["outcome"] for row in replay.outcomes.values()]
    counts = {each: outcomes.count(each) for each in sorted(set(outcomes))}
    digests = {desk.disk.execute(_DIGEST, (TOWN,)).fetchone()[0] for desk in desks}
    print(f"{DESKS} desktops, {CASES} cases, {edits} edits in {DAYS} days offline: {counts}")
    taken = time.process_time() - start
    print(f"{len(replay.open)} open conflicts, {len(digests)} digest, {taken:.1f} s of CPU")
    assert len(digests) == 1
    assert edits >= DESKS * DAYS
    assert set(counts) <= {"applied", "merged", "conflict"}, "nothing was kept aside"


def _edited(desk: Desk) -> int:
    """Edit one of the cases as this desktop shows it."""
    ids = [row[0] for row in desk.disk.execute("SELECT id FROM cases ORDER BY id")]
    with desk.store.begin() as unit:
        case = unit.of(Case).get(UUID(bytes=desk.writer.chance.choice(ids)))
        unit.of(Case).save(desk.writer.edited(case))
        unit.commit()
    desk.write_down()
    return 1
