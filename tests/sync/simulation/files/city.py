"""The city's machine as far as it keeps files: rows in memory, a real folder, backups of both, crashes."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, HTTPException
from sqlalchemy.exc import OperationalError

from sync.blob_line import Told
from sync.cityserver.blob_folder import BlobFolder
from sync.cityserver.blob_tables import METADATA
from sync.cityserver.blobs import Blobs
from sync.cityserver.blobs_http import blob_router
from sync.cityserver.scope import scoped, sqlite_engine
from sync.cityserver.visits import DeviceIdentity
from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.disk import Crash, Disk, troubles
from tests.sync.simulation.faults import Fault
from tests.sync.simulation.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request

    from sync.blob_line import Asked
    from tests.sync.simulation.clocks import TrueTime
    from tests.sync.simulation.files.happenings import FileChance

KEPT = 2
"""Backups an operator keeps."""
_OPEN = "SELECT town, id, confirmed FROM upload WHERE state = 'open' ORDER BY town, id"


@dataclass(frozen=True)
class Backup:
    """Rows and folder as they were, and when the copy began."""

    rows: Disk
    folder: Path
    began: Any


class FileCity:
    """The one server of a story.

    Attributes:
        revoked: Devices that were shown out.
    """

    def __init__(self, chance: FileChance, time: TrueTime, root: Path) -> None:
        self._chance = chance
        self._time = time
        self._root = root
        self._copies = 0
        self._moment = ""
        self.folder = root / "city"
        self.folder.mkdir()
        self.revoked: set[str] = set()
        self.towns: dict[str, str] = {}
        self.backups: list[Backup] = []
        self._slot = _slot()
        self._put_in(_blank().copy())
        self._start()

    @property
    def disk(self) -> Disk:
        """The disk with the rows."""
        return self._slot.disk

    def answer(self, device: str, asked: Asked, moment: str, *, torn: int | None = None) -> Told | None:
        """Answer one request; nothing when the server fell over. Of a torn body so many bytes arrive."""
        self._moment = moment
        try:
            return _loop().run_until_complete(self._asked(device, asked, torn))
        except Crash:
            self.disk.power_on()
            self._start()
            return None
        except OperationalError:
            return Told(503, {}, b"", SERVER, 5.0)

    def held(self, town: str) -> set[str]:
        """Return the digests of the town's files that lie there and hash to their names (I12)."""
        query = "SELECT sha256 FROM blob WHERE town = ?"
        return {row[0] for row in self.disk.execute(query, (town,)) if self.sound(town, row[0])}

    def keeps(self, town: str, digest: str) -> bool:
        """Tell whether a file is marked complete and whole."""
        query = "SELECT 1 FROM blob WHERE town = ? AND sha256 = ?"
        return self.disk.execute(query, (town, digest)).fetchone() is not None and self.sound(town, digest)

    def named(self) -> list[tuple[str, str]]:
        """Return town and digest of every file that is marked complete."""
        return [
            tuple(row) for row in self.disk.execute("SELECT town, sha256 FROM blob ORDER BY town, sha256")
        ]

    def sound(self, town: str, digest: str) -> bool:
        """Tell whether the bytes under a name hash to it."""
        return is_sound(self.folder, town, digest)

    def parts(self) -> tuple[set[str], set[str]]:
        """Return the uploads that are open, and the parts that lie in the folder."""
        rows = {row[1] for row in self.disk.execute(_OPEN)}
        return rows, {each.name for each in self.folder.glob("*/uploads/*")}

    def backup(self) -> None:
        """Copy rows and folder, and say what the oldest kept copy holds."""
        self._copies += 1
        folder = self._root / f"backup{self._copies}"
        made = Backup(self.disk.copy(), folder, self._time.now())
        shutil.copytree(self.folder, folder)
        for old in self.backups[: len(self.backups) + 1 - KEPT]:
            shutil.rmtree(old.folder)
        self.backups = [*self.backups, made][-KEPT:]
        if len(self.backups) == KEPT:
            with self._calm():
                for town in sorted(set(self.towns.values())):
                    self.blobs.mark_backed(town, self.backups[0].began)

    def restore(self, *, older: bool, rows_only: bool = False) -> None:
        """Bring a backup back; the folder may have outlived the trouble."""
        kept = self.backups[0 if older else -1]
        if not rows_only:
            shutil.rmtree(self.folder)
            shutil.copytree(kept.folder, self.folder)
        for newer in self.backups[self.backups.index(kept) + 1 :]:
            shutil.rmtree(newer.folder)
        self.backups = self.backups[: self.backups.index(kept) + 1]
        self._put_in(kept.rows.copy())
        self._start()

    def tear(self) -> bool:
        """Let a power cut take bytes of an upload that no checksum confirmed, or leave other ones there."""
        rows = self.disk.execute(_OPEN).fetchall()
        for town, upload, confirmed in self._chance.sample(rows, len(rows)):
            part = self.folder / town / "uploads" / upload
            if part.is_file() and part.stat().st_size > confirmed:
                whole = part.read_bytes()
                end = self._chance.randint(confirmed, len(whole) - 1)
                rest = whole[confirmed:end]
                other = self._chance.random() < 0.5 and rest
                part.write_bytes(whole[:confirmed] + (bytes(len(rest)) if other else rest))
                self._start()
                return True
        return False

    def expire(self) -> None:
        """Throw away what rested too long."""
        with self._calm():
            for town in sorted(set(self.towns.values())):
                self.blobs.expire(town)

    async def _asked(self, device: str, asked: Asked, torn: int | None) -> Told:
        body = asked.body if torn is None else asked.body[:torn]
        arriving: list[dict[str, Any]] = [
            {"type": "http.request", "body": body, "more_body": torn is not None}
        ]
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return arriving.pop(0) if arriving else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._web(_scope(device, asked), receive, send)
        headers = {name.decode().lower(): text.decode() for name, text in sent[0]["headers"]}
        content = b"".join(each.get("body", b"") for each in sent[1:])
        return Told(sent[0]["status"], headers, content, SERVER)

    def _identify(self, request: Request) -> DeviceIdentity:
        device = request.headers["x-device"]
        if device not in self.towns:
            raise HTTPException(401)
        return DeviceIdentity(self.towns[device], device, device in self.revoked)

    def _start(self) -> None:
        self.blobs = Blobs(partial(scoped, self._slot.engine), BlobFolder(self.folder), self._time.now)
        self._web = FastAPI()
        self._web.include_router(blob_router(self.blobs, self._identify), prefix="/v2/t/blobs")

    def _put_in(self, disk: Disk) -> None:
        disk.ask = self._trouble
        self._slot.put_in(disk)

    def _trouble(self, kind: str) -> str:
        begin, commit = (Fault.SERVER_BUSY, Fault.SERVER_FULL), (Fault.SERVER_BEFORE, Fault.SERVER_AFTER)
        return troubles(self._chance.one_of(begin if kind == "begin" else commit, self._moment))

    @contextmanager
    def _calm(self) -> Iterator[None]:
        before, self._chance.calm = self._chance.calm, True
        try:
            yield
        finally:
            self._chance.calm = before


def is_sound(folder: Path, town: str, digest: str) -> bool:
    """Tell whether a folder of the city holds a file whose bytes hash to its name."""
    place = folder / town / digest[:2] / digest[2:4] / digest
    return place.is_file() and sha256(place.read_bytes()).hexdigest() == digest


def _scope(device: str, asked: Asked) -> dict[str, Any]:
    headers = [(name.lower().encode(), text.encode()) for name, text in asked.headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": asked.method,
        "path": asked.path,
        "raw_path": asked.path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": [*headers, (b"x-device", device.encode())],
        "client": ("desk", 1),
        "server": ("city", 443),
    }


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


@cache
def _slot() -> Slot:
    return Slot(lambda: sqlite_engine(None))


@cache
def _blank() -> Disk:
    slot = _slot()
    slot.put_in(Disk.blank())
    METADATA.create_all(slot.engine)
    return slot.disk.copy()
