"""The city server's machine: its database, its backups, its crashes, and the administrator's acts."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.exc import OperationalError

from sync.cityserver.city import City, Keys
from sync.cityserver.city_acts import NotSettledError
from sync.cityserver.visits import DeviceIdentity
from sync.protocol.messages import CITY, Answer
from tests.sync.simulation.disk import Crash, Disk, troubles
from tests.sync.simulation.faults import Event, Fault
from tests.sync.simulation.forms import sign, verify
from tests.sync.simulation.slots import city_slot, new_city_disk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.clocks import TrueTime
    from tests.sync.simulation.forms import Mapping

SERVER = "5e7f" * 8
CLERK = "市级管理员"
KEPT = 3
"""Backups an operator keeps."""
CUT = Answer(0, None, None, None)
"""What a line sees of a server that fell over."""
Lent = tuple[str, tuple[str, int, int]]
"""A number with its town: series, year, number."""
_LOG = (
    "SELECT seq, cs, outcome, reason, effects, conflicts, closed, hash FROM log"
    " WHERE town = ? AND seq > ? ORDER BY seq"
)
_KEPT_ASIDE = "SELECT cs_id FROM quar WHERE town = ? AND settled_seq IS NULL ORDER BY seq"
_ENROL = (
    "INSERT OR IGNORE INTO device"
    " (town, device, public_key, name, enrolled_at, waiting, conflicts, skew, former)"
    " VALUES (?, ?, '', '示例机', '', 0, 0, 0, ?)"
)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One line of the register of numbers."""

    series: str
    year: int
    n: int
    state: str
    record: str | None
    device: str | None

    @property
    def key(self) -> tuple[str, int, int]:
        """Series, year, number."""
        return self.series, self.year, self.n


class CityHall:
    """The one server of a world.

    Attributes:
        gone: Devices that will never report again.
        former: Devices whose computers were enrolled anew under another name.
        forgotten: Those of them whose key was lost: nobody could prove whose name that was.
        unprovable: What was lent to them by then, with its town; a restore may let another name hold it.
        standby: A copy that follows the server, a few commits behind.
    """

    def __init__(self, chance: Chance, time: TrueTime, towns: tuple[str, ...]) -> None:
        self._chance = chance
        self._time = time
        self._towns = towns
        self._devices: dict[str, str] = {}
        self._revoked: set[str] = set()
        self.gone: set[str] = set()
        self.former: set[str] = set()
        self.forgotten: set[str] = set()
        self.unprovable: set[Lent] = set()
        self._was: dict[str, str] = {}
        self.standby: Disk | None = None
        self._word = ""
        self._slot = city_slot()
        self._put_in(new_city_disk().copy())
        self._backups: list[Disk] = []
        self.city = self._started()

    @property
    def disk(self) -> Disk:
        """The disk in the server."""
        return self._slot.disk

    # ---- what the border does ---------------------------------------------------------------

    def town_of(self, device: str) -> str:
        """Return the town of an enrolled device."""
        return self._devices[device]

    def mark(self, device: str) -> tuple[str, str]:
        """Return the server's name and the epoch that stand on each of its answers."""
        query = "SELECT epoch FROM town_head WHERE town = ?"
        row = self.disk.execute(query, (self._devices[device],)).fetchone()
        return SERVER, "" if row is None else row[0]

    def head(self, town: str) -> int:
        """Return the number of a town's last row."""
        row = self.disk.execute("SELECT head FROM town_head WHERE town = ?", (town,)).fetchone()
        return 0 if row is None else int(row[0])

    def answer(self, device: str, word: str, payload: bytes) -> Answer:
        """Answer one request as the HTTP border would; a crash is a line that was cut."""
        self._word = word
        identity = DeviceIdentity(self._devices[device], device, device in self._revoked)
        try:
            return self.city.answer(word, identity, json.loads(payload))
        except Crash:
            self.disk.power_on()
            self.city = self._started()
            return CUT
        except OperationalError:
            return Answer(503, {"code": "busy"}, *self.mark(device), retry_after=5.0)

    # ---- what an administrator does ---------------------------------------------------------

    def enrol(self, town: str, device: str) -> None:
        """Let a device in; a cloned computer is in already."""
        if device not in self._devices:
            self._devices[device] = town
            with self._calm():
                self._write_down_known()

    def succeeds(self, former: str, device: str, *, proven: bool) -> set[str]:
        """Note that a computer will be enrolled anew; returns its names if its old key cannot say so."""
        self.former.add(former)
        if proven:
            self._was[device] = former
        unproven = set[str]()
        name: str | None = former
        while name is not None and not proven:
            unproven.add(name)
            name = self._was.get(name)
        self.forgotten |= unproven
        town = self.town_of(former)
        self.unprovable |= {(town, each.key) for each in self.numbers(town) if each.device in unproven}
        return unproven

    def is_revoked(self, device: str) -> bool:
        """Tell whether a device was shown out."""
        return device in self._revoked

    def revoke(self, device: str) -> None:
        """Show a device out."""
        self._revoked.add(device)
        with self._calm():
            self._write_down_revoked()

    def backup(self) -> bool:
        """Take a backup and drop the oldest beyond those that are kept."""
        with self._calm():
            marks = {town: self.city.backup_mark(town) for town in (*self._towns, CITY)}
            self._backups = [*self._backups, self.disk.copy()][-KEPT:]
            for town, mark in marks.items():
                self.city.backup_taken(town, mark, KEPT)
        # With a backup newer than the standby, an operator would bring that one back.
        self.standby = None
        return True

    def may_restore(self, event: Event) -> bool:
        """Tell whether this kind of restore can happen now."""
        if event is Event.RESTORED_AGAIN:
            return bool(self._backups and self.recovering())
        return len(self._backups) > (1 if event is Event.RESTORED_OLDER else 0)

    def restore(self, event: Event) -> None:
        """Bring a backup back; whatever came after it is gone from the server."""
        last = len(self._backups) - 1
        newest = event is Event.RESTORED_NEWEST or last == 0
        index = (
            last if newest else self._chance.randrange(last if event is Event.RESTORED_OLDER else last + 1)
        )
        self._backups = self._backups[: index + 1]
        self._bring_back(self._backups[index].copy(), told=event is not Event.BUMP_FORGOTTEN)

    def fail_over(self) -> None:
        """Let the standby be the server: what it had not heard yet is gone, as after a restore."""
        assert self.standby is not None
        self._bring_back(self.standby, told=True)

    def declare_gone(self) -> None:
        """Declare lost whoever is waited for and will never come."""
        with self._calm():
            for device in sorted(self.gone):
                town = self._devices[device]
                if device in self.city.waited_for(town):
                    self.city.declare_lost(town, device, CLERK)

    def void_one(self) -> bool:
        """Void one lent number by hand, as for a computer that is overdue."""
        town = self._chance.choice(self._towns)
        lent = [each for each in self.numbers(town) if each.state == "leased"]
        if not lent:
            return False
        with self._calm():
            self.city.void_number(town, self._chance.choice(lent).key, "借出逾期未报", CLERK)
        return True

    def settle_one(self) -> bool:
        """Decide over one piece of work that is kept aside: into force where that is possible, or without."""
        town = self._chance.choice(self._towns)
        aside = self.disk.execute(_KEPT_ASIDE, (town,)).fetchall()
        if not aside:
            return False
        cs_id, apply = self._chance.choice(aside)[0], self._chance.random() < 0.5
        with self._calm(), suppress(NotSettledError):
            self.city.settle(town, cs_id, CLERK, apply=apply)
        return True

    # ---- what the laws look at --------------------------------------------------------------

    def rows(self, town: str, after: int) -> Iterator[Mapping]:
        """Return the rows of a town's log after a place, read from the table itself."""
        for seq, cs, outcome, reason, effects, conflicts, closed, chain in self.disk.execute(
            _LOG, (town, after)
        ).fetchall():
            lists = {"effects": effects, "conflicts": conflicts, "closed": closed, "cs": cs}
            read = {name: json.loads(text) for name, text in lists.items()}
            yield {"seq": seq, "outcome": outcome, "reason": reason, "hash": chain, **read}

    def standing(self) -> list[tuple[object, ...]]:
        """Return how far every town is."""
        return self.disk.execute("SELECT town, epoch, state, head FROM town_head ORDER BY town").fetchall()

    def numbers(self, town: str) -> list[NumberLine]:
        """Return the register of a town."""
        query = "SELECT series, year, n, state, rec, device FROM num WHERE town = ? ORDER BY series, year, n"
        return [NumberLine(*row) for row in self.disk.execute(query, (town,))]

    def given(self) -> frozenset[Lent]:
        """Return every number of every town that is not free, with its town."""
        query = "SELECT town, series, year, n FROM num WHERE state <> 'free'"
        return frozenset((row[0], tuple(row[1:])) for row in self.disk.execute(query))

    def lent(self, devices: Collection[str]) -> set[Lent]:
        """Return what is lent to some devices, with its town."""
        lines = {town: self.numbers(town) for town in self._towns}
        return {(town, each.key) for town in lines for each in lines[town] if each.device in devices}

    def holds(self) -> set[str]:
        """Return the ids of all change sets the server has."""
        query = "SELECT cs_id FROM log UNION SELECT cs_id FROM inbox"
        return {row[0] for row in self.disk.execute(query)}

    def recovering(self) -> frozenset[str]:
        """Return the towns that wait for reports since a restore."""
        return frozenset(each for each in self._towns if self._state(each) == "recovering")

    # ---- small parts ------------------------------------------------------------------------

    def _bring_back(self, disk: Disk, *, told: bool) -> None:
        self.standby = None
        self._put_in(disk)
        self.city = self._started()
        with self._calm():
            self._write_down_known()
            self._write_down_revoked()
            for town in (*self._towns, CITY) if told else ():
                self.city.restored(town)

    def _state(self, town: str) -> str:
        row = self.disk.execute("SELECT state FROM town_head WHERE town = ?", (town,)).fetchone()
        return "" if row is None else str(row[0])

    def _write_down_known(self) -> None:
        for device, town in sorted(self._devices.items()):
            self.disk.execute(_ENROL, (town, device, self._was.get(device)))
        self.disk.commit()

    def _write_down_revoked(self) -> None:
        for device in sorted(self._revoked):
            self.disk.execute("UPDATE device SET revoked_at = 'now' WHERE device = ?", (device,))
        self.disk.commit()

    def _started(self) -> City:
        keys = Keys(self._verify, lambda text: sign(CITY, text), self._token)
        return City(self._slot.engine, self._time, SERVER, keys)

    def _token(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def _verify(self, town: str, device: str, content: bytes, signature: str) -> bool:
        known = device == CITY or self._devices.get(device) == town
        return known and verify(device, content, signature)

    def _put_in(self, disk: Disk) -> None:
        disk.ask = self._trouble
        self._slot.put_in(disk)

    def _trouble(self, kind: str) -> str:
        begin, commit = (Fault.SERVER_BUSY, Fault.SERVER_FULL), (Fault.SERVER_BEFORE, Fault.SERVER_AFTER)
        return troubles(self._chance.one_of(begin if kind == "begin" else commit, self._word))

    @contextmanager
    def _calm(self) -> Iterator[Any]:
        before, self._chance.calm = self._chance.calm, True
        try:
            yield
        finally:
            self._chance.calm = before
