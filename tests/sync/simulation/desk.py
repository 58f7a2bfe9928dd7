"""One desktop computer: a disk that stays, a guard beside it, a program that starts, works and dies."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.errors import AppError
from app.domain.role import Role, SignedIn
from localdb.outbox import Means
from localdb.records import tables
from localdb.store import Store
from localdb.sync.store import SqlSync
from localdb.sync.wire import Wire
from sync.codecs import encode, erase
from sync.codecs.images import shown
from sync.engine import Engine
from sync.protocol.digest import bucket_of, value_of
from sync.protocol.layout import layout
from sync.step import IDLE
from sync.unreachable import Barrier, UnreachableError
from tests.sync.office import MemoryGuard
from tests.sync.simulation import desk_laws, lease_law
from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.clerk import Clerk
from tests.sync.simulation.disk import Crash, Disk, troubles
from tests.sync.simulation.faults import SAVE, START, Fault
from tests.sync.simulation.forms import sign
from tests.sync.simulation.line import FaultyLine
from tests.sync.simulation.slots import desk_slot, new_desk_disk
from tests.sync.stores import Alone

if TYPE_CHECKING:
    from tests.sync.simulation.forms import Key, Mapping
    from tests.sync.simulation.records import Writer
    from tests.sync.simulation.replay import Replay
    from tests.sync.simulation.world import World

WIRE = Wire(shown, bucket_of, value_of, layout())
_PORTION = 5
"""Images that a newer program reads anew in one transaction; small, so that machines die in the middle."""
_OWN = "SELECT cs_id FROM outbox"
_NEW = (
    "SELECT cs_id, town, by_id, at, operations FROM outbox"
    " WHERE place > coalesce((SELECT place FROM outbox WHERE cs_id = ?), 0) ORDER BY place"
)
_LAST = "SELECT cs_id FROM outbox ORDER BY place DESC LIMIT 1"


class Desk:
    """One desktop.

    Attributes:
        moment: What the program is about, for naming a fault of the disk.
        old: An older copy of its disk, if somebody made one.
        until: Moment before which its engine wants to be left alone.
    """

    def __init__(self, world: World, place: int, town: str, writer: Writer, others: tuple[str, ...]) -> None:
        self.world = world
        self.town = town
        self.writer = writer
        self.clock = writer.clock
        self.guard = MemoryGuard()
        self.moment = START
        self.gone = False
        self.old: Disk | None = None
        self.until = world.time.moment
        self.device = str(writer.ids.new())
        self._number = place
        self._slot = desk_slot(place)
        self._clerk = Clerk(writer, world.chance, others)
        self._store: Store | None = None
        self._engine: Engine | None = None
        self._noted = b""
        self._before = ("", 0)
        self.put_in(new_desk_disk().copy())

    @property
    def name(self) -> str:
        """Name of the desktop in messages."""
        return f"desk{self._number}/{self.town[-1]}"

    @property
    def disk(self) -> Disk:
        """The disk in the computer."""
        return self._slot.disk

    @property
    def store(self) -> Store:
        """The open store; the program is started when it is not running."""
        self._started()
        assert self._store is not None
        return self._store

    @property
    def revoked(self) -> bool:
        """Whether the city has shown it out."""
        return self.world.hall.is_revoked(self.device)

    def join(self) -> None:
        """Enrol at the city, without trouble."""
        chance = self.world.chance
        before, chance.calm = chance.calm, True
        self.world.hall.enrol(self.town, self.device)
        SqlSync(self.store, WIRE).enrol(SERVER, self.town, self.device)
        chance.calm = before

    def enrol_again(self, *, proven: bool) -> set[str]:
        """Enrol as another device, the disk as it is; returns its names that nobody can prove any more."""
        self._stop()
        former, self.device = self.device, str(self.writer.ids.new())
        unproven = self.world.hall.succeeds(former, self.device, proven=proven)
        self.join()
        return unproven

    def put_in(self, disk: Disk) -> None:
        """Change the disk; the program on the old one is no more."""
        self._stop()
        disk.ask = self._trouble
        disk.power_on()
        self._slot.put_in(disk)
        self._noted = (disk.execute(_LAST).fetchone() or (b"",))[0]
        self.device = desk_laws.named(disk) or self.device
        self._before = ("", 0)

    def restart(self) -> bool:
        """End the program; the next piece of work starts it again."""
        self._stop()
        return True

    def alter(self, number: int) -> bool:
        """Let images go back by a version, as a fault of the program might; the next start looks at them."""
        self._stop()
        return desk_laws.alter(self.disk, self.town, self.world.chance, number)

    def update(self) -> bool:
        """Let the program be a newer one, which shows what the one before it did not know."""
        self._stop()
        return desk_laws.update(self.disk, self.town)

    def ready_in(self) -> float:
        """Return for how many seconds the engine wants to be left alone."""
        return max(0.0, (self.until - self.world.time.moment).total_seconds())

    def hurry(self) -> None:
        """Let somebody press 立即同步, and allow what a stream was stopped for until a person looked."""
        self.until = self.world.time.moment
        if self.world.chance.calm:
            for (name,) in self.disk.execute("SELECT name FROM sync_streams WHERE stopped <> ''").fetchall():
                SqlSync(self.store, WIRE).allow(name)
        if self._engine is not None:
            self._engine.hurry()

    def save(self) -> None:
        """Do one piece of a clerk's work; the machine may die over it."""
        self._running(SAVE, lambda: self._clerk.work(self.store, self.disk))
        self.write_down()

    def exchange(self) -> bool:
        """Make one step of the engine; false when it did nothing."""
        told = self._running("", self._step)
        self.write_down()
        return bool(told)

    def look(self) -> None:
        """A cursor never goes back within an epoch (I13)."""
        now = desk_laws.place(self.disk, self.town)
        desk_laws.forward(self.name, self._before, now)
        self._before = now

    def standing(self) -> tuple[Any, ...]:
        """Return how far it is."""
        waiting = self.disk.execute("SELECT count(*) FROM outbox WHERE state = 'new'").fetchone()[0]
        return (*desk_laws.place(self.disk, self.town), waiting)

    def holds(self) -> set[str]:
        """Return the ids of all change sets on its disk, its own and others'."""
        return self.own() | {row[0] for row in self.disk.execute("SELECT cs_id FROM tail")}

    def own(self) -> set[str]:
        """Return the ids of the change sets it made and still holds."""
        return {str(UUID(bytes=row[0])) for row in self.disk.execute(_OWN)}

    def hand(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that its program could take now."""
        return lease_law.hand(self.disk, self.town)

    def taken(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that it put on paper."""
        return lease_law.taken(self.disk)

    def asked(self) -> set[str]:
        """Return the requests for numbers that it has no answer to."""
        return lease_law.asked(self.disk)

    def at_rest(self, replay: Replay) -> None:
        """Hold it against the log of its town."""
        desk_laws.at_rest(self, replay)

    def shown(self) -> dict[Key, Mapping]:
        """Return every record as the lists and pages of the program show it."""
        seen: dict[Key, Mapping] = {}
        with self.store.read() as unit:
            for kind in tables():
                for record in unit.of(kind).find(town=self.town):
                    operation = encode(None, record)
                    if operation is not None:
                        seen[(operation["coll"], operation["id"])] = operation["set"]
        return seen

    def _running(self, moment: str, work: Any) -> Any:
        """Let the program do something; a crash ends it, a full disk or a busy file is told to the clerk."""
        self.moment = moment or START
        try:
            return work()
        except Crash:
            self._stop()
            self.disk.power_on()
        except AppError as error:
            self.world.trace.say(self.name, moment or "exchange", "->", error.code)
        return True

    def _step(self) -> bool:
        self._started()
        assert self._engine is not None
        self.moment = "hello"
        step = self._engine.step()
        self.until = self.world.time.after(step.wait)
        self.world.trace.say(self.name, step.what, step.fault, f"{step.wait:.0f}" if step.wait else "")
        return step.what != IDLE

    def _started(self) -> None:
        if self._engine is not None:
            return
        moment, self.moment = self.moment, START
        self._store = Store(self._slot.engine, self._means(), Alone(), None, self.guard)
        line = Spoken(FaultyLine(self.world.net, self.device, _cut, looks=True), self)
        rng = Random(self.world.chance.getrandbits(32))
        sync = SqlSync(self._store, WIRE)
        sync.portion = _PORTION
        self._engine = Engine(sync, line, self.clock, rng, "0")
        self.moment = moment

    def _stop(self) -> None:
        self._store = self._engine = None

    def _means(self) -> Means:
        who = SignedIn(self.writer.user, "示例", self.town, frozenset((Role.HANDLER,)), "示例机")
        ids = self.writer.ids
        return Means(
            self._clerk.encode, self.clock, ids, lambda: who, erase, lambda text: sign(self.device, text)
        )

    def write_down(self) -> None:
        """Tell the oracle what was committed since then; places begin anew when all was let go."""
        for cs_id, town, by_id, at, operations in self.disk.execute(_NEW, (self._noted,)).fetchall():
            change = desk_laws.read(cs_id, town, by_id, at, operations)
            if self.world.oracle.note(change, self.name, odd=self._clerk.oddly):
                ops = [(each["op"], each["coll"]) for each in change["ops"]]
                self.world.trace.say(self.name, "saved", change["cs_id"], ops)
            self._noted = cs_id

    def _trouble(self, kind: str) -> str:
        faults = (Fault.DESK_BUSY, Fault.DESK_FULL)
        if kind != "begin":
            faults = (Fault.DESK_BEFORE, Fault.DESK_AFTER)
        return troubles(self.world.chance.one_of(faults, self.moment))


class Spoken:
    """The line of a desk, which tells the desk what it is about."""

    def __init__(self, line: FaultyLine, desk: Desk) -> None:
        self._line = line
        self._desk = desk

    def call(self, word: str, request: Any) -> Any:
        """Carry one request; what the disk does next belongs to its answer."""
        self._desk.moment = str(word)
        answer = self._line.call(word, request)
        if answer.server is None or answer.body is None:
            raise UnreachableError(Barrier.FOREIGN)
        return answer


def _cut() -> Exception:
    return UnreachableError(Barrier.OFFLINE)
