"""Desktops of a town with the product's own store and engine, beside a city in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.adapters.ids import RisingIds
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.role import Role, SignedIn
from localdb.outbox import Means
from localdb.sync.store import SqlSync
from localdb.sync.wire import Wire
from sync.codecs import encode, erase
from sync.codecs.images import shown
from sync.engine import Engine
from sync.protocol.digest import bucket_of, value_of
from sync.protocol.layout import layout
from sync.step import IDLE, Step
from sync.unreachable import Barrier, UnreachableError
from tests.db.surroundings import TickingClock
from tests.sync.city_kit import SERVER, CityKit, signature
from tests.sync.stores import image_of, memory_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.cityserver.visits import DeviceIdentity
    from sync.protocol.messages import Answer

TOWN = "320281101"
WIRE = Wire(shown, bucket_of, value_of, layout())
_MOST = 400


@dataclass
class Line:
    """The way to the city; a test may tamper with what goes over it.

    Attributes:
        cut: Whether nothing gets through.
        barred: Words that get no answer.
        lost: Words that are done, but whose answer is lost.
        after: Gets the answer and returns what arrives.
    """

    kit: CityKit
    caller: DeviceIdentity
    cut: bool = False
    barred: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    after: Callable[[str, Answer], Answer] = lambda _word, answer: answer
    spoken: list[str] = field(default_factory=list)

    def call(self, word: str, request: Mapping[str, Any]) -> Answer:
        """Carry a request to the city as bytes."""
        if self.cut or word in self.barred:
            raise UnreachableError(Barrier.OFFLINE)
        self.spoken.append(word)
        answer = self.kit.city.answer(word, self.caller, json.loads(json.dumps(request)))
        if word in self.lost:
            raise UnreachableError(Barrier.SLOW)
        carried = replace(answer, body=json.loads(answer.json()), text=None)
        return self.after(word, carried)


@dataclass
class MemoryGuard:
    """What a computer knows of its stores outside them."""

    kept: dict[str, tuple[str, int]] = field(default_factory=dict)

    def known(self, device: str) -> tuple[str, int] | None:
        """Return what was kept."""
        return self.kept.get(device)

    def keep(self, device: str, incarnation: str, counter: int) -> None:
        """Keep it."""
        self.kept[device] = (incarnation, counter)


class Desktop:
    """One computer of the town: its store, its engine, its line."""

    def __init__(self, kit: CityKit, number: int, town: str = TOWN) -> None:
        self.kit = kit
        self.town = town
        self.device = str(UUID(int=0xD000 + number))
        self.user = UUID(int=0xC000 + number)
        self.clock = TickingClock(kit.clock.now())
        self.ids = RisingIds(self.clock)
        self.guard = MemoryGuard()
        self.line = Line(kit, kit.desk(self.device, town).identity)
        self.store = memory_store(self.means(), None, self.guard)
        self.start()
        self.sync.enrol(SERVER, town, self.device)

    def means(self) -> Means:
        """Return what the store needs from outside."""
        who = SignedIn(
            self.user, f"承办人{self.user.int % 100}", self.town, frozenset((Role.HANDLER,)), "一号机"
        )
        return Means(
            encode, self.clock, self.ids, lambda: who, erase, lambda text: signature(self.device, text)
        )

    def image(self) -> bytes:
        """Return the file of the store, as somebody might copy it."""
        return image_of(self.store.engine)

    def put_back(self, image: bytes) -> None:
        """Copy a file over the store and start the program again."""
        self.store.engine.dispose()
        self.store = memory_store(self.means(), image, self.guard)
        self.start()

    def clone(self) -> Desktop:
        """Return another computer with a copy of the store and of what guards it."""
        copy = Desktop.__new__(Desktop)
        copy.__dict__.update(self.__dict__)
        copy.guard = MemoryGuard(dict(self.guard.kept))
        copy.store = memory_store(copy.means(), self.image(), copy.guard)
        copy.start()
        return copy

    def enrol_again(self, kit: CityKit) -> None:
        """Become another device to the city, which knows that it is the same computer."""
        former, self.device = self.device, str(self.ids.new())
        self.line.caller = kit.desk(self.device, self.town, former).identity
        self.sync.enrol(SERVER, self.town, self.device)
        self.restart()

    def restart(self) -> None:
        """End the program and start it again."""
        self.put_back(self.image())

    def step(self) -> Step:
        """Take one step."""
        return self.engine.step()

    def take(self, count: int) -> list[Step]:
        """Take some steps, as long as each wants to wait before the next."""
        steps = []
        for _ in range(count):
            steps.append(self.step())
            self.clock.moment += timedelta(seconds=steps[-1].wait)
        return steps

    def settle(self) -> list[Step]:
        """Take steps until all is at rest; returns them."""
        self.engine.hurry()
        steps: list[Step] = []
        polls = 0
        for _ in range(_MOST):
            step = self.step()
            steps.append(step)
            if step.wait and not self.line.cut:
                polls += step.what == IDLE
                self.clock.moment += timedelta(seconds=step.wait)
            if (step.what == IDLE and polls > 1) or self.line.cut:
                return steps
        msg = f"no rest after {_MOST} steps: {steps[-5:]}"
        raise AssertionError(msg)

    def case(self, **facts: object) -> Case:
        """Save a new case and return it."""
        start = (self.ids.new(), self.town, Procedure.ORDINARY, CaseStatus.CLUE, self.clock.now(), None)
        new = Case(*start, **{"cause": "占道经营", **facts})  # type: ignore[arg-type] # facts are named by the caller
        self.save(new)
        return new

    def save(self, *records: Any) -> None:
        """Save records in one transaction."""
        with self.store.begin() as work:
            for each in records:
                work.of(type(each)).save(each)
            work.commit()

    def edit(self, record: Any, **changes: object) -> None:
        """Change a record as this desktop shows it."""
        self.save(replace(self.see(record), **changes))

    def remove(self, record: Any) -> None:
        """Delete a record as this desktop shows it."""
        seen = self.see(record)
        with self.store.begin() as work:
            work.of(type(record)).remove(seen, "重复登记")
            work.commit()

    def see(self, record: Any) -> Any:
        """Return a record as this desktop shows it."""
        with self.store.read() as work:
            return work.of(type(record)).get(record.id)

    def sees(self, record: Any) -> bool:
        """Tell whether this desktop shows a record."""
        with self.store.read() as work:
            return bool(work.of(type(record)).find(id=record.id))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return rows of the store's tables."""
        with self.store.engine.connect() as connection:
            found = [tuple(each) for each in connection.exec_driver_sql(query)]
            connection.rollback()
        return found

    def digest(self) -> tuple[int, list[int]]:
        """Return cursor and digest of the town's stream."""
        seq, buckets = self.sync.digest(self.town)
        return seq, list(buckets)

    def start(self) -> None:
        """Start the program over the store."""
        self.sync = SqlSync(self.store, WIRE)
        self.engine = Engine(self.sync, self.line, self.clock, Random(7))


def settle(*desktops: Desktop) -> None:
    """Let desktops exchange until nobody has news for anybody."""
    for _ in range(2):
        for each in desktops:
            each.settle()


def outcomes(desktop: Desktop) -> list[tuple[str, str | None]]:
    """Return state and outcome of everything a desktop sent."""
    return [
        (state, outcome)
        for state, outcome in desktop.rows("SELECT state, outcome FROM outbox ORDER BY place")
    ]
