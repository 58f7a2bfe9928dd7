"""Document editor: lines left, pages right; checked, made final, printed, issued and voided here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.forms.supply import FormSupply
from ui.screens.document.asks import pairs_of
from ui.screens.document.questions import asked_count, questions_for, with_next, with_passage
from ui.screens.document.view_doing import Doing
from ui.screens.document.view_faults import FaultList
from ui.screens.document.view_form import PaperForm
from ui.screens.document.view_head import DocumentHead
from ui.screens.document.view_hint import QuestionHint
from ui.screens.document.view_preview import PreviewPane
from ui.screens.document.view_scans import Scanning
from ui.screens.document.viewmodel import DocumentModel
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent

    from app.documents.completeness import Fault
    from app.documents.page import LaidOut
    from app.documents.vocabulary.words import Place
    from app.domain.errors import AppError
    from app.services.documents import Sheet
    from ui.screens.document.questions import Wording
    from ui.screens.tools import Tools

TRANSCRIPT, ASKED_AS = "inquiry.qa", "inquiry.relation"
"""What the questions of the bank are put into, and who is asked."""


class DocumentView(ScreenView):
    """One document."""

    def __init__(self, tools: Tools, model: DocumentModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        model.setParent(self)
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self.form: PaperForm | None = None
        self._wanted = ""
        self.head, self.faults, self.preview = DocumentHead(), FaultList(), PreviewPane(tools)
        self.hint = QuestionHint()
        self.left, self.lines = QStackedWidget(), QWidget()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 24)
        self._arrange()
        self.doing = Doing(self)
        self.scanning = Scanning(self)
        self._wire()

    def take_keys(self) -> None:
        """Put the keys into the first line that is missing, or into what is asked in the page."""
        if self.doing.panel is not None:
            self.doing.panel.take_keys()
        elif self.form is not None and self.form.asks:
            self.form.go_to_start()
        elif self.head.print_button.isVisibleTo(self):
            self.head.print_button.setFocus()
        else:
            self.preview.pages.setFocus()

    def refresh(self) -> None:
        """Read the document anew."""
        self.model.refresh()

    def show_first(self, field: str) -> None:
        """Read the document for the first time and go to a line when one is named."""
        self._wanted = field
        self.model.open()

    def receive(self, args: Mapping[str, object]) -> None:
        """Go to the line ``field`` when given; the document is read anew."""
        self._wanted = str(args.get("field") or "")
        self.refresh()

    def check(self) -> None:
        """F9: save, and show what stands against 定稿."""
        if self.form is not None and self.form.check():
            self.model.save(self.show_faults)

    def go_back(self) -> None:
        """Esc: from a question to the lines, from the faults to the lines, from the lines to the case."""
        if self.doing.panel is not None:
            self.doing.leave()
        elif self.faults.isVisible():
            self.faults.hide()
            self.take_keys()
        elif self.model.sheet is not None:
            self.wants.emit("case", {"case_id": self.model.sheet.case.id, "tab": "documents"})
            self.ended.emit()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, unless there is a notice to put away."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Cancel)
            and self._tools.notices.last is None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Esc."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Save when the tab is left."""
        super().hideEvent(event)
        self.model.save()

    def _show(self, sheet: Sheet) -> None:
        anew = self.form is None or not self.form.fits(sheet)
        if anew:
            self._build(sheet)
        elif self.form is not None:
            self.form.show_sheet(sheet)
        self.head.show_sheet(sheet)
        self.titled.emit(f"{sheet.title}{sheet.document.number}")
        if self.faults.isVisible():
            self.faults.show_faults(sheet.faults, sheet.doubts)
        if not self.model.draft:
            self.faults.hide()
        if self._wanted and self.form is not None:
            self.form.go(self._wanted)
            self._wanted = ""
        elif anew and self.isVisible():
            self.take_keys()

    def _build(self, sheet: Sheet) -> None:
        writable = self.model.draft and not sheet.case.read_only
        form = PaperForm(sheet, self.supply, writable=writable)
        self.form = form
        self.area.setWidget(form)
        form.edited.connect(self._typed)
        form.entered.connect(self._show_on_page)
        form.wanted.connect(self._open_place)
        form.ended.connect(self.check)
        self._tell_questions()

    def _typed(self) -> None:
        if self.form is not None:
            self.model.type_in(self.form.texts(), self.form.answers())
            self.head.told.setText("录入即存为草稿。")
            self._tell_questions()

    def _restore(self, texts: Mapping[str, str]) -> None:
        if self.form is None:
            return
        before = self.form.texts()
        if {name: text for name, text in texts.items() if name in before} == before:
            self.model.forget_draft()
            return
        self.form.set_texts(texts)
        self._typed()
        self.head.told.setText("已恢复上次未完成的录入。")

    def _saved(self) -> None:
        self.head.told.setText("已保存。")

    def _drawn(self, laid: LaidOut) -> None:
        self.preview.show_laid(laid)
        if self.form is not None and self.form.name_in_hand():
            self._show_on_page(self.form.name_in_hand())

    def _show_on_page(self, name: str) -> None:
        if self.form is None or name not in self.form.asks:
            return
        field = next(each for each in self.form.sheet.fields if each.name == name)
        line = self.form.asks[name]
        said = "" if pairs_of(line.ask) else line.entry.text() or field.said
        self.area.ensureWidgetVisible(line)
        if not (said and self.preview.pages.show_text(said, field.label)):
            self.preview.pages.show_text(field.label)

    def _refused(self, error: AppError) -> None:
        if self.doing.show_error(error) or (self.form is not None and self.form.show_error(error)):
            return
        self._tools.notices.failed(error)

    def show_faults(self) -> None:
        """Show what stands against 定稿 as it was last read, and put the keys there."""
        if self.model.sheet is not None:
            self.faults.show()
            self.faults.show_faults(self.model.sheet.faults, self.model.sheet.doubts)
            self.faults.rows.setFocus() if self.model.sheet.faults else self.head.final_button.setFocus()

    def _open_fault(self, fault: Fault) -> None:
        if self.form is None or fault.name not in self.form.asks:
            self._open_place(fault.place)
        else:
            self.form.go(fault.name)

    def _open_place(self, place: Place) -> None:
        if self.model.sheet is not None:
            where = {"case_id": self.model.sheet.case.id, "tab": place.kind, "field": place.key}
            self.wants.emit("case", where)

    def _next_missing(self) -> None:
        if self.form is not None and not self.form.go_to_missing():
            self._tools.notices.say("必填内容都已填写。")

    def _pick(self) -> None:
        if self.form is not None and (name := self.form.name_in_hand()) in self.form.asks:
            self.form.asks[name].take_offer()

    def _next_question(self) -> None:
        if self.form is None or TRANSCRIPT not in self.form.asks or self.model.sheet is None:
            return
        entry = self.form.asks[TRANSCRIPT].entry
        text = with_next(entry.text(), self._questions())
        if text == entry.text():
            self._tools.notices.say("询问提纲中的问题都已列入。")
            return
        entry.set_text(text)
        entry.edited.emit()
        self.form.asks[TRANSCRIPT].to_end()

    def _tell_questions(self) -> None:
        asked = self.form is not None and TRANSCRIPT in self.form.asks and self.model.sheet is not None
        self.hint.setVisible(asked)
        if self.form is not None and self.model.sheet is not None and asked:
            questions = self._questions()
            done = asked_count(self.form.asks[TRANSCRIPT].entry.text(), questions)
            self.hint.tell(done, len(questions), self.form.asks)

    def _questions(self) -> tuple[str, ...]:
        """Questions of the case's field for who is asked."""
        if self.model.sheet is None or self.form is None:
            return ()
        role = self.form.asks[ASKED_AS].entry.text() if ASKED_AS in self.form.asks else ""
        return questions_for(self.model.sheet.case.department, role)

    def _take_wording(self, wording: Wording) -> None:
        """Put a wording below what stands in its line."""
        if self.form is not None and wording.field in self.form.asks:
            line = self.form.asks[wording.field]
            line.entry.set_text(with_passage(line.entry.text(), wording.text))
            line.entry.edited.emit()
            self.form.go(wording.field)

    def _save(self) -> None:
        if self.form is not None and self.form.check():
            self.model.save()

    def _arrange(self) -> None:
        column = QVBoxLayout(self.lines)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self.hint, self.area, self.faults):
            column.addWidget(each, 1 if each is self.area else 0)
        self.left.addWidget(self.lines)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.left)
        split.addWidget(self.preview)
        split.setSizes([470, 730])
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.addWidget(self.head)
        whole.addWidget(split, 1)

    def _wire(self) -> None:
        model, head = self.model, self.head
        model.shown.connect(self._show)
        model.drawn.connect(self._drawn)
        model.restored.connect(self._restore)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)
        self.faults.opened.connect(self._open_fault)
        head.check_button.clicked.connect(self.check)
        for place in (self.lines, self.preview, self.head):
            for key in ("finish", "finish_pad"):
                bind(place, key, self.doing.ask_final)
            bind(place, "check", self.check)
            bind(place, "next_missing", self._next_missing)
        for place in (self.left, self.head, self.preview.bar):
            bind(place, "find_text", self.preview.pages.open_find)
            bind(place, "next_hit", lambda: self.preview.pages.step(1))
            bind(place, "last_hit", lambda: self.preview.pages.step(-1))
        bind(self.lines, "pick", self._pick)
        bind(self.lines, "next_question", self._next_question)
        self.hint.next_wanted.connect(self._next_question)
        self.hint.wording_wanted.connect(self._take_wording)
        bind(self, "save", self._save)
        bind(self, "print", self.doing.ask_print)
        bind(self, "preview", self._swap_keys)
        bind(self, "refresh", self.refresh)
        bind(self, "back", self.go_back)

    def _swap_keys(self) -> None:
        pages = self.preview.pages
        self.take_keys() if pages.hasFocus() else pages.setFocus()


def build(tools: Tools, args: Mapping[str, object]) -> DocumentView:
    """Build the editor of ``document_id``; ``field`` is the line to go to."""
    document_id = args["document_id"]
    if not isinstance(document_id, UUID):
        raise TypeError(document_id)
    view = DocumentView(tools, DocumentModel(tools, document_id))
    view.show_first(str(args.get("field") or ""))
    return view
