"""A desk that moves its files: real store, real folder, a line straight into the city, or a bad one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx

from app.adapters.files import BlobFiles
from app.adapters.pieces import FilePieces
from app.domain.evidence import Evidence, EvidenceKind
from localdb.store import Store, open_store
from sync.blob_line import Asked, Told
from sync.blobs import BlobEngine, BlobMeans, BlobStep
from sync.unreachable import Barrier, UnreachableError
from tests.db.surroundings import TOWN, TickingClock, case, means
from tests.sync.blob_city import SERVER, BlobCity, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.domain.attachment import Attachment
    from localdb.outbox import Means
    from sync.blob_line import BlobLine


@dataclass
class DirectLine:
    """Calls the city without a network between."""

    city: BlobCity
    device: str = "desk-1"
    asked: list[Asked] = field(default_factory=list)

    def send(self, asked: Asked) -> Told:
        self.asked.append(asked)
        got = asyncio.run(self._called(asked))
        named = {name.lower(): text for name, text in got.headers.items()}
        return Told(got.status_code, named, got.content, named.get("x-sync-server"))

    async def _called(self, asked: Asked) -> httpx.Response:
        carried = httpx.ASGITransport(web(self.city))
        headers = {**asked.headers, "Authorization": f"Bearer {TOWN}.{self.device}"}
        async with httpx.AsyncClient(transport=carried, base_url="http://city") as client:
            return await client.request(asked.method, asked.path, headers=headers, content=asked.body)


@dataclass
class BadLine:
    """Lets each exchange meet its fate: lost, deaf, foreign, busy, altered, or well."""

    line: DirectLine
    fates: Iterator[str]

    def send(self, asked: Asked) -> Told:
        fate = next(self.fates, "well")
        if fate == "lost":
            raise UnreachableError(Barrier.OFFLINE)
        if fate == "foreign":
            return Told(200, {}, b"<html>", "another server")
        if fate == "busy":
            return Told(503, {}, b"", SERVER, 7.0)
        if fate == "altered" and asked.body:
            asked = Asked(asked.method, asked.path, asked.headers, asked.body[:-1] + b"\0")
        told = self.line.send(asked)
        if fate == "deaf":
            raise UnreachableError(Barrier.SLOW)
        if fate == "cut" and told.body:
            return Told(told.status, told.headers, told.body[:-1] + b"\0", told.server)
        return told


@dataclass
class StubbornLine:
    """Breaks off whatever it does not like, as some proxies do."""

    line: DirectLine
    dislikes: Callable[[Asked], bool]

    def send(self, asked: Asked) -> Told:
        if self.dislikes(asked):
            raise UnreachableError(Barrier.OFFLINE)
        return self.line.send(asked)


@dataclass
class BlobDesk:
    """Store, files and engine of one computer."""

    folder: Path
    given: Means
    store: Store
    line: BlobLine
    metered: bool = False
    jitter: float = 0.0
    server: tuple[str, str] | None = (SERVER, TOWN)

    def __post_init__(self) -> None:
        self.files = BlobFiles(self.folder / "files")
        self.pieces = FilePieces(self.folder / "files")
        self.engine = self.started()

    def started(self) -> BlobEngine:
        """Return an engine that knows nothing but what is stored."""
        outside = BlobMeans(
            self.given.clock, self.given.ids, lambda: self.server, lambda: self.metered, lambda: self.jitter
        )
        return BlobEngine(self.store.attachments, self.pieces, self.line, outside)

    def add(self, content: bytes, name: str, *, keep: bool = True) -> str:
        """Record a piece of evidence with its file; without ``keep`` as a colleague recorded it elsewhere."""
        digest = self.files.put(content)
        with self.store.begin() as work:
            of = case(self.given)
            work.of(type(of)).save(of)
            born = self.given.ids.new()
            piece = Evidence(
                born, TOWN, of.id, 1, EvidenceKind.ELECTRONIC, name, file_name=name, file_hash=digest
            )
            work.of(Evidence).save(piece)
            work.commit()
        if not keep:
            self.kept(digest).unlink()
        return digest

    def kept(self, digest: str) -> Path:
        """Return where a kept file lies."""
        return self.folder / "files" / digest[:2] / digest

    def run(
        self, most: int = 200, until: Callable[[BlobStep], bool] = lambda step: step.what == "idle"
    ) -> list[BlobStep]:
        """Step until nothing is to be done."""
        steps: list[BlobStep] = []
        while len(steps) < most:
            steps.append(self.engine.step())
            if until(steps[-1]):
                break
        return steps


def blob_desk(folder: Path, line: BlobLine) -> BlobDesk:
    """Open a desk in a folder."""
    given = means()
    return BlobDesk(folder, given, open_store(folder / "store", given), line)


def passed(desk: BlobDesk, seconds: float) -> None:
    """Move the clock of a desk."""
    clock = desk.given.clock
    assert isinstance(clock, TickingClock)
    clock.moment += timedelta(seconds=seconds)


def lived(desk: BlobDesk, steps: int) -> list[BlobStep]:
    """Step as the schedule does: what a step wants to wait is waited."""
    taken = []
    for _ in range(steps):
        taken.append(desk.engine.step())
        passed(desk, taken[-1].wait)
    return taken


def line_of(desk: BlobDesk, digest: str) -> Attachment:
    """Return how far a file is."""
    (line,) = desk.store.attachments.of([digest])
    return line


def dislike(desk: BlobDesk, city: BlobCity, *beginnings: bytes) -> None:
    """Put a proxy before a desk that breaks off bodies by how they begin."""
    desk.line = StubbornLine(DirectLine(city), lambda asked: asked.body.startswith(beginnings))
    desk.engine = desk.started()
