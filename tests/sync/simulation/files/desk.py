"""One desktop as far as it keeps files: the product's store, folder and engine; it may die at any commit."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.adapters.files import BlobFiles
from app.adapters.pieces import FilePieces
from app.domain.attachment import There
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.evidence import Evidence
from app.domain.role import Role, SignedIn
from localdb.outbox import Means
from localdb.store import Store
from sync.blobs import BlobEngine, BlobMeans
from sync.codecs import encode, erase
from tests.sync.office import MemoryGuard
from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.disk import Crash, Disk, troubles
from tests.sync.simulation.faults import SAVE, START, Fault
from tests.sync.simulation.files.line import FaultyFileLine, moment_of
from tests.sync.simulation.forms import sign
from tests.sync.simulation.slots import desk_slot, new_desk_disk
from tests.sync.stores import Alone

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.attachment import Attachment
    from sync.blob_line import Asked, Told
    from tests.sync.simulation.files.line import FileNet
    from tests.sync.simulation.records import Writer

_DUE = "SELECT sha256 FROM attachments ORDER BY sha256"


@dataclass
class FileDesk:
    """One desktop.

    Attributes:
        moment: What the program is about, for naming a fault of the disk.
    """

    number: int
    town: str
    device: str
    writer: Writer
    net: FileNet
    folder: Path
    moment: str = START
    guard: MemoryGuard = field(default_factory=MemoryGuard)
    _store: Store | None = None
    _engine: BlobEngine | None = None

    def __post_init__(self) -> None:
        self._slot = desk_slot(self.number)
        self.put_in(new_desk_disk().copy())
        self.files = BlobFiles(self.folder)
        self.pieces = FilePieces(self.folder)

    @property
    def name(self) -> str:
        """Name of the desktop in messages."""
        return f"desk{self.number}/{self.town[-1]}"

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

    def put_in(self, disk: Disk) -> None:
        """Change the disk; the program on the old one is no more."""
        self.stop()
        disk.ask = self._trouble
        disk.power_on()
        self._slot.put_in(disk)

    def stop(self) -> None:
        """End the program; the next piece of work starts it again."""
        self._store = self._engine = None

    def twin(self, number: int, device: str, folder: Path) -> FileDesk:
        """Return another computer with a copy of the disk and of the files."""
        shutil.copytree(self.folder, folder)
        other = FileDesk(number, self.town, device, self.writer, self.net, folder)
        other.put_in(self.disk.copy())
        return other

    def record(self, case: Case, piece: Evidence) -> bool:
        """Save a record that names a file; the store's own triggers see to the file."""

        def saved() -> bool:
            with self.store.begin() as unit:
                unit.of(Case).save(case)
                unit.of(Evidence).save(piece)
                unit.commit()
            return True

        return bool(self.running(SAVE, saved))

    def step(self) -> float:
        """Make one step of the engine; returns for how long it wants to wait."""
        return float(self.running(START, self._stepped) or 0.0)

    def running(self, moment: str, work: Any) -> Any:
        """Let the program do something; a crash ends it, an expected fault is told to the clerk."""
        self.moment = moment
        try:
            return work()
        except Crash:
            self.stop()
            self.disk.power_on()
        except AppError:
            return None
        return None

    def standing(self) -> list[Attachment]:
        """Return every file this desktop knows of; nothing befalls it while it is looked at."""
        calm, self.net.chance.calm = self.net.chance.calm, True
        digests = [row[0] for row in self.disk.execute(_DUE)]
        found = list(self.store.attachments.of(digests))
        self.net.chance.calm = calm
        return found

    def sound(self, digest: str) -> bool:
        """Tell whether the whole file is here."""
        place = self.place(digest)
        return place.is_file() and sha256(place.read_bytes()).hexdigest() == digest

    def place(self, digest: str) -> Path:
        """Return where a kept file lies."""
        return self.folder / digest[:2] / digest

    def unsent(self) -> list[str]:
        """Return the files that are here and have not begun to go."""
        return [
            each.sha256
            for each in self.standing()
            if each.there is There.WAITING and not each.upload and self.sound(each.sha256)
        ]

    def _stepped(self) -> float:
        self._started()
        assert self._engine is not None
        return self._engine.step().wait

    def _started(self) -> None:
        if self._engine is not None:
            return
        moment, self.moment = self.moment, START
        self._store = Store(self._slot.engine, self._means(), Alone(), None, self.guard)
        jitter = self.net.chance.random
        bound = (SERVER, self.town)
        outside = BlobMeans(self.writer.clock, self.writer.ids, lambda: bound, lambda: False, jitter)
        line = FaultyFileLine(self.net, lambda: self.device, self._meant)
        self._engine = BlobEngine(self._store.attachments, self.pieces, _Spoken(line, self), outside)
        self.moment = moment

    def _meant(self, path: str) -> str:
        """Return which file a request is about; empty when only the city knows."""
        upload = path.rsplit("/", 1)[-1]
        query = "SELECT sha256 FROM attachments WHERE sha256 = ?1 OR upload = ?1"
        row = self.disk.execute(query, (upload,)).fetchone() if upload else None
        return "" if row is None else str(row[0])

    def _means(self) -> Means:
        who = SignedIn(self.writer.user, "示例", self.town, frozenset((Role.HANDLER,)), "示例机")
        return Means(
            encode,
            self.writer.clock,
            self.writer.ids,
            lambda: who,
            erase,
            lambda text: sign(self.device, text),
        )

    def _trouble(self, kind: str) -> str:
        faults = (Fault.DESK_BUSY, Fault.DESK_FULL)
        if kind != "begin":
            faults = (Fault.DESK_BEFORE, Fault.DESK_AFTER)
        return troubles(self.net.chance.one_of(faults, self.moment))


@dataclass
class _Spoken:
    """The line of a desk, which tells the desk what it is about."""

    line: FaultyFileLine
    desk: FileDesk

    def send(self, asked: Asked) -> Told:
        """Carry one request; what the disk does next belongs to its answer."""
        self.desk.moment = moment_of(asked)
        return self.line.send(asked)
