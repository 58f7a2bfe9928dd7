"""Pre-edit (输入法预编辑): while an input method composes, Enter belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PreeditGuard(QObject):
    """Watches one widget and swallows Enter while pre-edit text is open."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.composing = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Remember whether text is being composed; keep Enter from everybody else meanwhile."""
        if isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
        elif event.type() is QEvent.Type.FocusOut:
            self.composing = False
        elif self.composing and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return False
