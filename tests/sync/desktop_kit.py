"""Desktops with their real store and engine, beside a city in memory; what passes is JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.adapters.ids import RisingIds
from app.domain.role import Role, SignedIn
from app.line import wire
from app.services.office import Office
from app.services.syncing import SyncDesk
from localdb.outbox import Means
from localdb.store import Store, open_store
from localdb.sync.centre import SqlSyncReading
from localdb.sync.store import SqlSync
from sync.codecs import encode, erase, field_value, revive
from sync.engine import Engine
from sync.unreachable import Barrier, UnreachableError
from tests.db.surroundings import TickingClock
from tests.sync.city_kit import SERVER, TOWN, CityKit, signature
from tests.sync_fakes import QuietLine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.record import Record
    from sync.cityserver.visits import DeviceIdentity
    from sync.protocol.messages import Answer

STEPS = 200


@dataclass
class DirectLine:
    """The way to the city without a network; ``cut`` while there is none."""

    kit: CityKit
    identity: DeviceIdentity
    cut: bool = False

    def call(self, word: str, request: Mapping[str, Any]) -> Answer:
        """Return the city's answer."""
        if self.cut:
            raise UnreachableError(Barrier.OFFLINE)
        answer = self.kit.city.answer(word, self.identity, json.loads(json.dumps(request)))
        return replace(answer, body=json.loads(answer.json()), text=None)


class Desktop:
    """One enrolled computer with one person at it."""

    def __init__(self, kit: CityKit, folder: Path, number: int) -> None:
        self.device = str(UUID(int=0xD0 + number))
        self.clock = TickingClock(datetime(2026, 5, 4, 1, number, tzinfo=UTC))
        self.who = SignedIn(
            UUID(int=0xA0 + number), f"承办人{number}", TOWN, frozenset((Role.HANDLER,)), f"{number}号机"
        )
        ids = RisingIds(self.clock)
        means = Means(encode, self.clock, ids, lambda: self.who, erase, self._sign, revive)
        self.store: Store = open_store(folder / f"{number}", means)
        self.sync = SqlSync(self.store, wire())
        self.sync.enrol(SERVER, TOWN, self.device)
        self.line = DirectLine(kit, kit.desk(self.device).identity)
        self.engine = Engine(self.sync, self.line, self.clock, Random(number))
        self.office = Office(self.store.begin, self.clock, ids, lambda: self.who, self.store.read)
        self.reading = SqlSyncReading(self.store.engine, field_value)
        self.desk = SyncDesk(self.office, self.reading, QuietLine(), self.store.attachments)

    def save(self, *records: Record) -> None:
        """Keep records in one transaction."""
        with self.store.begin() as work:
            for each in records:
                work.of(type(each)).save(each)
            work.commit()

    def get(self, kind: type[Any], record_id: UUID) -> Any:
        """Return a record as the clerk sees it."""
        with self.store.read() as work:
            return work.of(kind).get(record_id)

    def exchange(self) -> list[str]:
        """Step until there is nothing to do; return the faults on the way."""
        self.engine.hurry()
        faults = []
        for _ in range(STEPS):
            step = self.engine.step()
            if step.fault:
                faults.append(step.fault)
            if step.what == "idle" and step.wait > 0:
                return faults
        message = f"no rest after {STEPS} steps: {faults}"
        raise AssertionError(message)

    def close(self) -> None:
        """Free the store."""
        self.store.close()

    def _sign(self, content: bytes) -> str:
        return signature(self.device, content)
