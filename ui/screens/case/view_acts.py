"""Acts tab (违法行为): each with its item of the list, its days and the facts its fine depends on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.act import Act
from app.domain.errors import AppError
from ui.forms.form import Asked
from ui.screens.case.fine import fine_asked, refilled, told_fine_facts
from ui.screens.case.goals import NEW
from ui.screens.case.values import fit
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.case_file import CaseFile
    from app.domain.power_item import PowerItem
    from ui.screens.case.viewmodel import CaseModel


class ActsTab(RowsTab):
    """The acts of the case."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(
            model,
            (
                Cells("事项", self._item_words, 22),
                Cells("行为日期", _days, 11),
                Cells("地点", lambda each: each.place, 10),
                Cells("计罚事实", self._fine_words, 16),
            ),
        )
        self.add = self.add_button("增加违法行为", "add_row", self._add)
        self.fine = self.add_button("计罚事实", "fine_facts", lambda: self.ask_fine(self.rows.current()))

    def records(self, file: CaseFile) -> Sequence[Act]:
        """Return the acts."""
        return file.acts

    def open_record(self, record: Act) -> None:
        """Correct an act."""
        start = {each.name: getattr(record, each.name) for each in Asked(Act).declared}
        self.ask(
            Question(
                "更正违法行为",
                "保存",
                Asked(Act, (), f"act/{record.id}", start),
                lambda values: self._keep(record.id, values, record.fine_facts),
                done=self.ask_fine,
                said="违法行为已更正。",
            )
        )

    def go(self, key: str) -> None:
        """Open an act by id, or the only one at a field; ``NEW`` adds one."""
        acts = self.model.file.acts
        if key == NEW or not acts:
            self._add()
        elif len(acts) == 1 and key and not self.rows.go(lambda each: str(each.id) == key):
            self.open_record(acts[0])
            self.asking.go(key)
        else:
            super().go(key)

    def ask_fine(self, act: Act | None) -> None:
        """Ask for what the article of an act counts, if it counts anything."""
        item = None if act is None else self._item(act)
        if act is None or item is None:
            return
        try:
            asked = fine_asked(act, item)
        except AppError as error:
            self.model.tools.notices.failed(error)
            return
        if asked is None:
            return
        self.ask(
            Question(
                f"计罚事实：{item.name}",
                "保存",
                asked,
                lambda values: self.model.tools.cases.add_act(
                    replace(act, fine_facts=refilled(act, item, values))
                ),
                said="计罚事实已保存。",
                told=item.penalty_basis,
            )
        )

    def _add(self) -> None:
        file = self.model.file
        start: dict[str, Any] = {}
        if not file.acts and file.clue is not None:
            start = {"place": file.clue.place, "began_on": file.clue.occurred_on}
        self.ask(
            Question(
                "增加违法行为",
                "增加",
                Asked(Act, (), f"case/{self.model.case_id}/act/new", start),
                lambda values: self._keep(self.model.tools.ids.new(), values, "{}"),
                done=self.ask_fine,
                said="违法行为已登记。",
                told="事项为立案当日（未立案的为今日）在清单中的事项。",
            )
        )

    def _keep(self, act_id: Any, values: Mapping[str, Any], fine: str) -> Act:
        case, item = self.model.file.case, self._items()[values["item_id"]]
        act = Act(
            id=act_id,
            town=case.town,
            case_id=case.id,
            item_code=item.code,
            fine_facts=fine,
            **fit(Act, values),
        )
        return self.model.tools.cases.add_act(act)

    def _items(self) -> Mapping[Any, PowerItem]:
        return self.model.seen.items if self.model.seen is not None else {}

    def _item(self, act: Act) -> PowerItem | None:
        return self._items().get(act.item_id)

    def _item_words(self, act: Act) -> str:
        item = self._item(act)
        return act.item_code if item is None else f"{item.name}（{item.code}）"

    def _fine_words(self, act: Act) -> str:
        try:
            return told_fine_facts(act, self._item(act))
        except AppError as error:
            return error.message


def _days(act: Act) -> str:
    return f"{act.began_on}" if act.ended_on is None else f"{act.began_on} 至 {act.ended_on}"
