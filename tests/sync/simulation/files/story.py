"""One story of files: what is recorded, what befalls it on its way, and the laws (I8, I10, I12, I14)."""

from __future__ import annotations

import traceback
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.attachment import There
from sync.blob_line import Asked
from sync.protocol.tus import BY_HASH, COMPLETE, FOLDER, VERSION, write_metadata
from sync.unreachable import UnreachableError
from tests.sync.simulation.clocks import DeskClock, DrawnIds, TrueTime
from tests.sync.simulation.files.city import FileCity
from tests.sync.simulation.files.desk import FileDesk
from tests.sync.simulation.files.happenings import FileChance, Happening
from tests.sync.simulation.files.line import FileNet
from tests.sync.simulation.records import Writer
from tests.sync.simulation.violation import Violation, demand

if TYPE_CHECKING:
    from collections.abc import Callable

TOWNS = ("320281101", "320281102")
MOST_DESKS = 5
LOOK = 30
ROUNDS = 60
_SIZES = (0, 1, 700, 40_000, 300_000, 700_000, 1_300_000)
_MANY = 400
_TUS = {"Tus-Resumable": VERSION}


class FileStory:
    """One story, told by its seed."""

    def __init__(self, seed: int, steps: int) -> None:
        self.seed = seed
        self.steps = steps
        self.chance = FileChance(seed)
        self.disliking = seed % 2 == 0
        self.time = TrueTime()
        self.desks: list[FileDesk] = []
        self.recorded: dict[str, set[str]] = {town: set() for town in TOWNS}
        self.trace: list[str] = []

    def play(self) -> str | None:
        """Tell the whole story; return the broken law, or nothing."""
        at = 0
        with TemporaryDirectory() as folder:
            self._root = Path(folder)
            self.city = FileCity(self.chance, self.time, self._root)
            canaries = {town: f"金丝雀{town}".encode() for town in TOWNS}
            self.net = FileNet(self.city, self.chance, self.time, canaries)
            try:
                self._furnish()
                for at in range(1, self.steps + 1):
                    self._step(at)
                at += 1
                self._come_to_rest()
            except Violation as broken:
                return f"seed {self.seed} step {at}: {broken}"
            except Exception as error:  # noqa: BLE001 - whatever escapes is what the simulation looks for
                self.trace.append(traceback.format_exc())
                return f"seed {self.seed} step {at}: {type(error).__name__}: {error}"
        return None

    def _furnish(self) -> None:
        for number in range(1, self.chance.randint(2, 3) + 1):
            town = TOWNS[(number - 1) % len(TOWNS)]
            clock = DeskClock(self.time)
            ids = DrawnIds(clock, self.chance)
            writer = Writer(town, "文书", UUID(int=0xC000 + number), clock, ids, self.chance)
            device = str(ids.new())
            self.city.towns[device] = town
            self.desks.append(FileDesk(number, town, device, writer, self.net, self._root / f"desk{number}"))

    def _step(self, at: int) -> None:
        self.time.pass_by(self.chance.expovariate(1 / 30))
        for what, act in _ACTS.items():
            if self.chance.comes(what) and act(self):
                self.chance.came[what] += 1
        desk = self.chance.choice(self.desks)
        if self.chance.random() < 0.08:
            self._recorded_at(desk, self._content(desk.town))
        elif self.chance.random() < 0.5:
            self.time.pass_by(desk.step())
        else:
            desk.step()
        if at % LOOK == 0:
            self._look()

    def _content(self, town: str) -> bytes:
        size = self.chance.choice(_SIZES)
        return self.net.canaries[town] + self.chance.randbytes(size)

    def _recorded_at(self, desk: FileDesk, content: bytes) -> None:
        """Let a clerk keep a file with its record; colleagues have the record soon, and not the file."""
        case, digest = desk.writer.case(), sha256(content).hexdigest()
        piece = desk.writer.evidence(case)
        piece = type(piece)(
            piece.id, piece.town, case.id, 1, piece.kind, piece.name, file_name="现场.jpg", file_hash=digest
        )
        desk.files.put(content)
        if not desk.record(case, piece):
            return
        self.recorded[desk.town].add(digest)
        self.net.disliked = self.net.disliked or (digest if self.disliking else "")
        calm, self.chance.calm = self.chance.calm, True
        for other in self.desks:
            if other.town == desk.town and other is not desk:
                other.record(case, piece)
        self.chance.calm = calm

    def _look(self) -> None:
        """Every file that is marked complete hashes to its name (I12)."""
        for town, digest in self.city.named():
            demand(
                self.city.sound(town, digest), "I12", f"{town}: {digest} is marked complete and is not whole"
            )

    # ---- what happens ------------------------------------------------------------------------

    def _same_file(self) -> bool:
        """Let two desktops of a town keep the same bytes, each by itself."""
        desk = self.chance.choice(self.desks)
        others = [each for each in self.desks if each.town == desk.town and each is not desk]
        if not others:
            return False
        content = self._content(desk.town)
        self.chance.choice(others).files.put(content)
        self._recorded_at(desk, content)
        return True

    def _cloned(self) -> bool:
        if len(self.desks) >= MOST_DESKS:
            return False
        desk, number = self.chance.choice(self.desks), len(self.desks) + 1
        if not desk.folder.is_dir():
            return False
        device = desk.device
        if self.chance.random() < 0.5:
            device = str(desk.writer.ids.new())
            self.city.towns[device] = desk.town
        self.desks.append(desk.twin(number, device, self._root / f"desk{number}"))
        return True

    def _restart(self) -> bool:
        self.chance.choice(self.desks).stop()
        return True

    def _rotten(self) -> bool:
        """Damage a file that has not begun to go; another copy of it is whole."""
        desk = self.chance.choice(self.desks)
        for digest in desk.unsent():
            others = [each for each in self.desks if each is not desk and each.town == desk.town]
            if any(each.sound(digest) and digest in each.unsent() for each in others):
                desk.place(digest).write_bytes(b"rotten")
                return True
        return False

    def _part_rotten(self) -> bool:
        desk = self.chance.choice(self.desks)
        parts = sorted(desk.folder.glob("*/*.fetched"))
        if not parts:
            return False
        part = self.chance.choice(parts)
        whole = part.read_bytes()
        part.write_bytes(whole[: self.chance.randrange(len(whole) + 1)][:-1] + b"\0")
        return True

    def _expired(self) -> bool:
        self.time.pass_by(timedelta(days=8).total_seconds())
        self.city.expire()
        return True

    def _backup(self) -> bool:
        self.city.backup()
        return True

    def _restored(self, *, older: bool = False, rows_only: bool = False) -> bool:
        if len(self.city.backups) <= older:
            return False
        self.city.restore(older=older, rows_only=rows_only)
        return True

    def _snooped(self) -> bool:
        """Let a device ask for another town's file, and try to have it without sending it (I10)."""
        desk = self.chance.choice(self.desks)
        foreign = [
            digest
            for town, digests in self.recorded.items()
            for digest in sorted(digests)
            if town != desk.town and digest not in self.recorded[desk.town]
        ]
        if not foreign:
            return False
        digest = self.chance.choice(foreign)
        told = {"sha256": digest, "upload": str(desk.writer.ids.new())}
        announced = {**_TUS, "Upload-Length": "700", "Upload-Metadata": write_metadata(told)}
        for asked in (Asked("GET", BY_HASH + digest), Asked("HEAD", BY_HASH + digest)):
            self._refused(desk, asked, digest)
        try:
            answer = self.net.deliver(desk.device, Asked("POST", FOLDER, announced))
        except UnreachableError:
            return True
        there = answer.headers.get(COMPLETE.lower()) == "1"
        demand(not there, "I10", f"{desk.name} learned that {digest} of another town exists")
        return True

    def _refused(self, desk: FileDesk, asked: Asked, digest: str) -> None:
        try:
            told = self.net.deliver(desk.device, asked)
        except UnreachableError:
            return
        demand(told.status >= 400, "I10", f"{desk.name} was served {digest} of another town")

    def _revoked(self) -> bool:
        desk = self.chance.choice(self.desks)
        if len(self.city.revoked) or self.chance.random() < 0.7:
            return False
        self.city.revoked.add(desk.device)
        return True

    def _late(self) -> bool:
        self.net.deliver_late()
        return False

    # ---- the rest ----------------------------------------------------------------------------

    def _come_to_rest(self) -> None:
        """End all trouble, let everybody finish, and hold every file against the laws."""
        self.chance.calm = True
        while self.net.late:
            self.net.deliver_late()
        self._rest(but=self.net.disliked)
        self.net.disliked = ""
        self._rest()
        self._look()
        for town, digests in self.recorded.items():
            missing = digests - self.city.held(town) - self._with_the_revoked(town)
            demand(not missing, "I12", f"{town} lacks {sorted(missing)[:2]}")
        self.time.pass_by(timedelta(days=8).total_seconds())
        self.city.expire()
        rows, parts = self.city.parts()
        # Rows brought back over a newer folder leave parts there that no row names.
        known = not parts - rows or self.chance.came[Happening.ROWS_RESTORED]
        demand(known, "I12", f"parts nobody knows of stay: {sorted(parts - rows)[:2]}")

    def _rest(self, but: str = "") -> None:
        """Let all files come to rest; one that nothing lets through holds up no other."""
        for _ in range(ROUNDS):
            for desk in self.desks:
                self._round(desk)
            self.time.pass_by(timedelta(hours=2).total_seconds())
            if not self._left(but):
                break
        left = self._left(but)
        demand(not left, "I8", f"files do not come to rest: {left[:3]}")

    def _round(self, desk: FileDesk) -> None:
        for each in desk.standing():
            if each.there is There.REFUSED:
                desk.store.attachments.retry(each.sha256)
        for _ in range(_MANY):
            wait = desk.step()
            if wait:
                return
        msg = f"{desk.name} does not come to rest"
        raise Violation("I8", msg)

    def _left(self, but: str = "") -> list[str]:
        """Return what is not where it belongs: at the city, and at every desktop that may have it."""
        return [
            f"{desk.name} {each.sha256[:8]} {each.there} here={each.here} {each.reason}"
            for desk in self.desks
            for each in desk.standing()
            if each.sha256 != but and not self._rests(desk, each.sha256, each.there)
        ]

    def _with_the_revoked(self, town: str) -> set[str]:
        """Return the files that only a computer that was shown out has: it keeps them, and is not asked."""
        held = {True: set[str](), False: set[str]()}
        for desk in self.desks:
            if desk.town == town:
                out = desk.device in self.city.revoked
                held[out] |= {each.sha256 for each in desk.standing() if desk.sound(each.sha256)}
        return held[True] - held[False]

    def _rests(self, desk: FileDesk, digest: str, there: There) -> bool:
        kept = there in (There.KEPT, There.BACKED)
        if desk.device in self.city.revoked:
            # It is given nothing, and may not ask whether a restored server still has what it took.
            return kept or not desk.sound(digest)
        whole = kept and desk.sound(digest) and self.city.keeps(desk.town, digest)
        return whole or digest in self._with_the_revoked(desk.town)


_ACTS: dict[Happening, Callable[[FileStory], bool]] = {
    Happening.SAME_FILE: FileStory._same_file,  # noqa: SLF001 - the table of this class's own ways
    Happening.CLONED: FileStory._cloned,  # noqa: SLF001 - as above
    Happening.RESTART: FileStory._restart,  # noqa: SLF001 - as above
    Happening.TORN: lambda story: story.city.tear(),
    Happening.ROTTEN: FileStory._rotten,  # noqa: SLF001 - as above
    Happening.PART_ROTTEN: FileStory._part_rotten,  # noqa: SLF001 - as above
    Happening.EXPIRED: FileStory._expired,  # noqa: SLF001 - as above
    Happening.BACKUP: FileStory._backup,  # noqa: SLF001 - as above
    Happening.RESTORED_NEWEST: FileStory._restored,  # noqa: SLF001 - as above
    Happening.RESTORED_OLDER: lambda story: story._restored(older=True),  # noqa: SLF001 - as above
    Happening.ROWS_RESTORED: lambda story: story._restored(rows_only=True),  # noqa: SLF001 - as above
    Happening.SNOOPED: FileStory._snooped,  # noqa: SLF001 - as above
    Happening.REVOKED: FileStory._revoked,  # noqa: SLF001 - as above
    Happening.LATE_COPY: FileStory._late,  # noqa: SLF001 - as above
}
