"""Picked entries (列表控件): several people, or one of hundreds of power items, from a list in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.forms.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from app.domain.field import Declared
    from ui.forms.entry import Choice

KEY = Qt.ItemDataRole.UserRole
BARRED, PLACE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
SHOWN_ROWS = 5


class PickRows(QListWidget):
    """Rows to tick with Space; Enter goes on."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class OfficersEntry(Entry):
    """Several people, ticked in a list that is always open; the order of ticking is kept.

    Whoever is ticked when the entry is filled stands first; a row never moves under the hand that ticks it.
    """

    def __init__(self, declared: Declared, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.rows = PickRows()
        self._order: list[str] = []
        for place, each in enumerate(choices):
            barred = f"　✕ {each.barred}" if each.barred else ""
            row = QListWidgetItem(each.label + barred, self.rows)
            row.setData(KEY, str(each.key))
            row.setData(BARRED, each.barred)
            row.setData(PLACE, place)
            row.setToolTip(each.barred)
            row.setCheckState(Qt.CheckState.Unchecked)
            _let(row, ticked=False)
        self.rows.setFixedHeight(self.rows.fontMetrics().lineSpacing() * 2 * SHOWN_ROWS)
        self._hold(self.rows)
        self.rows.itemChanged.connect(self._ticked)
        self.rows.entered.connect(self.finished)

    @property
    def hand(self) -> QListWidget:
        """The rows."""
        return self.rows

    def text(self) -> str:
        """Return the ids of the ticked, joined by commas."""
        return ",".join(self._order)

    def set_text(self, text: str) -> None:
        """Tick the people of the ids."""
        self._order = [each for each in text.split(",") if each]
        self.rows.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for at in range(self.rows.count()):
            row = self.rows.item(at)
            on = row.data(KEY) in self._order
            row.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            _let(row, ticked=on)
        self._lift()
        self.rows.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.rows.viewport().update()

    def _lift(self) -> None:
        """Put the ticked first, in the order of ticking, the others as they were offered."""
        kept = self.rows.currentItem()
        rows = [self.rows.takeItem(0) for _ in range(self.rows.count())]
        first = {key: at for at, key in enumerate(self._order)}
        for row in sorted(rows, key=lambda each: (first.get(each.data(KEY), len(first)), each.data(PLACE))):
            self.rows.addItem(row)
        if kept is not None:
            self.rows.setCurrentItem(kept)
        self.rows.scrollToTop()

    def _ticked(self, row: QListWidgetItem) -> None:
        key = str(row.data(KEY))
        self._order = [each for each in self._order if each != key]
        if row.checkState() is Qt.CheckState.Checked:
            self._order.append(key)
        self.edited.emit()


def _let(row: QListWidgetItem, *, ticked: bool) -> None:
    """Let a row be ticked unless it is barred; one ticked before may be unticked."""
    flag = Qt.ItemFlag.ItemIsUserCheckable
    row.setFlags(row.flags() | flag if ticked or not row.data(BARRED) else row.flags() & ~flag)


class ItemEntry(Entry):
    """One of hundreds of power items: a search line above the rows it finds, inside the form."""

    def __init__(
        self, declared: Declared, find: Callable[[str], Sequence[Choice]], parent: QWidget | None = None
    ) -> None:
        super().__init__(declared, parent)
        self._find = find
        self._key = ""
        self.line = QLineEdit(placeholderText="输入事项名称、编号、领域或拼音首字母查找")
        self.rows = PickRows()
        self.rows.setFixedHeight(self.rows.fontMetrics().lineSpacing() * 2 * SHOWN_ROWS)
        column = QVBoxLayout()
        column.addWidget(self.line)
        column.addWidget(self.rows)
        self._row.addLayout(column)
        self.setFocusProxy(self.line)
        self.line.setAccessibleName(declared.field.label)
        self.line.textEdited.connect(self._search)
        self.line.returnPressed.connect(self._take_first)
        self.rows.itemActivated.connect(self._take)
        self.rows.itemClicked.connect(self._take)
        self.rows.entered.connect(self._take_current)

    @property
    def hand(self) -> QLineEdit:
        """The search line."""
        return self.line

    def text(self) -> str:
        """Return the id of the item, or an empty text."""
        return self._key

    def set_text(self, text: str) -> None:
        """Show the item of an id."""
        self._key = text
        found = [each for each in self._find("") if str(each.key) == text] if text else []
        self.line.setText(found[0].label if found else "")
        self._show(found)

    def _search(self, text: str) -> None:
        self._key = ""
        self._show(self._find(text))
        self.edited.emit()

    def _show(self, found: Sequence[Choice]) -> None:
        self.rows.clear()
        for each in found[:200]:
            QListWidgetItem(each.label, self.rows).setData(KEY, str(each.key))

    def _take_first(self) -> None:
        if not self._key and self.rows.count() > 0:
            self._take(self.rows.item(0))
        self.finished.emit()

    def _take_current(self) -> None:
        if self.rows.currentItem() is not None:
            self._take(self.rows.currentItem())
        self.finished.emit()

    def _take(self, row: QListWidgetItem) -> None:
        self._key = str(row.data(KEY))
        self.line.setText(row.text())
        self.edited.emit()
