"""Jobs that end while the program closes."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_an_outcome_that_is_already_on_its_way_is_dropped_at_closing(qtbot: QtBot) -> None:
    assert qtbot is not None
    runner, owner, ended = JobRunner(), QObject(), Event()
    outcomes: list[int] = []
    runner.start(owner, Job(lambda _token: 1, outcomes.append))
    runner._pools[next(iter(runner._pools))].submit(ended.set)  # noqa: SLF001 - comes after the job
    ended.wait()

    runner.close()
    QCoreApplication.processEvents()

    assert outcomes == []


def test_a_pause_that_ends_after_closing_begins_nothing(qtbot: QtBot) -> None:
    assert qtbot is not None
    runner, owner = JobRunner(), QObject()
    outcomes: list[int] = []
    runner.close()

    runner.start(owner, Job(lambda _token: 1, outcomes.append))

    assert not runner.busy
    assert outcomes == []
