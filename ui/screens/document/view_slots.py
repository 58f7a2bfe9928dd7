"""Lines of the editor (编辑行): one for what the form asks, one for what the case says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.documents.manifest import AskType
from app.domain.field import Kind
from ui.forms.entries import ChoiceEntry, Entry, LineEntry, LongEntry, Supply
from ui.forms.form import Slot
from ui.screens.document.asks import declared_of, pairs_of, typed_of
from ui.screens.document.view_table import TableEntry

if TYPE_CHECKING:
    from app.documents.manifest import Ask
    from app.documents.vocabulary.words import Place
    from app.services.documents import SheetField

LEAST_LINES, MOST_LINES = 3, 14
OFFERED = "自动带入："


def entry_of(ask: Ask, supply: Supply) -> Entry:
    """Return where an ask is typed or picked."""
    declared = declared_of(ask)
    if ask.type is AskType.TABLE:
        return TableEntry(declared, ask.headings)
    if declared.kind is Kind.CHOICE:
        return ChoiceEntry(declared, pairs_of(ask))
    if declared.kind is Kind.LONG_TEXT:
        return LongEntry(declared)
    return LineEntry(declared, supply)


class AskLine(Slot):
    """What the form asks; shows grey what will be printed while nothing is typed."""

    def __init__(self, ask: Ask, supply: Supply) -> None:
        super().__init__(entry_of(ask, supply))
        self.ask = ask
        self.offered = ""
        if isinstance(self.entry, LongEntry):
            self.entry.box.textChanged.connect(self._grow)
            self._grow()
        if isinstance(self.entry, ChoiceEntry):
            _Wheel(self.entry.box)

    def show_field(self, field: SheetField) -> None:
        """Show what is printed when nothing is typed, and whether it stands against 定稿."""
        self.offered = field.said if not field.typed else self.offered
        words = OFFERED + self.offered if self.offered else ""
        hand = self.entry.hand
        if isinstance(hand, QPlainTextEdit) or (isinstance(hand, QLineEdit) and words):
            hand.setPlaceholderText(words)
        elif isinstance(hand, QComboBox):
            hand.setItemText(0, words)
        self.label.setText(_label(self.ask, missing=field.missing))
        self._grow()

    def show_answer(self, answer: str) -> None:
        """Show a kept answer."""
        self.entry.set_text(typed_of(self.ask, answer))

    def take_offer(self) -> None:
        """F4: open the pick-list, or take the offered text to change it."""
        hand = self.entry.hand
        if isinstance(hand, QComboBox):
            hand.showPopup()
        elif self.offered and not self.entry.text() and self.ask.type is not AskType.TABLE:
            self.entry.set_text(self.offered)
            self.entry.edited.emit()

    def to_end(self) -> None:
        """Put the keys at the end of what is typed."""
        if isinstance(self.entry, LongEntry):
            self.entry.box.setFocus()
            self.entry.box.moveCursor(QTextCursor.MoveOperation.End)

    def _grow(self) -> None:
        if isinstance(self.entry, LongEntry):
            box = self.entry.box
            words = box.toPlainText() or box.placeholderText()
            across = max(1, box.viewport().width() // max(1, box.fontMetrics().horizontalAdvance("字")))
            lines = sum(1 + len(line) // across for line in words.split("\n"))
            shown = min(MOST_LINES, max(LEAST_LINES, lines))
            box.setFixedHeight(box.fontMetrics().lineSpacing() * (shown + 1))


class FactLines(QWidget):
    """What the case says, label by label; a label leads to where it is kept.

    Signals:
        wanted: The place to open (``Place``).
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, QPushButton] = {}
        self.words: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)

    def add(self, field: SheetField) -> None:
        """Add a line."""
        row, link, words = len(self.links), QPushButton(field.label), QLabel()
        link.setProperty("rank", "link")
        link.setAutoDefault(True)
        link.setEnabled(field.place is not None)
        link.setToolTip("打开填写的地方")
        link.clicked.connect(lambda: self._go(field.place))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.links[field.name], self.words[field.name] = link, words
        self._grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        link.setMinimumWidth(link.fontMetrics().horizontalAdvance("字") * 9)

    def show_field(self, field: SheetField) -> None:
        """Show what a line says now."""
        words = self.words[field.name]
        words.setText("✕ 未填写，请点左侧名称补填" if field.missing else field.said or "—")
        words.setProperty("rank", "bad" if field.missing else "soft")
        words.style().unpolish(words)
        words.style().polish(words)

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self.wanted.emit(place)


class _Wheel(QObject):
    """A pick-list without the keys leaves the wheel to the page, so that scrolling picks nothing."""

    def __init__(self, watched: QComboBox) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Refuse the wheel."""
        if event.type() is QEvent.Type.Wheel and not self._watched.hasFocus():
            event.ignore()
            return True
        return False


def _label(ask: Ask, *, missing: bool) -> str:
    star = " <b>*</b>" if ask.required else ""
    return f"{ask.label}{star}{'　<b>未填写</b>' if missing else ''}"
