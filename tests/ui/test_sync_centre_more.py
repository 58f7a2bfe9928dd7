"""The sync centre over deletions, files, sticks, a sealed key and a leave that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLineEdit

from app.domain.attachment import Attachment, Haste, There
from app.domain.case import Case
from app.domain.disagreement import Version
from app.domain.log_line import LogLine
from app.services.syncing import FILES_SHOWN
from sync.bundle import BundleRefusedError
from sync.protocol.bundle_format import BundleError, BundleFault
from tests.builders import TOWN
from tests.sync_facts import AT, a_conflict, a_link, a_sending
from tests.sync_fakes import MemorySyncReading
from tests.ui.test_sync_centre import Opened
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file
from ui.screens.sync.view import CONFLICT_TAB

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

FILES_TAB, STICK_TAB = 7, 8


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def of_kind(world: World, kind: str, **changes: bool) -> MemorySyncReading:
    """Return a reading with one conflict of a kind."""
    found = replace(a_conflict(world.case, FIRST.id, SECOND.id), kind=kind)
    return MemorySyncReading(a_link(), conflicts=(replace(found, **changes),))  # type: ignore[arg-type] # flags alone


def sealed_by(words: str) -> dict[str, str]:
    """Return what is typed to open a sealed key."""
    return {"passphrase": words}


def offered(page: Opened) -> dict[str, str]:
    """Return the choices that can be pressed, by name."""
    choices = page.view.choices
    every = ("keep", "late", "third", "revive", "delete")
    return {name: getattr(choices, name).text() for name in every if getattr(choices, name).isVisible()}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("edit_vs_delete", {"keep": "保持删除…", "revive": "恢复记录…"}),
        ("delete_vs_edit", {"keep": "保留记录…", "delete": "仍予删除…"}),
        ("duplicate", {"keep": "先登记的有效…"}),
        ("field", {"keep": "保留现有内容…", "late": "改用后到内容…", "third": "另行填写…"}),
    ],
)
def test_each_kind_of_conflict_offers_its_own_choices(
    qtbot: QtBot, jobs: JobRunner, world: World, kind: str, words: dict[str, str]
) -> None:
    page = Opened(qtbot, jobs, world, of_kind(world, kind, deleted=kind == "edit_vs_delete"))
    assert offered(page) == {}

    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert offered(page) == words


def test_a_decision_that_waits_for_the_city_is_shown_and_offers_nothing(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, of_kind(world, "delete_vs_edit", decided=True))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert offered(page) == {}
    assert page.view.lists.conflicts.table()[1][0][2] == "已处理，待上传"


def test_returned_work_that_was_settled_is_shown_so_and_offers_nothing(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    settled = replace(a_sending(FIRST.id, "held_behind"), decided=True)
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), {"returned": (settled,)}))
    page.view.tabs.setCurrentIndex(2)

    assert not page.view.again.isVisible()
    assert not page.view.drop.isVisible()
    assert page.view.lists.returned.table()[1][0][3] == "已处理，待上传"


def test_what_a_newer_program_wrote_is_told_without_choices(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, of_kind(world, "melted", readable=False))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert offered(page) == {}
    assert page.view.lists.conflicts.table()[1][0][2] == "须更新程序后才能处理"
    assert page.view.conflicts.who.text() == (
        "这项冲突含有新版程序录入的内容。请更新本机程序，或者在已更新的电脑上处理。"
    )
    assert page.view.conflicts.fields.empty_words == "本机不能逐项对照"


def came_together(world: World, kind: str = "held", **changes: bool) -> MemorySyncReading:
    """Return a reading with a brief in conflict, and a line of history that came with it."""
    brief = replace(a_conflict(world.case, FIRST.id, SECOND.id), whole=True)
    said = {"at": AT, "by_id": FIRST.id, "by_name": "甲", "machine": "一号机", "code": "x", "text": "已立案"}
    line = replace(brief, id="c-1.1.at", kind=kind, record=None, record_kind=LogLine, fields=tuple(said))
    nothing = Version({}, None, None)
    late = Version({**said, "case_id": world.case.id}, FIRST.id, AT)
    line = replace(line, record_id=UUID(int=9), before=nothing, late=late, kept=nothing, **changes)  # type: ignore[arg-type] # flags alone
    cards = (replace(brief, others=(line,)), replace(line, others=(brief,)))
    return MemorySyncReading(a_link(), conflicts=cards)


def test_what_came_together_is_shown_together_and_taken_whole(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, came_together(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    rows = page.view.conflicts.fields.table()[1]
    assert rows[0] == ("案件·简要案情", "原来", "现有", "后到")
    assert ("办案日志·记录内容", "", "（尚无此记录）", "已立案") in rows
    assert "只能整份采用或者整份不采用" in page.view.conflicts.who.text()
    assert offered(page) == {"keep": "整份保留现有内容…", "late": "整份改用后到内容…"}
    page.view.choices.late.click()
    page.answer(reason="以后到为准")

    assert world.case.brief == "后到"
    assert "已立案" in [each.text for each in world.store.all(LogLine)]


def test_what_came_together_and_does_not_fit_can_only_be_left(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, came_together(world, torn=True, spent=True))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert offered(page) == {"keep": "整份保留现有内容…"}
    assert "之后重新办理" in page.view.conflicts.who.text()


def test_what_came_together_with_something_of_a_newer_program_waits_for_an_update(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, came_together(world, readable=False))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert offered(page) == {}
    assert page.view.lists.conflicts.table()[1][0][2] == "须更新程序后才能处理"


def test_a_record_is_deleted_after_all_from_the_page(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, of_kind(world, "delete_vs_edit"))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)
    assert page.view.conflicts.fields.table()[1][0][3] == "（要求删除）"

    page.view.choices.delete.click()
    page.answer(reason="重复登记")

    assert world.store.all(Case) == ()


def test_a_deleted_record_comes_back_from_the_page(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    reading = of_kind(world, "edit_vs_delete", deleted=True)
    with world.office.begin() as work:
        work.of(Case).remove(world.case, "误立")
        work.commit()
    page = Opened(qtbot, jobs, world, reading)
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)
    assert page.view.conflicts.fields.table()[1][0][2] == "（已删除）"

    page.view.choices.revive.click()
    page.answer(reason="仍须查处")

    assert world.case.brief == "后到"


def test_files_that_are_not_done_are_told_with_what_is_left_and_tried_again(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    photo = Attachment("a", TOWN, Haste.PICTURE, "照片.jpg", 3 << 20, here=True, offset=1 << 20)
    film = Attachment("b", TOWN, Haste.RECORDING, "录像.mp4", 9 << 20, here=True, there=There.REFUSED)
    paper = Attachment("c", TOWN, Haste.PAPER, "文书.pdf", 2048, here=False, there=There.KEPT)
    for item in (photo, replace(film, reason="blob_too_large"), paper):
        page.files.save(item)
    page.view.refresh()
    page.settle()
    page.view.tabs.setCurrentIndex(FILES_TAB)

    rows = page.view.files.rows
    assert page.view.tabs.tabText(FILES_TAB) == "附件（3）"
    assert {row[:5] for row in rows.table()[1]} == {
        ("照片.jpg", "3.0兆", "2.0兆", "等待上传", ""),
        ("录像.mp4", "9.0兆", "9.0兆", "须处理", "文件超过平台限制"),
        ("文书.pdf", "2千字节", "2千字节", "等待下载", ""),
    }
    assert "等待上传1个" in page.view.files.summary.text()
    words = "● 需要处理：1个附件须处理，1个附件待上传，1个附件待下载"
    assert page.view.headline.text() == words
    rows.go(lambda each: each.id == "b")
    page.view.retry.click()
    page.settle()

    assert page.files.lines["b"].there is There.WAITING
    assert ("wake",) in page.line.told


def test_a_stick_is_written_looked_at_and_taken_only_when_a_person_says_so(
    qtbot: QtBot, jobs: JobRunner, world: World, tmp_path: Path
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    view = page.view
    assert not view.out.isVisible()
    view.tabs.setCurrentIndex(STICK_TAB)
    assert view.stick.due.text() == "现在导出：待上传变更3项、附件2个。"
    assert view.tabs.tabText(STICK_TAB) == "U盘"

    view.stick.export_to(tmp_path / "a.lsb")
    page.settle()
    assert (tmp_path / "a.lsb").exists()
    assert "另有1个附件放不下" in view.stick.told.text()
    assert not view.take.isVisible()

    view.stick.look_into(tmp_path / "b.lsb")
    page.settle()
    assert "b.lsb：试验镇，第7号，1个文件" in view.stick.told.text()
    assert "签名无误，没有导入" in view.stick.told.text()
    assert page.line.told == [("look_into", "b.lsb")]
    assert view.take.isVisible()

    view.take.click()
    page.settle()
    assert page.line.told[-1] == ("take_in", "b.lsb")
    assert "新内容12项" in view.stick.told.text()
    assert "离线使用期限已延长" in view.stick.told.text()
    assert not view.take.isVisible()


def test_a_stick_is_named_by_the_time_of_the_office(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    world.clock.at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    assert page.view.stick.suggested == "同步包-20260303-0730.lsb"


@pytest.mark.parametrize("fault", list(BundleFault))
def test_every_refusal_of_a_stick_is_told_in_words(
    qtbot: QtBot, jobs: JobRunner, world: World, fault: BundleFault, tmp_path: Path
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    page.view.tabs.setCurrentIndex(STICK_TAB)
    page.line.refusal = BundleRefusedError(BundleError(fault))

    page.view.stick.look_into(tmp_path / "b.lsb")
    page.settle()

    refusal = page.line.refusal
    assert page.view.stick.told.text() == f"{refusal.message}{refusal.hint}"
    assert not page.view.take.isVisible()


def test_a_sealed_key_is_opened_by_its_passphrase_alone(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    page.line.sealed = True
    page.view.refresh()
    page.settle()
    assert "保管口令" in page.view.facts.text()
    assert not page.view.now.isVisible()

    page.view.unlock.click()
    form = page.view.asking.form
    assert form is not None
    (box,) = form.slots_["passphrase"].findChildren(QLineEdit)
    assert box.echoMode() is QLineEdit.EchoMode.Password
    page.answer(**sealed_by("错的"))
    assert page.line.sealed
    page.answer(**sealed_by("口令"))

    assert page.view.now.isVisible()


def test_a_computer_without_a_key_store_is_joined_with_a_passphrase_typed_twice(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading())
    page.line.sealed = True
    page.view.refresh()
    page.settle()
    page.view.join.click()
    typed = {"address": "https://city.invalid", "code": "320281101-AAAA-BBBB-CCCC"}

    page.answer(**typed, **sealed_by("口令"), again="口")
    assert page.line.told == []
    page.answer(**typed, **sealed_by("口令"), again="口令")

    assert page.line.told == [("join", "https://city.invalid", "320281101-AAAA-BBBB-CCCC", "")]
    assert not page.line.sealed


def test_a_leave_is_spoken_of_before_it_ends_and_when_it_is_over(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    now = world.office.clock.now()
    soon = now + timedelta(days=5, hours=1)
    reading = MemorySyncReading(a_link(contact_at=now - timedelta(days=40), leave_until=soon))
    page = Opened(qtbot, jobs, world, reading)
    assert "还剩5天" in page.view.facts.text()

    reading.server = a_link(contact_at=now - timedelta(days=46), leave_until=now - timedelta(days=1))
    page.view.refresh()
    page.settle()

    assert page.view.headline.text() == "● 离线超期"
    assert "只能查看和导出" in page.view.facts.text()


def test_a_computer_that_lost_its_key_or_was_shown_out_may_be_joined_again(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    assert not page.view.rejoin.isVisible()
    page.line.keyless = True
    page.view.refresh()
    page.settle()
    assert page.view.rejoin.isVisible()

    page.view.rejoin.click()
    page.answer(address="https://city.invalid", code="320281101-AAAA-BBBB-CCCC")

    assert page.line.told == [("join", "https://city.invalid", "320281101-AAAA-BBBB-CCCC", "")]


def test_the_page_begins_with_the_passphrase_where_it_is_opened_for_it(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    page.line.sealed = True

    page.view.receive({"ask": "key"})
    page.settle()
    assert page.view.pages.currentWidget() is page.view.asking
    page.answer(**sealed_by("口令"))

    assert page.view.now.isVisible()
    page.view.receive({"tab": "conflicts"})
    assert page.view.tabs.currentIndex() == CONFLICT_TAB


def test_the_tab_counts_files_the_list_is_too_short_for(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    for number in range(FILES_SHOWN + 50):
        page.files.save(Attachment(str(number), TOWN, Haste.PICTURE, "照片.jpg", 1024, here=True))
    page.view.refresh()
    page.settle()

    assert page.view.tabs.tabText(FILES_TAB) == f"附件（{FILES_SHOWN + 50}）"
    assert len(page.view.files.rows.records) == FILES_SHOWN
    assert "标签上是全部数量" in page.view.facts.text()


def test_a_thousand_files_this_computer_lacks_are_counted_all(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    for number in range(1_000):
        item = Attachment(str(number), TOWN, Haste.PICTURE, "照片.jpg", 1024, here=False, there=There.KEPT)
        page.files.save(item)
    page.view.refresh()
    page.settle()

    assert page.view.tabs.tabText(FILES_TAB) == "附件（1000）"
    assert "本机缺1000个" in page.view.files.summary.text()
    assert "标签上是全部数量" in page.view.facts.text()
