"""Bindings (按键绑定): ties a key of the card to what it does, within one widget and its children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.keys import pressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, key: str, does: Callable[[], object], *, everywhere: bool = False) -> QShortcut:
    """Run ``does`` when the named key is pressed in the widget, or anywhere in its window."""
    shortcut = QShortcut(QKeySequence(pressed(key)), widget)
    shortcut.setContext(
        Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    shortcut.activated.connect(lambda: does())  # noqa: PLW0108 - a slot must not get Qt's arguments
    return shortcut
