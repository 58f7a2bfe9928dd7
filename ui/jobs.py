"""Jobs: work off the UI thread; its outcome comes back on the UI thread, while its owner lives."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
log = logging.getLogger(__name__)


class Lane(Enum):
    """Which threads a job may use: the store has one writer, everything else four."""

    DATABASE = 1
    OTHER = 4


class CancelledError(AppError):
    """The person stopped the work."""

    code = "job.cancelled"
    hint = "已完成的部分保留，可以重新开始。"

    def __init__(self) -> None:
        super().__init__("操作已取消。")


class Token:
    """Handed to the work: it asks whether to stop, and says how far it is."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._stop = Event()
        self._report = report

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise ``CancelledError`` when the work was asked to stop."""
        if self.cancelled:
            raise CancelledError

    def at(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` steps are done, and check."""
        self.check()
        if self._report is not None:
            self._report(done, total)


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work and what becomes of it.

    Attributes:
        work: Runs on another thread; gets the token.
        done: Gets the result, on the UI thread.
        failed: Gets an expected failure, on the UI thread; without it the notices show it.
        progress: Gets (done, total) as the work reports it, on the UI thread.
        ended: Called on the UI thread before the outcome is told, whatever it is.
        broke: Called on the UI thread when the outcome is a bug, which the notices show.
    """

    work: Callable[[Token], T]
    done: Callable[[T], None] = field(default=lambda _result: None)
    failed: Callable[[AppError], None] | None = None
    progress: Callable[[int, int], None] | None = None
    lane: Lane = Lane.DATABASE
    ended: Callable[[], None] = field(default=lambda: None)
    broke: Callable[[], None] = field(default=lambda: None)


class JobRunner(QObject):
    """Runs jobs for an owner, and forgets their outcome when the owner is gone.

    Signals:
        failed: An expected failure nobody else took (AppError).
        bug_found: An exception that is no ``AppError``.
        busy_changed: Whether any job runs or waits.
    """

    failed = Signal(object)
    bug_found = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(object)
    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: ThreadPoolExecutor(lane.value, lane.name.lower()) for lane in Lane}
        self._open: dict[Token, Future[Any]] = {}
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job runs, waits, or has not yet delivered."""
        return bool(self._open)

    def start(self, owner: QObject, job: Job[T]) -> Token:
        """Start a job for an owner and return the token that cancels it; after closing none begins."""
        token = Token(lambda done, total: self._reported.emit((owner, job, done, total)))
        if self._closed:
            token.cancel()
            return token
        future = self._pools[job.lane].submit(_run, job, token)
        self._open[token] = future
        if len(self._open) == 1:
            self.busy_changed.emit(True)  # noqa: FBT003 - a signal has no keywords
        future.add_done_callback(lambda ended: self._ended.emit((owner, job, token, ended)))
        return token

    def close(self) -> None:
        """Cancel what waits, let what runs end, and free the threads; outcomes are dropped."""
        self._closed = True
        for token in self._open:
            token.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        self._open.clear()

    def _tell(self, said: tuple[QObject, Job[Any], int, int]) -> None:
        owner, job, done, total = said
        if isValid(owner) and job.progress is not None:
            job.progress(done, total)

    def _deliver(self, ended: tuple[QObject, Job[Any], Token, Future[Any]]) -> None:
        owner, job, token, future = ended
        if self._closed:
            return
        self._open.pop(token, None)
        if not self._open:
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal has no keywords
        if isValid(owner):
            job.ended()
        error = future.exception()
        if error is not None and not isinstance(error, AppError):
            self._tell_bug(owner, job, error)
        elif isValid(owner):
            self._hand_over(job, future, error)

    def _tell_bug(self, owner: QObject, job: Job[Any], error: BaseException) -> None:
        log.error("job failed", exc_info=error)
        if isValid(owner):
            job.broke()
        self.bug_found.emit(error)

    def _hand_over(self, job: Job[Any], future: Future[Any], error: AppError | None) -> None:
        if error is None:
            job.done(future.result())
        elif job.failed is not None:
            job.failed(error)
        else:
            self.failed.emit(error)


def _run(job: Job[T], token: Token) -> T:
    token.check()
    return job.work(token)
