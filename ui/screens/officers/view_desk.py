"""Desk view: a page of people in front, a question behind it, progress of long work below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from ui.jobs import Lane
from ui.screens.view_asking import AskingPage
from ui.widgets.bindings import bind
from ui.widgets.button_line import ButtonLine
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.jobs import Token
    from ui.screens.case.view_rows import Rows
    from ui.screens.officers.model import DeskModel
    from ui.screens.view_asking import Question


class FileNotWrittenError(AppError):
    """The chosen file cannot be written."""

    code = "staff.file_not_written"
    hint = "请关闭正在使用该文件的程序，或者换一个位置后重试。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"不能写入文件“{path.name}”。")


class DeskView(ScreenView):
    """What every screen of people is; the first widget of ``column`` takes the keys."""

    def __init__(self, model: DeskModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.front = QWidget()
        self.column = QVBoxLayout(self.front)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.asking = AskingPage(model)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.front)
        self.pages.addWidget(self.asking)
        self.bar, self.told, self.halt = QProgressBar(), QLabel(), QPushButton("停止（Ctrl+.）")
        self.line = QWidget()
        self._arrange()
        self.asking.left.connect(self._back)
        self.halt.clicked.connect(model.stop)
        model.shown.connect(self.show_read)
        model.busy_changed.connect(self._busy)
        model.progressed.connect(self._progress)
        bind(self, "refresh", self.refresh)
        bind(self, "stop", model.stop)

    def show_read(self, read: Any) -> None:
        """Show a new reading."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()

    def ask(self, question: Question) -> None:
        """Ask something in place of the page."""
        self.pages.setCurrentWidget(self.asking)
        self.asking.ask(question)

    def take_keys(self) -> None:
        """Put the keys where work goes on."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.front.setFocus()

    def save_as(self, name: str, work: Callable[[Token], bytes], said: str) -> None:
        """Make a file and write it where the person says."""
        path, _kind = QFileDialog.getSaveFileName(self, said, name)
        if path:
            self.write_long(Path(path), work, said)

    def export(self, rows: Rows, name: str) -> None:
        """Write what a list shows as a workbook where the person says."""
        self.save_as(f"{name}.xlsx", lambda _token: self.workbook(rows), name)

    def workbook(self, rows: Rows) -> bytes:
        """Return what a list shows as a workbook."""
        headings, lines = rows.table()
        return self.model.tools.sheets.write(headings, lines)

    def write_to(self, path: Path, work: Callable[[], bytes], said: str) -> None:
        """Make a file and write it to a path."""
        self.write_long(path, lambda _token: work(), said)

    def write_long(self, path: Path, work: Callable[[Token], bytes], said: str) -> None:
        """Make a file beside other work, with progress and a way to stop it, and write it to a path."""

        def write(token: Token) -> None:
            put(path, work(token))

        def told(_done: object) -> None:
            self.model.tools.notices.say(f"{said}：已写入{path.name}。")

        self.model.run(write, told, lane=Lane.OTHER)

    def _arrange(self) -> None:
        line = QHBoxLayout(self.line)
        line.setContentsMargins(0, 0, 0, 0)
        for widget, share in ((self.told, 0), (self.bar, 1), (self.halt, 0)):
            line.addWidget(widget, share)
        self.line.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.line)

    def _back(self) -> None:
        self.pages.setCurrentWidget(self.front)
        self.take_keys()

    def _busy(self, on: object) -> None:
        if not on:
            self.line.hide()

    def _progress(self, done: int, whole: int) -> None:
        self.told.setText(f"正在办理：{done}／{whole}")
        self.bar.setMaximum(max(1, whole))
        self.bar.setValue(done)
        self.line.show()


class Buttons(ButtonLine):
    """Buttons of a page; the ones that write are off while something runs."""

    def __init__(self, model: DeskModel) -> None:
        super().__init__()
        self._model = model

    def put(self, words: str, press: Callable[[], None], *, main: bool = False) -> QPushButton:
        """Add a button and return it."""
        button = QPushButton(words)
        if main:
            button.setProperty("rank", "main")
        button.clicked.connect(lambda _on=False: press())
        self._model.busy_changed.connect(button.setDisabled)
        self.add(button)
        return button


def put(path: Path, content: bytes) -> None:
    """Write a file the person asked for, or raise ``FileNotWrittenError``; never half of it."""
    half = path.with_name(f"{path.name}.part")
    try:
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        raise FileNotWrittenError(path) from error
