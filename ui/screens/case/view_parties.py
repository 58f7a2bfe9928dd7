"""Parties tab (当事人): listed, added also late, corrected, parted with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.party import IdKind, Party
from ui.forms.form import Asked
from ui.screens.case.goals import NEW
from ui.screens.case.values import StepFacts, fit
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.case_file import CaseFile
    from ui.screens.case.viewmodel import CaseModel

FAULTS = {"party.id_number": "id_number", "party.credit_code": "credit_code"}
_COLUMNS = (
    Cells("类型", lambda each: shown(each.kind), 6),
    Cells("姓名或名称", lambda each: each.name, 14),
    Cells("证件号码或信用代码", lambda each: each.credit_code or each.id_number, 13),
    Cells("联系电话", lambda each: each.telephone, 8),
    Cells("加入", lambda each: shown(each.joined_on), 7),
    Cells("退出", lambda each: f"{shown(each.left_on)} {each.left_reason}".strip(), 10),
)


class PartiesTab(RowsTab):
    """The parties of the case."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.add = self.add_button("增加当事人", "add_row", self._add)
        self.part = self.add_button("当事人退出", "drop_row", self._part)

    def records(self, file: CaseFile) -> Sequence[Party]:
        """Return the parties, those who left too."""
        return file.parties

    def open_record(self, record: Party) -> None:
        """Correct a party."""
        start = {each.name: getattr(record, each.name) for each in Asked(Party).declared}
        self.ask(
            Question(
                f"更正当事人：{record.name}",
                "保存",
                Asked(Party, (), f"party/{record.id}", start),
                lambda values: self._join(replace(record, **fit(Party, values))),
                said="当事人信息已更正。",
                faults=FAULTS,
            )
        )

    def go(self, key: str) -> None:
        """Open a party by id; a field's name opens the only party there; ``NEW`` adds one."""
        parties = self.model.file.active_parties
        if key == NEW or not parties:
            self._add()
        elif len(parties) == 1 and key and not self.rows.go(lambda each: str(each.id) == key):
            self.open_record(parties[0])
            self.asking.go(key)
        else:
            super().go(key)

    def _add(self) -> None:
        file = self.model.file
        start: dict[str, Any] = {"id_kind": IdKind.RESIDENT}
        if not file.parties and file.clue is not None:
            start["name"] = file.clue.subject_name
        self.ask(
            Question(
                "增加当事人",
                "增加",
                Asked(Party, (), f"case/{self.model.case_id}/party/new", start),
                self._new,
                said="当事人已增加。",
                faults=FAULTS,
            )
        )

    def _new(self, values: Mapping[str, Any]) -> Party:
        case = self.model.file.case
        return self._join(
            Party(id=self.model.tools.ids.new(), town=case.town, case_id=case.id, **fit(Party, values))
        )

    def _join(self, party: Party) -> Party:
        return self.model.tools.cases.join_party(party)

    def _part(self) -> None:
        party = self.rows.current()
        if party is None or party.left_on is not None:
            return
        self.ask(
            Question(
                f"当事人退出：{party.name}",
                "退出",
                Asked(StepFacts, ("reason",), f"party/{party.id}/part"),
                lambda values: self.model.tools.cases.part_party(party.id, values["reason"]),
                said=f"{party.name}已退出本案。",
            )
        )
