"""The tabs of the case page over real desks: acts, evidence, papers, service, opinions, the volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.approval import Approval
from app.domain.case import CaseStatus
from app.domain.delivery import Delivery
from app.domain.document import Document, DocumentState
from app.domain.money import Money
from app.domain.party import Party
from app.domain.payment import Payment, PaymentWay
from app.domain.role import Role
from app.domain.statement import Adoption, Statement, StatementKind
from app.services.case_reading import CaseReading
from tests.builders import (
    a_case,
    a_document,
    a_party,
    a_payment,
    a_penalty,
    a_statement,
    an_officer,
    ident,
)
from tests.ui.case_hands import choose, confirm, form_of, opened, settle, tab_of
from tests.ui.case_world import case_tools
from tests.ui.hands import press_ctrl, press_enter, type_text
from tests.unit.services.world import PARTY, TODAY, World, ready_to_decide
from ui.screens.case.goals import goal_of, paper_goal
from ui.screens.case.view_rows import Rows
from ui.widgets.button_line import ButtonLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


def test_another_paper_is_found_by_its_name_and_made(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "documents"})
    tab = view.pages["documents"]
    press_ctrl(tab_of(view, "documents").rows, Qt.Key.Key_Plus)
    line = tab.making.line  # type: ignore[attr-defined]  # the tab of papers
    type_text(line, "移送函")

    with qtbot.waitSignal(view.wants) as asked:
        press_enter(line)
    settle(qtbot, tools)

    (made,) = world.store.all(Document)
    assert (made.slug, made.state) == ("case_transfer_letter", DocumentState.DRAFT)
    assert asked.args == ["document", {"document_id": made.id}]


def test_an_owed_paper_is_made_by_enter_and_opened(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLUE))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    lines = [each.words for each in view.todo.lines()]
    view.todo.choose(next(at for at, words in enumerate(lines) if words.startswith("☐ 立案")))

    view.take_keys()
    with qtbot.waitSignal(view.wants) as asked:
        press_enter(view.todo.rows)

    (made,) = world.store.all(Document)
    assert made.slug == "filing_approval"
    assert asked.args == ["document", {"document_id": made.id}]


def test_a_paper_is_served_with_what_is_known_of_the_party(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.NOTICE_DRAFT))
    world.put(a_document("penalty_prior_notice", PARTY))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "delivery"})
    press_enter(tab_of(view, "service").rows)

    confirm(qtbot, view, tools, "service")

    (kept,) = world.store.all(Delivery)
    assert (kept.receiver, kept.place, len(kept.servers)) == (PARTY.name, PARTY.address, 2)
    served = next(each for each in world.store.all(Document) if each.slug == "penalty_prior_notice")
    assert served.state is DocumentState.SERVED


def test_what_is_still_owed_is_offered_as_the_amount(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_decide()
    world.put(a_penalty(PARTY, 300))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "payment"})
    press_ctrl(tab_of(view, "service").rows, Qt.Key.Key_B)
    form = form_of(view, "service")
    assert form.entry("amount").text() == "300"
    type_text(form.entry("receipt_no").hand, "票001")

    confirm(qtbot, view, tools, "service")

    (kept,) = world.store.all(Payment)
    assert (kept.amount, kept.paid_on) == (Money.yuan(300), TODAY)


def test_who_holds_the_role_gives_the_opinion_here(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("investigation_report"))
    world.seat.take(ident("丙"), "丙", Role.UNIT_HEAD)
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "approval"})
    press_enter(tab_of(view, "approvals").rows)

    confirm(qtbot, view, tools, "approvals")

    (given_,) = world.store.all(Approval)
    assert (given_.by_name, given_.role, given_.on_paper) == ("丙", Role.UNIT_HEAD, False)


def test_a_signature_on_paper_is_recorded_in_the_signers_name(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    head = an_officer("丁", Role.UNIT_HEAD)
    world.put(a_document("investigation_report"), head)
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "approval"})
    press_enter(tab_of(view, "approvals").rows)
    form_of(view, "approvals").set_texts({"signer": str(head.id)})

    confirm(qtbot, view, tools, "approvals")

    (given_,) = world.store.all(Approval)
    assert (given_.by_id, given_.by_name, given_.on_paper) == (head.id, "丁", True)
    assert "纸质签批" in [tab_of(view, "approvals").rows.words(0, at) for at in range(7)]


def test_the_volume_says_what_is_missing_in_it(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.CLOSED)))
    view = opened(qtbot, tools, {"tab": "volume"})
    settle(qtbot, tools)

    told = view.pages["volume"].missing.text()  # type: ignore[attr-defined]  # the tab of the volume
    assert told.startswith("⚠ 卷内还缺")


def test_a_table_shows_what_it_was_given_last(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "parties"})
    world.change(PARTY, name="改名后的当事人")
    view.refresh()
    settle(qtbot, tools)

    rows = tab_of(view, "parties").rows
    assert isinstance(rows, Rows)
    assert rows.words(0, 1) == "改名后的当事人"
    assert [each.name for each in world.store.all(Party)] == ["改名后的当事人"]


@pytest.mark.parametrize(
    ("slug", "tab"),
    [
        ("investigation_report", "approvals"),
        ("penalty_prior_notice", "service"),
        ("site_record", "documents"),
    ],
)
def test_a_missing_paper_leads_to_what_it_lacks(slug: str, tab: str) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("investigation_report"), a_document("penalty_prior_notice", PARTY))

    assert paper_goal(CaseReading(world.office).open(ident("case")), slug).tab == tab


def test_an_owed_paper_that_waits_for_its_opinion_leads_to_it(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("investigation_report"))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    choose(view, "☐ 案件调查终结报告")

    press_enter(view.todo.rows)

    assert view.tabs.currentWidget() is view.pages["approvals"]
    assert "承办机构负责人" in view.pages["approvals"].asking.title.text()


def test_what_a_party_still_has_to_pay_is_asked_for_by_its_link(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED)
    view = opened(qtbot, case_tools(jobs, world))
    choose(view, "没有缴纳")

    press_enter(view.todo.rows)

    assert form_of(view, "service").entry("amount").text() == "200"


def test_a_fact_of_the_office_leads_to_the_settings() -> None:
    assert goal_of("subject", "court").screen == "settings"
    assert goal_of("field", "bank_name").screen == "settings"
    assert goal_of("case", "brief").tab == "overview"


def test_an_open_conflict_leads_to_the_sync_centre() -> None:
    goal = goal_of("sync", "c-1")

    assert (goal.tab, goal.screen) == ("", "sync")
    assert goal.args == {"tab": "conflicts", "conflict": "c-1"}


def test_a_place_of_a_conflict_opens_the_sync_centre_on_it_from_the_case(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.INVESTIGATING)))
    view = opened(qtbot, tools, {})

    with qtbot.waitSignal(view.wants) as asked:
        view.receive({"tab": "sync", "field": "c-1"})
    settle(qtbot, tools)

    assert asked.args == ["sync", {"tab": "conflicts", "conflict": "c-1"}]


def test_a_paper_made_for_each_party_is_offered_for_each(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.NOTICE_DRAFT))
    world.put(a_party("第二当事人"))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "document", "field": "penalty_prior_notice"})
    making = view.pages["documents"].making  # type: ignore[attr-defined]  # the tab of papers

    offered = [making.rows.item(at).text() for at in range(making.rows.count())]
    assert {each.split("（")[-1] for each in offered} == {"示例当事人）", "第二当事人）"}
    with qtbot.waitSignal(view.wants):
        press_enter(making.line)
    settle(qtbot, tools)
    (made,) = world.store.all(Document)
    assert made.party_id in {each.id for each in world.store.all(Party)}


def test_a_paper_is_voided_with_the_reason(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("site_record", state=DocumentState.DRAFT, final_at=None))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "documents"})
    press_ctrl(tab_of(view, "documents").rows, Qt.Key.Key_Minus)
    type_text(form_of(view, "documents").entry("reason").hand, "填写有误")

    confirm(qtbot, view, tools, "documents")

    assert world.store.all(Document)[0].state is DocumentState.VOID
    assert tab_of(view, "documents").rows.words(0, 3) == "作废：填写有误"


def test_a_draft_says_how_many_things_it_lacks(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("site_record", state=DocumentState.DRAFT, final_at=None))
    view = opened(qtbot, case_tools(jobs, world), {"tab": "documents"})

    assert tab_of(view, "documents").rows.words(0, 4).startswith("缺")


def test_money_taken_on_the_spot_is_handed_in_from_its_line(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.SP_COLLECTED))
    form = a_document("on_spot_decision", PARTY)
    way = {"way": PaymentWay.ON_THE_SPOT, "on_spot_ground": "一百元以下"}
    world.put(form, a_penalty(PARTY, 100), a_payment(form, PARTY, 100, TODAY, **way))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "service"})
    rows = tab_of(view, "service").rows
    rows.go(lambda each: each.payment is not None)
    press_enter(rows)
    type_text(form_of(view, "service").entry("handed_in_on").hand, "t")

    confirm(qtbot, view, tools, "service")

    assert world.store.all(Payment)[0].handed_in_on == TODAY


def test_a_statement_is_reviewed_from_its_line(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.STATEMENT_REVIEW))
    world.put(a_statement(PARTY, StatementKind.STATEMENT, TODAY))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "service", "field": str(world.store.all(Statement)[0].id)})
    type_text(form_of(view, "service").entry("finding").hand, "理由成立")
    form_of(view, "service").set_texts({"adoption": "part"})

    confirm(qtbot, view, tools, "service")

    (kept,) = world.store.all(Statement)
    assert (kept.finding, kept.adoption, kept.reviewed_on) == ("理由成立", Adoption.PART, TODAY)


def test_buttons_that_do_not_fit_go_into_a_further_line(qtbot: QtBot) -> None:
    line = ButtonLine()
    qtbot.addWidget(line)
    buttons = [QPushButton(f"按钮{n}" * 5) for n in range(4)]
    for each in buttons:
        line.add(each)
    line.show()
    line.resize(buttons[0].sizeHint().width() * 2 + 20, line.height())

    assert len({each.y() for each in buttons}) == 2
    assert all(each.geometry().right() <= line.width() for each in buttons)
    assert line.height() >= buttons[-1].geometry().bottom()


def test_papers_are_listed_under_the_titles_they_bear(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.DEMANDED))
    demolish = {"execution.to_do": "demolish"}
    world.put(
        a_document("enforcement_announcement", answers=demolish),
        a_document("site_record", frozen={"doc.title": "现场检查记录"}),
    )
    view = opened(qtbot, case_tools(jobs, world), {"tab": "documents"})

    rows = tab_of(view, "documents").rows
    assert {rows.words(row, 0) for row in range(2)} == {"限期拆除公告", "现场检查记录"}
