"""Notice bar (提示条): shows the last notice inside the window, never in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from ui.notices import Notices

_MARKS = {NoticeKind.WORD: "✔", NoticeKind.FAILURE: "⚠", NoticeKind.BUG: "✕"}


class NoticeBar(QFrame):
    """Mark, sentence, remedy and code; Esc or its button puts it away."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = QPushButton("知道了")
        line = QHBoxLayout(self)
        line.addWidget(self.words, 1)
        line.addWidget(self.close_button)
        self.close_button.clicked.connect(notices.clear)
        notices.said.connect(self.show_notice)
        notices.cleared.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice instead of the one before."""
        code = f"（{notice.code}）" if notice.kind is NoticeKind.BUG else ""
        self.words.setText(f"{_MARKS[notice.kind]}  {notice.message}{notice.hint}{code}")
        self.setProperty("kind", notice.kind.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
