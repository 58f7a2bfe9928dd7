"""The case page over real desks: steps, links, tabs, drafts, the log, and archived cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.case import CaseStatus
from app.domain.draft import FormDraft
from app.domain.log_line import LogLine
from app.domain.party import Party, PartyKind
from app.domain.statement import Statement
from tests.builders import a_case, a_document, ident
from tests.ui.case_hands import choose, opened, settle
from tests.ui.case_world import case_tools
from tests.ui.hands import press, press_ctrl, press_enter, type_text
from tests.unit.services.world import PARTY, TODAY, World, notified, ready_to_file
from ui.screens.case.goals import Goal
from ui.screens.case.todo import Line
from ui.screens.case.view import build
from ui.screens.case.view_parties import PartiesTab
from ui.screens.case.view_service import ServiceTab
from ui.screens.case.view_tab import RowsTab
from ui.tokens import BASE_POINTS, TextSize
from ui.widgets.step_bar import Standing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

WRONG_CHECK_DIGIT = "320281188001010019"


def test_ctrl_enter_on_the_chosen_step_takes_it(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_file()
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)

    choose(view, "批准立案")
    press_ctrl(view.todo.rows, Qt.Key.Key_Return)
    settle(qtbot, tools)

    assert world.case.status is CaseStatus.FILED
    assert world.case.number in view.head.number.text()
    assert view.head.bar.steps[1].standing is Standing.NOW


def test_a_step_that_asks_for_a_reason_waits_for_it_and_keeps_it_as_draft(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = ready_to_file()
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)

    choose(view, "其他步骤")
    press_enter(view.todo.rows)
    choose(view, "终止")
    press_enter(view.todo.rows)
    assert view.step.form is not None
    type_text(view.step.form.entry("reason").hand, "行为人死亡")
    settle(qtbot, tools)

    assert world.case.status is CaseStatus.FILING_REVIEW
    again = opened(qtbot, tools)
    choose(again, "其他步骤")
    press_enter(again.todo.rows)
    choose(again, "终止")
    press_enter(again.todo.rows)
    settle(qtbot, tools)
    assert again.step.form is not None
    assert again.step.form.entry("reason").text() == "行为人死亡"


def test_a_refused_step_lists_every_reason_as_a_link(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLUE, handlers=(ident("甲"),)))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)

    choose(view, "提请立案审批")
    press_ctrl(view.todo.rows, Qt.Key.Key_Return)
    settle(qtbot, tools)

    assert world.case.status is CaseStatus.CLUE
    told = [each.text() for each in view.step.links]
    assert len(told) >= 2
    assert any("立案（不予立案）审批表" in each for each in told)


def test_the_link_of_a_refusal_opens_the_field_that_mends_it(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.FILED, handlers=(ident("甲"),))))
    view = opened(qtbot, tools)
    choose(view, "✕")
    press_enter(view.todo.rows)

    assert view.tabs.currentWidget() is view.pages["overview"]
    hand = view.pages["overview"].form.entry("handlers").hand  # type: ignore[attr-defined]  # the tab's own form
    assert view.focusWidget() is hand


@pytest.mark.parametrize(
    ("kind", "tab"),
    [
        ("party", "parties"),
        ("act", "acts"),
        ("evidence", "evidence"),
        ("statement", "service"),
        ("payment", "service"),
        ("volume", "volume"),
        ("log", "log"),
    ],
)
def test_a_place_named_from_outside_opens_its_tab(qtbot: QtBot, jobs: JobRunner, kind: str, tab: str) -> None:
    view = opened(qtbot, case_tools(jobs, notified()), {"tab": kind})

    assert view.tabs.currentWidget() is view.pages[tab]


def test_what_the_office_must_fill_in_is_asked_of_the_settings(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, case_tools(jobs, notified()))

    with qtbot.waitSignal(view.wants) as asked:
        view.go(Goal("", "bank_name", "settings"))

    assert asked.args == ["settings", {"field": "bank_name"}]


def test_alt_and_a_digit_turn_to_a_tab_and_take_the_keys_there(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, case_tools(jobs, notified()))

    press(view.todo.rows, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    parties = view.pages["parties"]
    assert view.tabs.currentWidget() is parties
    assert isinstance(parties, PartiesTab)
    assert view.focusWidget() is parties.rows


def test_a_party_with_a_wrong_check_digit_is_refused_at_the_field(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "party", "field": "new"})
    form = view.pages["parties"].asking.form
    assert form is not None
    form.set_texts({"kind": PartyKind.PERSON.value, "name": "乙某", "address": "示例路2号"})
    type_text(form.entry("id_number").hand, WRONG_CHECK_DIGIT)

    press_ctrl(form.entry("id_number").hand, Qt.Key.Key_Return)
    settle(qtbot, tools)

    assert form.slots_["id_number"].fault.isVisible()
    assert "校验码" in form.slots_["id_number"].fault.text()
    assert view.focusWidget() is form.entry("id_number").hand
    assert [each.name for each in world.store.all(Party)] == [PARTY.name]


def test_a_party_is_added_by_keyboard_alone(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    press(view.todo.rows, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    focused = view.focusWidget()
    assert focused is not None
    press_ctrl(focused, Qt.Key.Key_Plus)
    form = view.pages["parties"].asking.form
    assert form is not None

    press(form.entry("kind").hand, Qt.Key.Key_4)
    for name, text in (("name", "示例合作社"), ("representative", "丙某"), ("address", "示例路3号")):
        type_text(form.entry(name).hand, text)
    press_ctrl(form.entry("address").hand, Qt.Key.Key_Return)
    settle(qtbot, tools)

    assert {each.name for each in world.store.all(Party)} == {PARTY.name, "示例合作社"}
    assert "示例合作社" in view.head.facts.toolTip()


def test_what_was_typed_survives_a_new_page(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.FILED)))
    first = opened(qtbot, tools, {"tab": "case", "field": "brief"})
    box = first.focusWidget()
    assert isinstance(box, QWidget)
    type_text(box, "巡查发现占道堆物")
    settle(qtbot, tools)
    first.deleteLater()

    second = opened(qtbot, tools)

    form = second.pages["overview"].form  # type: ignore[attr-defined]  # the tab's own form
    assert form.entry("brief").text() == "巡查发现占道堆物"


def test_a_new_reading_leaves_what_is_being_typed(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.FILED)))
    view = opened(qtbot, tools, {"tab": "case", "field": "brief"})
    box = view.focusWidget()
    assert isinstance(box, QWidget)
    type_text(box, "甲")

    view.refresh()
    settle(qtbot, tools)

    form = view.pages["overview"].form  # type: ignore[attr-defined]  # the tab's own form
    assert form.entry("brief").text() == "甲"


def test_the_facts_of_the_case_are_saved(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "case", "field": "brief"})
    box = view.focusWidget()
    assert isinstance(box, QWidget)
    type_text(box, "巡查发现")

    press_ctrl(box, Qt.Key.Key_Return)
    settle(qtbot, tools)

    assert world.case.brief == "巡查发现"
    assert world.case.status is CaseStatus.FILED


def test_an_archived_case_is_shown_and_offers_nothing(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, World(a_case(CaseStatus.ARCHIVED)))
    view = opened(qtbot, tools)

    assert [each.kind for each in view.todo.lines()] == [Line.HEADING]
    assert not view.todo.take_button.isVisible()
    assert "只能查看" in view.head.status.text()
    for name in ("parties", "acts", "evidence", "documents"):
        page = view.pages[name]
        assert isinstance(page, RowsTab)
        assert all(each.isHidden() for each in page.buttons if each not in page.lookers)
    assert not view.pages["overview"].form.isEnabled()  # type: ignore[attr-defined]  # the tab's own form


def test_the_log_is_shown_newest_first(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_file()
    tools = case_tools(jobs, world)
    world.desk.advance(ident("case"), "T03")
    view = opened(qtbot, tools)

    rows = view.pages["log"].rows  # type: ignore[attr-defined]  # a tab of rows
    assert len(rows.records) == len(world.store.all(LogLine))
    assert rows.words(0, 3) == "批准立案"
    assert rows.words(0, 1) == "甲"


def test_enter_on_what_waits_for_an_answer_records_it(qtbot: QtBot, jobs: JobRunner) -> None:
    world = notified()
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "statement"})
    tab = view.pages["service"]
    assert isinstance(tab, ServiceTab)
    press_enter(tab.rows)
    form = tab.asking.form
    assert form is not None
    type_text(form.entry("content").hand, "初次违法，请求从轻")

    press_ctrl(form.entry("content").hand, Qt.Key.Key_Return)
    settle(qtbot, tools)

    (kept,) = world.store.all(Statement)
    assert (kept.party_id, kept.content, kept.made_on) == (PARTY.id, "初次违法，请求从轻", TODAY)


def test_opening_a_paper_asks_the_window_for_it(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    paper = a_document("filing_approval")
    world.put(paper)
    view = opened(qtbot, case_tools(jobs, world), {"tab": "document"})

    with qtbot.waitSignal(view.wants) as asked:
        press_enter(view.pages["documents"].rows)  # type: ignore[attr-defined]  # a tab of rows

    assert asked.args == ["document", {"document_id": paper.id}]


def test_the_head_names_handlers_with_their_certificates(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, case_tools(jobs, notified(filed_on=date(2026, 3, 5))))

    assert view.head.people.toolTip() == "承办：甲（示甲001）、乙（示乙001）"
    assert view.head.limit.isVisible()
    assert "还有" in view.head.limit.text()


def test_no_part_of_the_page_opens_a_window_of_its_own(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, case_tools(jobs, notified()), {"tab": "party", "field": "new"})

    assert view.isActiveWindow(), "a label shown before it had a place took the keys away"


def test_the_page_fits_into_the_smallest_window_at_any_size_of_type(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, case_tools(jobs, notified()))
    view.setStyleSheet(f"* {{ font-size: {BASE_POINTS[TextSize.HUGE]}pt; }}")
    left_bar = 200

    assert view.minimumSizeHint().width() <= 1366 - left_bar


def test_an_archived_case_shows_what_it_is_and_not_an_old_draft(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.ARCHIVED, brief="归档的案情"))
    tools = case_tools(jobs, world)
    tools.drafts.save(FormDraft(f"case/{ident('case')}", {"brief": "旧草稿"}, world.clock.now()))

    view = opened(qtbot, tools)

    form = view.pages["overview"].form  # type: ignore[attr-defined]  # the tab's own form
    assert form.entry("brief").text() == "归档的案情"


def test_f5_reads_what_others_did_meanwhile(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    world.change(world.case, cause="更正后的案由")

    view.take_keys()
    press(view.todo.rows, Qt.Key.Key_F5)
    settle(qtbot, tools)

    assert "更正后的案由" in view.head.facts.toolTip()


def test_a_case_that_is_not_here_is_told_in_words(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, notified())
    jobs.failed.connect(tools.notices.failed)
    view = build(tools, {"case_id": ident("another case")})
    qtbot.addWidget(view)
    settle(qtbot, tools)

    assert tools.notices.last is not None
    assert "本机没有这条记录" in tools.notices.last.message
