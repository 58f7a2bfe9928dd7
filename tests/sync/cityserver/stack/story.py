"""A story on the real stack: desks and city are killed, set back and copied, and the line lies."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from localdb.store import FILE_NAME
from tests.sync.cityserver.stack.city import DATABASE, CityHall
from tests.sync.cityserver.stack.desk import READY
from tests.sync.cityserver.stack.proxy import Proxy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

EAST, WEST = "320281001", "320281004"
_DRAINED_WITHIN = 200
_FOREVER = 10_000.0
_FULL_FOR = 1.5
_READY_WITHIN = 60


@dataclass
class Workplace:
    """One desk's folder, and its process while it works."""

    folder: Path
    town: str
    seed: int
    code: str
    process: subprocess.Popen[str] | None = None
    saved: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    @property
    def store(self) -> Path:
        """The folder of its database."""
        return self.folder / "store"

    def begin(self, address: str, seconds: float) -> None:
        """Start the desk's process."""
        (self.folder / READY).unlink(missing_ok=True)
        words = (str(self.folder), address, self.code, str(self.seed), str(seconds))
        self.process = subprocess.Popen(
            (sys.executable, "-m", "tests.sync.cityserver.stack.desk", *words),
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NO_PROXY": "*"},
        )

    def wait_until_ready(self) -> None:
        """Wait until the desk has its store open, which a new one makes first."""
        end = time.monotonic() + _READY_WITHIN
        while not (self.folder / READY).exists():
            assert time.monotonic() < end, f"desk {self.seed} has no store"
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill the desk's process as nobody should."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate()
            self.process = None
        if (self.store / FILE_NAME).exists():
            self.saved |= saved(self.store)

    def told(self) -> dict[str, Any]:
        """Wait for a desk that drains, and return what it tells."""
        assert self.process is not None
        said, _ = self.process.communicate(timeout=_DRAINED_WITHIN)
        assert self.process.returncode == 0, f"desk {self.seed} did not come to rest"
        self.process = None
        told: dict[str, Any] = json.loads(said)
        return told


class Story:
    """The whole of it, by one seed."""

    def __init__(self, folder: Path, seed: int, seconds: float) -> None:
        self._rng = Random(seed)
        self._seconds = seconds
        self._folder = folder
        self.city = CityHall(folder)
        towns = (EAST, EAST, WEST)
        codes = self.city.codes(towns)
        self.desks = [self._desk(n, *each) for n, each in enumerate(zip(towns, codes, strict=True), 1)]
        self.proxy = Proxy(self.city.port, seed, 0.2)
        self.happened: Counter[str] = Counter()

    def tell(self) -> list[dict[str, Any]]:
        """Let it happen, then let everything come to rest and return what the desks tell."""
        self.city.start()
        with self.proxy.running():
            self._chapter((self._kill_desk, self._kill_city))
            self._backed_up("first")
            self._keep_copy(self.desks[0])
            self._chapter((self._kill_city, self._cut_power))
            self._copy_back(self.desks[0])
            self._backed_up("second")
            self._chapter((self._kill_desk, self._fill_disk))
            self._set_back("second", told=True)
            self._chapter((self._kill_desk,))
            self._set_back("first", told=False)
            self._chapter((self._kill_desk, self._kill_city))
            self.proxy.share = 0.0
            return self._rest()

    def rows(self, query: str) -> Sequence[Any]:
        """Return what the superuser sees in the city's database."""
        engine = self.city.owner(DATABASE)
        with engine.connect() as connection:
            found = connection.execute(text(query)).all()
        engine.dispose()
        return found

    def close(self) -> None:
        """End everything."""
        for each in self.desks:
            each.kill()
        self.city.close()

    def _desk(self, n: int, town: str, code: str) -> Workplace:
        folder = self._folder / f"desk{n}"
        folder.mkdir()
        return Workplace(folder, town, n, code)

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}"

    def _chapter(self, events: Sequence[Callable[[], None]]) -> None:
        """Let all work for a while; in between something happens."""
        part = self._seconds / (len(events) + 1)
        for each in self.desks:
            if each.process is None or each.process.poll() is not None:
                each.begin(self._address, _FOREVER)
        for each in self.desks:
            each.wait_until_ready()
        for event in events:
            time.sleep(part * self._rng.uniform(0.7, 1.3))
            event()
        time.sleep(part)

    def _kill_desk(self) -> None:
        desk = self._rng.choice(self.desks)
        desk.kill()
        desk.begin(self._address, _FOREVER)
        self.happened["desk killed"] += 1

    def _fill_disk(self) -> None:
        """Let no write of a desk's reach the disk for a moment; what it does about it is its own affair."""
        desk = self._rng.choice(self.desks)
        assert desk.process is not None
        desk.wait_until_ready()
        _soft, hard = resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (0, hard))
        time.sleep(_FULL_FOR)
        died = desk.process.poll() is not None
        self.happened["disk full, desk died" if died else "disk full, desk went on"] += 1
        desk.kill()
        desk.begin(self._address, _FOREVER)

    def _kill_city(self) -> None:
        self.city.kill()
        self.city.start()
        self.happened["server killed"] += 1

    def _cut_power(self) -> None:
        self.city.cut_power_of_database()
        self.happened["database killed"] += 1

    def _backed_up(self, name: str) -> None:
        self.city.back_up(name)
        self.happened["backup"] += 1

    def _keep_copy(self, desk: Workplace) -> None:
        """Copy a desk's database away, as somebody might."""
        desk.kill()
        shutil.copytree(desk.store, self._folder / "old store")
        desk.begin(self._address, _FOREVER)

    def _set_back(self, name: str, *, told: bool) -> None:
        """Set the server back; what only a desk set back before had is nowhere any more."""
        self.city.restore(name, told=told)
        self.happened[f"server set back, {'told' if told else 'not told'}"] += 1

    def _copy_back(self, desk: Workplace) -> None:
        """Copy an old database over a desk's; what it had not handed over yet is gone with it."""
        desk.kill()
        ours = saved(desk.store)
        shutil.rmtree(desk.store)
        shutil.copytree(self._folder / "old store", desk.store)
        kept = saved(desk.store) | {row.cs_id for row in self.rows("select cs_id from log")}
        desk.lost |= ours - kept
        # Witness of its own earlier life from now on, before anything else goes wrong.
        desk.begin(self._address, 0)
        desk.told()
        desk.begin(self._address, _FOREVER)
        self.happened["desk's database copied back"] += 1

    def _rest(self) -> list[dict[str, Any]]:
        """Let all desks exchange until they are at rest, twice, so that everyone hears of everything."""
        self._all_rest()
        return self._all_rest()

    def _all_rest(self) -> list[dict[str, Any]]:
        for each in self.desks:
            each.kill()
            each.begin(self._address, 0)
        told = [each.told() for each in self.desks]
        for each in self.desks:
            each.kill()
        return told


def saved(store: Path) -> set[str]:
    """Return the ids of the change sets in a store nobody has open."""
    connection = sqlite3.connect(store / FILE_NAME)
    found = {_text(row[0]) for row in connection.execute("SELECT cs_id FROM outbox")}
    connection.close()
    return found


def _text(stored: object) -> str:
    return str(UUID(bytes=stored)) if isinstance(stored, bytes) else str(UUID(str(stored)))
