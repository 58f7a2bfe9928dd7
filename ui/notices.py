"""Notices: the one place that shows failures; expected ones as sentence and remedy, bugs as bugs."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError

log = logging.getLogger(__name__)


class NoticeKind(StrEnum):
    """What a notice is: a word, a failure the person can act on, or a bug."""

    WORD = "word"
    FAILURE = "failure"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown: a sentence, what to do next, and a code to quote."""

    kind: NoticeKind
    message: str
    hint: str = ""
    code: str = ""


class Notices(QObject):
    """Takes everything a person must be told; the window shows the last one until it is put away.

    Signals:
        said: A new notice.
        cleared: Nothing is to be shown any more.
    """

    said = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Notice | None = None

    def say(self, message: str) -> None:
        """Tell that something was done."""
        self._show(Notice(NoticeKind.WORD, message))

    def failed(self, error: AppError) -> None:
        """Show an expected failure."""
        self._show(Notice(NoticeKind.FAILURE, error.message, error.hint, error.code))

    def bug(self, error: BaseException) -> None:
        """Show a bug; what was typed is kept as draft, so the program goes on."""
        self._show(
            Notice(
                NoticeKind.BUG,
                "程序出错了，这一步没有完成。",
                "已录入的内容保留为草稿；请重试，仍不行请将出错代码报给系统管理员。",
                type(error).__name__,
            )
        )

    def take(self, error: BaseException) -> None:
        """Show what was raised on the UI thread: a failure as failure, all else as bug, with its trace."""
        if isinstance(error, AppError):
            self.failed(error)
            return
        log.error("the window failed", exc_info=error)
        self.bug(error)

    def clear(self) -> None:
        """Put the notice away."""
        self.last = None
        self.cleared.emit()

    def _show(self, notice: Notice) -> None:
        self.last = notice
        self.said.emit(notice)
