"""The look every few seconds: a failed one is no news, and a step is told once until the page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from app.services.syncing import SyncDesk
from localdb.failures import StoreBusyError
from tests.sync_facts import a_link, a_sending
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.ui.case_world import case_tools
from tests.unit.services.world import FIRST, World, ready_to_file
from ui.screens.sync.pulse import Pulse
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.sync_centre import Link
    from ui.jobs import JobRunner


@dataclass
class HeldReading(MemorySyncReading):
    """A reading of a store that somebody may hold."""

    held: bool = False

    def link(self) -> Link | None:
        """Return the link, unless the store is held."""
        if self.held:
            raise StoreBusyError
        return super().link()


class Watched:
    """A pulse over a world, with what it told."""

    def __init__(self, qtbot: QtBot, jobs: JobRunner, world: World) -> None:
        self.reading = HeldReading(a_link())
        self.desk = SyncDesk(world.office, self.reading, QuietLine(), MemoryAttachments())
        self.seen, self.steps, self.failures = True, 0, list[object]()
        self.pulse = Pulse(replace(case_tools(jobs, world), syncing=self.desk), lambda: self.seen)
        self.pulse.stepped.connect(self._stepped)
        jobs.failed.connect(self.failures.append)
        self._qtbot, self._jobs = qtbot, jobs
        self.pulse.shows(self.desk.pulse())

    def look(self) -> None:
        """Look, and wait for what was seen."""
        self.pulse.look()
        self._qtbot.waitUntil(lambda: not self._jobs.busy)

    def _stepped(self) -> None:
        self.steps += 1


@pytest.fixture
def watched(qtbot: QtBot, jobs: JobRunner) -> Watched:
    """A pulse whose page shows how things stand."""
    return Watched(qtbot, jobs, ready_to_file())


def test_a_look_at_a_store_somebody_holds_says_nothing_and_the_next_one_sees(watched: Watched) -> None:
    watched.reading.sent = {"received": (a_sending(FIRST.id, seq=12),)}
    watched.reading.held = True
    watched.look()
    assert (watched.failures, watched.steps) == ([], 0)

    watched.reading.held = False
    watched.look()

    assert watched.steps == 1


def test_a_step_is_told_once_until_the_page_shows_it(watched: Watched) -> None:
    before = watched.desk.pulse()
    watched.reading.sent = {"received": (a_sending(FIRST.id, seq=12),)}
    watched.look()
    watched.look()
    assert watched.steps == 1

    watched.pulse.shows(before)
    watched.look()

    assert watched.steps == 2


def test_a_page_that_could_not_be_read_anew_hears_of_the_next_step(watched: Watched) -> None:
    watched.reading.sent = {"received": (a_sending(FIRST.id, seq=12),)}
    watched.look()
    watched.look()
    assert watched.steps == 1

    watched.reading.sent = {"waiting": (a_sending(FIRST.id),)}
    watched.look()
    watched.look()

    assert watched.steps == 2


def test_the_lamp_of_the_window_says_that_it_could_not_look_and_nothing_else_does(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = ready_to_file()
    reading = HeldReading(a_link())
    desk = SyncDesk(world.office, reading, QuietLine(), MemoryAttachments())
    tools = replace(case_tools(jobs, world), syncing=desk)
    window = MainWindow(tools, {})
    qtbot.addWidget(window)
    jobs.failed.connect(tools.notices.failed)

    reading.held = True
    window.watch_exchange()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert window.lamp.text() == "● 同步情况暂时读不出"
    assert tools.notices.last is None

    reading.held = False
    window.watch_exchange()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert window.lamp.text() == "● 已同步"


def test_who_comes_back_to_a_page_that_could_not_be_read_has_it_read_anew(watched: Watched) -> None:
    watched.reading.sent = {"received": (a_sending(FIRST.id, seq=12),)}
    watched.look()
    watched.seen = False
    watched.look()

    watched.seen = True
    watched.look()

    assert watched.steps == 2
