"""Bars (栏): the left bar of screens, and the top with 新建, the search and who is signed in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.screens import group_of
from ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.screens import Screen
    from ui.screens.tools import Tools


class LeftBar(QWidget):
    """One button with icon and word per screen; it scrolls where the window is low for its text size.

    Signals:
        asked: Slug of the screen to open.
    """

    asked = Signal(str)

    def __init__(self, screens: Sequence[Screen], tools: Tools) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(2)
        name = QLabel("　澄执")
        name.setProperty("rank", "title")
        column.addWidget(name)
        column.addSpacing(8)
        inside = QWidget()
        inside.setObjectName("bar")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for group, some in groupby(screens, lambda each: group_of(each.order)):
            if group:
                lines.addWidget(_heading(group))
            for screen in some:
                lines.addWidget(self._button(screen, tools))
        lines.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        column.addWidget(self.area, 1)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 11)

    def choose(self, slug: str) -> None:
        """Mark the screen that is shown; none when it is not in the bar."""
        for each, button in self.buttons.items():
            button.setChecked(each == slug)
            if each == slug:
                self.area.ensureWidgetVisible(button)

    def _button(self, screen: Screen, tools: Tools) -> QToolButton:
        button = QToolButton()
        button.setText(f" {screen.title}")
        button.setAccessibleName(screen.title)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        side = round(tools.look.points * 1.8)
        button.setIcon(icon(screen.icon, tools.look.palette.on_bar, side))
        button.setIconSize(QSize(side, side))
        button.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(screen.slug))
        self.buttons[screen.slug] = button
        return button


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("rank", "group")
    label.setContentsMargins(16, 8, 0, 0)
    return label


class TopBar(QWidget):
    """新建, 全局搜索, unit and person.

    Signals:
        asked: Slug of the screen to open, from the list of 新建.
        searched: The text to look for everywhere.
    """

    asked = Signal(str)
    searched = Signal(str)

    def __init__(self, makers: Sequence[Screen], tools: Tools) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        palette = tools.look.palette
        self.new_button = QPushButton("新建")
        self.new_button.setProperty("rank", "main")
        self.new_button.setIcon(icon("plus", palette.on_accent))
        self.menu = QMenu(self)
        for screen in makers:
            act = self.menu.addAction(icon(screen.icon, palette.text), screen.new)
            act.triggered.connect(lambda _on=False, slug=screen.slug: self.asked.emit(slug))
        self.search_box = QLineEdit(placeholderText="全局搜索（Ctrl+K）：案号、当事人、案由、线索")
        self.search_box.addAction(icon("search", palette.soft), QLineEdit.ActionPosition.LeadingPosition)
        who = tools.who()
        self.person = QLabel(f"{tools.unit}　{who.name}".strip())
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.new_button)
        line.addWidget(self.search_box, 1)
        line.addSpacing(24)
        line.addWidget(self.person)
        self.new_button.clicked.connect(self.offer)
        self.search_box.returnPressed.connect(self._search)

    def offer(self) -> None:
        """Open the list of what can be made; with one entry it is made at once."""
        actions = self.menu.actions()
        if len(actions) == 1:
            actions[0].trigger()
            return
        self.menu.setActiveAction(actions[0])
        self.menu.popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))

    def _search(self) -> None:
        if self.search_box.text().strip():
            self.searched.emit(self.search_box.text())
