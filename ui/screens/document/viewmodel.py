"""Reads one document, keeps what is typed, draws its pages and carries out what is done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.document import DocumentState
from ui.forms.drafting import DraftKeeper
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.services.documents import Sheet
    from ui.screens.tools import Tools

DRAWN_AFTER = 300
KEPT_AFTER = 3000
"""Milliseconds without a key: until the pages are drawn anew, and until the document is saved."""


class DocumentModel(QObject):
    """One document: its last reading, its pages, and one piece of work at a time.

    Signals:
        shown: A new reading (``Sheet``).
        drawn: The pages as they are now (``LaidOut``).
        restored: Texts that were typed and not saved when the document was last left.
        saved: Everything typed is in the document.
        refused: An ``AppError`` of what was typed or done.
        busy_changed: Whether something is carried out; a second thing is not begun meanwhile.
    """

    shown = Signal(object)
    drawn = Signal(object)
    restored = Signal(object)
    saved = Signal()
    refused = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, tools: Tools, document_id: UUID) -> None:
        super().__init__()
        self.tools, self.document_id = tools, document_id
        self.sheet: Sheet | None = None
        self.pages: LaidOut | None = None
        self.place = f"document/{document_id}"
        self._keeper = DraftKeeper(tools.desk, self.place, self)
        self._answers: Mapping[str, str] = {}
        self._typed, self._whole = 0, True
        self._busy = self._drawing = self._asked = False
        self.draw_timer, self.keep_timer = _timer(self, DRAWN_AFTER), _timer(self, KEPT_AFTER)
        self.draw_timer.timeout.connect(self.draw)
        self.keep_timer.timeout.connect(self.save)

    @property
    def draft(self) -> bool:
        """Whether the document can still be filled in."""
        return self.sheet is not None and self.sheet.document.state is DocumentState.DRAFT

    @property
    def idle(self) -> bool:
        """Whether everything typed is kept and everything kept is drawn."""
        timers = self.draw_timer.isActive() or self.keep_timer.isActive()
        return not (timers or self._drawing or self._busy) and self._keeper.idle

    def open(self) -> None:
        """Read the document for the first time, and what was typed and not saved."""
        self._read(lambda: self._keeper.load(self._restore))

    def refresh(self) -> None:
        """Read the document and draw it anew."""
        self._read(lambda: None)

    def type_in(self, texts: Mapping[str, str], answers: Mapping[str, str]) -> None:
        """Keep all that is typed as draft; soon draw and save the answers that can be read."""
        self._keeper.keep(texts)
        self._answers = dict(answers)
        self._whole = len(answers) == len(texts)
        self._typed += 1
        self.draw_timer.start()
        self.keep_timer.start()

    def draw(self) -> None:
        """Draw the pages; what was typed meanwhile is drawn next and the older pages are dropped."""
        self.draw_timer.stop()
        self._asked = True
        if not self._drawing:
            self._draw_next()

    def save(self, done: Callable[[], None] | None = None) -> None:
        """Put the answers into the document and read it again, then go on with ``done``."""
        self.keep_timer.stop()
        changed, typed, documents = self._changed(), self._typed, self.tools.documents
        whole, drafts = self._whole, self.tools.drafts
        if not changed:
            if done is not None:
                done()
            return

        def work() -> Sheet:
            documents.answer(self.document_id, changed)
            if whole and typed == self._typed:
                drafts.drop(self.place)
            return documents.sheet(self.document_id)

        def kept(sheet: Sheet) -> None:
            self._show(sheet)
            if typed == self._typed:
                self.saved.emit()
            if done is not None:
                done()

        self.tools.jobs.start(self, Job(lambda _token: work(), kept, self.refused.emit))

    def forget_draft(self) -> None:
        """Drop what is kept beside the document: the document has all of it, or is final."""
        self._keeper.drop()

    def do(self, job: Job[Any]) -> None:
        """Carry something out, then read anew; nothing is begun while another thing runs."""
        if self._busy:
            return
        self._set_busy(on=True)

        def ended() -> None:
            self._set_busy(on=False)
            job.ended()

        def taken(result: Any) -> None:
            job.done(result)
            self.refresh()

        refused = job.failed or self.refused.emit
        self.tools.jobs.start(self, replace(job, done=taken, failed=refused, ended=ended))

    def _read(self, then: Callable[[], None]) -> None:
        def done(sheet: Sheet) -> None:
            self._show(sheet)
            self.draw()
            then()

        documents = self.tools.documents
        self.tools.jobs.start(self, Job(lambda _token: documents.sheet(self.document_id), done))

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.shown.emit(sheet)

    def _restore(self, texts: Mapping[str, str]) -> None:
        if self.draft:
            self.restored.emit(texts)
        else:
            self.forget_draft()

    def _changed(self) -> dict[str, str]:
        if self.sheet is None or not self.draft:
            return {}
        kept = {each.name: each.typed for each in self.sheet.fields if each.ask is not None}
        return {name: text for name, text in self._answers.items() if kept.get(name, "") != text}

    def _draw_next(self) -> None:
        self._asked, self._drawing = False, True
        documents, answers = self.tools.documents, self._changed()

        def ended() -> None:
            self._drawing = False

        def done(pages: LaidOut) -> None:
            if self._asked:
                self._draw_next()
                return
            self.pages = pages
            self.drawn.emit(pages)

        work = lambda _token: documents.preview(self.document_id, answers)  # noqa: E731 - one line says it
        self.tools.jobs.start(self, Job(work, done, self.refused.emit, ended=ended))

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
