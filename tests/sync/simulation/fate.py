"""What comes next in a story: work, an exchange, or one of the things that happen to machines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.clocks import DeskClock, DrawnIds
from tests.sync.simulation.desk import Desk
from tests.sync.simulation.faults import Event
from tests.sync.simulation.line import FaultyLine
from tests.sync.simulation.records import Writer
from tests.sync.simulation.scripted import LineCut, Scripted
from tests.sync.simulation.scripted_place import ScriptedPlace
from tests.sync.simulation.scripted_work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.simulation.world import World

MOST_DESKS = 8
YEARS = timedelta(days=3653)


class Fate:
    """Draws what happens at each step of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance

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
        here = [each for each in self._world.places if not each.gone]
        place = self._chance.choice(here)
        if self._chance.random() < 0.36:
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
        before = desk.holds()
        desk.put_in(desk.old.copy())
        self._world.oracle.doubt(before - desk.holds())
        self.survey("a database was copied back")
        return True

    def _clone(self) -> bool:
        desk, places = self._ours(), self._world.places
        if desk is None or len(places) >= MOST_DESKS:
            return False
        twin = self._desk(len(places) + 1, desk.town)
        twin.device = desk.device
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

    def _jump(self) -> bool:
        desk = self._ours()
        if desk is None:
            return False
        desk.clock.error = self._chance.choice((YEARS, -YEARS, timedelta(), timedelta(hours=1)))
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
        self._world.hall.revoke(place.device)
        self._world.oracle.revoked |= {each.name for each in here if each.device == place.device}
        return True

    def _lose(self) -> bool:
        desk = self._ours()
        same_town = [each for each in self._world.places if desk and each.town == desk.town and not each.gone]
        if desk is None or len(same_town) < 3 or self._chance.random() < 0.5:
            return False
        self._world.oracle.doubt(desk.holds())
        desk.gone = True
        if all(each.gone for each in self._world.places if each.device == desk.device):
            self._world.hall.gone.add(desk.device)
        self.survey("a computer was lost")
        return True

    def _late(self) -> bool:
        self._world.net.deliver_late()
        return False

    def _restored(self, event: Event) -> bool:
        hall = self._world.hall
        if not hall.may_restore(event):
            return False
        self._world.laws.before_restore()
        hall.restore(event)
        self._world.oracle.unnoticed |= event is Event.BUMP_FORGOTTEN
        self._world.laws.after_restore()
        self.survey(event.value)
        return True

    def survey(self, what: str) -> None:
        """Look what change sets exist anywhere, after something was destroyed."""
        held = self._world.hall.holds()
        for each in self._world.places:
            if not each.gone:
                held |= each.holds()
        self._world.oracle.survey(held, what)


_DRAWN_ELSEWHERE = (Event.OLD_SCHEMA, Event.NEW_SCHEMA, Event.POISON, Event.FOREIGN)
_HAPPENINGS: dict[Event, Callable[[Fate], bool]] = {
    Event.RESTART: Fate._restart,  # noqa: SLF001 - the table of this class's own ways
    Event.COPIED_BACK: Fate._copy_back,  # noqa: SLF001 - as above
    Event.CLONED: Fate._clone,  # noqa: SLF001 - as above
    Event.GUARD_LOST: Fate._lose_guard,  # noqa: SLF001 - as above
    Event.CLOCK_JUMP: Fate._jump,  # noqa: SLF001 - as above
    Event.NEW_YEAR: Fate._new_year,  # noqa: SLF001 - as above
    Event.BACKUP: lambda fate: fate._world.hall.backup(),  # noqa: SLF001 - as above
    Event.RESTORED_NEWEST: lambda fate: fate._restored(Event.RESTORED_NEWEST),  # noqa: SLF001 - as above
    Event.RESTORED_OLDER: lambda fate: fate._restored(Event.RESTORED_OLDER),  # noqa: SLF001 - as above
    Event.RESTORED_AGAIN: lambda fate: fate._restored(Event.RESTORED_AGAIN),  # noqa: SLF001 - as above
    Event.BUMP_FORGOTTEN: lambda fate: fate._restored(Event.BUMP_FORGOTTEN),  # noqa: SLF001 - as above
    Event.REVOKED: Fate._revoke,  # noqa: SLF001 - as above
    Event.LOST: Fate._lose,  # noqa: SLF001 - as above
    Event.LATE_COPY: Fate._late,  # noqa: SLF001 - as above
    Event.VOIDED: lambda fate: fate._world.hall.void_one(),  # noqa: SLF001 - as above
}
