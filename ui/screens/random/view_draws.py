"""Draws tab: the commitment to make public, the witness and the word, the files that prove the draw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.inspection import DRAW_WORDS, DrawState
from ui.screens.showing import shown as in_words
from ui.widgets.bindings import bind
from ui.widgets.button_line import ButtonLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.domain.inspection import InspectionDraw
    from ui.screens.random.viewmodel import RandomModel, Shown
    from ui.screens.tools import Tools

HELD = Qt.ItemDataRole.UserRole


class DrawsPanel(QWidget):
    """The draws of the chosen plan; a frozen one is drawn before a witness."""

    def __init__(self, tools: Tools, model: RandomModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        self.listed = QListWidget()
        self.listed.setAccessibleName("抽取记录")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.witness = QLineEdit(placeholderText="见证人姓名")
        self.word = QLineEdit(placeholderText="公布承诺值以后由见证人当场说出")
        self.reason = QLineEdit(placeholderText="不再抽取的，写明理由")
        self.reveal = QPushButton("抽取（Ctrl+Enter）")
        self.reveal.setProperty("rank", "main")
        self.give_up = QPushButton("作废冻结")
        self.frozen = QPushButton("导出冻结名录…")
        self.record = QPushButton("导出抽取记录…")
        self.minutes = QPushButton("抽取记录表PDF…")
        self._arrange()
        self._wire()
        self._allow()

    def show_plan(self, shown: Shown) -> None:
        """List the draws, the newest first."""
        self.listed.clear()
        for each in reversed(shown.draws):
            item = QListWidgetItem(f"{in_words(each.frozen_at)}　{DRAW_WORDS[each.state]}", self.listed)
            item.setData(HELD, each)
        self.listed.setCurrentRow(0)
        self._allow()

    @property
    def chosen(self) -> InspectionDraw | None:
        """The draw the keys are on."""
        item: QListWidgetItem | None = self.listed.currentItem()
        return None if item is None else item.data(HELD)

    def _arrange(self) -> None:
        form = QFormLayout()
        for words, field in (("见证人", self.witness), ("见证词", self.word), ("作废理由", self.reason)):
            form.addRow(words, field)
            field.setAccessibleName(words)
        buttons = ButtonLine()
        for each in (self.reveal, self.give_up, self.frozen, self.record, self.minutes):
            buttons.add(each)
        column = QVBoxLayout(self)
        column.addWidget(self.listed, 1)
        column.addWidget(self.told)
        column.addLayout(form)
        column.addWidget(buttons)

    def _wire(self) -> None:
        self.listed.currentItemChanged.connect(lambda _now, _before: self._allow())
        self.reveal.clicked.connect(self._reveal)
        self.give_up.clicked.connect(self._give_up)
        draws = self._tools.draws
        for button, make, name in (
            (self.frozen, draws.frozen_file, "冻结名录.json"),
            (self.record, draws.record_file, "抽取记录.json"),
            (self.minutes, draws.minutes, "抽取记录表.pdf"),
        ):
            button.clicked.connect(lambda _on=False, make=make, name=name: self._save(make, name))
        bind(self, "finish", self._reveal)

    def _allow(self) -> None:
        made = self.chosen
        state = None if made is None else made.state
        for each in (self.reveal, self.give_up, self.witness, self.word, self.reason):
            each.setEnabled(state is DrawState.FROZEN)
        self.frozen.setEnabled(made is not None)
        for each in (self.record, self.minutes):
            each.setEnabled(state is DrawState.DRAWN)
        self.told.setText("冻结名录后在这里抽取。" if made is None else _told(made))

    def _reveal(self) -> None:
        if (made := self.chosen) is not None and made.state is DrawState.FROZEN:
            self.model.reveal(made.id, self.witness.text(), self.word.text())

    def _give_up(self) -> None:
        if (made := self.chosen) is not None:
            self.model.void(made.id, self.reason.text())

    def _save(self, make: Callable[[UUID], bytes], name: str) -> None:
        made = self.chosen
        if made is None:
            return
        path, _kind = QFileDialog.getSaveFileName(self, "保存", name)
        if path:
            self.model.write(make, made.id, Path(path))


def _told(made: InspectionDraw) -> str:
    lines = [f"承诺值（抽取前公布）：{made.committed}"]
    if made.state is DrawState.DRAWN:
        lines += [f"见证人：{made.witness}　见证词：{made.word}", f"记录校验值：{made.record_hash}"]
    if made.state is DrawState.VOID:
        lines.append(f"作废理由：{made.void_reason}")
    return "\n".join(lines)
