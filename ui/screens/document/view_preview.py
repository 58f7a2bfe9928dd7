"""Preview (文书预览): the pages with their number, zoom, and a way to the place in hand, and find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.keys import pressed
from ui.widgets.page_view import Darkroom, PageView

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from app.documents.page import LaidOut
    from ui.screens.tools import Tools


class PreviewPane(QWidget):
    """Pages below a line with page number and zoom; Ctrl and the wheel zoom."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.pages = PageView(darkroom=Darkroom(tools.pages, tools.jobs))
        self.number, self.told = QLabel(), QLabel()
        self.told.setProperty("rank", "soft")
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.smaller, self.larger = QPushButton("－"), QPushButton("＋")
        for each, words in ((self.smaller, "缩小"), (self.larger, "放大")):
            each.setToolTip(f"{words}（Ctrl和滚轮）")
            each.setAccessibleName(words)
        self.fitting = QPushButton("适宽")
        self.fitting.setToolTip("适合宽度")
        self.percent = QLabel()
        self.finding = QPushButton("查找")
        self.finding.setToolTip(f"在页面上查找（{pressed('find_text')}）")
        self.bar = QWidget()
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.number)
        line.addWidget(self.told, 1)
        for widget in (self.finding, self.smaller, self.percent, self.larger, self.fitting):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        self.finding.clicked.connect(self.pages.open_find)
        self.smaller.clicked.connect(lambda: self.pages.zoom(-1))
        self.larger.clicked.connect(lambda: self.pages.zoom(1))
        self.fitting.clicked.connect(self.pages.fit_width)
        self.pages.turned.connect(self._tell)
        self.pages.zoomed.connect(lambda scale: self.percent.setText(f"{round(scale * 75)}%"))
        self.pages.fit_width()

    def show_laid(self, laid: LaidOut) -> None:
        """Show the pages of a document, and which fonts stand in for others."""
        self.pages.show_pages(laid.pages)
        replaced = "、".join(f"{each.asked}→{each.used}" for each in laid.substitutions)
        self.told.setText(f"缺少字体，已替换：{replaced}" if replaced else "")
        self.told.setToolTip(self.told.text())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pages.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _tell(self, number: int, total: int) -> None:
        self.number.setText(f"第 {number} 页，共 {total} 页" if total else "正在排版…")
