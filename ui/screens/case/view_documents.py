"""Documents tab (文书): every paper of the case with its state and gaps; made, opened, voided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.document import Document, DocumentState
from app.rules.gates.names import paper_name
from app.services.form_titles import form_of
from ui.forms.form import Asked
from ui.screens.case.goals import NEW
from ui.screens.case.values import StepFacts
from ui.screens.case.view_making import MakingPage, Paper, papers_to_make
from ui.screens.case.view_rows import Cells, day_words
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case_file import CaseFile
    from ui.screens.case.viewmodel import CaseModel


class DocumentsTab(RowsTab):
    """The papers of the case."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(
            model,
            (
                Cells("文书", self._title, 15),
                Cells("当事人", self._party, 8),
                Cells("文号", lambda each: each.number, 14),
                Cells("状态", _state, 5),
                Cells("缺项", self._gaps, 5),
                Cells("已打印", lambda each: f"{each.prints}份" if each.prints else "", 4),
                Cells("制作日期", lambda each: day_words(each.created_at), 7),
            ),
        )
        self.making = MakingPage()
        self.addWidget(self.making)
        self.making.left.connect(self._back)
        self.making.picked.connect(self.make)
        self.add = self.add_button("制作其他文书", "add_row", self._offer)
        self.opening = self.add_looker("打开（回车）", "", self.rows.open_current)
        self.voiding = self.add_button("作废", "drop_row", self._void)

    def records(self, file: CaseFile) -> Sequence[Document]:
        """Return the papers, the newest last."""
        return sorted(file.documents, key=lambda each: (each.created_at, each.slug))

    def open_record(self, record: Document) -> None:
        """Open a paper in its own tab of the window."""
        self.wants.emit("document", {"document_id": record.id})

    def take_keys(self) -> None:
        """Put the keys where work in this tab goes on."""
        if self.currentWidget() is self.making:
            self.making.line.setFocus()
        else:
            super().take_keys()

    def go(self, key: str) -> None:
        """Open a paper by its id, or the newest of a kind; one that does not exist is made."""
        if key in ("", NEW):
            self.rows.setFocus()
            return
        named = [each for each in self.model.file.documents if key in (str(each.id), each.slug)]
        alive = [each for each in named if each.state is not DocumentState.VOID]
        if alive:
            self.rows.go(lambda each: each.id == alive[-1].id)
            self.open_record(alive[-1])
        elif key in forms() and self.writable:
            self._make_for_all(key)

    def make(self, paper: Paper) -> None:
        """Make a draft and open it."""
        self.setCurrentWidget(self.front)
        self.model.paper(paper.slug, paper.party_id, self.open_record)

    def _opened(self, record: Document) -> None:
        self.open_record(record)

    def _make_for_all(self, slug: str) -> None:
        fitting = [each for each in papers_to_make(self.model.file) if each.slug == slug]
        if len(fitting) == 1:
            self.make(fitting[0])
        else:
            self._offer(fitting)

    def _offer(self, papers: Sequence[Paper] | None = None) -> None:
        self.setCurrentWidget(self.making)
        self.making.offer(papers or papers_to_make(self.model.file))

    def _void(self) -> None:
        paper = self.rows.current()
        if paper is None or paper.state is DocumentState.VOID:
            return
        self.ask(
            Question(
                f"作废《{self._named(paper)}》{paper.number}",
                "作废",
                Asked(StepFacts, ("reason",), f"document/{paper.id}/void"),
                lambda values: self.model.tools.documents.void(paper.id, values["reason"]),
                said="文书已作废，文号不再使用，原件仍留在卷内。" if paper.number else "文书已作废。",
            )
        )

    def _title(self, paper: Document) -> str:
        named = [each for each in self.model.file.documents if each.id == paper.parent_id]
        about = f"（{self._named(named[0])}）" if named else ""
        return self._named(paper) + about

    def _named(self, paper: Document) -> str:
        """The title it bears; of a kind this program has no form of, what the flow calls it."""
        return form_of(self.model.file, paper).title if paper.slug in forms() else paper_name(paper.slug)

    def _party(self, paper: Document) -> str:
        party = self.model.file.party(paper.party_id) if paper.party_id else None
        return party.name if party else ""

    def _gaps(self, paper: Document) -> str:
        count = self.model.seen.gaps.get(paper.id, 0) if self.model.seen is not None else 0
        return f"缺{count}项" if count else ""


def _state(paper: Document) -> str:
    why = f"：{paper.void_reason}" if paper.void_reason else ""
    return shown(paper.state) + why
