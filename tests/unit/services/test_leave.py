"""Once the leave to work without the city is over nothing is written; all can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Case
from app.domain.number_use import NumberUse
from app.domain.sync_centre import Lamp, leave_left, leave_over
from app.services.leave import Leave, LeaveOverError, RevokedHereError
from app.services.syncing import SyncDesk
from tests.sync_facts import a_link
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.unit.services.world import World, ready_to_file

if TYPE_CHECKING:
    from app.domain.sync_centre import Link


def link_of(world: World, days: float) -> Link:
    """Return a link whose leave ends some days from now."""
    now = world.office.clock.now()
    contact, until = now - timedelta(days=40), now + timedelta(days=days)
    return a_link(skew=0.0, contact_at=contact, leave_until=until)


def test_nothing_is_kept_once_the_leave_is_over_and_everything_is_read() -> None:
    world = ready_to_file()
    case = world.case
    begin = Leave(lambda: link_of(world, -1), world.office.clock).guarding(world.office.begin)

    with begin() as work:
        assert work.of(Case).get(case.id) == case
        work.of(Case).save(replace(case, brief="过期后录入"))
        with pytest.raises(LeaveOverError) as caught:
            work.commit()

    assert "期限已过" in caught.value.message
    assert "U盘" in caught.value.hint
    assert world.case == case


def test_a_computer_that_was_shown_out_keeps_nothing_more_until_it_is_let_in_again() -> None:
    world = ready_to_file()
    case, link = world.case, replace(link_of(world, 30), revoked=True)
    begin = Leave(lambda: link, world.office.clock).guarding(world.office.begin)

    with begin() as work:
        assert work.of(Case).get(case.id) == case
        work.of(Case).save(replace(case, brief="停用后录入"))
        with pytest.raises(RevokedHereError) as caught:
            work.commit()

    assert caught.value.code == "sync.revoked_here"
    assert caught.value.message == "这台电脑已被市级平台停用，不能再保存。"
    assert "重新登记" in caught.value.hint
    assert world.case == case

    link = replace(link, revoked=False)
    with begin() as work:
        work.of(Case).save(replace(case, brief="重新登记后录入"))
        work.commit()
    assert world.case.brief == "重新登记后录入"


def test_a_computer_shown_out_takes_no_number() -> None:
    world = ready_to_file()
    link = replace(link_of(world, 30), revoked=True)
    begin = Leave(lambda: link, world.office.clock).guarding(world.office.begin)

    with begin() as work:
        work.numbers.take("罚", 2026, world.case.id)
        with pytest.raises(RevokedHereError):
            work.commit()

    assert world.store.all(NumberUse) == ()


@pytest.mark.parametrize("days", [0.5, 30])
def test_work_goes_on_while_there_is_leave(days: float) -> None:
    world = ready_to_file()
    begin = Leave(lambda: link_of(world, days), world.office.clock).guarding(world.office.begin)

    with begin() as work:
        work.of(Case).save(replace(world.case, brief="期限内"))
        work.commit()

    assert world.case.brief == "期限内"


def test_a_computer_that_stands_alone_or_was_given_no_end_is_never_locked() -> None:
    world = ready_to_file()
    for link in (None, a_link(leave_until=None)):
        Leave(lambda link=link: link, world.office.clock).check()  # type: ignore[misc] # bound as it stands


def test_setting_the_clock_back_behind_the_last_contact_gains_nothing() -> None:
    world = ready_to_file()
    now = world.office.clock.now()
    link = a_link(skew=0.0, contact_at=now, leave_until=now - timedelta(days=1))

    assert leave_over(link, now - timedelta(days=400))


def test_a_clock_that_runs_ahead_is_told_from_the_citys() -> None:
    world = ready_to_file()
    now = world.office.clock.now()
    ahead = a_link(skew=86400.0 * 3, contact_at=now, leave_until=now - timedelta(days=1))

    assert not leave_over(ahead, now)


def test_the_end_is_spoken_of_a_week_before() -> None:
    world = ready_to_file()
    now = world.office.clock.now()
    link = a_link(skew=0.0, contact_at=now - timedelta(days=40), leave_until=now)

    assert leave_left(link, now - timedelta(days=8)) is None
    assert leave_left(link, now - timedelta(days=3)) == timedelta(days=3)
    assert leave_left(link, now + timedelta(days=1)) is None


def test_the_lamp_says_that_the_leave_is_over() -> None:
    world = ready_to_file()
    reading = MemorySyncReading(link_of(world, -1))

    desk = SyncDesk(world.office, reading, QuietLine(), MemoryAttachments())

    assert desk.lamp()[0] is Lamp.LOCKED
