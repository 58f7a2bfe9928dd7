"""A standard the bureau picked, through the screen: its band, leaving it, approval, and what papers say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.documents.catalogue import form
from app.documents.telling import Telling
from app.documents.vocabulary import vocabulary
from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.domain.evidence import Evidence
from app.domain.money import Money
from app.domain.penalty import Penalty
from app.domain.role import Role
from app.rules.flow import transitions
from app.rules.gates.announced import announce
from app.rules.gates.decision import not_heavier
from app.rules.gates.departure import MATTER_CODE, open_departures
from app.services.case_reading import CaseReading
from app.services.list_standards import StandardDesk
from app.services.refused import RefusedError
from tests.builders import TOWN, a_case, a_document, an_act, an_approval, an_item, ident
from tests.ui.test_discretion import Page, open_page
from tests.unit.services.world import FIRST, TODAY
from ui.screens.case.view_versions import VersionTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.document import Document
    from tests.unit.services.world import World
    from ui.jobs import JobRunner

ACT_DAY = date(2026, 2, 24)
DECIDE = next(each for each in transitions() if "not_heavier" in each.gates)
PAPERS = ("investigation_report", "penalty_prior_notice", "decision_approval", "penalty_decision")


def picked(page: Page, key: str, day: date = ACT_DAY) -> None:
    """Let an administrator pick a standard for the item, then show the case anew."""
    clerk = page.world.seat.who
    page.world.seat.take(FIRST.id, "甲", Role.ADMIN)
    StandardDesk(page.world.office).pick(key, an_item().code, day)
    page.world.seat.who = clerk
    page.tab._footings.clear()  # noqa: SLF001 - as another opening of the page would
    page.reread()


@pytest.fixture
def page(qtbot: QtBot, jobs: JobRunner) -> Page:
    """A case under investigation whose item (100 to 500 yuan) the 30/70 standard applies to."""
    found = open_page(qtbot, jobs, an_item())
    picked(found, "samr-30-70")
    return found


def choose(page: Page, fine: str, reason: str = "") -> None:
    """Choose a fine as a clerk does."""
    page.tick_fine()
    page.type("fine", fine)
    if reason:
        page.type("reason", reason)
    page.keep()
    page.reread()


def kept(page: Page) -> Penalty:
    """Return the only penalty of the store."""
    (only,) = page.world.store.all(Penalty)
    return only


def test_the_bar_shows_the_band_of_the_standard_inside_the_law(page: Page) -> None:
    page.type("fine", "300")

    assert page.tab.panel.range.sight is not None
    assert page.tab.panel.range.sight.words.startswith("法定幅度100元至500元，一般220.01元至379.99元")
    assert "30%／70%" in page.tab.why.text()


def test_an_amount_inside_the_band_needs_no_approval(page: Page) -> None:
    choose(page, "300", "情节一般")

    assert not kept(page).beyond
    assert kept(page).standard == "市场监管总局指导意见（30%／70%划分）"
    assert kept(page).tier == "一般"


def test_leaving_the_band_without_a_reason_is_refused_at_the_reason(page: Page) -> None:
    choose(page, "450")

    assert page.world.store.all(Penalty) == ()
    assert "须说明理由并经批准" in page.form.penalty.slots_["reason"].fault.text()


def test_leaving_the_band_with_a_reason_still_waits_for_approval(page: Page) -> None:
    choose(page, "450", "占道时间长，影响盲道")

    assert kept(page).beyond
    assert "须说明理由并经批准" in page.tab.panel.verdict.text()
    (refusal,) = open_departures(CaseReading(page.world.office).open(ident("case")))
    assert "450元" in refusal.message


def approve(world: World, amount: str, role: Role = Role.ORGAN_HEAD) -> None:
    """Put in an approval form for an amount with the agreement of a role."""
    answers = {"matter.kind": MATTER_CODE, "matter.proposal": f"对示例当事人罚款{amount}"}
    paper = a_document("matter_approval", id=ident(f"{amount} {role}"), answers=answers)
    world.put(paper, an_approval(paper, role))


def notice(page: Page) -> Document:
    """Draft the prior notice."""
    return page.tools.documents.draft(ident("case"), "penalty_prior_notice", ident("示例当事人"))


def against(page: Page) -> str:
    """Try to make the notice final and return what the gate of the standard says."""
    paper = notice(page)
    try:
        page.tools.documents.finalise(paper.id)
    except RefusedError as error:
        return "".join(each.message for each in error.refusals if each.gate == "discretion")
    except AppError as error:
        return f"other: {error.message}"
    return ""


def test_the_notice_is_not_final_before_the_head_agreed_to_the_very_amount(page: Page) -> None:
    choose(page, "450", "占道时间长，影响盲道")
    assert "尚未批准" in against(page)

    approve(page.world, "400元")
    assert "尚未批准" in against(page), "another amount was approved"

    approve(page.world, "450元", Role.HANDLER)
    assert "尚未批准" in against(page), "nobody who may approve agreed"

    approve(page.world, "450元")
    assert "尚未批准" not in against(page)


def test_amount_tier_and_reason_stand_unchanged_in_all_four_papers(page: Page) -> None:
    choose(page, "300", "占道面积小，情节一般")
    said = {slug: _told(page.world, slug) for slug in PAPERS}

    for texts in said.values():
        assert texts["penalty.text"] == "罚款人民币叁佰元整（300元）。"
        assert "“一般”档次" in texts["penalty.reason"]
        assert texts["penalty.reason"].endswith("占道面积小，情节一般")
        assert "市场监管总局指导意见（30%／70%划分）" in texts["penalty.reason"]
    assert len({tuple(texts.items()) for texts in said.values()}) == 1
    assert said["decision_approval"]["draft.grade"] == "一般"


def test_a_raise_after_the_notice_is_refused_at_the_amount_and_a_lower_fine_is_kept(page: Page) -> None:
    choose(page, "300", "情节一般")
    page.world.change(kept(page), noticed=announce(kept(page)))
    page.world.change(page.world.case, status=CaseStatus.NOTIFIED)
    page.reread()

    page.form.penalty.set_texts({"fine": "350"})
    page.form.penalty.go("fine")
    page.keep()

    assert "重于告知" in page.form.penalty.slots_["fine"].fault.text()
    assert kept(page).fine == Money.yuan(300)

    page.form.penalty.set_texts({"fine": "250"})
    page.form.penalty.go("fine")
    page.keep()
    assert kept(page).fine == Money.yuan(250)


def test_a_raise_that_reached_the_store_is_stopped_before_the_decision(page: Page) -> None:
    choose(page, "300", "情节一般")
    raised = replace(kept(page), noticed=announce(kept(page)), fine=Money.yuan(350))
    page.world.put(raised)

    refusals = not_heavier(CaseReading(page.world.office).open(ident("case")), DECIDE, TODAY)

    assert [each.gate for each in refusals] == ["G09"]


def _told(world: World, slug: str) -> dict[str, str]:
    file = CaseReading(world.office).open(ident("case"))
    told = Telling(file, a_document(slug, file.active_parties[0]), form(slug), TODAY)
    words = vocabulary()
    return {name: str(words[name].say(told)) for name in ("penalty.text", "penalty.reason", "draft.grade")}


def test_a_standard_that_begins_later_does_not_bind_an_earlier_act(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    picked(page, "samr-30-70", date(2026, 3, 1))

    choose(page, "450", "情节一般")

    assert (kept(page).standard, kept(page).beyond) == ("", False)


def test_a_tier_table_asks_for_the_tier_before_a_fine_is_kept(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    picked(page, "jx-occupy")
    choose(page, "250", "情节一般")
    assert page.world.store.all(Penalty) == ()

    box = page.form.picks.boxes["裁量阶次"]
    box.setCurrentIndex(box.findData("占地5㎡以下"))
    box.activated.emit(box.currentIndex())
    page.keep()
    page.reread()

    assert (kept(page).tier, kept(page).beyond) == ("占地5㎡以下", False)
    assert page.form.picks.values() == {"裁量阶次": "占地5㎡以下"}


def test_a_circumstance_may_rest_on_several_pieces_of_evidence(page: Page) -> None:
    (photo,) = page.world.store.all(Evidence)
    page.world.put(replace(photo, id=ident("record"), number=2, name="询问笔录"))
    page.reread()
    page.tab._open()  # noqa: SLF001 - as another opening of the page would
    page.form.found.tick({"harm_removed"})
    page.form.found.edited.emit()

    pieces = page.form.proof.ticks["harm_removed"]
    pieces.tick({"1号　照片", "2号　询问笔录"})
    pieces.edited.emit()
    page.form.penalty.set_texts({"leaning": "lighter"})
    choose(page, "100", "主动消除危害后果")

    assert any(
        line.startswith("证据〔") and "1号　照片；2号　询问笔录" in line for line in kept(page).derivation
    )
    assert pieces is not page.form.proof.ticks["harm_removed"]
    assert page.form.proof.ticks["harm_removed"].ticked() == ("1号　照片", "2号　询问笔录")


def test_past_fines_of_the_item_are_dots_on_the_bar(qtbot: QtBot, jobs: JobRunner) -> None:
    world_page = open_page(qtbot, jobs, an_item())
    world = world_page.world
    other = replace(
        a_case(CaseStatus.CLOSED), id=ident("old case"), decided_on=date(2026, 1, 9), number="旧1号"
    )
    act = replace(an_act(), id=ident("old act"), case_id=other.id)
    old = Penalty(ident("old"), TOWN, other.id, ident("示例当事人"), act.id, fine=Money.yuan(150))
    world.put(other, act, old)
    world_page.tab._footings.clear()  # noqa: SLF001 - as another opening of the page would
    world_page.reread()

    sight = world_page.tab.panel.range.sight
    assert sight is not None
    assert sight.past == (Money.yuan(150),)
    assert "本单位同一事项1件，罚款均为150元" in sight.words


def test_a_measured_standard_asks_the_figure_and_finds_the_tier(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    picked(page, "jx-occupy")
    form = page.tab.form
    assert form is not None

    form.picks.figures["area_sqm"].setText("7")
    form.picks.edited.emit()
    choose(page, "500", "占地7平方米")

    assert kept(page).tier == "占地5㎡以上10㎡以下"
    assert "area_sqm" in CaseReading(page.world.office).open(ident("case")).acts[0].fine_facts


def test_without_figure_and_tier_a_measured_standard_is_not_settled(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    picked(page, "jx-occupy")

    choose(page, "300", "占地")

    assert page.world.store.all(Penalty) == ()


def test_old_and_new_law_stand_side_by_side_with_the_lighter_named(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    milder = an_item().fine_spec.replace("500", "300")
    newer = replace(an_item(), id=ident("newer"), fine_spec=milder, listed_from=date(2026, 3, 1))
    page.world.put(newer)
    page.tab._footings.clear()  # noqa: SLF001 - as another opening of the page would
    page.reread()

    (table,) = page.tab.findChildren(VersionTable)
    cells = [[_words(table, row, column) for column in (2, 3)] for row in (0, 1)]
    assert cells == [["100元至500元", "不适用"], ["100元至300元", "适用"]]
    assert "新规定较轻（最高额较低）" in table.why.text()


def test_without_a_later_version_nothing_is_compared(page: Page) -> None:
    assert page.tab.findChildren(VersionTable) == []


def _words(table: VersionTable, row: int, column: int) -> str:
    cell = table.table.item(row, column)
    return "" if cell is None else cell.text()
