"""Forms of a matter, an object and a plan, kept as draft and confirmed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.inspection import DrawnFrom, InspectionMatter, InspectionObject, PlanFacts
from ui.forms.form import Asked, Form
from ui.forms.supply import FormSupply, Picks, read_picks
from ui.jobs import Job
from ui.screens.random.facts import names_for, plan_of
from ui.widgets.form_view import FormView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.errors import AppError
    from ui.screens.tools import Tools

Keep = "Callable[[Mapping[str, Any]], object]"


class NewModel(QObject):
    """Keeps what one form hands over.

    Signals:
        kept: It is kept.
        refused: An ``AppError``; nothing was kept.
    """

    kept = Signal()
    refused = Signal(object)

    def __init__(self, tools: Tools, keep: Callable[[Mapping[str, Any]], object]) -> None:
        super().__init__()
        self._tools, self._work = tools, keep

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep the values in the background."""
        job = Job(lambda _token: self._work(values), lambda _kept: self.kept.emit(), self.refused.emit)
        self._tools.jobs.start(self, job)

    def people(self, then: Callable[[Picks], None]) -> None:
        """Read who can be picked."""
        lists, town = self._tools.lists, self._tools.who().town
        self._tools.jobs.start(self, Job(lambda _token: read_picks(lists, town), then))


class NewView(FormView):
    """One form; what is kept leads back to the page it came from."""

    def __init__(self, tools: Tools, title: str, model: NewModel, back: str) -> None:
        super().__init__(title, "保存")
        self._tools, self._model, self._back, self._title = tools, model, back, title
        model.setParent(self)
        model.kept.connect(self._kept)
        model.refused.connect(self._refused)

    def ask(self, asked: Asked, picks: Picks | None = None) -> None:
        """Show the form."""
        held = Form(asked, FormSupply(self._tools.clock, picks or Picks()), self._tools.desk)
        held.confirmed.connect(self._model.keep)
        self.hold(held)

    def _kept(self) -> None:
        if self.form is not None:
            self.form.drop_draft()
        self._tools.notices.say(f"{self._title}：已保存。")
        self.wants.emit(self._back, {})
        self.ended.emit()

    def _refused(self, error: AppError) -> None:
        if self.form is None or not self.form.show_error(error):
            self._tools.notices.failed(error)


def build_matter(tools: Tools, _args: Mapping[str, object]) -> NewView:
    """Build the form of a new matter."""

    def keep(values: Mapping[str, Any]) -> object:
        matter = InspectionMatter(tools.ids.new(), tools.who().town, **_known(values))
        return tools.inspections.save_matter(matter)

    view = NewView(tools, "登记抽查事项", NewModel(tools, keep), "random")
    view.ask(Asked(InspectionMatter, place="inspection/matter"))
    return view


def build_object(tools: Tools, _args: Mapping[str, object]) -> NewView:
    """Build the form of a new object; who must withdraw is picked from the people of the bureau."""

    def keep(values: Mapping[str, Any]) -> object:
        one = InspectionObject(tools.ids.new(), tools.who().town, **_known(values))
        return tools.inspections.save_object(one)

    model = NewModel(tools, keep)
    view = NewView(tools, "登记检查对象", model, "inspection_objects")
    asked = Asked(InspectionObject, place="inspection/object")
    view.ask(asked)
    model.people(lambda picks: view.ask(asked, picks))
    return view


def build_plan(tools: Tools, args: Mapping[str, object]) -> NewView:
    """Build the form of a new plan for a matter, or for case files or officers."""
    given = {"matter_id": None, "drawn_from": DrawnFrom.FILES, "about": ""} | dict(args)

    def keep(values: Mapping[str, Any]) -> object:
        plan = plan_of(values, tools.ids.new(), tools.who().town, given)
        return tools.inspections.save_plan(plan)

    view = NewView(tools, f"制定抽查计划　{given['about']}".rstrip(), NewModel(tools, keep), "random")
    drawn_from = DrawnFrom(str(given["drawn_from"]))
    today = tools.clock.today()
    start = {"starts_on": today, "ends_on": today.replace(month=12, day=31), "each": 2}
    place = f"inspection/plan/{given['matter_id'] or drawn_from.value}"
    view.ask(Asked(PlanFacts, names_for(drawn_from), place, start))
    return view


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was not typed, so that the record's own defaults stand."""
    return {name: value for name, value in values.items() if value is not None}
