"""Progress line (计算进度): how far the limits are brought up to date, with a button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from ui.screens.deadlines.viewmodel import DueRefresh


class ProgressLine(QWidget):
    """Shown only while a refresh has more to do than one slice, or was stopped before its end."""

    def __init__(self, refresh: DueRefresh) -> None:
        super().__init__()
        self._refresh = refresh
        self.words, self.bar = QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        self.button = QPushButton("停止（Ctrl+.）")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self.turn)
        refresh.told.connect(self._tell)
        refresh.ended.connect(self._end)
        self._left = 0
        self.hide()

    def turn(self) -> None:
        """Stop what runs; go on with what was stopped."""
        if self._refresh.running:
            self._refresh.stop()
        elif not self.isHidden():
            self._refresh.start()

    def bind_to(self, page: QWidget) -> None:
        """Let the key of the card work anywhere on the page."""
        bind(page, "stop", self.turn)

    def _tell(self, done: int, whole: int) -> None:
        self._left = whole - done
        self.words.setText(f"正在更新期限：{done}／{whole}件。以下为上次结果。")
        self.button.setText("停止（Ctrl+.）")
        self.bar.setMaximum(whole)
        self.bar.setValue(done)
        self.show()

    def _end(self, _done: int) -> None:
        if not self._refresh.stopped:
            self.hide()
            return
        self.words.setText("期限未更新完，部分案件为上次结果。")
        self.button.setText("继续（Ctrl+.）")
        self.show()
