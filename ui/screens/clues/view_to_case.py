"""Making a case of a clue: cause, field of law and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.case import Case
from ui.forms.form import Asked, Form
from ui.screens.clues.viewmodel import ClueModel
from ui.widgets.form_view import FormView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from ui.screens.tools import Tools


class ToCaseView(FormView):
    """The form that turns one clue into a case; it appears when the people are read."""

    def __init__(self, tools: Tools, model: ClueModel, clue_id: UUID, department: str) -> None:
        super().__init__("线索转为案件", "转为案件")
        self._tools, self._model = tools, model
        self._clue_id, self._department = clue_id, department
        model.setParent(self)
        model.ready.connect(self._open)
        model.filed.connect(self._filed)
        model.refused.connect(self._refused)
        model.busy_changed.connect(lambda on: self.busy(on=on))
        model.read_people(department)

    def _open(self) -> None:
        asked = Asked(
            Case,
            ("cause", "department", "handlers"),
            f"clue_to_case/{self._clue_id}",
            {"department": self._department},
        )
        self.case_form = Form(asked, self._model.supply, self._tools.desk)
        self.case_form.confirmed.connect(lambda values: self._model.to_case(self._clue_id, values))
        self.hold(self.case_form)

    def _filed(self, case: Case) -> None:
        self.case_form.drop_draft()
        self._tools.notices.say(f"已转为案件：{case.cause}。")
        self.wants.emit("case", {"case_id": case.id})
        self.ended.emit()

    def _refused(self, error: AppError) -> None:
        if not self.case_form.show_error(error):
            self._tools.notices.failed(error)


def build_to_case(tools: Tools, args: Mapping[str, object]) -> ToCaseView:
    """Build the form for ``clue_id``; ``department`` is offered when the clue names one."""
    clue_id = args["clue_id"]
    if not isinstance(clue_id, UUID):
        raise TypeError(clue_id)
    return ToCaseView(tools, ClueModel(tools), clue_id, str(args.get("department", "")))
