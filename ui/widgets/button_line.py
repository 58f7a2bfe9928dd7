"""Button line (按钮行): buttons from the right; what does not fit goes into a further line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

GAP = 8


class ButtonLine(QWidget):
    """Holds buttons; never wider than the widest of them needs."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []

    def add(self, button: QPushButton, before: QPushButton | None = None) -> None:
        """Add a button after those there are, or before one of them."""
        button.setParent(self)
        button.show()
        at = len(self._buttons) if before is None else self._buttons.index(before)
        self._buttons.insert(at, button)
        self.place()

    def place(self) -> None:
        """Put the buttons that are not hidden into lines, each line to the right."""
        top = 0
        for line in self._lines():
            left = self.width() - sum(each.sizeHint().width() + GAP for each in line) + GAP
            for each in line:
                size = each.sizeHint()
                each.setGeometry(max(0, left), top, size.width(), size.height())
                left += size.width() + GAP
            top += line[0].sizeHint().height() + GAP
        self.setFixedHeight(max(0, top - GAP))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the widest button."""
        return QSize(max((each.sizeHint().width() for each in self._buttons), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the lines anew."""
        super().resizeEvent(event)
        self.place()

    def _lines(self) -> Sequence[list[QPushButton]]:
        lines: list[list[QPushButton]] = []
        room = 0
        for each in (one for one in self._buttons if not one.isHidden()):
            needed = each.sizeHint().width() + GAP
            if not lines or needed > room + GAP:
                lines.append([])
                room = self.width()
            lines[-1].append(each)
            room -= needed
        return lines
