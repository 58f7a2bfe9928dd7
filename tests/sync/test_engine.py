"""Desktops of one town with real stores and engines: what one saves, the others see."""

from __future__ import annotations

import pytest

from app.domain.case import Case, CaseStatus
from app.domain.record import RecordNotFoundError
from tests.sync.office import Desktop, settle


def test_what_one_saves_the_other_sees(here: Desktop, there: Desktop) -> None:
    case = here.case(brief="群众举报")

    settle(here, there)

    assert there.see(case) == case
    assert there.store.lists.ids("cases", {"town": here.town}, "群众举报") == [case.id.bytes]
    assert here.digest() == there.digest()
    assert here.rows("SELECT state, outcome, seq FROM outbox") == [("settled", "applied", 1)]
    assert here.rows("SELECT * FROM pending") == []


def test_a_case_that_came_is_derived_anew(here: Desktop, there: Desktop) -> None:
    case = here.case()

    settle(here, there)

    assert [each for each, _seen in there.store.deadlines.stale("law", there.town)] == [case.id]


def test_edits_of_different_groups_merge(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)

    here.edit(case, cause="违法建设")
    there.edit(case, department="城管")
    settle(here, there)

    for each in (here, there):
        assert (each.see(case).cause, each.see(case).department) == ("违法建设", "城管")
        assert each.rows("SELECT id FROM conflicts") == []
    assert here.digest() == there.digest()


def test_edits_of_one_group_ask_a_person_and_lose_nothing(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)

    here.edit(case, cause="违法建设")
    there.edit(case, cause="乱扔垃圾")
    settle(here, there)

    assert [each.see(case).cause for each in (here, there)] == ["违法建设", "违法建设"]
    for each in (here, there):
        ((told, closed),) = each.rows("SELECT told, closed_at FROM conflicts")
        assert "违法建设" in told
        assert "乱扔垃圾" in told
        assert closed is None
    assert there.rows("SELECT state, outcome FROM outbox") == [("settled", "conflict")]


def test_a_held_edit_and_a_taken_one_that_come_back_together_show_what_stands(
    here: Desktop, there: Desktop
) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设")
    settle(here)

    there.edit(case, cause="乱扔垃圾")
    there.edit(case, department="城管")
    there.line.barred = frozenset(("push",))
    there.take(12)
    there.line.barred = frozenset()
    settle(there, here)

    for each in (here, there):
        assert (each.see(case).cause, each.see(case).department) == ("违法建设", "城管")


def test_a_person_settles_a_conflict_for_everybody(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设")
    there.edit(case, cause="乱扔垃圾")
    settle(here, there)
    ((conflict,),) = here.rows("SELECT id FROM conflicts")

    with here.store.begin() as work:
        chosen = work.of(Case).get(case.id)
        work.of(Case).decide(chosen, conflict, ["cause"])
        work.commit()
    settle(here, there)

    for each in (here, there):
        assert each.see(case).cause == "违法建设"
        assert each.rows("SELECT closed_by FROM conflicts") == [(str(here.user),)]


def test_own_unsent_work_stays_in_view_over_what_arrives(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设", status=CaseStatus.FILED)
    settle(here)

    there.edit(case, cause="乱扔垃圾")
    there.line.barred = frozenset(("push",))
    there.take(12)

    assert there.see(case).cause == "乱扔垃圾"
    assert there.see(case).status is CaseStatus.FILED


def test_a_deletion_goes_only_where_nobody_edited(here: Desktop, there: Desktop) -> None:
    gone, kept = here.case(), here.case()
    settle(here, there)

    here.remove(gone)
    here.remove(kept)
    there.edit(kept, cause="违法建设")
    settle(there, here)

    for each in (here, there):
        with pytest.raises(RecordNotFoundError):
            each.see(gone)
        assert each.see(kept).cause == "违法建设"
        assert each.rows("SELECT kind FROM conflicts") == [("delete_vs_edit",)]
    assert here.digest() == there.digest()


def test_an_edit_of_what_was_deleted_asks_a_person(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)

    here.remove(case)
    settle(here)
    there.edit(case, cause="违法建设")
    settle(there, here)

    for each in (here, there):
        assert not each.sees(case)
        assert each.rows("SELECT kind FROM conflicts") == [("edit_vs_delete",)]
