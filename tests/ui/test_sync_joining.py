"""Joining from the sync centre: nobody waits for the city, and what was mistyped is shown where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Event, Thread, get_ident
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from app.adapters.vault import SystemVaultClosedError, VaultClosedError
from app.domain.city_address import city_address
from app.enrolled import KeyLostError
from app.services.syncing import SyncDesk
from app.window import not_begun
from tests.sync_facts import a_link
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.ui.case_world import case_tools
from tests.ui.test_sync_centre import Opened
from tests.unit.services.world import World, ready_to_file
from ui.jobs import Job
from ui.notices import Notices
from ui.screens import screens
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.errors import AppError
    from ui.jobs import JobRunner

CODE = "320281101-AAAA-BBBB-CCCC"


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


@dataclass
class DistantLine(QuietLine):
    """A city that takes its time to answer, and is asked at a safe address alone."""

    answers: Event = field(default_factory=Event)

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        """Wait for the answer."""
        asked = city_address(address)
        self.answers.wait(10)
        super().join(asked, code, authority, passphrase)


def test_the_store_is_written_to_while_the_city_has_not_answered(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    line = DistantLine()
    page = Opened(qtbot, jobs, world, MemorySyncReading(), line)
    page.view.join.click()
    form = page.view.asking.form
    assert form is not None
    form.slots_["address"].entry.set_text("https://city.invalid")
    form.slots_["code"].entry.set_text(CODE)
    page.view.asking.confirm_button.click()
    owner, written = QObject(), Event()

    jobs.start(owner, Job(lambda _token: written.set()))

    assert written.wait(5)
    assert line.told == []
    line.answers.set()
    page.settle()
    assert line.told == [("join", "https://city.invalid", CODE, "")]


def test_a_mistyped_address_is_shown_at_its_field_and_not_as_a_broken_cable(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(), DistantLine())
    page.view.join.click()

    page.answer(address="10.1.2.3:8443", code=CODE)

    form = page.view.asking.form
    assert form is not None
    assert "https://" in form.slots_["address"].fault.text()


@pytest.mark.parametrize(
    ("error", "asked"),
    [(VaultClosedError(), True), (SystemVaultClosedError(), False), (KeyLostError(), False)],
)
def test_a_passphrase_is_asked_for_only_where_one_opens_the_key(
    qtbot: QtBot, jobs: JobRunner, world: World, error: AppError, *, asked: bool
) -> None:
    reading, line = MemorySyncReading(a_link()), QuietLine(sealed=True)
    desk = SyncDesk(world.office, reading, line, MemoryAttachments())
    tools = replace(case_tools(jobs, world), syncing=desk)
    window = MainWindow(tools, screens())
    qtbot.addWidget(window)

    not_begun(window, tools.notices)(error)

    qtbot.waitUntil(lambda: not jobs.busy)
    told = tools.notices.last
    assert (told is None) is asked
    assert told is None or told.code == error.code
    assert (window.tabs.count() == 1) is asked


def test_a_key_that_is_gone_is_told_of_though_a_passphrase_would_seal_it(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    page.line.sealed = page.line.keyless = True
    page.line.barrier = "找不到本机的密钥，不能同步。"
    page.view.refresh()
    page.settle()

    assert page.view.headline.text() == "● 同步受阻"
    assert page.view.headline.property("rank") == "warn"
    assert "找不到本机的密钥" in page.view.facts.text()
    assert "输入保管口令后才能同步" not in page.view.facts.text()
    assert page.view.rejoin.isVisible()


def test_a_fault_of_the_exchange_is_told_by_the_window_though_another_thread_found_it(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    notices = Notices()
    jobs.bug_found.connect(notices.bug)
    told: list[int] = []
    notices.said.connect(lambda _notice: told.append(get_ident()))

    thread = Thread(target=lambda: jobs.bug_found.emit(ValueError("fault")))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: bool(told))
    assert told == [get_ident()]
    assert notices.last is not None
    assert notices.last.code == "ValueError"
