"""Screen view (页面): what every tab of the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping


class ScreenView(QWidget):
    """A tab; it asks the window to open other screens and never reaches for them.

    Signals:
        wants: Slug of a screen and what it is opened with (a mapping).
        titled: The words on its tab.
        ended: Its work is done and the tab may go.
    """

    wants = Signal(str, object)
    titled = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")

    def take_keys(self) -> None:
        """Put the keys where work on this screen begins."""
        self.setFocus()

    def refresh(self) -> None:
        """Read everything anew."""

    def receive(self, args: Mapping[str, object]) -> None:
        """Take what it is opened with again while its tab is already there."""


def scrolled(view: ScreenView) -> QVBoxLayout:
    """Return a column inside the view that scrolls when the window is low for its text size."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(10)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    outer = QVBoxLayout(view)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return column
