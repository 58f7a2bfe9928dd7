"""After a bug a page can be used again: its buttons live, no words say it goes on, what is typed is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.approval import Verdict
from app.domain.clue import ClueSource
from app.domain.penalty import PenaltyKind
from tests.builders import TOWN, an_item, an_officer
from tests.fakes import MemoryStore
from tests.sync_facts import a_link
from tests.sync_fakes import MemorySyncReading, QuietLine
from tests.ui.broken import broken, fail
from tests.ui.case_world import case_tools
from tests.ui.fakes import memory_lists
from tests.ui.test_approvals import a_world as two_waiting
from tests.ui.test_approvals import opened as approvals_of
from tests.ui.test_deadlines_screen import opened as deadlines_of
from tests.ui.test_discretion import open_page as discretion_of
from tests.ui.test_document import a_world, final_paper
from tests.ui.test_documents_register import ROWS
from tests.ui.test_sign_in import a_page as sign_in_of
from tests.ui.test_sync_centre import Opened
from tests.ui.test_templates import Page as TemplatesPage
from tests.unit.services.world import World, ready_to_file
from ui.screens import screens
from ui.screens.case.viewmodel import CaseModel
from ui.screens.cases.view import CasesView
from ui.screens.clues.viewmodel import ClueModel
from ui.screens.deadlines.viewmodel import DueRefresh
from ui.screens.documents_register.view import RegisterView
from ui.screens.import_list.view import build as import_of
from ui.screens.on_spot.viewmodel import SpotModel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.sync_bundle import Exported, Watch
    from tests.quiet_log import QuietLog
    from ui.jobs import JobRunner
    from ui.screens.tools import Tools

LISTS = Path(__file__).parents[1] / "data" / "lists"


@dataclass
class FaultyLine(QuietLine):
    """An exchange with a bug in it."""

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        fail(address, code, authority, passphrase)

    def export(self, target: Path, watch: Watch | None = None) -> Exported:
        fail(target, watch)

    def wake(self) -> None:
        fail()


@pytest.fixture(autouse=True)
def _bugs_are_logged(quiet_log: QuietLog) -> None:
    quiet_log.expect("job failed")


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def settle(qtbot: QtBot, jobs: JobRunner) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(lambda: not jobs.busy)


def test_what_was_typed_into_a_question_stays_and_can_be_confirmed_again(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(), FaultyLine())
    page.view.join.click()

    page.answer(address="https://city.invalid", code="320281101-AAAA-BBBB-CCCC")

    asking = page.view.asking
    assert page.view.pages.currentIndex() == page.view.pages.indexOf(asking)
    assert asking.form is not None
    assert asking.form.texts()["code"] == "320281101-AAAA-BBBB-CCCC"
    assert asking.confirm_button.isEnabled()
    asking.back_button.click()
    page.settle()
    assert page.view.join.isEnabled()


def test_a_button_of_a_page_can_be_pressed_again(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()), FaultyLine())

    page.view.now.click()
    page.settle()

    assert page.view.now.isEnabled()
    assert not page.view.model.busy


def test_a_stick_says_no_longer_that_it_is_written(
    qtbot: QtBot, jobs: JobRunner, world: World, tmp_path: Path
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()), FaultyLine())

    page.view.stick.export_to(tmp_path / "a.lsb")
    page.settle()

    assert page.view.stick.told.text() == ""


def test_a_case_is_worked_on_again(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    model, busy = CaseModel(case_tools(jobs, world), world.case.id), list[bool]()
    model.busy_changed.connect(busy.append)

    model.do(fail)
    settle(qtbot, jobs)

    assert busy == [True, False]
    model.do(lambda: None)
    assert busy == [True, False, True]
    settle(qtbot, jobs)


def test_a_clue_is_confirmed_again(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    model, busy = ClueModel(replace(case_tools(jobs, world), clues=broken())), list[bool]()
    model.busy_changed.connect(busy.append)

    model.register({"received_at": world.clock.now(), "source": ClueSource.INSPECTION})
    settle(qtbot, jobs)

    assert busy == [True, False]


def test_a_penalty_is_kept_again_and_the_facts_kept_before_it_are_read(qtbot: QtBot, jobs: JobRunner) -> None:
    spec = '[{"who": "any", "type": "multiple", "base": "货值金额", "min": 2, "max": 10, "stage": []}]'
    page = discretion_of(qtbot, jobs, an_item(fine_spec=spec))
    page.form.kinds.tick({PenaltyKind.FINE.value})
    page.form.kinds.edited.emit()
    page.tab.model._tools = replace(page.tools, penalties=broken())  # noqa: SLF001 - the desk breaks meanwhile
    heard: list[str] = []
    page.tab.model.facts_kept.connect(lambda: heard.append("facts"))
    assert page.form.facts is not None
    page.form.facts.set_texts({"货值金额": "1000"})
    page.type("fine", "3000")
    page.type("reason", "情节一般")

    page.keep()

    assert page.tab.keep_button.isEnabled()
    assert heard == ["facts"]
    assert page.form.penalty.texts()["reason"] == "情节一般"


def test_a_step_on_the_spot_is_taken_again_from_how_things_stand_now(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    model = SpotModel(replace(case_tools(jobs, world), drafts=broken()))
    busy, again = list[bool](), list[str]()
    model.busy_changed.connect(busy.append)

    model._do(fail, again.append, lambda: again.append("read"))  # noqa: SLF001 - what every step goes through
    settle(qtbot, jobs)

    assert busy == [True, False]
    assert again == ["read"]


def test_an_opinion_is_given_again(qtbot: QtBot, jobs: JobRunner) -> None:
    world = two_waiting()
    view = approvals_of(qtbot, jobs, world)
    tools = view.model.tools
    view.model.tools = replace(tools, approvals=broken(tools.approvals, "give"))
    view.opinion.words.entry.set_text("同意。")
    view.opinion.say(Verdict.AGREE)
    settle(qtbot, jobs)
    assert view.opinion.words.entry.text() == "同意。"

    view.model.tools = tools
    view.opinion.say(Verdict.AGREE)
    settle(qtbot, jobs)

    assert view.rows.count() == 1


def test_a_person_signs_in_again(qtbot: QtBot, jobs: JobRunner) -> None:
    store = MemoryStore(town=TOWN)
    store.put(an_officer("甲"))
    view = sign_in_of(qtbot, jobs, store)
    entrance, entered = view.model.entrance, list[object]()
    view.entered.connect(entered.append)
    view.model.entrance = replace(entrance, door=broken())
    view.model.enter(an_officer("甲").id)
    settle(qtbot, jobs)

    view.model.entrance = entrance
    view.model.enter(an_officer("甲").id)
    settle(qtbot, jobs)

    assert len(entered) == 1


def test_a_document_is_worked_on_and_drawn_again(qtbot: QtBot, jobs: JobRunner) -> None:
    view, _paper = final_paper(qtbot, a_world(), jobs)
    model, tools = view.model, view.model.tools
    model.tools = replace(tools, documents=broken(tools.documents, "preview"))
    model.draw()
    settle(qtbot, jobs)
    assert model.idle

    view.doing._tools = replace(tools, documents=broken())  # noqa: SLF001 - the desk breaks meanwhile
    view.doing.ask_void()
    view.doing.voiding.confirm()
    view.doing.final.confirm()
    settle(qtbot, jobs)

    assert view.doing.final.confirm_button.isEnabled()


@pytest.mark.parametrize("part", ["documents", "pages"])
def test_a_document_is_printed_again(qtbot: QtBot, jobs: JobRunner, part: str) -> None:
    view, _paper = final_paper(qtbot, a_world(), jobs)
    view.doing.ask_print()
    settle(qtbot, jobs)
    tools: Tools = view.model.tools
    faulty: dict[str, Any] = {part: broken()}
    view.doing._tools = replace(tools, **faulty)  # noqa: SLF001 - the desk breaks meanwhile

    view.doing.printing.confirm()
    settle(qtbot, jobs)

    assert view.doing.printing.confirm_button.isEnabled()


def test_printers_that_cannot_be_asked_leave_those_shown_before(qtbot: QtBot, jobs: JobRunner) -> None:
    view, _paper = final_paper(qtbot, a_world(), jobs)
    view.doing.ask_print()
    settle(qtbot, jobs)
    printing = view.doing.printing
    printing._tools = replace(view.model.tools, pages=broken())  # noqa: SLF001 - the desk breaks meanwhile

    printing.ask("文书", 1)
    settle(qtbot, jobs)

    assert printing.confirm_button.isEnabled()


def test_limits_are_brought_up_to_date_again(qtbot: QtBot, jobs: JobRunner) -> None:
    page = deadlines_of(qtbot, jobs, date(2026, 5, 28))
    refresh, ended = DueRefresh(replace(page.tools, deadlines=broken())), list[int]()
    refresh.ended.connect(ended.append)

    refresh.start()
    settle(qtbot, jobs)

    assert not refresh.running
    assert ended == [0]


@pytest.mark.parametrize("kind", [CasesView, RegisterView])
def test_a_list_is_exported_again(
    qtbot: QtBot, tools: Tools, kind: type[CasesView | RegisterView], tmp_path: Path
) -> None:
    lists = memory_lists(0, 3)
    lists.lists["documents"] = ROWS
    view = kind(replace(tools, lists=lists, sheets=broken()))
    qtbot.addWidget(view)
    view.receive({})
    settle(qtbot, tools.jobs)
    words = view.export_button.text()

    view.export_to(tmp_path / "表.xlsx")
    settle(qtbot, tools.jobs)

    assert view.export_button.isEnabled()
    assert view.export_button.text() == words


def test_a_ledger_is_printed_again(qtbot: QtBot, tools: Tools) -> None:
    view = RegisterView(replace(tools, pages=broken()))
    qtbot.addWidget(view)

    view.print_ledger()
    settle(qtbot, tools.jobs)

    assert view.print_button.isEnabled()


def test_a_list_of_items_is_taken_in_again(qtbot: QtBot, tools: Tools) -> None:
    view = import_of(tools, {})
    qtbot.addWidget(view)
    view.model.open(LISTS / "layout_C_powerlist.xlsx")
    qtbot.waitUntil(view.take.isEnabled, timeout=20000)
    view.model._tools = replace(tools, lists_import=broken())  # noqa: SLF001 - the desk breaks meanwhile

    view.take.click()
    settle(qtbot, tools.jobs)

    assert view.said.text() == ""
    assert view.take.isEnabled()


def test_a_roster_is_no_longer_said_to_be_read(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    roster = tmp_path / "名册.xlsx"
    roster.write_bytes(b"")
    staff = replace(tools.staff, rosters=broken())
    view: Any = screens()["import_officers"].build(replace(tools, staff=staff), {})
    qtbot.addWidget(view)

    view.receive({"path": str(roster)})
    settle(qtbot, tools.jobs)

    assert view.said.text() == ""
    assert view.take.isEnabled()


def test_a_template_is_no_longer_said_to_be_tried(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    page = TemplatesPage(qtbot, jobs)
    model = page.view.model
    model._tools = replace(model._tools, templates=broken())  # noqa: SLF001 - the desk breaks meanwhile

    page.take(tmp_path, b"")

    assert page.view.found.text() == ""
