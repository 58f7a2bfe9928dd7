"""Looks at the towns' logs while a story runs, and lets everything come to rest at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.simulation.counter_law import Life, counters_agree
from tests.sync.simulation.lease_law import leases_agree
from tests.sync.simulation.number_law import numbers_add_up
from tests.sync.simulation.replay import Replay
from tests.sync.simulation.violation import Violation, demand

if TYPE_CHECKING:
    from tests.sync.simulation.forms import Mapping
    from tests.sync.simulation.workplace import Workplace
    from tests.sync.simulation.world import World

ROUNDS = 12
MANY = 600
"""Exchanges of one desktop in one round of the rest; who needs more does not come to rest."""
HOUR = 3600.0


class Towns:
    """The laws of the towns' logs."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.replays = {town: Replay(town) for town in world.towns}
        self._counters: dict[str, dict[Life, int]] = {}

    def look(self) -> None:
        """Follow the logs as far as they go, and look at every desktop."""
        for town, replay in self.replays.items():
            replay.follow(self._world.hall.rows(town, replay.seq))
            numbers_add_up(self._world.hall, town, replay, self._world.oracle)
            counted = self._counters.get(town, {})
            self._counters[town] = counters_agree(self._world.hall, town, counted)
        for device, body in self._world.net.told:
            self._told(device, body)
        self._world.net.told.clear()
        for each in self._world.places:
            if not each.gone:
                each.look()

    def before_restore(self) -> None:
        """Look a last time at the logs that are about to be replaced."""
        self.look()
        for each in self.replays.values():
            self._world.oracle.read(each)

    def after_restore(self) -> None:
        """Begin anew with the logs that were brought back."""
        self.replays = {town: Replay(town) for town in self._world.towns}
        self._counters = {}

    def come_to_rest(self) -> None:
        """End all trouble, let everybody finish, and hold everything against the logs."""
        world = self._world
        world.chance.calm = True
        # A proof that a lagging replica put off is asked for again after the next greeting.
        for each in world.places:
            each.restart()
        quiet = any(self._everybody() for _ in range(ROUNDS))
        demand(quiet, "I8", f"the towns do not come to rest in {ROUNDS} rounds")
        self.look()
        for town, replay in self.replays.items():
            world.oracle.read(replay)
            world.oracle.at_rest(town, replay)
        leases_agree(world)
        for each in world.places:
            if not each.gone:
                each.at_rest(self.replays[each.town])

    def _everybody(self) -> bool:
        """Let everybody finish what they have; true when that changed nothing anywhere."""
        world = self._world
        while world.net.late:
            world.net.deliver_late()
        world.hall.declare_gone()
        world.time.pass_by(HOUR)
        before = self._standing()
        for each in world.places:
            if not each.gone:
                self._round(each)
        return self._standing() == before

    def _standing(self) -> list[object]:
        return [self._world.hall.standing(), *(each.standing() for each in self._world.places)]

    def _round(self, place: Workplace) -> None:
        place.hurry()
        for _ in range(MANY):
            if not place.exchange() and place.ready_in():
                return
            self._world.time.pass_by(min(place.ready_in(), HOUR))
        msg = f"{place.name} does not come to rest"
        raise Violation("I8", msg)

    def _told(self, device: str, body: Mapping) -> None:
        """Hold what a desktop was told of its work against the log (I11)."""
        replay = self.replays[self._world.hall.town_of(device)]
        for told in body.get("outcomes", ()):
            row = replay.outcomes.get(told["cs_id"])
            demand(row is not None, "I11", f"{device} was told of {told['cs_id']}, which is not in the log")
            assert row is not None
            said = (told["outcome"], told["seq"], sorted(told["conflicts"]))
            ought = (row["outcome"], row["seq"], sorted(each["id"] for each in row["conflicts"]))
            demand(said == ought, "I11", f"{device} was told {said} of {told['cs_id']}, the log says {ought}")
            versions = {f"{each['coll']}/{each['id']}": each["version"] for each in row["effects"]}
            demand(
                told["versions"] == versions, "I11", f"{device} was told {told['versions']}, not {versions}"
            )
