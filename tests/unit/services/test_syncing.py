"""What the exchange leaves to people is decided by those who may, with a reason, and stands in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.attachment import Attachment, Haste, There
from app.domain.case import GAINS_WORDS, Case, Gains
from app.domain.disagreement import Version
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.domain.sync_centre import Counts, Lamp, lamp_words
from app.services.own_town import OtherTownError, in_own_town
from app.services.refused import NotPermittedError
from app.services.settlements import ConflictGoneError, ContentMissingError, ReasonMissingError
from app.services.syncing import FILES_SHOWN, SyncDesk, lamp_of
from tests.builders import TOWN, a_document
from tests.sync_facts import a_conflict, a_link, a_sending
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file

if TYPE_CHECKING:
    from app.domain.sync_centre import Link


def desk_of(world: World) -> tuple[SyncDesk, MemorySyncReading]:
    """Return the desk over a world with one conflict about its case."""
    reading = MemorySyncReading(a_link(), conflicts=(a_conflict(world.case, FIRST.id, SECOND.id),))
    return SyncDesk(world.office, reading, QuietLine(), MemoryAttachments()), reading


def last_line(world: World) -> str:
    return world.store.all(LogLine)[-1].text


def test_keeping_what_stands_closes_the_conflict_and_changes_nothing() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    before = world.case

    desk.keep(reading.conflicts[0], "核对现场记录")

    assert world.case == before
    assert world.store.decided == [("close", "c-1.0.brief", "Case", str(before.id))]
    assert "保留现有内容；理由：核对现场记录" in last_line(world)


@pytest.mark.parametrize(
    ("way", "taken"), [("keep", "现有"), ("take_late", "后到"), ("write", "两处合并"), ("delete", "删除")]
)
def test_the_history_tells_of_each_field_what_was_what_stood_what_came_and_what_was_taken(
    way: str, taken: str
) -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    given = ({"brief": taken}, "核对") if way == "write" else ("核对",)

    getattr(desk, way)(reading.conflicts[0], *given)

    assert last_line(world).endswith(
        f"；理由：核对。简要案情：原来“原来”／现有“现有”／后到“后到”／采用“{taken}”"
    )


def test_the_history_tells_values_as_the_card_shows_them_and_long_ones_shortened() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    long = "占" * 500
    values = {"filed_on": None, "gains": Gains.NONE, "handlers": (FIRST.id, SECOND.id), "brief": long}
    sides = [Version(values, None, None)] * 3
    found = replace(reading.conflicts[0], fields=tuple(values))
    reading.conflicts = (replace(found, before=sides[0], late=sides[1], kept=sides[2]),)

    desk.keep(reading.conflicts[0], "核对")

    text = last_line(world)
    assert "：原来“（空）”／现有" in text
    assert f"：原来“{FIRST.name}、{SECOND.name}”／" in text
    assert f"：原来“{GAINS_WORDS[Gains.NONE]}”／" in text
    assert f"：原来“{'占' * 99}…”／" in text
    assert len(text) < 700


def test_a_conflict_of_another_town_is_not_settled_here() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    world.seat.who = replace(world.seat.who, town="320281102")

    for settle in (desk.keep, desk.take_late, desk.delete):
        with pytest.raises(OtherTownError):
            settle(reading.conflicts[0], "核对现场记录")

    assert world.store.decided == []


def test_papers_of_another_town_do_not_stop_the_page() -> None:
    world = ready_to_file()
    _desk, reading = desk_of(world)
    foreign = a_document("01", state=DocumentState.FINAL)
    world.store.put(foreign)
    reading.papers = frozenset((foreign.id,))
    world.seat.who = replace(world.seat.who, town="320281102")
    office = replace(world.office, look=in_own_town(world.store.begin, world.seat))

    assert SyncDesk(office, reading, QuietLine(), MemoryAttachments()).centre().printed == ()


def test_what_came_late_replaces_what_stands() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)

    desk.take_late(reading.conflicts[0], "以后到为准")

    assert world.case.brief == "后到"
    assert world.store.all(LogLine)[-1].case_id == world.case.id


def test_a_deleted_record_comes_back_as_the_late_edit_wants_it() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    case = world.case
    reading.conflicts = (replace(reading.conflicts[0], kind="edit_vs_delete", deleted=True),)
    with world.office.begin() as work:
        work.of(Case).remove(case, "误立")
        work.commit()

    desk.bring_back(reading.conflicts[0], "仍须查处")

    assert world.store.all(Case) == (replace(case, brief="后到"),)
    assert world.store.decided == [("close", "c-1.0.brief", "Case", str(case.id))]
    assert "恢复记录并采用后到修改；理由：仍须查处" in last_line(world)
    assert "现有“（已删除）”／后到“后到”／采用“后到”" in last_line(world)


def test_a_record_is_deleted_after_all_and_the_history_says_so_without_it() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    reading.conflicts = (replace(reading.conflicts[0], kind="delete_vs_edit"),)

    desk.delete(reading.conflicts[0], "重复登记")

    assert world.store.all(Case) == ()
    assert "仍予删除；理由：重复登记" in last_line(world)
    assert world.store.all(LogLine)[-1].case_id is None


def test_what_is_not_deleted_does_not_come_back() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)

    with pytest.raises(ConflictGoneError):
        desk.bring_back(reading.conflicts[0], "仍须查处")


def test_a_third_content_may_be_written() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)

    desk.write(reading.conflicts[0], {"brief": "两处合并"}, "合并两份")

    assert world.case.brief == "两处合并"
    assert "另行填写" in last_line(world)


def test_a_third_content_without_what_the_record_needs_is_refused_by_its_label() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    before = world.case

    with pytest.raises(ContentMissingError) as refused:
        desk.write(reading.conflicts[0], {"procedure": None}, "合并两份")

    assert "“办案程序”" in refused.value.message
    assert world.case == before
    desk.write(reading.conflicts[0], {"filed_on": None}, "尚未立案")
    assert world.case.filed_on is None


def test_a_decision_needs_a_reason_a_role_and_an_open_conflict() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    with pytest.raises(ReasonMissingError):
        desk.keep(reading.conflicts[0], "  ")
    with pytest.raises(ConflictGoneError):
        desk.keep(replace(reading.conflicts[0], id="c-2"), "理由")
    world.seat.take(FIRST.id, FIRST.name, Role.AUXILIARY)
    with pytest.raises(NotPermittedError):
        desk.take_late(reading.conflicts[0], "理由")
    with pytest.raises(NotPermittedError):
        desk.give_up(a_sending(FIRST.id).cs_id, "理由")

    assert world.store.decided == []
    assert reading.disagreements()


def test_returned_work_is_sent_again_or_given_up_with_a_reason() -> None:
    world = ready_to_file()
    desk, _reading = desk_of(world)
    one = a_sending(FIRST.id, "schema").cs_id

    desk.send_again(one)
    with pytest.raises(ReasonMissingError):
        desk.give_up(one, "")
    desk.give_up(one, "重复录入")

    assert world.store.decided == [("send_again", one), ("give_up", one)]
    assert "重复录入" in last_line(world)


def test_final_papers_the_city_has_not_received_are_listed_and_drafts_are_not() -> None:
    world = ready_to_file()
    desk, reading = desk_of(world)
    final = a_document("01", state=DocumentState.FINAL)
    draft = replace(final, id=world.store.ids.new(), state=DocumentState.DRAFT)
    world.store.put(final, draft)
    reading.papers = frozenset((final.id, draft.id))

    assert desk.centre().printed == (final,)
    assert world.store.all(Document)
    assert world.store.all(Case)


AWAY = QuietLine("连不上", away=True)
HINDERED = QuietLine("本机磁盘空间不足。")


@pytest.mark.parametrize(
    ("link", "counts", "line", "lamp"),
    [
        (None, Counts(), QuietLine(), Lamp.ALONE),
        (a_link(), Counts(), QuietLine(), Lamp.CURRENT),
        (a_link(), Counts(waiting=2), QuietLine(), Lamp.WAITING),
        (a_link(), Counts(files=2), QuietLine(), Lamp.WAITING),
        (a_link(), Counts(files=2, failed=1), QuietLine(), Lamp.PERSON),
        (a_link(), Counts(absent=3), QuietLine(), Lamp.CURRENT),
        (a_link(contact_at=None), Counts(), QuietLine(), Lamp.OFFLINE),
        (a_link(), Counts(waiting=2), AWAY, Lamp.OFFLINE),
        (a_link(), Counts(conflicts=1), AWAY, Lamp.PERSON),
        (a_link(), Counts(waiting=2), HINDERED, Lamp.HINDERED),
        (a_link(contact_at=None), Counts(), HINDERED, Lamp.HINDERED),
        (a_link(), Counts(conflicts=1), HINDERED, Lamp.HINDERED),
        (None, Counts(), HINDERED, Lamp.ALONE),
        (a_link(recovering=True), Counts(), HINDERED, Lamp.RECOVERING),
        (a_link(), Counts(returned=1), QuietLine(), Lamp.PERSON),
        (a_link(recovering=True), Counts(conflicts=1), QuietLine(), Lamp.RECOVERING),
        (a_link(stopped="wipe"), Counts(), QuietLine(), Lamp.STOPPED),
        (a_link(revoked=True, stopped="wipe"), Counts(), QuietLine(), Lamp.REVOKED),
    ],
)
def test_the_lamp_shows_the_worst_of_what_there_is(
    link: Link | None, counts: Counts, line: QuietLine, lamp: Lamp
) -> None:
    assert lamp_of(link, counts, line) is lamp


def test_what_is_no_matter_of_the_network_is_not_told_as_one() -> None:
    assert lamp_words(lamp_of(a_link(), Counts(waiting=2), HINDERED), Counts(waiting=2)) == (
        "同步受阻：2项待上传"
    )


@pytest.mark.parametrize(
    ("link", "lamp"),
    [
        (None, Lamp.ALONE),
        (a_link(), Lamp.PAUSED),
        (a_link(recovering=True), Lamp.PAUSED),
        (a_link(stopped="wipe"), Lamp.STOPPED),
        (a_link(revoked=True), Lamp.REVOKED),
    ],
)
def test_a_paused_exchange_is_never_told_as_current(link: Link | None, lamp: Lamp) -> None:
    for counts in (Counts(), Counts(conflicts=1), Counts(waiting=1)):
        assert lamp_of(link, counts, QuietLine(paused=True)) is lamp


def test_the_lamp_counts_the_files_that_are_not_done() -> None:
    world = ready_to_file()
    line, files = QuietLine(), MemoryAttachments()
    desk = SyncDesk(world.office, MemorySyncReading(a_link()), line, files)
    assert lamp_words(*desk.lamp()) == "已同步"

    files.save(Attachment("a", TOWN, Haste.PICTURE, "照片.jpg", here=True))
    assert lamp_words(*desk.lamp()) == "待上传：1个附件待上传"
    files.save(Attachment("b", TOWN, Haste.RECORDING, "录像.mp4", here=False, there=There.KEPT))
    files.save(Attachment("c", TOWN, Haste.RECORDING, "录像.mp4", here=True, there=There.REFUSED))
    assert lamp_words(*desk.lamp()) == "需要处理：1个附件须处理，1个附件待上传，1个附件待下载"
    line.pause()
    assert desk.lamp()[0] is Lamp.PAUSED
    assert desk.centre().lamp is Lamp.PAUSED


@pytest.mark.parametrize(
    ("contact", "skew", "told"),
    [
        (timedelta(minutes=-5), 1.0, False),
        (timedelta(hours=-3), 1.0, True),
        (timedelta(minutes=5), 1.0, True),
        (timedelta(minutes=-5), -7200.0, True),
        (None, 0.0, True),
    ],
)
def test_a_clock_behind_what_was_saved_is_told_unless_the_city_just_proved_it_right(
    contact: timedelta | None, skew: float, told: bool
) -> None:
    world = ready_to_file()
    now = world.office.clock.now()
    met = None if contact is None else now + contact
    link = a_link(contact_at=met, skew=skew, worked_at=now + timedelta(days=1))

    centre = SyncDesk(world.office, MemorySyncReading(link), QuietLine(), MemoryAttachments()).centre()

    assert centre.clock_back is told


@pytest.mark.parametrize("there", [There.KEPT, There.WAITING, There.REFUSED])
def test_absent_files_are_counted_all_and_each_once(there: There) -> None:
    world = ready_to_file()
    files = MemoryAttachments()
    for number in range(1_000):
        files.save(Attachment(str(number), TOWN, Haste.PICTURE, "照片.jpg", here=False, there=there))

    found = SyncDesk(world.office, MemorySyncReading(a_link()), QuietLine(), files).centre()

    assert (found.files.undone.whole, found.files.undone.absent) == (1_000, 1_000)
    assert (len(found.files.absent), found.files.cut, found.cut) == (FILES_SHOWN, True, True)
