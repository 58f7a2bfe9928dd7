"""What comes next in a story: work, an exchange, or one of the things that happen to machines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.clocks import DeskClock, DrawnIds
from tests.sync.simulation.desk import Desk
from tests.sync.simulation.faults import DRAWN_APART, Event
from tests.sync.simulation.line import FaultyLine
from tests.sync.simulation.records import Writer
from tests.sync.simulation.scripted import LineCut, Scripted
from tests.sync.simulation.scripted_place import ScriptedPlace
from tests.sync.simulation.scripted_work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.sync.simulation.city_hall import Lent
    from tests.sync.simulation.lease_law import Number
    from tests.sync.simulation.world import World

MOST_DESKS = 8
YEARS = timedelta(days=3653)
HOUR = timedelta(hours=1)
_LOOKED_AFTER = 8
"""Exchanges that somebody waits for after images were altered and the program was started again."""
_DIES = 0.15
"""Chance of each step that the server dies after a standby began to lag behind it."""


class Fate:
    """Draws what happens at each step of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance
        self._held: set[str] = set()
        self._unsaid: frozenset[Lent] = frozenset()
        world.net.show_out = self._show_out

    def furnish(self) -> None:
        """Set up the desktops: each town has at least one of ours, one town a scripted one."""
        towns = list(self._world.towns)
        number = self._chance.randint(max(2, len(towns)), 6)
        for place in range(number):
            town = towns[place % len(towns)] if place < len(towns) else self._chance.choice(towns)
            self._world.places.append(self.joined(place + 1, town))
        if self._chance.random() < 0.7:
            self._world.places.append(self._scripted(self._chance.choice(towns)))

    def step(self) -> None:
        """Let one thing happen."""
        self._events()
        if self._world.hall.standby is not None and self._chance.random() < _DIES:
            self._fail_over()
        here = [each for each in self._world.places if not each.gone]
        place = self._chance.choice(here)
        if self._chance.random() < self._chance.busy:
            place.save()
            return
        ready = min(here, key=lambda each: each.ready_in()) if place.ready_in() else place
        if ready.ready_in():
            self._world.time.pass_by(ready.ready_in())
        ready.exchange()

    def writer(self, town: str, user: int) -> Writer:
        """Return the hand of one clerk at a new desk."""
        clock = DeskClock(self._world.time)
        ids = DrawnIds(clock, self._chance)
        return Writer(town, self._world.towns[town], UUID(int=0xC000 + user), clock, ids, self._chance)

    def _desk(self, place: int, town: str) -> Desk:
        others = tuple(each for each in self._world.towns if each != town)
        return Desk(self._world, place, town, self.writer(town, place), others)

    def joined(self, place: int, town: str) -> Desk:
        """Return a new desktop that is enrolled at the city."""
        desk = self._desk(place, town)
        desk.join()
        return desk

    def _scripted(self, town: str) -> ScriptedPlace:
        writer = self.writer(town, 99)
        others = tuple(each for each in self._world.towns if each != town)
        device = str(writer.ids.new())
        self._world.hall.enrol(town, device)
        line = FaultyLine(self._world.net, device, LineCut)
        work = Work(writer, self._chance, others)
        desk = Scripted(device, town, work, line, self._chance, server=SERVER)
        return ScriptedPlace(desk, self._world.oracle, self._world.trace)

    def _events(self) -> None:
        for event in Event:
            if event in _DRAWN_ELSEWHERE or not self._chance.happens(event):
                continue
            if _HAPPENINGS[event](self):
                self._chance.count(event)
                self._world.trace.say("***", event.value)

    def _ours(self) -> Desk | None:
        ours = [each for each in self._world.places if isinstance(each, Desk) and not each.gone]
        return self._chance.choice(ours) if ours else None

    def _restart(self) -> bool:
        desk = self._ours()
        return desk is not None and desk.restart()

    def _copy_back(self) -> bool:
        desk = self._ours()
        if desk is None:
            return False
        if desk.old is None or self._chance.random() < 0.3:
            desk.old = desk.disk.copy()
            return False
        before, former = desk.holds(), desk.device
        desk.put_in(desk.old.copy())
        self._strand(desk.town, {former}, desk.hand())
        self._bears_again(desk, former)
        self._world.oracle.doubt(before - desk.holds())
        self.survey("a database was copied back")
        return True

    def _bears_again(self, desk: Desk, former: str) -> None:
        """Let a computer be again who its old disk says it is, under its former name."""
        if desk.device == former:
            return
        self._world.hall.gone.discard(desk.device)
        self._world.hall.former.discard(desk.device)
        self._nobody_bears(former)
        if desk.revoked:
            self._world.oracle.revoked.add(desk.name)

    def _clone(self) -> bool:
        desk, places = self._ours(), self._world.places
        if desk is None or len(places) >= MOST_DESKS:
            return False
        twin = self._desk(len(places) + 1, desk.town)
        twin.device = desk.device
        self._world.oracle.clones.add(desk.device)
        twin.put_in(desk.disk.copy())
        if self._chance.random() < 0.5:
            twin.guard.kept.update(desk.guard.kept)
            self._world.oracle.twins.add(desk.device)
        places.append(twin)
        if twin.revoked:
            self._world.oracle.revoked.add(twin.name)
        return True

    def _lose_guard(self) -> bool:
        desk = self._ours()
        if desk is None:
            return False
        desk.guard.kept.clear()
        return True

    def _alter(self) -> bool:
        desk = self._ours()
        if desk is None or not desk.alter(self._chance.randint(1, 6)):
            return False
        desk.hurry()
        for _ in range(_LOOKED_AFTER):
            desk.exchange()
        return True

    def _update(self) -> bool:
        desk = self._ours()
        return desk is not None and desk.update()

    def _jump(self) -> bool:
        desk = self._ours()
        if desk is None:
            return False
        desk.clock.error = self._chance.choice((YEARS, -YEARS, timedelta()))
        return True

    def _shift(self) -> bool:
        desk = self._ours()
        if desk is None:
            return False
        desk.clock.error += self._chance.choice((-HOUR, HOUR))
        return True

    def _new_year(self) -> bool:
        moment = self._world.time.moment
        if moment.year > 2026:
            return False
        self._world.time.moment = moment.replace(year=2027, month=1, day=1, hour=2)
        return True

    def _revoke(self) -> bool:
        here = [each for each in self._world.places if not each.gone]
        place = self._chance.choice(here)
        if self._chance.random() < 0.7 or self._world.hall.is_revoked(place.device):
            return False
        self._show_out(place.device)
        return True

    def _show_out(self, device: str) -> None:
        """Revoke a device, whichever computers bear its name."""
        self._world.hall.revoke(device)
        self._world.oracle.shown_out.add(device)
        named = {each.name for each in self._world.places if each.device == device}
        self._world.oracle.revoked |= named

    def _enrol_again(self) -> bool:
        """Let a computer in under a new name, its disk as it is; copies of what it sent are under way."""
        desk = self._ours()
        if desk is None or self._chance.random() < 0.3:
            return False
        former = desk.device
        if self._chance.random() < 0.5:
            self._show_out(former)
        self._world.oracle.let_in.add(former)
        if former in self._world.oracle.twins:
            self._world.oracle.as_twins |= desk.own()
        unproven = desk.enrol_again(proven=self._chance.random() < 0.7)
        bearers = [each for each in self._world.places if each.device in unproven and not each.gone]
        self._strand(desk.town, unproven, set().union(*(each.hand() for each in bearers)))
        self._nobody_bears(former)
        return True

    def _strand(self, town: str, devices: Collection[str], held: set[Number]) -> None:
        """Note what is lent to some names and in no hand any more."""
        lines = self._world.hall.numbers(town)
        lent = {each.key for each in lines if each.device in devices}
        self._world.net.lent_away |= {(town, each) for each in lent - held}

    def _nobody_bears(self, device: str) -> None:
        """Note a device as gone when no computer bears its name any more."""
        if all(each.gone or each.device != device for each in self._world.places):
            self._world.hall.gone.add(device)

    def _lose(self) -> bool:
        desk = self._ours()
        same_town = [each for each in self._world.places if desk and each.town == desk.town and not each.gone]
        if desk is None or len(same_town) < 3 or self._chance.random() < 0.5:
            return False
        self._world.oracle.doubt(desk.holds())
        desk.gone = True
        self._nobody_bears(desk.device)
        self.survey("a computer was lost")
        return True

    def _late(self) -> bool:
        self._world.net.deliver_late()
        return False

    def _restored(self, event: Event) -> bool:
        hall = self._world.hall
        if not hall.may_restore(event):
            return False
        forgotten = event is Event.BUMP_FORGOTTEN
        self._brought_back(lambda: hall.restore(event), event, forgotten=forgotten)
        return True

    def _follow(self) -> bool:
        """Let the standby be as far as the server is now; soon the server dies."""
        hall = self._world.hall
        hall.standby = hall.standby or hall.disk.copy()
        return False

    def _fail_over(self) -> None:
        self._brought_back(self._world.hall.fail_over, Event.FAIL_OVER, forgotten=False)
        self._chance.count(Event.FAIL_OVER)
        self._world.trace.say("***", Event.FAIL_OVER.value)

    def _brought_back(self, act: Callable[[], None], event: Event, *, forgotten: bool) -> None:
        """Replace the server's disk by an older one, and note what nobody can know from then on."""
        world = self._world
        world.laws.before_restore()
        # Who has not reported yet may still hold what an earlier restore undid.
        unsaid = frozenset(each for each in self._unsaid if each[0] in world.hall.recovering())
        given, shared = world.hall.given() | unsaid, world.hall.lent(world.oracle.clones)
        self._held |= world.hall.holds()
        act()
        self._unsaid = given - world.hall.given()
        world.oracle.relent |= self._unsaid if forgotten else self._unsaid & shared
        # A silent restore brings an epoch back to which a desktop's old disk may belong, too.
        world.oracle.unspoken |= self._held - world.hall.holds() if forgotten else set()
        world.laws.after_restore()
        self.survey(event.value)

    def survey(self, what: str) -> None:
        """Look what change sets exist anywhere, after something was destroyed."""
        hall = self._world.hall
        here = [each for each in self._world.places if not each.gone]
        apart = [each for each in here if hall.is_revoked(each.device)]
        held = hall.holds().union(*(each.holds() for each in here if each not in apart))
        aside = set[str]().union(*(each.holds() for each in apart)) - held
        self._world.oracle.survey(held | aside, aside, what)


_DRAWN_ELSEWHERE = (
    Event.OLD_SCHEMA,
    Event.NEW_SCHEMA,
    Event.POISON,
    Event.FOREIGN,
    Event.REVOKED_MID_PUSH,
    Event.LATE_AFTER_ENROLMENT,
    *(DRAWN_APART - {Event.SETTLED, Event.UPDATED}),
)
_HAPPENINGS: dict[Event, Callable[[Fate], bool]] = {
    Event.RESTART: Fate._restart,  # noqa: SLF001 - the table of this class's own ways
    Event.COPIED_BACK: Fate._copy_back,  # noqa: SLF001 - as above
    Event.CLONED: Fate._clone,  # noqa: SLF001 - as above
    Event.GUARD_LOST: Fate._lose_guard,  # noqa: SLF001 - as above
    Event.ALTERED: Fate._alter,  # noqa: SLF001 - as above
    Event.UPDATED: Fate._update,  # noqa: SLF001 - as above
    Event.CLOCK_JUMP: Fate._jump,  # noqa: SLF001 - as above
    Event.DST: Fate._shift,  # noqa: SLF001 - as above
    Event.NEW_YEAR: Fate._new_year,  # noqa: SLF001 - as above
    Event.BACKUP: lambda fate: fate._world.hall.backup(),  # noqa: SLF001 - as above
    Event.RESTORED_NEWEST: lambda fate: fate._restored(Event.RESTORED_NEWEST),  # noqa: SLF001 - as above
    Event.RESTORED_OLDER: lambda fate: fate._restored(Event.RESTORED_OLDER),  # noqa: SLF001 - as above
    Event.RESTORED_AGAIN: lambda fate: fate._restored(Event.RESTORED_AGAIN),  # noqa: SLF001 - as above
    Event.BUMP_FORGOTTEN: lambda fate: fate._restored(Event.BUMP_FORGOTTEN),  # noqa: SLF001 - as above
    Event.FAIL_OVER: Fate._follow,  # noqa: SLF001 - as above
    Event.ENROLLED_AGAIN: Fate._enrol_again,  # noqa: SLF001 - as above
    Event.REVOKED: Fate._revoke,  # noqa: SLF001 - as above
    Event.LOST: Fate._lose,  # noqa: SLF001 - as above
    Event.LATE_COPY: Fate._late,  # noqa: SLF001 - as above
    Event.SETTLED: lambda fate: fate._world.hall.settle_one(),  # noqa: SLF001 - as above
    Event.VOIDED: lambda fate: fate._world.hall.void_one(),  # noqa: SLF001 - as above
}
