"""Hands: they type as a person does; Chinese by input-method events, keys by key events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Commit a text through an input-method event."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def compose(widget: QWidget, text: str) -> None:
    """Begin composing, as an input method does before a text is chosen; an empty text ends it."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, []))


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key, modifier)


def press_enter(widget: QWidget) -> None:
    """Press the Return key."""
    press(widget, Qt.Key.Key_Return)


def press_ctrl(widget: QWidget, key: Qt.Key) -> None:
    """Press a key with Ctrl."""
    press(widget, key, Qt.KeyboardModifier.ControlModifier)
