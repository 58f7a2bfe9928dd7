"""On-the-spot penalty: from the scene to the record, refused beyond the limit, gone on with later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from app.documents.catalogue import form
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.delivery import Delivery
from app.domain.document import Document, DocumentState
from app.domain.draft import FormDraft
from app.domain.money import Money
from app.domain.party import Party, PartyKind
from app.domain.payment import Payment
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.role import Role
from app.services.list_standards import StandardDesk
from tests.builders import FICTIONAL_ID, a_case, a_party, a_subject, an_item, ident
from tests.ui.hands import press, press_ctrl, press_enter, type_text
from tests.ui.paper_world import PaperPages
from tests.ui.spot_world import tools_over
from tests.unit.services.world import TODAY, World
from ui.screens import screens
from ui.screens.on_spot.facts import limit_of
from ui.screens.on_spot.view import SpotView, build
from ui.screens.on_spot.viewmodel import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.on_spot.view_pages import ScenePage
    from ui.screens.on_spot.view_penalty import PenaltyPage
    from ui.screens.tools import Tools

PERSON = {
    "kind": "person",
    "name": "示例甲",
    "id_number": FICTIONAL_ID,
    "address": "示例路2号",
}
SCENE = {
    "item_id": str(an_item().id),
    "act_at": "2026-04-01 08:30",
    "place": "示例路口",
    "facts": "随地丢弃果皮",
    "handlers": f"{ident('甲')},{ident('乙')}",
    "penalty_at": "2026-04-01 08:40",
    "shown": "1",
    "told": "1",
}


@dataclass
class Street:
    """The page over a world, and what an officer does on it."""

    qtbot: QtBot
    jobs: JobRunner
    world: World
    tools: Tools
    view: SpotView

    @property
    def scene(self) -> ScenePage:
        """The first page; it is there once people and items are read."""
        assert self.view.scene is not None
        return self.view.scene

    @property
    def penalty(self) -> PenaltyPage:
        """The second page."""
        assert self.view.penalty is not None
        return self.view.penalty

    def at(self, stage: Stage) -> bool:
        """Whether the case stands at a step."""
        assert self.view.now is not None
        return self.view.now.stage is stage

    def settle(self) -> None:
        """Wait for everything that runs, also what one step begins after another."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.jobs.busy)

    def tell(self, **changes: str) -> None:
        """Fill party and scene, and go on."""
        self.scene.party.set_texts({**PERSON, **changes})
        self.scene.facts.set_texts({**SCENE, **changes})
        self.scene.confirm()

    def punish(self, yuan: str, kind: PenaltyKind = PenaltyKind.FINE) -> None:
        """Choose kind and amount, and draw the decision up with Ctrl+Enter."""
        form = self.penalty.form
        assert form is not None
        form.kinds.tick({kind.value})
        form.penalty.set_texts({"fine": yuan, "reason": "情节一般"})
        press_ctrl(form.penalty.entry("fine").hand, Qt.Key.Key_Return)
        self.settle()

    def hand_over(self) -> None:
        """Make the paper final and record that it was handed over."""
        self.view.paper.final_button.click()
        self.settle()
        self.view.handing.confirm()
        self.settle()

    def case(self) -> Case:
        """The case of the simple procedure."""
        (found,) = [each for each in self.world.store.all(Case) if each.procedure is Procedure.SIMPLE]
        return found


@dataclass
class Keys:
    """Keys pressed in whatever has them."""

    qtbot: QtBot

    @property
    def hand(self) -> QWidget:
        """The widget that takes the keys."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Type a text, as an input method does."""
        if text:
            type_text(self.hand, text)

    def enter(self, text: str) -> None:
        """Type and press Enter."""
        self.type(text)
        press_enter(self.hand)

    def tab(self, text: str) -> None:
        """Type and leave a box of many lines."""
        self.type(text)
        press(self.hand, Qt.Key.Key_Tab)

    def tick(self) -> None:
        """Tick with Space and press Enter."""
        press(self.hand, Qt.Key.Key_Space)
        press_enter(self.hand)

    def tick_row(self, row: int, key: Qt.Key = Qt.Key.Key_Down) -> None:
        """Go to a row of a list, tick it and press Enter."""
        rows = self.hand
        assert isinstance(rows, QListWidget)
        press(rows, Qt.Key.Key_Home)
        for _ in range(row):
            press(rows, key)
        self.tick()

    def finish(self) -> None:
        """Press Ctrl+Enter."""
        press_ctrl(self.hand, Qt.Key.Key_Return)


@pytest.fixture
def street(qtbot: QtBot, jobs: JobRunner) -> Street:
    """A bureau with two officers and one item."""
    world = World(a_case(CaseStatus.ARCHIVED))
    world.put(a_subject(bank_address="示例路9号", bank_account="示例账号", payee="示例财政"))
    tools = tools_over(jobs, world)
    return opened(qtbot, jobs, world, tools)


def opened(qtbot: QtBot, jobs: JobRunner, world: World, tools: Tools) -> Street:
    """Return the page, everything read."""
    view = build(tools, {})
    qtbot.addWidget(view)
    view.resize(1100, 640)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: view.scene is not None and not jobs.busy)
    return Street(qtbot, jobs, world, tools, view)


def test_a_small_fine_goes_from_the_scene_to_the_record_with_a_number(street: Street) -> None:
    street.tell(pay="on_the_spot")
    street.punish("100")
    assert street.at(Stage.PAPER)
    street.hand_over()
    assert street.at(Stage.PAYING)
    form = street.view.paying.form
    assert form is not None
    form.set_texts({"receipt_no": "票据001"})
    street.view.paying.confirm()
    street.settle()
    assert street.at(Stage.RECORDING)
    with street.qtbot.waitSignal(street.view.wants) as wanted:
        street.view.record.report_button.click()
    street.settle()

    (paper,) = street.world.store.all(Document)
    assert paper.state is DocumentState.SERVED
    assert paper.number
    assert street.case().status is CaseStatus.SP_RECORDED
    assert wanted.args == ["case", {"case_id": street.case().id}]
    assert [each.amount for each in street.world.store.all(Payment)] == [Money.yuan(100)]
    assert len(street.world.store.all(Delivery)) == 1


def test_a_fine_left_to_the_bank_goes_on_to_the_record_at_once(street: Street) -> None:
    street.tell()
    street.punish("200")
    street.hand_over()

    assert street.at(Stage.RECORDING)
    assert street.case().status is CaseStatus.SP_AWAIT_PAYMENT
    assert street.world.store.all(Payment) == ()


def test_a_fine_beyond_the_limit_is_refused_and_nothing_is_kept(street: Street) -> None:
    street.tell()
    street.punish("300")

    assert street.penalty.form is not None
    fault = street.penalty.form.penalty.slots_["fine"].fault.text()
    assert "限额200元" in fault
    assert "转普通程序" in fault
    assert street.world.store.all(Penalty) == ()
    assert [each.id for each in street.world.store.all(Case)] == [ident("case")]


def test_a_fine_outside_the_standards_band_is_refused_on_the_spot_and_nothing_is_kept(street: Street) -> None:
    officer = street.world.seat.who
    street.world.seat.take(officer.officer_id, officer.name, Role.ADMIN)
    StandardDesk(street.world.office).pick("samr-30-70", an_item().code, date(2021, 8, 1))
    street.world.seat.who = officer
    street.tell()
    street.settle()
    street.punish("150")

    assert street.penalty.form is not None
    assert "须经批准" in street.penalty.form.penalty.slots_["fine"].fault.text()
    assert street.world.store.all(Penalty) == ()
    assert [each.id for each in street.world.store.all(Case)] == [ident("case")]


def test_what_was_typed_is_carried_into_a_clue_for_the_ordinary_procedure(street: Street) -> None:
    street.tell()
    with street.qtbot.waitSignal(street.view.wants) as wanted:
        street.penalty.ordinary_button.click()
    street.settle()

    draft = street.tools.drafts.load("clue/new")
    assert draft is not None
    assert draft.texts["subject_name"] == "示例甲"
    assert wanted.args == ["clue_new", {}]


def test_the_decision_is_printed_in_its_prescribed_number_before_it_is_handed_over(street: Street) -> None:
    pages = PaperPages()
    street.view.model.tools = replace(street.tools, pages=pages)
    street.tell()
    street.punish("200")
    street.view.paper.final_button.click()
    street.settle()
    press_ctrl(street.view.handing, Qt.Key.Key_P)
    street.settle()

    (order,) = pages.orders
    (paper,) = street.world.store.all(Document)
    assert order.copies == paper.prints == form("on_spot_decision").copies


def test_a_clue_being_typed_is_not_written_over(street: Street) -> None:
    street.tools.drafts.save(FormDraft("clue/new", {"subject_name": "另一对象"}, street.world.clock.now()))
    street.tell()
    street.penalty.ordinary_button.click()
    street.settle()

    draft = street.tools.drafts.load("clue/new")
    assert draft is not None
    assert draft.texts == {"subject_name": "另一对象"}
    assert street.tools.notices.last is not None


def test_only_warning_and_fine_can_be_chosen_at_the_scene(street: Street) -> None:
    street.tell()

    assert street.penalty.pair is not None
    assert set(street.penalty.pair.only) == {PenaltyKind.WARNING, PenaltyKind.FINE}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("shown", "", "须先出示"),
        ("told", "", "须先告知"),
        ("handlers", str(ident("甲")), "两名以上"),
    ],
)
def test_what_the_law_demands_at_the_scene_is_asked_for_at_its_field(
    street: Street, name: str, text: str, said: str
) -> None:
    street.tell(**{name: text})

    assert street.view.penalty is None
    assert said in street.scene.facts.slots_[name].fault.text()


def test_a_firm_needs_its_representative_and_has_the_higher_limit(street: Street) -> None:
    street.tell(kind="legal_person", name="示例公司")

    assert "法定代表人" in street.scene.party.slots_["representative"].fault.text()
    assert limit_of(a_party(kind=PartyKind.LEGAL_PERSON), TODAY) == Money.yuan(3000)
    assert limit_of(a_party(kind=PartyKind.SOLE_TRADER), TODAY) == Money.yuan(200)


def test_money_is_not_taken_at_once_above_its_limit_without_a_ground(street: Street) -> None:
    street.tell(pay="on_the_spot")
    street.punish("200")

    last = street.tools.notices.last
    assert last is not None
    assert "当场收缴" in last.message
    assert len(street.world.store.all(Case)) == 1


def test_everything_is_done_with_the_keys_alone(street: Street) -> None:
    street.view.take_keys()
    keys = Keys(street.qtbot)
    for text in ("", "示例乙", "", FICTIONAL_ID, "", "", "", "示例路3号", ""):
        keys.enter(text)
    for text in ("CG-001", "", "示例路口"):
        keys.enter(text)
    keys.tab("随地丢弃果皮")
    keys.tick_row(1)
    for text in ("", ""):
        keys.enter(text)
    for _ in ("shown", "told"):
        keys.tick()
    keys.tab("")
    for _ in ("correction", "pay", "hard_later", "remote"):
        keys.enter("")
    keys.enter("")
    assert street.view.penalty is not None
    keys.enter("")
    keys.tick_row(1, Qt.Key.Key_Right)
    for text in ("150", "", "", "", ""):
        keys.enter(text)
    keys.tab("")
    keys.type("情节一般")
    keys.finish()
    street.settle()
    keys.enter("")
    street.settle()
    assert street.at(Stage.HANDING)
    keys.finish()
    street.settle()
    keys.enter("")
    street.settle()

    assert street.case().status is CaseStatus.SP_RECORDED


def test_a_field_that_is_wrong_takes_the_keys(street: Street) -> None:
    street.tell(item_id="")

    assert street.scene.facts.slots_["item_id"].fault.text()
    assert street.scene.facts.entry("item_id").hand.hasFocus()


def test_what_was_typed_at_the_scene_is_there_again_after_a_break(street: Street) -> None:
    street.scene.party.go("name")
    type_text(street.scene.party.entry("name").hand, "示例丙")
    street.settle()

    again = opened(street.qtbot, street.jobs, street.world, street.tools)

    street.qtbot.waitUntil(lambda: again.scene.party.entry("name").text() == "示例丙")


def test_a_case_begun_earlier_is_gone_on_with_where_it_stood(street: Street) -> None:
    street.tell()
    street.punish("200")
    view = build(street.tools, {"case_id": street.case().id})
    street.qtbot.addWidget(view)
    street.settle()

    assert view.now is not None
    assert view.now.stage is Stage.PAPER
    (party,) = [each for each in street.world.store.all(Party) if each.case_id == street.case().id]
    assert party.name == "示例甲"


def test_the_screen_stands_in_the_list_of_new_things() -> None:
    assert screens()["on_spot"].new == "当场处罚"
