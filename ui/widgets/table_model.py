"""Table model (表格模型): the one model of all long lists; rows come by window from the Lists port."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from app.ports import Lists
    from ui.jobs import JobRunner

Index = QModelIndex | QPersistentModelIndex
Row = "Mapping[str, Any]"
WINDOW = 100
KEPT_WINDOWS = 20
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it shows of a row, and its width in characters."""

    heading: str
    shows: Callable[[Mapping[str, Any]], str]
    width: int = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a list."""

    text: str = ""
    filters: Mapping[str, object] = field(default_factory=dict)


class ListModel(QAbstractTableModel):
    """Shows a list of the ``Lists`` port; holds ids of all rows and the narrow rows of what is looked at.

    Signals:
        found: A search ended; how many rows there are.
    """

    found = Signal(int)

    def __init__(self, name: str, columns: Sequence[Column], lists: Lists, jobs: JobRunner) -> None:
        super().__init__()
        self._name, self._columns = name, tuple(columns)
        self._lists, self._jobs = lists, jobs
        self._ids: Sequence[bytes] = ()
        self._windows: dict[int, Sequence[Mapping[str, Any]]] = {}
        self._asked: set[int] = set()
        self._round = 0
        self.wanted = Wanted()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self._columns

    @property
    def ids(self) -> Sequence[bytes]:
        """The ids of the whole result, in the order shown."""
        return self._ids

    def search(self, wanted: Wanted) -> None:
        """Look up what is wanted; an earlier search that has not come back is forgotten."""
        self.wanted = wanted
        self._round += 1
        turn = self._round
        self._jobs.start(
            self,
            Job(
                lambda _token: self._lists.ids(self._name, wanted.filters, wanted.text),
                lambda ids: self._show(turn, ids),
            ),
        )

    def refresh(self) -> None:
        """Look up the same again."""
        self.search(self.wanted)

    def row(self, at: int) -> Mapping[str, Any] | None:
        """Return a row, or ``None`` while it is being read."""
        window, place = divmod(at, WINDOW)
        rows = self._windows.get(window)
        if rows is None:
            self._read(window)
            return None
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows the list has."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns the list has."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the whole row for ``ROW``."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, ROW):
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        return "…" if row is None else self._columns[index.column()].shows(row)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole or section < 0:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        return self._columns[section].heading if section < len(self._columns) else None

    def _show(self, turn: int, ids: Sequence[bytes]) -> None:
        if turn != self._round:
            return
        self.beginResetModel()
        self._ids = ids
        self._windows.clear()
        self._asked.clear()
        self.endResetModel()
        self.found.emit(len(ids))

    def _read(self, window: int) -> None:
        if window in self._asked:
            return
        self._asked.add(window)
        turn, ids = self._round, self._ids[window * WINDOW : (window + 1) * WINDOW]
        self._jobs.start(
            self,
            Job(
                lambda _token: self._lists.rows(self._name, ids),
                lambda rows: self._place(turn, window, ids, rows),
            ),
        )

    def _place(self, turn: int, window: int, ids: Sequence[bytes], rows: Sequence[Mapping[str, Any]]) -> None:
        if turn != self._round:
            return
        by_id = {row["id"].bytes: row for row in rows}
        self._windows[window] = [by_id.get(each, {}) for each in ids]
        self._asked.discard(window)
        while len(self._windows) > KEPT_WINDOWS:
            del self._windows[next(iter(self._windows))]
        first, last = window * WINDOW, min((window + 1) * WINDOW, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))


def parented(model: ListModel, parent: QObject) -> ListModel:
    """Return the model, owned by ``parent`` from now on."""
    model.setParent(parent)
    return model
