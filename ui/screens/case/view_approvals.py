"""Approvals tab (审批): opinions on the papers of the case; given here, or taken from the signed paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.approval import Verdict
from app.rules.gates.names import paper_name
from app.services.approvals import Opinion
from ui.forms.entries import Choice
from ui.forms.form import Asked
from ui.forms.supply import FormSupply, Picks
from ui.screens.case.opinions import Asking, opinions
from ui.screens.case.values import OpinionFacts, SignedFacts
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.approval import Approval
    from app.domain.case_file import CaseFile
    from ui.screens.case.viewmodel import CaseModel

_COLUMNS = (
    Cells("文书", lambda each: paper_name(each.document.slug), 14),
    Cells("审批人角色", lambda each: each.role_words, 9),
    Cells("意见", lambda each: "待审批" if each.given is None else shown(each.given.verdict), 5),
    Cells("审批人", lambda each: each.given.by_name if each.given else "", 6),
    Cells("日期", lambda each: shown(each.given.on) if each.given else "", 7),
    Cells("方式", lambda each: "" if each.given is None else _way(each.given), 6),
    Cells("意见内容", lambda each: each.given.opinion if each.given else "", 11),
)


class ApprovalsTab(RowsTab):
    """What papers wait for stands first; Enter gives the opinion."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.giving = self.add_button("审批所选（回车）", "", self.rows.open_current)
        self.reading = self.add_looker("打开文书", "open_paper", self._read)

    def records(self, file: CaseFile) -> Sequence[Asking]:
        """Return what waits and what was given."""
        return opinions(file)

    def open_record(self, record: Asking) -> None:
        """Give the opinion a paper waits for, or take it from the paper; else open the paper."""
        if record.given is not None:
            self._read()
            return
        who = self.model.tools.who()
        if who.holds(record.role) and who.officer_id not in self.model.file.case.handlers:
            self._ask_own(record)
        else:
            self.ask_signed(record)

    def ask_signed(self, record: Asking) -> None:
        """Ask what somebody who holds the role signed on the paper itself."""
        able = [each for each in self.model.file.officers if record.role in each.roles]
        picks = Picks(tuple(Choice(each.id, each.name) for each in able))
        start: dict[str, Any] = {"verdict": Verdict.AGREE, "on": self.model.tools.clock.today()}
        if len(able) == 1:
            start["signer"] = able[0].id
        self.ask(
            Question(
                f"登记纸质签批（{record.role_words}）：《{paper_name(record.document.slug)}》",
                "登记",
                Asked(SignedFacts, (), f"approval/{record.document.id}/{record.role}/paper", start),
                lambda values: self._transcribe(record, values),
                said="纸质签批已登记，以纸质签批为准。",
                told=f"须由{record.role_words}本人审批。本人已在打印的文书上签批的，在此登记，以纸质签批为准。",
                supply=FormSupply(self.model.tools.clock, picks),
            )
        )

    def _ask_own(self, record: Asking) -> None:
        start = {"verdict": Verdict.AGREE, "on": self.model.tools.clock.today()}
        self.ask(
            Question(
                f"{record.role_words}审批：《{paper_name(record.document.slug)}》",
                "提交意见",
                Asked(OpinionFacts, (), f"approval/{record.document.id}/{record.role}", start),
                lambda values: self._give(record, values),
                said="审批意见已登记。",
                told="已在纸质文书上签批的，勾选“以纸质签批为准”，日期填签批日期。",
            )
        )

    def go(self, key: str) -> None:
        """Give or take the opinion a paper waits for, by its id or slug."""
        found = self.rows.go(lambda each: key in (str(each.id), each.document.slug))
        record = self.rows.current()
        if found and record.given is None:
            self._opened(record)
        else:
            self.rows.setFocus()

    def _give(self, record: Asking, values: Mapping[str, Any]) -> Approval:
        opinion = Opinion(
            values["verdict"], values["words"] or "", on=values["on"], on_paper=values["on_paper"]
        )
        return self.model.tools.approvals.give(record.document.id, record.role, opinion)

    def _transcribe(self, record: Asking, values: Mapping[str, Any]) -> Approval:
        opinion = Opinion(values["verdict"], values["words"] or "", on=values["on"], on_paper=True)
        approvals = self.model.tools.approvals
        return approvals.transcribe(record.document.id, record.role, values["signer"], opinion)

    def _read(self) -> None:
        record = self.rows.current()
        if record is not None:
            self.wants.emit("document", {"document_id": record.document.id})


def _way(given: Approval) -> str:
    return "纸质签批" if given.on_paper else "在线审批"
