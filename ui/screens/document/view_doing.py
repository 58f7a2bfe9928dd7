"""Doing (文书办理): makes a document final, prints, exports, issues, voids and leads to its service."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.documents.catalogue import forms
from app.documents.printing import kinds_of
from app.domain.document import DocumentState
from ui.forms.form import Asked
from ui.jobs import Job, Lane
from ui.screens.document.exporting import file_name, write_file
from ui.screens.document.orders import remember
from ui.screens.document.view_panels import ConfirmPanel, FormPanel, IssueFacts, Panel, VoidFacts
from ui.screens.document.view_printing import PrintPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.documents.page import LaidOut
    from app.documents.printing import PrintOrder
    from app.domain.document import Document
    from app.domain.errors import AppError
    from app.services.documents import Sheet
    from ui.screens.document.view import DocumentView


AMENDMENT, _PARTY_PAPER = "text_correction", "party"
"""The form that corrects the words of a served paper."""


class Doing(QObject):
    """Asks in the page what must be asked, and carries it out off the UI thread."""

    def __init__(self, view: DocumentView) -> None:
        super().__init__(view)
        self._view, self._model, self._tools = view, view.model, view.model.tools
        self.panel: Panel | None = None
        self.final = ConfirmPanel("确认定稿")
        self.printing = PrintPanel(self._tools, view.supply)
        self.issuing = FormPanel("签发", view.supply, self._tools.desk)
        self.voiding = FormPanel("作废", view.supply, self._tools.desk)
        for panel, does in (
            (self.final, self._finalise),
            (self.printing, self._print),
            (self.issuing, self._issue),
            (self.voiding, self._void),
        ):
            view.left.addWidget(panel)
            panel.confirmed.connect(does)
            panel.left.connect(self.leave)
            self._model.busy_changed.connect(panel.confirm_button.setDisabled)
        self.amend_button = QPushButton("补正")
        self.amend_button.setAutoDefault(True)
        self.amend_button.setToolTip("文字有误而不影响内容的，制作补正决定书；内容有误的，撤销后重新决定。")
        view.head.add_button(self.amend_button)
        self._wire()

    def leave(self) -> None:
        """Go back to the lines."""
        self.panel = None
        self._view.left.setCurrentWidget(self._view.lines)
        self._view.take_keys()

    def show_error(self, error: AppError) -> bool:
        """Show a failure in what is asked; tell whether it has a field for it."""
        return self.panel is not None and self.panel.show_error(error)

    def ask_final(self) -> None:
        """Save, then ask for a yes; with faults show them instead."""
        form = self._view.form
        if not self._model.draft or form is None or not form.check():
            return
        self._model.save(self._ask_final)

    def ask_print(self) -> None:
        """Ask how to print; a draft is not printed."""
        sheet = self._model.sheet
        if sheet is None:
            return
        if not sheet.document.standing:
            self._tools.notices.say("定稿后才能打印；草稿可以导出 Word 查看。")
            return
        self.printing.title.setText(f"打印《{sheet.title}》{sheet.document.number}")
        kinds = kinds_of(sheet.form.audience, sheet.form.copies)
        self.printing.ask(file_name(sheet, ""), sheet.form.copies, kinds)
        self.show_panel(self.printing)
        self._review()

    def ask_issue(self) -> None:
        """Ask for the day."""
        if self._sheet.document.state is DocumentState.FINAL:
            self.issuing.title.setText(f"签发《{self._sheet.title}》{self._sheet.document.number}")
            self.issuing.ask(Asked(IssueFacts, (), "", {"on": self._tools.clock.today()}))
            self.show_panel(self.issuing)

    def ask_void(self) -> None:
        """Ask for the reason."""
        number = self._sheet.document.number
        self.voiding.title.setText(f"作废《{self._sheet.title}》{number}")
        told = "作废后文号不再使用，原件仍留在卷内；需要的，重新制作一份。" if number else "作废后不能恢复。"
        self.voiding.told.setText(told)
        self.voiding.ask(Asked(VoidFacts, (), f"document/{self._model.document_id}/void"))
        self.show_panel(self.voiding)

    def export(self, path: str, work: Callable[[], bytes]) -> None:
        """Write a document into a file."""
        if path:
            notices = self._tools.notices
            job = Job(
                lambda _token: write_file(path, work()),
                lambda written: notices.say(f"已保存到 {written}。"),
                notices.failed,
            )
            self._tools.jobs.start(self, job)

    @property
    def _sheet(self) -> Sheet:
        sheet = self._model.sheet
        if sheet is None:
            msg = "nothing was read yet"
            raise ValueError(msg)
        return sheet

    def _ask_final(self) -> None:
        if self._sheet.faults:
            self._view.show_faults()
            return
        self.final.title.setText(f"《{self._sheet.title}》定稿")
        series = "并取得文号，" if self._sheet.form.series else ""
        self.final.told.setText(
            f"定稿后内容固定，{series}不能再修改；确有错误的，只能作废后重新制作。\n请核对右侧预览后确认。"
        )
        self.show_panel(self.final)

    def show_panel(self, panel: Panel) -> None:
        """Ask something in the place of the lines."""
        self.panel = panel
        self._view.left.setCurrentWidget(panel)
        panel.take_keys()

    def _finalise(self, _values: Mapping[str, Any]) -> None:
        documents, name = self._tools.documents, self._model.document_id

        def done(document: Document) -> None:
            self._model.forget_draft()
            number = f"，文号 {document.number}" if document.number else ""
            self._done(f"《{self._sheet.title}》已定稿{number}。")

        self._model.do(Job(lambda _token: documents.finalise(name), done))

    def _issue(self, values: Mapping[str, Any]) -> None:
        documents, name = self._tools.documents, self._model.document_id
        work = Job(lambda _token: documents.issue(name, values["on"]), lambda _paper: self._done("已签发。"))
        self._model.do(work)

    def _void(self, values: Mapping[str, Any]) -> None:
        documents, name = self._tools.documents, self._model.document_id

        def done(_document: Document) -> None:
            self.voiding.drop_draft()
            self._done("文书已作废。")

        self._model.do(Job(lambda _token: documents.void(name, values["reason"]), done))

    def _print(self, order: PrintOrder) -> None:
        """Lay out, print, count: three jobs, since printing must not hold the store's only thread."""
        documents, name = self._tools.documents, self._model.document_id
        texts = self.printing.texts()

        def counted(_document: Document) -> None:
            where = f"，已保存到 {order.file}" if order.file else ""
            self._done(f"已打印{order.copies}份{where}。")

        def count(_nothing: None) -> None:
            self._model.do(Job(lambda _token: documents.printed(name, order.copies), counted))

        def lock(*, on: bool) -> None:
            self.printing.confirm_button.setDisabled(on)

        def free() -> None:
            lock(on=False)

        def paper(ready: tuple[LaidOut, bool]) -> None:
            lock(on=True)
            laid, again = ready
            pages, drafts, clock = self._tools.pages, self._tools.drafts, self._tools.clock

            def work() -> None:
                pages.print(laid, replace(order, reprint=again))
                remember(drafts, clock, texts)

            job = Job(lambda _token: work(), count, self._tools.notices.failed, lane=Lane.OTHER, ended=free)
            self._tools.jobs.start(self, job)

        lock(on=True)
        job = Job(lambda _token: documents.for_print(name), paper, self._tools.notices.failed, ended=free)
        self._tools.jobs.start(self, job)

    def _review(self) -> None:
        """Say before printing what of this paper loses points in the review of the file."""
        reviews, name = self._tools.file_review, self._model.document_id
        job = Job(lambda _token: reviews.of_paper(name), self.printing.show_review)
        self._tools.jobs.start(self, job)

    def _done(self, words: str) -> None:
        self._tools.notices.say(words)
        self.leave()

    def _choose(self, ending: str, work: Callable[[], bytes]) -> None:
        name = file_name(self._sheet, ending)
        path, _filter = QFileDialog.getSaveFileName(self._view, "导出", name, f"*{ending}")
        self.export(path, work)

    def _allow(self, sheet: Sheet) -> None:
        """A paper that reached its party is corrected in writing."""
        served = sheet.document.state is DocumentState.SERVED and sheet.form.audience == _PARTY_PAPER
        known = AMENDMENT in forms() and sheet.document.slug != AMENDMENT
        self.amend_button.setVisible(served and known and not sheet.case.read_only)

    def _amend(self) -> None:
        documents, paper = self._tools.documents, self._sheet.document

        def made(draft: Document) -> None:
            self._view.wants.emit("document", {"document_id": draft.id})

        work = Job(
            lambda _token: documents.draft(paper.case_id, AMENDMENT, paper.party_id, paper.id),
            made,
            self._tools.notices.failed,
        )
        self._tools.jobs.start(self, work)

    def _serve(self) -> None:
        where = {"case_id": self._sheet.case.id, "tab": "service", "field": str(self._model.document_id)}
        self._view.wants.emit("case", where)

    def _wire(self) -> None:
        head, documents, name = self._view.head, self._tools.documents, self._model.document_id
        head.final_button.clicked.connect(self.ask_final)
        head.print_button.clicked.connect(self.ask_print)
        head.issue_button.clicked.connect(self.ask_issue)
        head.serve_button.clicked.connect(self._serve)
        head.void_button.clicked.connect(self.ask_void)
        self.amend_button.clicked.connect(self._amend)
        self._model.shown.connect(self._allow)
        head.pdf_button.clicked.connect(partial(self._choose, ".pdf", partial(documents.pdf, name)))
        head.word_button.clicked.connect(partial(self._choose, ".docx", partial(documents.docx, name)))
