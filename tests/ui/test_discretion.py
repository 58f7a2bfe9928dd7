"""Discretion tab: weighs while it is typed, keeps by Ctrl+Enter, shows a refusal at its field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.act import Act
from app.domain.case import CaseStatus
from app.domain.document import Document
from app.domain.money import Money
from app.domain.penalty import Leaning, Penalty, PenaltyKind
from app.services.case_reading import CaseReading
from tests.builders import a_case, an_item, ident
from tests.ui.hands import press_ctrl, type_text
from tests.ui.spot_world import tools_over
from tests.unit.services.world import World
from ui.screens.case.discretion import names, pairs, told
from ui.screens.case.view_discretion import DiscretionTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.power_item import PowerItem
    from ui.jobs import JobRunner
    from ui.screens.case.view_weighing import WeighingForm
    from ui.screens.tools import Tools

BY_VALUE = (
    '[{"who": "any", "type": "multiple", "base": "货值金额", "min": 2, "max": 10, "stage": ["逾期不改正"]}]'
)


@dataclass
class Page:
    """A tab over a world, and what a clerk does on it."""

    qtbot: QtBot
    jobs: JobRunner
    world: World
    tools: Tools
    tab: DiscretionTab

    @property
    def form(self) -> WeighingForm:
        """What is asked; it is there once a case with an act is shown."""
        assert self.tab.form is not None
        return self.tab.form

    def type(self, name: str, text: str) -> None:
        """Type into a field of the penalty."""
        self.form.penalty.go(name)
        type_text(self.form.penalty.entry(name).hand, text)

    def tick_fine(self) -> None:
        """Tick the fine among the kinds, as Space does."""
        self.form.kinds.tick({PenaltyKind.FINE.value})
        self.form.kinds.edited.emit()

    def settle(self) -> None:
        """Wait for everything that runs."""
        self.qtbot.waitUntil(lambda: not self.jobs.busy)

    def reread(self) -> None:
        """Show the case anew, as the page does after a change."""
        self.tab.show_file(CaseReading(self.world.office).open(ident("case")))
        self.settle()

    def keep(self) -> None:
        """Press Ctrl+Enter in the field of the fine."""
        press_ctrl(self.form.penalty.entry("fine").hand, Qt.Key.Key_Return)
        self.settle()


@pytest.fixture
def page(qtbot: QtBot, jobs: JobRunner) -> Page:
    """A case under investigation with one party and one act."""
    return open_page(qtbot, jobs, an_item())


def open_page(qtbot: QtBot, jobs: JobRunner, item: PowerItem) -> Page:
    """Return the tab of a case whose act has an item."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(item)
    tools = tools_over(jobs, world)
    tab = DiscretionTab(tools, ident("case"))
    qtbot.addWidget(tab)
    tab.resize(820, 640)
    tab.show()
    qtbot.waitUntil(tab.isActiveWindow)
    found = Page(qtbot, jobs, world, tools, tab)
    found.reread()
    return found


def test_a_fine_chosen_inside_the_range_with_a_reason_is_kept(page: Page) -> None:
    page.tick_fine()
    page.type("fine", "200")
    page.type("reason", "初次违法，情节一般")
    with page.qtbot.waitSignal(page.tab.changed):
        page.keep()

    (kept,) = page.world.store.all(Penalty)
    assert kept.fine == Money.yuan(200)
    assert kept.kinds == (PenaltyKind.FINE,)
    assert kept.range_high == Money.yuan(500)
    assert kept.derivation


def test_the_range_bar_shows_range_proposal_and_choice_in_words(page: Page) -> None:
    page.type("fine", "200")

    sight = page.tab.panel.range.sight
    assert sight is not None
    assert sight.words == "法定幅度100元至500元，一般100元至500元，参考数额300元，选定200元"


def test_a_fine_outside_the_range_is_refused_at_its_field(page: Page) -> None:
    page.tick_fine()
    page.type("fine", "900")
    page.type("reason", "情节一般")
    page.keep()

    assert page.world.store.all(Penalty) == ()
    assert "不在法定幅度" in page.form.penalty.slots_["fine"].fault.text()


def test_a_missing_reason_is_asked_for_at_the_reason(page: Page) -> None:
    page.tick_fine()
    page.type("fine", "200")
    page.keep()

    assert "须说明" in page.form.penalty.slots_["reason"].fault.text()
    assert page.form.penalty.entry("reason").hand.hasFocus()


def test_circumstances_open_and_close_directions(page: Page) -> None:
    page.form.found.tick({"slight_corrected_harmless"})
    page.form.found.edited.emit()

    assert page.form.penalty.entry("leaning").text() == Leaning.EXEMPT
    assert "违法行为轻微" in page.tab.why.text()


def test_a_proposal_taken_fills_the_fine_and_ticks_its_kind(page: Page) -> None:
    page.tab.panel.proposal.click()

    assert page.form.penalty.entry("fine").text() == "300"
    assert page.form.kinds.ticked() == (PenaltyKind.FINE.value,)


def test_facts_of_the_act_are_asked_kept_and_counted(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, replace(an_item(), fine_spec=BY_VALUE))
    assert "逾期不改正" in page.tab.panel.verdict.text() or "逾期不改正" in page.tab.why.text()
    assert page.form.facts is not None
    page.form.facts.set_texts({"stage0": "1"})
    page.form.facts.go("amount0")
    type_text(page.form.facts.entry("amount0").hand, "1500")
    page.tick_fine()
    page.type("fine", "5000")
    page.type("reason", "逾期不改正")
    page.keep()

    (act,) = page.world.store.all(Act)
    (kept,) = page.world.store.all(Penalty)
    assert "150000" in act.fine_facts
    assert (kept.range_low, kept.range_high) == (Money.yuan(3000), Money.yuan(15000))


def test_what_was_ticked_and_kept_stands_there_when_the_case_is_opened_again(page: Page) -> None:
    page.form.found.tick({"harm_removed"})
    page.form.found.edited.emit()
    page.tick_fine()
    page.form.penalty.set_texts({"leaning": "lighter"})
    page.type("fine", "100")
    page.type("reason", "主动消除危害后果，从轻")
    page.keep()
    page.reread()

    assert page.form.found.ticked() == ("harm_removed",)
    assert page.form.penalty.entry("fine").text() == "100"


def test_what_is_being_typed_survives_a_new_reading_and_a_new_window(page: Page) -> None:
    page.tick_fine()
    page.type("fine", "250")
    page.settle()
    page.reread()
    assert page.form.penalty.entry("fine").text() == "250"

    again = DiscretionTab(page.tools, ident("case"))
    page.qtbot.addWidget(again)
    again.show_file(CaseReading(page.world.office).open(ident("case")))
    page.settle()

    assert again.form is not None
    assert again.form.penalty.entry("fine").text() == "250"
    assert again.form.kinds.ticked() == (PenaltyKind.FINE.value,)


def test_what_is_typed_while_a_penalty_is_being_kept_stays(page: Page) -> None:
    page.tick_fine()
    page.type("fine", "200")
    page.type("reason", "情节一般")
    press_ctrl(page.form.penalty.entry("fine").hand, Qt.Key.Key_Return)
    page.type("other", "另附整改要求")
    page.settle()
    page.reread()

    assert len(page.world.store.all(Penalty)) == 1
    assert page.form.penalty.entry("other").text() == "另附整改要求"


def test_an_archived_case_is_shown_and_cannot_be_changed(qtbot: QtBot, jobs: JobRunner) -> None:
    page = open_page(qtbot, jobs, an_item())
    page.world.change(page.world.case, status=CaseStatus.ARCHIVED)
    page.reread()

    page.tab.keep()

    assert not page.form.isEnabled()
    assert not jobs.busy


def test_an_order_to_put_things_right_is_drafted_from_here(page: Page) -> None:
    (button,) = [
        each for each in page.tab.area.findChildren(QPushButton) if each.text() == "制作责令改正通知书"
    ]
    with page.qtbot.waitSignal(page.tab.wants) as wanted:
        button.click()

    (paper,) = page.world.store.all(Document)
    assert paper.slug == "correction_order"
    assert wanted.args == ["document", {"document_id": paper.id}]


def test_kinds_the_item_names_come_first_and_penalties_are_told_in_words() -> None:
    item = replace(an_item(), kinds="没收;罚款;吊销")

    assert names(item, PenaltyKind.CONFISCATE_GOODS)
    assert not names(item, PenaltyKind.WARNING)


def test_each_act_of_each_party_is_a_line_of_its_own() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    (only,) = pairs(CaseReading(world.office).open(ident("case")))

    assert only.penalty is None
    assert "未裁量" in only.words
    assert told(Penalty(ident("p"), "", ident("c"), ident("y"), ident("a"))) == "不予处罚"
