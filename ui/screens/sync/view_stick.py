"""Stick (U盘): what would go out, what a bundle holds before it is taken, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from app.rules.deadlines.given import BEIJING
from ui.jobs import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.errors import AppError
    from app.domain.sync_bundle import Exported, Looked, TakenIn, Watch
    from app.services.syncing import Centre, OnlineStick
    from ui.jobs import Token
    from ui.screens.officers.model import DeskModel

_PERCENT = 100
_HOW = (
    "没有网络，或者网络太慢时，用U盘同步：一、导出到U盘；二、把U盘送到市级平台受理；"
    "三、导入平台交回的同步包。\n同步包已加密，只有市级平台能打开；U盘和网络可以混用，重复导入没有影响。"
)
_BUNDLES = "同步包 (*.lsb)"


class StickTab(QWidget):
    """Writes and takes bundles.

    Signals:
        looked_at: A bundle was proven and waits to be taken, or does not any more.
    """

    looked_at = Signal()

    def __init__(self, model: DeskModel, stick: OnlineStick) -> None:
        super().__init__()
        self._model = model
        self._stick = stick
        self.found: Path | None = None
        self._doing = ""
        model.busy_changed.connect(self._rest)
        self.how, self.due, self.told = QLabel(_HOW), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        self.how.setProperty("rank", "soft")
        for label in (self.how, self.due, self.told):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch()

    def show_centre(self, centre: Centre) -> None:
        """Show a reading."""
        if centre.link is None:
            self.due.setText("登记入网后可以使用。")
        elif centre.due is None:
            self.due.setText("输入保管口令后可以使用。")
        else:
            self.due.setText(f"现在导出：{centre.due.words}。")

    @property
    def suggested(self) -> str:
        """What a bundle written now would be called."""
        return f"同步包-{self._model.tools.clock.now().astimezone(BEIJING):%Y%m%d-%H%M}.lsb"

    def export(self) -> None:
        """Ask where, and write a bundle there."""
        path, _kind = QFileDialog.getSaveFileName(self, "导出到U盘", self.suggested, _BUNDLES)
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write a bundle to a path."""
        self._run(lambda watch: self._stick.export(path, watch), self._exported, "正在导出…")

    def look(self) -> None:
        """Ask for a bundle, and say what it holds before anything of it is taken."""
        path, _kind = QFileDialog.getOpenFileName(self, "从U盘导入", "", _BUNDLES)
        if path:
            self.look_into(Path(path))

    def look_into(self, path: Path) -> None:
        """Say what the bundle of a path holds."""

        def looked(seen: Looked) -> None:
            self._find(path)
            self.told.setText(f"{path.name}：{seen.words}\n按“确认导入”后才写入本机。")

        self._run(lambda watch: self._stick.look_into(path, watch), looked, "正在核对，还没有导入…")

    def take(self) -> None:
        """Take the bundle that was looked at."""
        path = self.found
        if path is not None:
            self._run(lambda watch: self._stick.take_in(path, watch), self._taken, "正在导入…")

    def _exported(self, done: Exported) -> None:
        self.told.setText(done.words)

    def _taken(self, done: TakenIn) -> None:
        self._find(None)
        self.told.setText(done.words)

    def _find(self, path: Path | None) -> None:
        self.found = path
        self.looked_at.emit()

    def _run(self, work: Callable[[Watch], Any], done: Callable[[Any], None], words: str) -> None:
        if self._model.busy:
            return
        self._find(None)
        self._doing = words
        self.told.setText(words)

        def refused(error: AppError) -> None:
            self.told.setText(f"{error.message}{error.hint}")
            self._model.tools.notices.failed(error)

        self._model.run(lambda token: work(_watching(token)), done, refused, Lane.OTHER)

    def _rest(self, busy: object) -> None:
        """Say no longer that something is done when it has ended; what came of it is told next."""
        if not busy and self.told.text() == self._doing:
            self.told.clear()


def _watching(token: Token) -> Watch:
    """Return what tells a token the share done, each share once; the work stops where the token says."""
    last = -1

    def watch(done: int, total: int) -> None:
        nonlocal last
        token.check()
        share = done * _PERCENT // total
        if share != last:
            last = share
            token.at(share, _PERCENT)

    return watch
