"""Signing in: pick one's name, or set up a computer that knows nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.domain.bureau import Bureau
from app.domain.role import Role
from app.services.bureaus import BureauDesk
from app.services.office import Office
from app.services.signing_in import SignInDesk
from tests.builders import TOWN, an_officer
from tests.fakes import MemoryStore
from tests.ui.fakes import FixedClock
from tests.ui.hands import press_enter
from tests.ui.memory_drafts import MemoryDrafts
from ui.forms.drafting import Desk
from ui.forms.reading import MissingFieldError
from ui.remembered import Remembered
from ui.screens.sign_in.view import SignInView
from ui.screens.sign_in.viewmodel import Entrance

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


def a_page(
    qtbot: QtBot, jobs: JobRunner, store: MemoryStore, remembered: Remembered | None = None
) -> SignInView:
    """Return the page over a store, at rest."""
    clock = FixedClock()
    door = SignInDesk(store.begin, clock, "一号机")
    office = Office(store.begin, clock, store.ids, door)
    view = SignInView(
        Entrance(
            door, BureauDesk(office), store.ids, Desk(MemoryDrafts(), clock, jobs), remembered or Remembered()
        )
    )
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    return view


def test_a_person_of_the_store_signs_in_by_name(qtbot: QtBot, jobs: JobRunner) -> None:
    store = MemoryStore(town=TOWN)
    store.put(an_officer("甲", Role.HANDLER), an_officer("乙", Role.CLERK))
    view = a_page(qtbot, jobs, store)
    entered: list[Any] = []
    view.entered.connect(entered.append)

    view.people.setCurrentRow(1)
    press_enter(view.people)
    qtbot.waitUntil(lambda: bool(entered))

    assert entered[0].name == view.model.people[1].name
    assert entered[0].machine == "一号机"


def test_a_name_is_found_by_its_initials_in_the_page_and_enter_signs_in(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    store = MemoryStore(town=TOWN)
    store.put(*(an_officer(name, Role.HANDLER) for name in ("王建国", "单文涛", "曾小明", "赵晓")))
    view = a_page(qtbot, jobs, store)
    entered: list[Any] = []
    view.entered.connect(entered.append)
    assert view.focusWidget() is view.search_box

    shown = {}
    for typed in ("swt", "zxm", "cxm", "小明", "zx", "无人"):
        view.search_box.setText(typed)
        shown[typed] = [view.people.item(at).text()[:3] for at in range(view.people.count())]

    assert shown["swt"] == ["单文涛"]
    assert shown["zxm"] == shown["cxm"] == shown["小明"] == ["曾小明"]
    assert [each[:2] for each in shown["zx"]] == ["曾小", "赵晓"]
    assert shown["无人"] == []
    view.search_box.setText("wjg")
    press_enter(view.search_box)
    qtbot.waitUntil(lambda: bool(entered))
    assert entered[0].name == "王建国"


def test_who_signed_in_last_here_stands_first(qtbot: QtBot, jobs: JobRunner) -> None:
    store, remembered = MemoryStore(town=TOWN), Remembered()
    store.put(*(an_officer(name, Role.HANDLER) for name in ("甲", "乙", "丙")))
    view = a_page(qtbot, jobs, store, remembered)
    entered: list[Any] = []
    view.entered.connect(entered.append)
    last = view.model.people[2]
    view.people.setCurrentRow(2)
    press_enter(view.people)
    qtbot.waitUntil(lambda: bool(entered))

    again = a_page(qtbot, jobs, store, remembered)

    assert again.model.people[0] == last
    assert again.people.currentRow() == 0
    assert again.people.item(0).text().startswith(last.name)


def test_an_empty_store_is_set_up_with_one_of_seventeen_bureaus(qtbot: QtBot, jobs: JobRunner) -> None:
    store = MemoryStore(town="")
    view = a_page(qtbot, jobs, store)
    entered: list[Any] = []
    view.entered.connect(entered.append)
    assert view.first is not None
    assert view.bureau.count() == 17

    view.bureau.setCurrentIndex(3)
    view.first.set_texts({"name": "示例甲", "establishment": "civil_servant"})
    view.roles.item(0).setCheckState(Qt.CheckState.Checked)
    view.found_button.click()
    qtbot.waitUntil(lambda: bool(entered))

    chosen = view.model.offered[3]
    assert entered[0].roles == {Role.HANDLER, Role.ADMIN}
    assert entered[0].town == chosen.town
    with store.begin() as work:
        assert [each.name for each in work.of(Bureau).find()] == [chosen.name]


def test_a_first_person_without_a_name_sets_nothing_up(qtbot: QtBot, jobs: JobRunner) -> None:
    store = MemoryStore(town="")
    view = a_page(qtbot, jobs, store)
    assert view.first is not None

    view.found_button.click()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert view.first.slots_["name"].fault.text()
    with store.begin() as work:
        assert work.of(Bureau).find() == ()


def test_a_fault_on_the_first_page_is_shown_whole_below_its_field(qtbot: QtBot, jobs: JobRunner) -> None:
    view = a_page(qtbot, jobs, MemoryStore(town=""))
    assert view.first is not None
    view.resize(1400, 300)
    slot = view.first.slots_["establishment"]

    slot.show_fault(MissingFieldError("编制性质" * 6))
    qtbot.waitUntil(slot.fault.isVisible)
    qtbot.wait(50)

    card = view.first.parentWidget()
    assert card is not None
    assert card.height() >= card.heightForWidth(card.width())
    assert slot.fault.height() >= slot.fault.heightForWidth(slot.fault.width())
