"""A case walked from its page by keys: from the clue to the investigation, and from closed to archived."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.case import Case, CaseStatus, Gains, Procedure
from app.domain.case_file import CaseFile
from app.domain.money import Money
from app.domain.payment import Payment
from app.domain.role import Role
from app.domain.volume import Retention, Volume
from app.services.documents import DocumentDesk
from tests.builders import a_case, a_document, a_penalty, an_approval, an_officer, ident
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import MemoryFiles
from tests.ui.case_hands import choose, opened, settle
from tests.ui.case_world import case_tools
from tests.ui.hands import press, press_ctrl, press_enter
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE, all_answers
from tests.unit.services.world import PARTY, World
from ui.screens.case.progress import stages_of
from ui.screens.case.todo import Line
from ui.screens.case.view_tab import RowsTab
from ui.widgets.step_bar import Standing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.document import Document
    from ui.jobs import JobRunner
    from ui.screens.case.view import CaseView
    from ui.screens.tools import Tools

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def finish(world: World, document: Document) -> None:
    """Answer and finalise a draft, as its editor does."""
    desk = DocumentDesk(world.office, PlainForms(), PlainPages(), MemoryFiles())
    desk.answer(document.id, all_answers(document.slug))
    desk.finalise(document.id)


def made_from_page(qtbot: QtBot, view: CaseView, tools: Tools, title: str) -> Document:
    """Press Enter on an owed paper and return the draft it opens."""
    choose(view, f"☐ {title}")
    with qtbot.waitSignal(view.wants) as asked:
        press_enter(view.todo.rows)
    settle(qtbot, tools)
    wanted = asked.args[1]["document_id"]
    return next(each for each in view.model.file.documents if each.id == wanted)


def test_from_the_clue_to_the_investigation_by_keys(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLUE, brief="示例案情"))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)

    paper = made_from_page(qtbot, view, tools, "立案")
    finish(world, paper)
    press(view.todo.rows, Qt.Key.Key_F5)
    settle(qtbot, tools)
    choose(view, "提请立案审批")
    press_ctrl(view.todo.rows, Qt.Key.Key_Return)
    settle(qtbot, tools)
    assert world.store.all(Case)[0].status is CaseStatus.FILING_REVIEW

    world.put(an_approval(paper, Role.UNIT_HEAD), an_approval(paper, Role.ORGAN_HEAD))
    press(view.todo.rows, Qt.Key.Key_F5)
    settle(qtbot, tools)
    for label in ("批准立案", "开始调查取证"):
        choose(view, label)
        press_ctrl(view.todo.rows, Qt.Key.Key_Return)
        settle(qtbot, tools)

    assert world.case.status is CaseStatus.INVESTIGATING
    standings = [each.standing for each in view.head.bar.steps[:4]]
    assert standings == [Standing.DONE, Standing.DONE, Standing.NOW, Standing.AHEAD]


def test_a_closed_case_is_bound_and_archived_by_keys(qtbot: QtBot, jobs: JobRunner) -> None:
    world = Closed().complete().world
    world.seat.take(ident("甲"), "甲", Role.CLERK, Role.ARCHIVIST, Role.HANDLER)
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "volume", "field": "new"})
    form = view.pages["volume"].asking.form
    assert form is not None
    press_ctrl(form.entry("retention").hand, Qt.Key.Key_Return)
    settle(qtbot, tools)
    (volume,) = world.store.all(Volume)
    assert (volume.retention, bool(volume.pdf_hash)) == (Retention.PERMANENT, True)
    rows = view.pages["volume"].rows  # type: ignore[attr-defined]  # a tab of rows
    assert len(rows.records) == len(volume.entries)

    press(rows, Qt.Key.Key_A, CTRL_SHIFT)
    settle(qtbot, tools)

    assert world.case.status is CaseStatus.ARCHIVED
    assert "只能查看" in view.head.status.text()


class Clerk:
    """Carries a case on its page as a clerk does; what the editor of papers does is done by its desk."""

    def __init__(self, qtbot: QtBot, jobs: JobRunner, world: World) -> None:
        self.qtbot, self.world = qtbot, world
        self.tools = case_tools(jobs, world)
        self.view = opened(qtbot, self.tools)

    @property
    def status(self) -> CaseStatus:
        """Where the case stands in the store."""
        return self.world.store.all(Case)[0].status

    def take(self, label: str) -> None:
        """Take a step by Ctrl+Enter."""
        lines = self.view.todo.lines()
        self.view.todo.choose(
            next(at for at, each in enumerate(lines) if each.kind is Line.STEP and label in each.words)
        )
        self.view.take_keys()
        press_ctrl(self.view.todo.rows, Qt.Key.Key_Return)
        settle(self.qtbot, self.tools)

    def make_papers(self) -> None:
        """Make every paper that a step needs, and finalise it."""
        self.refresh()
        for each in self.view.todo.lines():
            if each.owed is not None and each.owed.steps and each.owed.document is None:
                finish(self.world, made_from_page(self.qtbot, self.view, self.tools, each.owed.title))
        self.refresh()

    def do_waiting(self, name: str, page_key: Qt.Key, kind: str = "") -> None:
        """Confirm, as offered, everything a tab says is waiting, or all of a kind."""
        tab = self.view.pages[name]
        assert isinstance(tab, RowsTab)
        for _ in range(9):
            press(self.view, page_key, Qt.KeyboardModifier.AltModifier)
            if not tab.rows.go(lambda each: each.waits and (not kind or each.kind == kind)):
                return
            press_enter(tab.rows)
            assert tab.asking.form is not None
            tab.asking.form.set_texts({"receipt_no": "票001"})
            press_ctrl(next(iter(tab.asking.form.slots_.values())).entry.hand, Qt.Key.Key_Return)
            settle(self.qtbot, self.tools)

    def refresh(self) -> None:
        """Read anew by F5, and go to what is to do."""
        self.view.take_keys()
        press(self.view.todo.rows, Qt.Key.Key_F5)
        settle(self.qtbot, self.tools)


def test_an_ordinary_case_goes_from_clue_to_payment_on_its_page(qtbot: QtBot, jobs: JobRunner) -> None:
    facts = {"brief": "示例案情", "findings": "示例事实", "correction_needless": "已当场改正"}
    world = World(a_case(CaseStatus.CLUE, gains=Gains.NONE, **facts))
    world.put(an_officer("丁", Role.UNIT_HEAD), an_officer("戊", Role.ORGAN_HEAD))
    clerk = Clerk(qtbot, jobs, world)

    clerk.make_papers()
    clerk.take("提请立案审批")
    clerk.do_waiting("approvals", Qt.Key.Key_9)
    for label in ("批准立案", "开始调查取证"):
        clerk.take(label)
    clerk.make_papers()
    clerk.do_waiting("approvals", Qt.Key.Key_9)
    for label in ("调查终结", "直接拟告知"):
        clerk.take(label)

    clerk.tools.penalties.choose(a_penalty(PARTY, 200))
    clerk.make_papers()
    clerk.do_waiting("service", Qt.Key.Key_8, "待送达")
    clerk.take("已送达事先告知书")
    world.clock.at += timedelta(days=14)
    clerk.refresh()
    clerk.take("提请决定审批")
    clerk.make_papers()
    clerk.do_waiting("approvals", Qt.Key.Key_9)
    clerk.take("作出处罚决定")
    clerk.do_waiting("service", Qt.Key.Key_8, "待送达")
    clerk.take("决定书已送达")
    clerk.do_waiting("service", Qt.Key.Key_8, "待缴款")
    clerk.take("已履行")

    assert clerk.status is CaseStatus.PERFORMED
    assert [each.amount for each in world.store.all(Payment)] == [Money.yuan(200)]


def test_a_stage_that_was_jumped_over_says_so(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLUE))
    paper = a_document("filing_approval")
    world.put(paper, an_approval(paper, Role.UNIT_HEAD), an_approval(paper, Role.ORGAN_HEAD))
    world.desk.advance(CASE, "T02N", reason="违法事实不属本机关管辖")

    steps = opened(qtbot, case_tools(jobs, world)).head.bar.steps

    assert [each.standing for each in steps[:4]] == [Standing.DONE, *[Standing.SKIPPED] * 3]
    assert (steps[-2].standing, steps[-2].note) == (Standing.NOW, "不予立案")


def test_the_simple_procedure_has_four_stages() -> None:
    file = CaseFile(a_case(CaseStatus.SP_DRAFT, procedure=Procedure.SIMPLE))

    assert [each.word for each in stages_of(file)] == ["受案", "执行", "结案", "归档"]
