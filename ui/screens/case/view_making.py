"""Making a paper (制作文书): any installed form, found by name, for the party it is made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.documents.catalogue import forms
from ui.forms.entries import PickRows
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.domain.case_file import CaseFile

CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that could be made (可制作的文书), for a party when it is made for each."""

    slug: str
    words: str
    party_id: UUID | None = None


def papers_to_make(file: CaseFile) -> tuple[Paper, ...]:
    """Return every installed form, once for each active party where the form is made for each."""
    found = []
    for each in forms().values():
        words = f"{each.number}　{each.title}"
        if each.per_party and file.active_parties:
            found += [Paper(each.slug, f"{words}（{one.name}）", one.id) for one in file.active_parties]
        else:
            found.append(Paper(each.slug, words))
    return tuple(found)


class MakingPage(QWidget):
    """A search line above the forms it finds; Enter makes the first or the chosen one.

    Signals:
        picked: The paper to make.
        left: The person went back.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = QLabel("制作其他文书")
        title.setProperty("rank", "title")
        self.line = QLineEdit(placeholderText="输入文书名称、编号或当事人查找，回车制作")
        self.rows = PickRows()
        self.back_button = QPushButton("返回（Alt+←）")
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        for each in (title, self.line, self.rows):
            column.addWidget(each)
        column.addLayout(buttons)
        self._papers: Sequence[Paper] = ()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._find)
        self.line.returnPressed.connect(lambda: self._pick(self.rows.item(0)))
        self.rows.entered.connect(lambda: self._pick(self.rows.currentItem()))
        self.rows.itemDoubleClicked.connect(self._pick)
        self.back_button.clicked.connect(self.left)
        bind(self, "back", self.left.emit)

    def offer(self, papers: Sequence[Paper]) -> None:
        """Show what can be made."""
        self._papers = papers
        self.line.clear()
        self._find("")
        self.line.setFocus()

    def _find(self, text: str) -> None:
        words = text.split()
        self.rows.clear()
        for each in self._papers:
            if all(word in each.words for word in words):
                QListWidgetItem(each.words, self.rows).setData(CHOICE, each)

    def _pick(self, row: QListWidgetItem | None) -> None:
        if row is not None:
            self.picked.emit(row.data(CHOICE))
