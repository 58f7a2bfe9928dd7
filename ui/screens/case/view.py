"""Case page: head, stages, what is to do in this stage, and the tabs."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui.keys import pressed
from ui.screens.case.goals import TABS, Goal, goal_of, lack_goal, paper_goal
from ui.screens.case.view_head import CaseHead
from ui.screens.case.view_step import StepPage
from ui.screens.case.view_tabs import build_tabs
from ui.screens.case.view_todo import TodoList
from ui.screens.case.viewmodel import CaseModel
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rules.gates.refusal import Place
    from app.services.cases import Offer
    from app.services.documents import Owed
    from ui.screens.case.viewmodel import Seen
    from ui.screens.tools import Tools

PAGE_KEYS = 12


class CaseView(ScreenView):
    """One case."""

    def __init__(self, tools: Tools, model: CaseModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        model.setParent(self)
        self._goal: Goal | None = None
        self.head = CaseHead(tools.look.palette)
        self.todo = TodoList(tools.look.palette)
        self.step = StepPage(model)
        self.tabs = QTabWidget(documentMode=True)
        self.pages = build_tabs(model)
        self.middle = QStackedWidget()
        self.middle.setContentsMargins(8, 0, 0, 0)
        self._arrange()
        self._wire()

    def take_keys(self) -> None:
        """Put the keys on what is to do."""
        self.todo.setFocus()

    def refresh(self) -> None:
        """Read the case anew."""
        self.model.refresh()

    def receive(self, args: Mapping[str, object]) -> None:
        """Go to ``tab`` and ``field`` (or record) when given; the case is read anew."""
        if args.get("tab"):
            self._goal = goal_of(str(args["tab"]), str(args.get("field") or ""))
        self.refresh()

    def go(self, goal: Goal) -> None:
        """Show a tab and go to its field or record, or open another screen."""
        if goal.screen:
            self.wants.emit(goal.screen, dict(goal.args))
            return
        self.middle.setCurrentWidget(self.tabs)
        page = self.pages[goal.tab]
        self.tabs.setCurrentWidget(page)
        if goal.key:
            page.go(goal.key)
        else:
            page.take_keys()

    def _show(self, seen: Seen) -> None:
        case = seen.file.case
        self.head.show_seen(seen, self._tools.clock.today())
        self.todo.show_seen(seen)
        self.titled.emit(case.number or case.cause[:12])
        if self.step.offer is not None and self.middle.currentWidget() is self.step:
            self._renew_step(seen)
        if self._goal is not None:
            goal, self._goal = self._goal, None
            self.go(goal)

    def _renew_step(self, seen: Seen) -> None:
        """A step that is looked at shows what stands against it now."""
        for each in seen.offers:
            if self.step.offer is not None and each.transition is self.step.offer.transition:
                self.step.renew(each)
                return
        self._leave_step()

    def _paper(self, owed: Owed) -> None:
        goal = None if owed.document is None or owed.done else lack_goal(self.model.file, owed.document)
        if goal is not None:
            self.go(goal)
            return
        if owed.document is not None:
            self.wants.emit("document", {"document_id": owed.document.id})
            return
        self.model.paper(
            owed.slug, owed.party_id, lambda made: self.wants.emit("document", {"document_id": made.id})
        )

    def _look(self, offer: Offer) -> None:
        self.middle.setCurrentWidget(self.step)
        self.step.show_offer(offer)

    def _take(self, offer: Offer) -> None:
        self._look(offer)
        if offer.open and not offer.transition.asks:
            self.step.take()

    def _place(self, place: Place) -> None:
        if place.kind == "document":
            self.go(paper_goal(self.model.file, place.key))
        else:
            self.go(goal_of(place.kind, place.key))

    def _leave_step(self) -> None:
        self.middle.setCurrentWidget(self.tabs)
        self.todo.setFocus()

    def _turn(self, at: int) -> None:
        self.middle.setCurrentWidget(self.tabs)
        if at < self.tabs.count():
            self.tabs.setCurrentIndex(at)
            self.pages[list(self.pages)[at]].take_keys()

    def _arrange(self) -> None:
        for at, (name, page) in enumerate(self.pages.items()):
            self.tabs.addTab(page, TABS[name])
            self.tabs.setTabToolTip(at, pressed(f"page_{at + 1}"))
        self.middle.addWidget(self.tabs)
        self.middle.addWidget(self.step)
        em = self.fontMetrics().horizontalAdvance("字")
        split = QSplitter()
        split.addWidget(self.todo)
        split.addWidget(self.middle)
        split.setSizes([em * 19, em * 60])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(split, 1)
        order = (self.head.limit, self.todo.rows, self.todo.take_button, self.tabs.tabBar())
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _wire(self) -> None:
        self.model.shown.connect(self._show)
        self.head.limit_asked.connect(lambda: self.go(Goal("deadlines")))
        self.todo.paper_wanted.connect(self._paper)
        self.todo.step_chosen.connect(self._look)
        self.todo.step_wanted.connect(self._take)
        self.todo.place_wanted.connect(self._place)
        self.step.place_wanted.connect(self._place)
        self.step.left.connect(self._leave_step)
        for page in self.pages.values():
            page.wants.connect(self.wants)
            page.step_wanted.connect(self._take)
        bind(self, "refresh", self.refresh)
        bind(self, "todo", self.todo.setFocus)
        for at in range(PAGE_KEYS):
            bind(self, f"page_{at + 1}", partial(self._turn, at))


def build(tools: Tools, args: Mapping[str, object]) -> CaseView:
    """Build the page of ``case_id``, at ``tab`` and ``field`` when given."""
    case_id = args["case_id"]
    if not isinstance(case_id, UUID):
        raise TypeError(case_id)
    view = CaseView(tools, CaseModel(tools, case_id))
    view.receive(args)
    return view
