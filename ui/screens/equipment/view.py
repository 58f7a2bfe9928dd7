"""Equipment page: pieces with their holders, their moves, and the recordings of the stations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.domain.equipment import EQUIPMENT_STATE_WORDS, EQUIPMENT_WORDS, Equipment
from app.domain.equipment_move import MOVE_WORDS, MoveKind
from app.rules.deadlines.given import BEIJING
from app.services.equipment import MOVES
from ui.forms.form import Asked
from ui.screens.case.passing import content_of
from ui.screens.case.values import fit
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.equipment.values import IssueFacts, MoveFacts
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from PySide6.QtWidgets import QPushButton

    from app.domain.equipment_move import EquipmentMove
    from app.domain.recorder_file import RecorderFile
    from app.services.equipment import Piece, RecordingReport
    from ui.screens.tools import Tools

_SHOWN_REFUSED = 6


@dataclass(frozen=True, slots=True)
class Gear:
    """What the page shows (装备和录像)."""

    pieces: tuple[Piece, ...]
    recordings: tuple[tuple[RecorderFile, str], ...]


class EquipmentView(DeskView):
    """Pieces and recordings."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools = tools
        self.pieces = Rows(
            (
                Cells("种类", lambda each: EQUIPMENT_WORDS[each.equipment.kind], 9),
                Cells("编号", lambda each: each.equipment.number, 12),
                Cells("型号", lambda each: each.equipment.model, 12),
                Cells("状态", lambda each: EQUIPMENT_STATE_WORDS[each.equipment.state], 6),
                Cells("领用人", lambda each: each.holder.name if each.holder else "", 8),
                Cells("最近流转", _last, 16),
            ),
            "还没有登记装备",
        )
        self.moves = Rows(
            (
                Cells("日期", lambda each: str(each.on), 8),
                Cells("事项", lambda each: MOVE_WORDS[each.kind], 6),
                Cells("领用人", self._who, 7),
                Cells("说明", lambda each: each.note, 18),
                Cells("登记人", lambda each: each.by_name, 6),
            ),
            "没有流转记录",
        )
        self.recordings = Rows(
            (
                Cells("开始时间", lambda each: _moment(each[0].begins), 11),
                Cells("结束时间", lambda each: _moment(each[0].ends), 11),
                Cells("人员", lambda each: each[1] or "待确定", 6),
                Cells("设备", lambda each: each[0].device, 9),
                Cells("文件名", lambda each: each[0].file_name, 18),
                Cells("用作证据", lambda each: "是" if each[0].evidence_id else "", 6),
            ),
            "还没有导入采集站录像清单",
        )
        self.said = QLabel("录像清单从采集站导出（xlsx、xls、csv）；按人员和时间向相应案件的证据页提供。")
        self.said.setProperty("rank", "soft")
        self.said.setWordWrap(True)
        self.tabs = QTabWidget()
        self.buttons = Buttons(self.model)
        self.kinds: dict[MoveKind, QPushButton] = {}
        self._lay()
        self.pieces.chosen.connect(lambda _one: self._chosen())

    def take_keys(self) -> None:
        """Put the keys into the pieces."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.pieces.setFocus()

    def show_read(self, read: Any) -> None:
        """Show pieces and recordings."""
        self.pieces.show_records(read.pieces)
        self.recordings.show_records(read.recordings)
        self.tabs.setTabText(0, f"装备（{len(read.pieces)}）")
        self.tabs.setTabText(1, f"记录仪录像（{len(read.recordings)}）")
        self._chosen()

    def take_list(self, path: Path) -> None:
        """Take a station's list in."""
        gear = self._tools.staff.equipment
        self.tabs.setCurrentIndex(1)
        self.model.do(lambda: gear.take_list(path.name, content_of(path)), self._tell)

    def _read(self) -> Gear:
        gear = self._tools.staff.equipment
        return Gear(gear.pieces(), gear.recordings())

    def _lay(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pieces)
        split.addWidget(self.moves)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        second = QWidget()
        column = QVBoxLayout(second)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.recordings, 1)
        self.tabs.addTab(split, "装备")
        self.tabs.addTab(second, "记录仪录像")
        self.column.addWidget(self.tabs, 1)
        self.column.addWidget(self.buttons)
        self.buttons.put("登记装备", self._add, main=True)
        for kind, words in MOVE_WORDS.items():
            self.kinds[kind] = self.buttons.put(words, lambda kind=kind: self._move(kind))  # type: ignore[misc] # bound now
        self.buttons.put("导入录像清单…", self._choose)
        self.buttons.put("导出表格", self._export)

    def _export(self) -> None:
        """Write the list of the tab in front."""
        if self.tabs.currentIndex():
            self.export(self.recordings, "记录仪录像清单")
        else:
            self.export(self.pieces, "执法装备台账")

    def _chosen(self) -> None:
        piece: Piece | None = self.pieces.current()
        self.moves.show_records(() if piece is None else piece.moves)
        for kind, button in self.kinds.items():
            button.setVisible(piece is not None and piece.equipment.state in MOVES[kind][0])
        self.buttons.place()

    def _who(self, move: EquipmentMove) -> str:
        piece: Piece | None = self.pieces.current()
        return "" if piece is None or move.officer_id is None else piece.names.get(move.officer_id, "")

    def _add(self) -> None:
        tools = self._tools

        def work(values: Mapping[str, Any]) -> Equipment:
            piece = Equipment(tools.ids.new(), tools.who().town, **fit(Equipment, values))
            return tools.staff.equipment.save(piece)

        self.ask(Question("登记装备", "登记", Asked(Equipment), work, said="装备已登记。"))

    def _move(self, kind: MoveKind) -> None:
        piece: Piece | None = self.pieces.current()
        if piece is None:
            return
        one, words = piece.equipment, MOVE_WORDS[kind]

        def work(values: Mapping[str, Any]) -> Equipment:
            who, note = values.get("officer"), values.get("note") or ""
            return self._tools.staff.equipment.move(one.id, kind, values["on"], who, note)

        facts = IssueFacts if kind is MoveKind.ISSUE else MoveFacts
        asked = Asked(facts, (), "", {"on": self._tools.clock.today()})
        title = f"{EQUIPMENT_WORDS[one.kind]}{one.number}　{words}"
        self.ask(Question(title, words, asked, work, said=f"{words}已登记。"))

    def _choose(self) -> None:
        kinds = "录像清单 (*.xlsx *.xls *.csv)"
        name, _kind = QFileDialog.getOpenFileName(self, "选择采集站录像清单", "", kinds)
        if name:
            self.take_list(Path(name))

    def _tell(self, report: RecordingReport) -> None:
        rows = "；".join(f"第{row}行：{why}" for _sheet, row, why in report.refused[:_SHOWN_REFUSED])
        self.said.setText(report.summary + rows)


def _last(piece: Piece) -> str:
    if not piece.moves:
        return ""
    last = piece.moves[0]
    return f"{last.on}　{MOVE_WORDS[last.kind]}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def build(tools: Tools, _args: Mapping[str, object]) -> EquipmentView:
    """Build the page."""
    view = EquipmentView(tools)
    view.refresh()
    return view
