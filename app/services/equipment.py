"""Equipment (统一装备): pieces issued, returned, repaired, lost; recordings of a station offered to cases."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.case import Case
from app.domain.certificate import Certificate
from app.domain.document import Document
from app.domain.equipment import EQUIPMENT_STATE_WORDS, EQUIPMENT_WORDS, Equipment, EquipmentState
from app.domain.equipment_move import MOVE_WORDS, EquipmentMove, MoveKind
from app.domain.errors import AppError
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.officer import Officer
from app.domain.recorder_file import RecorderFile
from app.domain.role import Role
from app.rules.gates.people import STARTED
from app.rules.lists.grid import Grid, exact_grid
from app.rules.lists.headings import NoHeadingError
from app.rules.recordings import KnownGear, moment_of, offered, read_recordings
from app.services.case_reading import writable_case
from app.services.joined import of_joined
from app.services.keepers import keepers
from app.services.office import log
from app.services.portions import portions
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.rules.recordings import RecordingList
    from app.services.office import Office

_S = EquipmentState
MOVES: dict[MoveKind, tuple[tuple[EquipmentState, ...], EquipmentState]] = {
    MoveKind.ISSUE: ((_S.STOCK,), _S.ISSUED),
    MoveKind.RETURN: ((_S.ISSUED,), _S.STOCK),
    MoveKind.REPAIR: ((_S.STOCK, _S.ISSUED), _S.REPAIR),
    MoveKind.REPAIRED: ((_S.REPAIR,), _S.STOCK),
    MoveKind.LOSS: ((_S.STOCK, _S.ISSUED), _S.LOST),
}
"""What may happen to a piece: the states it may be in, and the state after it."""


class MoveRefusedError(AppError):
    """A move does not fit where a piece is."""

    code = "equipment.move"
    hint = "请核对装备现在的状态、日期和领用人。"

    def __init__(self, piece: Equipment, kind: MoveKind, why: str) -> None:
        name = f"{EQUIPMENT_WORDS[piece.kind]}{piece.number}"
        super().__init__(f"{name}不能办理“{MOVE_WORDS[kind]}”：{why}。")


class NumberUsedError(AppError):
    """Two pieces of a kind would have one number."""

    code = "equipment.number"
    hint = "请核对设备编号。"

    def __init__(self, piece: Equipment) -> None:
        super().__init__(f"{EQUIPMENT_WORDS[piece.kind]}{piece.number}已经登记。")


class RecordingTakenError(AppError):
    """A recording is evidence of another case already."""

    code = "equipment.recording_taken"
    hint = "请在另一案件的证据中核对。"

    def __init__(self, file: RecorderFile) -> None:
        super().__init__(f"录像“{file.file_name}”已作为另一案件的证据。")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece with its holder and moves (装备情况), newest move first; ``names`` of those who had it."""

    equipment: Equipment
    holder: Officer | None
    moves: tuple[EquipmentMove, ...]
    names: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class RecordingReport:
    """What became of a station's list (录像清单导入)."""

    added: int
    known: int
    unassigned: int
    refused: tuple[tuple[str, int, str], ...]

    @property
    def summary(self) -> str:
        """One Chinese sentence with every count."""
        return (
            f"新增录像{self.added}段，已有{self.known}段，其中{self.unassigned}段没有对应人员；"
            f"{len(self.refused)}行未导入。"
        )


class EquipmentDesk:
    """装备台: every method is one transaction with its log line, but for the taking of a long list."""

    def __init__(self, office: Office, read: Callable[[bytes], Sequence[Grid]]) -> None:
        """Take a reader of workbooks that keeps days as they stand in the cells."""
        self._office = office
        self._read = read

    def save(self, piece: Equipment) -> Equipment:
        """Add a piece, or correct its description; where it is changes by moves only."""
        self._may("登记装备")
        with self._office.begin() as work:
            same = work.of(Equipment).find(kind=piece.kind, number=piece.number)
            if any(each.id != piece.id for each in same):
                raise NumberUsedError(piece)
            old = next((each for each in work.of(Equipment).find(id=piece.id)), None)
            state, holder = (_S.STOCK, None) if old is None else (old.state, old.holder_id)
            kept = replace(piece, state=state, holder_id=holder)
            work.of(Equipment).save(kept)
            words = f"登记{EQUIPMENT_WORDS[piece.kind]}{piece.number}"
            log(work, self._office, None, "equipment.saved", words)
            work.commit()
        return kept

    def move(
        self, equipment_id: UUID, kind: MoveKind, on: date, officer_id: UUID | None = None, note: str = ""
    ) -> Equipment:
        """Issue, return, send to repair, take back repaired, or report lost."""
        self._may(f"装备{MOVE_WORDS[kind]}")
        with self._office.begin() as work:
            piece = work.of(Equipment).get(equipment_id)
            self._fits(work, piece, (kind, on, officer_id))
            holder = officer_id if kind is MoveKind.ISSUE else None
            moved = replace(piece, state=MOVES[kind][1], holder_id=holder)
            by = self._office.who().name
            who = officer_id or piece.holder_id
            line = EquipmentMove(self._office.ids.new(), piece.town, piece.id, kind, on, who, note, by)
            work.of(Equipment).save(moved)
            work.of(EquipmentMove).save(line)
            name = "" if who is None else work.of(Officer).get(who).name
            words = f"{EQUIPMENT_WORDS[piece.kind]}{piece.number}{MOVE_WORDS[kind]}{name}"
            log(work, self._office, None, "equipment.moved", words)
            work.commit()
        return moved

    def pieces(self, officer_id: UUID | None = None) -> tuple[Piece, ...]:
        """Return the town's pieces, or those an officer has."""
        with self._office.read() as work:
            given = {"town": self._office.who().town} if officer_id is None else {"holder_id": officer_id}
            found = [self._piece(work, each) for each in work.of(Equipment).find(**given)]
        return tuple(sorted(found, key=lambda each: (each.equipment.kind.value, each.equipment.number)))

    def take_list(self, name: str, content: bytes) -> RecordingReport:
        """Take a station's list of recordings (xlsx, xls or csv); one known already stays as it is.

        Each portion is one transaction: after a break, taking the list again goes on where it stopped.
        """
        self._may("导入录像清单")
        grids = _csv(name, content) if name.lower().endswith(".csv") else self._read(content)
        read = self._recordings_in(name, grids)
        files = [each for _sheet, found in read for each in found.files]
        fresh = self._unknown(files)
        refused = tuple((sheet, row, why) for sheet, found in read for row, why in found.refused)
        unassigned = sum(each.officer_id is None for each in files)
        report = RecordingReport(len(fresh), len(files) - len(fresh), unassigned, refused)
        done = 0
        for portion in portions(fresh):
            with self._office.begin() as work:
                for each in portion:
                    work.of(RecorderFile).save(each)
                done += len(portion)
                words = report.summary if done == len(fresh) else f"导入录像{done}段，共{len(fresh)}段"
                log(work, self._office, None, "equipment.recordings", words)
                work.commit()
        return report

    def recordings(self) -> tuple[tuple[RecorderFile, str], ...]:
        """Return the town's recordings with their officer's name, newest first."""
        with self._office.read() as work:
            town = self._office.who().town
            names = {each.id: each.name for each in work.of(Officer).find(town=town)}
            found = work.of(RecorderFile).find(town=town)
        ordered = sorted(found, key=lambda each: each.begins, reverse=True)
        return tuple(
            (each, "" if each.officer_id is None else names.get(each.officer_id, "")) for each in ordered
        )

    def offered(self, case_id: UUID) -> tuple[RecorderFile, ...]:
        """Return the recordings that may belong to a case: of its handlers, around what was done in it."""
        with self._office.read() as work:
            case = work.of(Case).get(case_id)
            files = work.of(RecorderFile).find(town=case.town)
            evidence = work.of(Evidence).find(case_id=case_id)
            moments = _moments(work.of(Document).find(case_id=case_id))
        return offered(files, case, evidence, moments)

    def take_as_evidence(self, file_id: UUID, case_id: UUID) -> Evidence:
        """Register a recording as evidence of a case (视听资料), under the case's next number."""
        permit(self._office.who(), "登记证据", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            file = work.of(RecorderFile).get(file_id)
            case = writable_case(work, case_id)
            if file.case_id not in (None, case_id) or file.evidence_id is not None:
                raise RecordingTakenError(file)
            numbers = [each.number for each in of_joined(work, Evidence, case_id)]
            piece = Evidence(
                id=self._office.ids.new(),
                town=case.town,
                case_id=case_id,
                number=max(numbers, default=0) + 1,
                kind=EvidenceKind.AUDIOVISUAL,
                name=f"执法记录仪录像{file.file_name}",
                proves="执法全过程记录",
                source=f"执法记录仪{file.device}{'，' + file.station if file.station else ''}",
                taken_at=file.begins,
                taken_by=() if file.officer_id is None else (file.officer_id,),
                file_name=file.file_name,
            )
            work.of(Evidence).save(piece)
            work.of(RecorderFile).save(replace(file, case_id=case_id, evidence_id=piece.id))
            words = f"登记证据{piece.number}：视听资料“{piece.name}”"
            log(work, self._office, case_id, "evidence.added", words)
            work.commit()
        return piece

    def _recordings_in(self, name: str, grids: Sequence[Grid]) -> list[tuple[str, RecordingList]]:
        """Return what the sheets of a list name; one without a heading is passed over."""
        with self._office.read() as work:
            gear = self._gear(work, self._office.who().town)
        found = []
        for grid in grids:
            try:
                read = read_recordings(grid, self._office.who().town, gear, self._office.ids.new)
            except NoHeadingError:
                continue
            found.append((grid.sheet, read))
        if not found:
            raise NoHeadingError(name)
        return found

    def _unknown(self, files: Iterable[RecorderFile]) -> list[RecorderFile]:
        """Return the recordings that are not here yet, each once."""
        with self._office.read() as work:
            here = set(map(_same, work.of(RecorderFile).find(town=self._office.who().town)))
        named: dict[tuple[str, datetime, str], RecorderFile] = {}
        for each in files:
            named.setdefault(_same(each), each)
        return [each for name, each in named.items() if name not in here]

    def _fits(self, work: UnitOfWork, piece: Equipment, wanted: tuple[MoveKind, date, UUID | None]) -> None:
        kind, on, officer_id = wanted
        before, _after = MOVES[kind]
        if piece.state not in before:
            raise MoveRefusedError(piece, kind, f"现在的状态为{EQUIPMENT_STATE_WORDS[piece.state]}")
        last = max((each.on for each in work.of(EquipmentMove).find(equipment_id=piece.id)), default=on)
        if on < last or on > self._office.clock.today():
            raise MoveRefusedError(piece, kind, f"{on}早于上一次流转或者还没有到")
        if kind is not MoveKind.ISSUE:
            return
        if officer_id is None:
            raise MoveRefusedError(piece, kind, "没有写明领用人")
        officer = work.of(Officer).get(officer_id)
        if not officer.in_post_on(on):
            raise MoveRefusedError(piece, kind, f"{officer.name}当日不在岗")

    def _piece(self, work: UnitOfWork, piece: Equipment) -> Piece:
        moves = work.of(EquipmentMove).find(equipment_id=piece.id)
        holder = None if piece.holder_id is None else work.of(Officer).get(piece.holder_id)
        had = {each.officer_id for each in moves if each.officer_id is not None}
        names = {each: work.of(Officer).get(each).name for each in had}
        newest = tuple(sorted(moves, key=lambda each: (each.on, each.id), reverse=True))
        return Piece(piece, holder, newest, names)

    def _gear(self, work: UnitOfWork, town: str) -> KnownGear:
        return KnownGear(
            work.of(Officer).find(town=town),
            work.of(Certificate).find(town=town),
            work.of(Equipment).find(town=town),
            work.of(EquipmentMove).find(town=town),
        )

    def _may(self, what: str) -> None:
        permit(self._office.who(), what, *keepers(Equipment))


def _same(file: RecorderFile) -> tuple[str, datetime, str]:
    """Return what two lists call the same recording by."""
    return file.device, file.begins, file.file_name


def _moments(documents: Sequence[Document]) -> list[datetime]:
    found = []
    for each in documents:
        text = each.answers.get(STARTED, "")
        try:
            found.append(moment_of(text))
        except ValueError:
            continue
    return found


def _csv(name: str, content: bytes) -> tuple[Grid, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    return (exact_grid(name, list(csv.reader(io.StringIO(text)))),)
