"""The sync centre says how things stand, and lets people decide what only people may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.role import Role
from app.domain.sync_centre import Stock, SyncLine
from app.services.syncing import SyncDesk
from tests.sync_facts import AT, a_conflict, a_link, a_sending
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.ui.case_world import case_tools
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file
from ui.screens import screens
from ui.screens.sync.view import CONFLICT_TAB, SyncView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


class Opened:
    """The page over a world, with what it reads and the line it steers."""

    def __init__(
        self,
        qtbot: QtBot,
        jobs: JobRunner,
        world: World,
        reading: MemorySyncReading,
        line: QuietLine | None = None,
    ) -> None:
        self.files = MemoryAttachments()
        self.world, self.reading, self.line, self._qtbot, self._jobs = (
            world,
            reading,
            line or QuietLine(),
            qtbot,
            jobs,
        )
        tools = replace(
            case_tools(jobs, world), syncing=SyncDesk(world.office, reading, self.line, self.files)
        )
        view: Any = screens()["sync"].build(tools, {})
        self.view: SyncView = view
        qtbot.addWidget(view)
        view.resize(1200, 700)
        view.show()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs."""
        self._qtbot.waitUntil(lambda: not self._jobs.busy)

    def answer(self, **typed: str) -> None:
        """Type into the question in the page and confirm it."""
        form: Any = self.view.asking.form
        for name, text in typed.items():
            form.slots_[name].entry.set_text(text)
        self.view.asking.confirm_button.click()
        self.settle()


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def in_conflict(world: World) -> MemorySyncReading:
    """Return a reading with one conflict, one change set that waits and one that came back."""
    waiting, returned = a_sending(FIRST.id), a_sending(FIRST.id, "held_behind")
    return MemorySyncReading(
        a_link(),
        {"waiting": (waiting,), "received": (a_sending(FIRST.id, seq=12),), "returned": (returned,)},
        (a_conflict(world.case, FIRST.id, SECOND.id),),
        lent=(Stock("澄罚字", 2026, (4, 5)),),
    )


def test_a_computer_that_stands_alone_is_told_so_and_can_be_enrolled(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading())
    assert page.view.headline.text() == "● 未入网"
    assert "按时备份" in page.view.facts.text()
    assert not page.view.now.isVisible()

    page.view.join.click()
    page.answer(address=" https://city.invalid:8443 ", code="320281101-AAAA-BBBB-CCCC", authority="")

    assert page.line.told == [("join", "https://city.invalid:8443", "320281101-AAAA-BBBB-CCCC", "")]


def test_the_page_says_what_waits_what_arrived_and_what_came_back(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    view = page.view

    assert view.headline.text() == "● 需要处理：1项待上传，1项退回待修，1项冲突待处理"
    assert "0123 4567 89AB CDEF" in view.facts.text()
    assert [view.tabs.tabText(at) for at in range(3)] == ["待上传（1）", "平台已收（1）", "退回待修（1）"]
    assert view.lists.received.table()[1][0][3:] == ("已采用", "第12号")
    assert view.lists.returned.table()[1][0][3] == "前一份被退回，随其暂存"
    assert view.lists.stocks.table()[1][0] == ("澄罚字", "2026", "4号、5号")


def test_a_tab_counts_everything_also_where_its_list_is_cut(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    reading = in_conflict(world)
    reading.more_waiting = 1842

    page = Opened(qtbot, jobs, world, reading)

    assert page.view.tabs.tabText(0) == "待上传（1843）"
    assert "1843项待上传" in page.view.headline.text()
    assert "只列最近" in page.view.facts.text()


def test_a_computer_that_stands_alone_is_not_told_to_upload(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    reading = MemorySyncReading(sent={"waiting": (a_sending(FIRST.id),)}, papers=frozenset((world.case.id,)))

    page = Opened(qtbot, jobs, world, reading)

    assert page.view.headline.text() == "● 未入网"
    assert page.view.lists.printed.records == ()


def test_a_conflict_is_shown_field_by_field_and_looking_decides_nothing(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert page.view.conflicts.fields.table()[1][0][1:] == ("原来", "现有", "后到")
    assert FIRST.name in page.view.conflicts.who.text()
    assert SECOND.name in page.view.conflicts.who.text()

    page.view.choices.keep.click()
    page.view.asking.back_button.click()
    page.settle()
    assert world.store.decided == []


def test_what_came_late_is_taken_with_a_reason(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    page.view.choices.late.click()
    page.answer(reason="以现场记录为准")

    assert world.case.brief == "后到"


def test_a_third_content_is_written_in_the_page(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    page.view.choices.third.click()
    form: Any = page.view.asking.form
    assert form.texts()["brief"] == "现有"
    page.answer(brief="两处合并", reason="合并")

    assert world.case.brief == "两处合并"


def test_returned_work_is_sent_again_or_given_up(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(2)

    page.view.again.click()
    page.settle()
    page.view.drop.click()
    page.answer(reason="重复")

    assert [each[0] for each in world.store.decided] == ["send_again", "give_up"]


def test_the_exchange_is_hurried_paused_and_resumed(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(skew=-240.0)))
    assert "本机时钟比平台慢约4分钟" in page.view.facts.text()

    page.view.now.click()
    page.settle()
    page.view.halted.click()
    page.settle()
    assert page.line.paused
    assert page.view.headline.text() == "● 已暂停"
    assert "按“继续同步”后恢复" in page.view.facts.text()
    assert (page.view.now.isVisible(), page.view.go.isVisible()) == (False, True)
    page.view.go.click()
    page.settle()

    assert page.line.told == [("wake",)]
    assert page.view.headline.text() == "● 已同步"
    assert (page.view.now.isVisible(), page.view.go.isVisible()) == (True, False)


def test_the_page_follows_the_exchange_by_itself_while_it_is_seen(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), {"waiting": (a_sending(FIRST.id),)}))
    view = page.view
    seen: list[object] = []
    view.model.shown.connect(seen.append)

    view.pulse.look()
    page.settle()
    assert seen == [], "nothing happened"

    page.reading.sent = {"received": (a_sending(FIRST.id, seq=12),)}
    view.pulse.look()
    qtbot.waitUntil(lambda: view.headline.text() == "● 已同步")
    page.settle()
    assert len(seen) == 1

    view.halted.click()
    page.settle()
    view.hide()
    page.line.resume()
    view.pulse.look()
    page.settle()
    assert view.headline.text() == "● 已暂停", "nobody sees it"


def test_the_page_does_not_change_under_a_question(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(2)
    page.view.drop.click()

    page.reading.sent = {}
    page.view.pulse.look()
    page.settle()

    assert page.view.lists.returned.records


def test_the_journal_is_told_in_words(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    lines = (SyncLine(AT, "missed", "3"), SyncLine(AT, "incarnation", '{"why": "fork", "renumbered": 2}'))

    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), journal=lines))

    assert [row[1:] for row in page.view.lists.lines.table()[1]] == [
        ("平台丢失已收到的改动", "3份改动已重新上传"),
        ("重新编号", "平台已有同号的其他内容；2份待上传的内容已重新编号"),
    ]


def test_who_may_not_decide_is_told_so(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    world.seat.take(FIRST.id, FIRST.name, Role.AUXILIARY)
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    page.view.choices.keep.click()
    page.answer(reason="理由")

    assert world.store.decided == []
