"""Registering a clue: its form, kept as draft, confirmed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clue import Clue
from ui.forms.form import Asked, Form
from ui.screens.clues.viewmodel import ClueModel
from ui.widgets.form_view import FormView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from ui.screens.tools import Tools

PLACE = "clue/new"


class RegisterView(FormView):
    """The form of a new clue."""

    def __init__(self, tools: Tools, model: ClueModel) -> None:
        super().__init__("登记线索", "登记")
        self._tools, self._model = tools, model
        model.setParent(self)
        model.registered.connect(self._registered)
        model.refused.connect(self._refused)
        model.busy_changed.connect(lambda on: self.busy(on=on))
        self._open()

    def _open(self) -> None:
        asked = Asked(Clue, place=PLACE, start={"received_at": self._tools.clock.now()})
        self.register_form = Form(asked, self._model.supply, self._tools.desk)
        self.register_form.confirmed.connect(self._model.register)
        self.hold(self.register_form)

    def _registered(self, clue: Clue) -> None:
        self.register_form.drop_draft()
        self._tools.notices.say(f"线索 {clue.register_no} 已登记。")
        self.wants.emit("clues", {"filter": "all"})
        self.ended.emit()

    def _refused(self, error: AppError) -> None:
        if not self.register_form.show_error(error):
            self._tools.notices.failed(error)


def build_register(tools: Tools, _args: Mapping[str, object]) -> RegisterView:
    """Build the form of a new clue."""
    return RegisterView(tools, ClueModel(tools))
