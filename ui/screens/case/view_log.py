"""Log tab (日志): the time line of the case, newest first; never edited, only added to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.rules.deadlines.event_kinds import EventKind
from app.rules.told_facts import FACT_CODE, facts
from ui.forms.entries import Choice
from ui.forms.form import Asked
from ui.forms.supply import FormSupply, Picks
from ui.screens.case.values import StepFacts, ToldFacts
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case_file import CaseFile
    from app.domain.log_line import LogLine
    from ui.screens.case.viewmodel import CaseModel

_COLUMNS = (
    Cells("时间", lambda each: shown(each.at), 11),
    Cells("经办", lambda each: each.by_name, 6),
    Cells("电脑", lambda each: each.machine, 7),
    Cells("事项", lambda each: each.text, 36),
)


class LogTab(RowsTab):
    """Who did what, when, on which computer; what happens outside the papers is told here."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.tell = self.add_button("登记办理情况", "add_row", self.ask_fact)
        self.take_back = self.add_button("撤回所选登记", "drop_row", self.ask_back)

    def records(self, file: CaseFile) -> Sequence[LogLine]:
        """Return the lines, newest first."""
        return sorted(file.log, key=lambda each: each.at, reverse=True)

    def open_record(self, record: LogLine) -> None:
        """Show the whole line."""
        self.model.tools.notices.say(f"{shown(record.at)} {record.by_name}：{record.text}")

    def ask_fact(self) -> None:
        """Ask what happened outside the papers, and when; the limits of the case follow it."""
        kinds = {UUID(int=number): each for number, each in enumerate(facts().values(), 1)}
        listed = tuple(Choice(key, each.words) for key, each in kinds.items())
        desk, case_id = self.model.tools.facts, self.model.case_id
        self.ask(
            Question(
                "登记办理情况",
                "登记",
                Asked(ToldFacts, (), f"case/{case_id}/fact", {"on": self.model.tools.clock.today()}),
                lambda values: desk.tell(
                    case_id, kinds[values["kind"]].kind, values["on"], values.get("note") or ""
                ),
                said="已登记，相关期限随之重新计算。",
                told="公示、复议、诉讼、法院执行、公安移送等文书以外的情况在这里登记，期限据此开始或者结束。",
                faults={"fact.day": "on"},
                supply=FormSupply(self.model.tools.clock, Picks(items=listed)),
            )
        )

    def ask_back(self) -> None:
        """Ask why what the keys are on was told by mistake."""
        line = self.rows.current()
        if line is None or not line.code.startswith(FACT_CODE):
            self.model.tools.notices.say("请先选中一条登记的办理情况。")
            return
        kind = EventKind(line.code.removeprefix(FACT_CODE))
        desk, case_id = self.model.tools.facts, self.model.case_id
        self.ask(
            Question(
                f"撤回登记：{line.text}",
                "撤回",
                Asked(StepFacts, ("reason",), f"log/{line.id}/back"),
                lambda values: desk.take_back(case_id, kind, values["reason"]),
                said="已撤回，原登记仍留在日志中。",
            )
        )
