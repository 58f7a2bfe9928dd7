"""What happens outside the papers is told to the clock, on a real store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.law import published_law
from app.rules.told_facts import facts
from app.services.clues import ReasonMissingError
from app.services.deadlines import DeadlineDesk
from app.services.refused import NotPermittedError
from app.services.telling_facts import FactDayError, FactDesk, NotToldError
from tests.builders import ident
from tests.db.on_disk import CASE, OnDisk
from tests.unit.services.world import TODAY, World, ready_to_decide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DECIDED = date(2026, 3, 31)


def served() -> World:
    """A decided case."""
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED, filed_on=date(2026, 3, 2), decided_on=DECIDED)
    return world


@pytest.fixture
def world() -> World:
    return served()


@pytest.fixture
def desks(world: World, tmp_path: Path) -> Iterator[OnDisk]:
    opened = OnDisk.of(world, tmp_path)
    yield opened
    opened.store.close()


def running(desks: OnDisk) -> set[str]:
    """Return the rules whose limits run."""
    return {each.rule for each in case_deadlines(published_law(), desks.file())}


def test_a_decision_that_was_published_is_no_longer_due_for_it(desks: OnDisk) -> None:
    table = DeadlineDesk(desks.office, desks.store.deadlines)
    table.refresh()
    assert "D35" in running(desks)

    FactDesk(desks.office).tell(CASE, EventKind.PUBLISHED, TODAY, "本机关网站")

    assert table.refresh() == 1, "the told fact derives the case again"
    assert "D35" not in {each.rule for each in desks.store.deadlines.of_case(CASE)}
    assert "D38" in running(desks)


def test_a_reconsideration_opens_the_ten_days_to_answer_and_ends_them(desks: OnDisk) -> None:
    desk = FactDesk(desks.office)

    desk.tell(CASE, EventKind.RECONSIDERATION_COPY_RECEIVED, TODAY)
    assert "D25" in running(desks)

    desk.tell(CASE, EventKind.RECONSIDERATION_ANSWERED, TODAY)
    assert "D25" not in running(desks)


def test_what_was_told_by_mistake_is_taken_back_with_a_reason(desks: OnDisk) -> None:
    desk = FactDesk(desks.office)
    desk.tell(CASE, EventKind.PUBLISHED, TODAY)

    with pytest.raises(ReasonMissingError):
        desk.take_back(CASE, EventKind.PUBLISHED, " ")
    with pytest.raises(NotToldError):
        desk.take_back(CASE, EventKind.LAWSUIT_FILED, "填错")
    desk.take_back(CASE, EventKind.PUBLISHED, "填错案件")

    assert "D35" in running(desks)
    assert [each.code for each in desks.file().log] == ["fact.published", "fact_taken_back.published"]


def test_a_day_on_which_it_cannot_have_happened_is_refused(desks: OnDisk) -> None:
    desk = FactDesk(desks.office)
    with pytest.raises(FactDayError, match="还没有到"):
        desk.tell(CASE, EventKind.PUBLISHED, TODAY + timedelta(1))
    with pytest.raises(FactDayError, match="早于立案"):
        desk.tell(CASE, EventKind.PUBLISHED, date(2026, 3, 1))

    desk.tell(CASE, EventKind.PERFORMANCE_SET, TODAY + timedelta(20))

    assert "D32" in running(desks)


def test_only_who_works_on_cases_tells_facts(desks: OnDisk, world: World) -> None:
    world.seat.take(ident("丁"), "丁", Role.ORGAN_HEAD)

    with pytest.raises(NotPermittedError):
        FactDesk(desks.office).tell(CASE, EventKind.PUBLISHED, TODAY)


def test_every_fact_starts_settles_or_holds_a_term() -> None:
    book = published_law().book
    known: set[EventKind] = set()
    for editions in book.rules.values():
        term = editions.newest.value.term
        known |= {*term.opened_by, *term.closed_by, *term.held_by, *term.released_by}

    assert set(facts()) <= known
    assert len({each.words for each in facts().values()}) == len(facts())
