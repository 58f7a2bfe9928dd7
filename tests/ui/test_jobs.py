"""Jobs: work leaves the UI thread, its outcome comes back there, and nothing is lost or swallowed."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from app.domain.errors import AppError
from ui.jobs import CancelledError, Job, JobRunner, Lane, Token
from ui.notices import NoticeKind, Notices
from ui.shell.application import catch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.quiet_log import QuietLog


class BusyStoreError(AppError):
    """The store is held by another."""

    code = "test.busy"
    hint = "请稍后重试。"


@pytest.fixture
def notices(jobs: JobRunner) -> Iterator[Notices]:
    """Notices that hear of jobs."""
    before, shown = sys.excepthook, Notices()
    catch(shown, jobs)
    yield shown
    sys.excepthook = before
    shown.deleteLater()


def refuse(_token: Token) -> None:
    """Fail as expected."""
    msg = "数据库忙。"
    raise BusyStoreError(msg)


def break_down(_token: Token) -> None:
    """Fail as a bug does."""
    msg = "broken"
    raise RuntimeError(msg)


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, jobs: JobRunner) -> None:
    owner, here = QObject(), threading.get_ident()
    threads: list[int] = []

    jobs.start(owner, Job(lambda _t: threading.get_ident(), lambda there: threads.extend((there, _here()))))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert threads[0] != here
    assert threads[1] == here


def test_progress_comes_back_here_in_order(qtbot: QtBot, jobs: JobRunner) -> None:
    told: list[tuple[int, int]] = []

    def work(token: Token) -> None:
        for n in range(1, 4):
            token.at(n, 3)

    jobs.start(jobs, Job(work, progress=lambda done, total: told.append((done, total))))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cancelled_work_stops_at_its_next_check_and_says_so(qtbot: QtBot, jobs: JobRunner) -> None:
    begun, go_on = threading.Event(), threading.Event()
    failures: list[AppError] = []
    finished: list[bool] = []

    def work(token: Token) -> None:
        begun.set()
        go_on.wait(5)
        token.check()
        finished.append(True)

    token = jobs.start(jobs, Job(work, failed=failures.append))
    assert begun.wait(5)
    token.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert [type(each) for each in failures] == [CancelledError]
    assert finished == []


def test_an_expected_failure_nobody_takes_is_shown_with_its_remedy(
    qtbot: QtBot, jobs: JobRunner, notices: Notices
) -> None:
    jobs.start(jobs, Job(refuse))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert notices.last is not None
    assert notices.last.kind is NoticeKind.FAILURE
    assert (notices.last.message, notices.last.hint) == ("数据库忙。", "请稍后重试。")


def test_an_expected_failure_its_owner_takes_is_shown_by_nobody_else(
    qtbot: QtBot, jobs: JobRunner, notices: Notices
) -> None:
    taken: list[AppError] = []

    jobs.start(jobs, Job(refuse, failed=taken.append))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert [each.code for each in taken] == ["test.busy"]
    assert notices.last is None


def test_a_bug_is_shown_as_a_bug_and_logged_with_its_trace(
    qtbot: QtBot, jobs: JobRunner, notices: Notices, quiet_log: QuietLog, caplog: pytest.LogCaptureFixture
) -> None:
    quiet_log.expect("job failed")

    jobs.start(jobs, Job(break_down))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert notices.last is not None
    assert notices.last.kind is NoticeKind.BUG
    assert notices.last.code == "RuntimeError"
    assert "Traceback" in caplog.text


def test_the_outcome_of_work_whose_owner_is_gone_is_dropped(qtbot: QtBot, jobs: JobRunner) -> None:
    owner, go_on = QObject(), threading.Event()
    delivered: list[None] = []

    jobs.start(owner, Job(lambda _t: go_on.wait(5) and None, delivered.append))
    owner.deleteLater()
    del owner
    qtbot.wait(10)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert delivered == []


def test_a_broken_job_leaves_the_lane_to_the_next(
    qtbot: QtBot, jobs: JobRunner, notices: Notices, quiet_log: QuietLog
) -> None:
    quiet_log.expect("job failed")
    results: list[int] = []

    jobs.start(jobs, Job(break_down))
    jobs.start(jobs, Job(lambda _t: 7, results.append))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert results == [7]
    assert notices.last is not None


@pytest.mark.parametrize(
    ("work", "told"),
    [(lambda _t: None, "done"), (refuse, "failed"), (break_down, "broke")],
)
def test_the_end_is_told_before_the_outcome_whatever_it_is(
    qtbot: QtBot, jobs: JobRunner, quiet_log: QuietLog, work: Callable[[Token], None], told: str
) -> None:
    if work is break_down:
        quiet_log.expect("job failed")
    heard: list[str] = []

    def say(words: str) -> Callable[..., None]:
        return lambda *_told: heard.append(words)

    job = Job(work, say("done"), say("failed"), ended=say("ended"), broke=say("broke"))
    jobs.start(jobs, job)
    qtbot.waitUntil(lambda: not jobs.busy)

    assert heard == ["ended", told]


def test_a_gone_owner_hears_neither_the_end_nor_the_bug(
    qtbot: QtBot, jobs: JobRunner, notices: Notices, quiet_log: QuietLog
) -> None:
    quiet_log.expect("job failed")
    owner, go_on = QObject(), threading.Event()
    heard: list[str] = []

    def work(token: Token) -> None:
        go_on.wait(5)
        break_down(token)

    job = Job(work, ended=lambda: heard.append("ended"), broke=lambda: heard.append("broke"))
    jobs.start(owner, job)
    owner.deleteLater()
    del owner
    qtbot.wait(10)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert heard == []
    assert notices.last is not None


@pytest.mark.parametrize(("lane", "met", "patience"), [(Lane.DATABASE, 0, 0.1), (Lane.OTHER, 2, 30.0)])
def test_only_work_that_leaves_the_store_alone_runs_side_by_side(
    qtbot: QtBot, jobs: JobRunner, lane: Lane, met: int, patience: float
) -> None:
    meeting, meetings = threading.Barrier(2), [0]

    def work(_token: Token) -> None:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(patience)
            meetings[0] += 1

    for _ in range(2):
        jobs.start(jobs, Job(work, lane=lane))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)

    assert meetings[0] == met


def _here() -> int:
    return threading.get_ident()
