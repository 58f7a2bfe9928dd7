"""Evidence tab (证据): added with its file, several by one drag; verified, or excluded with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from app.domain.evidence import Evidence, double_numbered
from app.rules.deadlines.given import BEIJING
from ui.forms.entries import Choice
from ui.forms.form import Asked
from ui.forms.supply import FormSupply, Picks
from ui.screens.case.goals import NEW
from ui.screens.case.passing import content_of, likely_kind, put_aside
from ui.screens.case.values import RecordingFacts, StepFacts, fit
from ui.screens.case.view_held import HeldGoods
from ui.screens.case.view_rows import Cells, day_words, show
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from app.domain.case_file import CaseFile
    from app.domain.recorder_file import RecorderFile
    from ui.screens.case.viewmodel import CaseModel, Seen

_SHARE = 2
"""What the evidence takes of the height for each part of the things held."""
_CARRIED = ("kind", "proves", "source", "taken_at", "place", "taken_by", "original")


class EvidenceTab(RowsTab):
    """The pieces of evidence; files dropped here wait in line, and each is asked about in turn."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(
            model,
            (
                Cells("编号", self._number, 5),
                Cells("种类", lambda each: shown(each.kind), 8),
                Cells("名称", lambda each: each.name, 12),
                Cells("来源", lambda each: each.source, 6),
                Cells("取得时间", lambda each: day_words(each.taken_at), 7),
                Cells("取证人", self._takers, 9),
                Cells("查证", self._verified, 9),
                Cells("文件", lambda each: Path(each.file_name).suffix.lstrip("."), 4),
            ),
        )
        self.waiting: list[Path] = []
        self._last: Mapping[str, Any] = {}
        self.showing = self.add_looker("查看文件（回车）", "", self.rows.open_current)
        self.add = self.add_button("登记证据", "add_row", lambda: self.add_next(None))
        self.files = self.add_button("选择文件登记", "choose_files", self._choose)
        self.recordings = self.add_button("取用记录仪录像", "", self._look_for_recordings)
        self.verify = self.add_button("查证属实", "verify", self._verify)
        self.exclude = self.add_button("排除", "drop_row", self._exclude)
        self.apart = self.add_button("重号改号", "", self._number_apart)
        self._double: frozenset[UUID] = frozenset()
        self.setAcceptDrops(True)
        self.held = HeldGoods()
        self.held.wants.connect(self.wants)
        column = self.front.layout()
        if isinstance(column, QVBoxLayout):
            column.setStretchFactor(self.rows, _SHARE)
            column.addWidget(self.held, 1)

    def show_seen(self, seen: Seen) -> None:
        """Show the pieces, and below them the things that were seized or preserved."""
        self._double = frozenset(each.id for each in double_numbered(seen.file.evidence))
        super().show_seen(seen)
        self.apart.setVisible(self.writable and bool(self._double))
        self._line.place()
        self.held.show_file(seen.file)

    def records(self, file: CaseFile) -> Sequence[Evidence]:
        """Return the pieces in their order."""
        return sorted(file.evidence, key=lambda each: each.number)

    def open_record(self, record: Evidence) -> None:
        """Show the file of a piece in the program the computer opens it with."""
        if record.file_hash:
            evidence = self.model.tools.evidence
            self.model.look(
                lambda: put_aside(f"{record.number}_{record.file_name}", evidence.content(record.id)), show
            )

    def go(self, key: str) -> None:
        """Put the keys on a piece by id; ``NEW`` registers one."""
        if key == NEW:
            self.add_next(None)
        elif not self.rows.go(lambda each: str(each.id) == key):
            self.rows.setFocus()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Put files in line and ask about the first."""
        self.waiting.extend(paths)
        if self.waiting and self.currentWidget() is self.front:
            self.add_next(self.waiting.pop(0))

    def add_next(self, path: Path | None) -> None:
        """Ask about one piece; what was said of the one before is offered again."""
        start: dict[str, Any] = {"original": True, "pages": 1, **self._last}
        if path is not None:
            start |= {"name": path.stem, "kind": start.get("kind") or likely_kind(path)}
        more = f"，其后还有{len(self.waiting)}个文件" if self.waiting else ""
        self.ask(
            Question(
                "登记证据",
                "登记",
                Asked(Evidence, (), f"case/{self.model.case_id}/evidence/{path or NEW}", start),
                lambda values: self._keep(values, path),
                done=lambda _kept: self._go_on(),
                said="证据已登记。",
                told="" if path is None else f"文件：{path.name}{more}",
            )
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files in while the case may be changed."""
        if self.writable and any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Put the dropped files in line."""
        self.take_files([Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()])
        event.acceptProposedAction()

    def _opened(self, record: Evidence) -> None:
        self.open_record(record)

    def _keep(self, values: Mapping[str, Any], path: Path | None) -> Evidence:
        case = self.model.file.case
        piece = Evidence(
            id=self.model.tools.ids.new(),
            town=case.town,
            case_id=case.id,
            number=0,
            act_id=self.model.file.acts[0].id if len(self.model.file.acts) == 1 else None,
            file_name="" if path is None else path.name,
            **fit(Evidence, values),
        )
        kept = self.model.tools.evidence.add(piece, None if path is None else content_of(path))
        self._last = {name: values[name] for name in _CARRIED} if path is not None else {}
        return kept

    def _go_on(self) -> None:
        if self.waiting:
            self.add_next(self.waiting.pop(0))
        else:
            self._last = {}

    def _choose(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, "选择证据文件")
        self.take_files([Path(each) for each in names])

    def _look_for_recordings(self) -> None:
        gear, case_id = self.model.tools.staff.equipment, self.model.case_id
        self.model.look(lambda: gear.offered(case_id), self._offer)

    def _offer(self, files: Sequence[RecorderFile]) -> None:
        """Ask which of the recordings around the acts of this case becomes evidence."""
        free = [each for each in files if each.evidence_id is None]
        if not free:
            self.model.tools.notices.say(
                "没有与本案承办人和办案时间相符、尚未取用的录像；录像清单在“人员证件—装备”中导入。"
            )
            return
        gear, case_id = self.model.tools.staff.equipment, self.model.case_id
        listed = tuple(Choice(each.id, _recording(each)) for each in free)
        self.ask(
            Question(
                "取用记录仪录像",
                "登记为证据",
                Asked(RecordingFacts),
                lambda values: gear.take_as_evidence(values["recording"], case_id),
                said="录像已登记为视听资料；文件请从采集站导出后另行归档。",
                told=f"按承办人和办案时间找到{len(free)}段录像。",
                supply=FormSupply(self.model.tools.clock, Picks(items=listed)),
            )
        )

    def _verify(self) -> None:
        piece = self.rows.current()
        if piece is not None:
            evidence = self.model.tools.evidence
            self.model.do(
                lambda: evidence.verify(piece.id),
                lambda _kept: self.model.tools.notices.say(f"证据{piece.number}已查证属实。"),
            )

    def _exclude(self) -> None:
        piece = self.rows.current()
        if piece is None or piece.excluded_reason:
            return
        self.ask(
            Question(
                f"排除证据{piece.number}：{piece.name}",
                "排除",
                Asked(StepFacts, ("reason",), f"evidence/{piece.id}/exclude"),
                lambda values: self.model.tools.evidence.exclude(piece.id, values["reason"]),
                said=f"证据{piece.number}已排除，仍留在案卷中。",
                told="违法取得的证据不得作为认定案件事实的依据（《行政处罚法》第四十六条）。",
            )
        )

    def _number(self, piece: Evidence) -> str:
        return f"{piece.number}（重号）" if piece.id in self._double else str(piece.number)

    def _number_apart(self) -> None:
        evidence, case_id, say = self.model.tools.evidence, self.model.case_id, self.model.tools.notices.say
        self.model.do(
            lambda: evidence.number_apart(case_id),
            lambda kept: say(f"{len(kept)}件重号证据已改号，引用过原编号的文书请核对。"),
        )

    def _takers(self, piece: Evidence) -> str:
        people = [self.model.file.officer(each) for each in piece.taken_by]
        return "、".join(each.name for each in people if each is not None)

    def _verified(self, piece: Evidence) -> str:
        if piece.excluded_reason:
            return f"已排除：{piece.excluded_reason}"
        if piece.verified_by is None:
            return "未查证"
        person = self.model.file.officer(piece.verified_by)
        return f"✔ {person.name if person else ''} {piece.verified_on:%m-%d}"


def _recording(file: RecorderFile) -> str:
    begins, ends = file.begins.astimezone(BEIJING), file.ends.astimezone(BEIJING)
    return f"{begins:%Y-%m-%d %H:%M}至{ends:%H:%M}　{file.device}　{file.file_name}"
