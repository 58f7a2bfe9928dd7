"""Press (印制): fills a document's form and lays it out, as a draft with gaps or as it was fixed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.documents.completeness import faults, told, with_gaps
from app.documents.finalising import final_values, frozen, nested
from app.documents.glyphs import undrawable
from app.documents.series import series_of
from app.documents.telling import Telling
from app.documents.vocabulary import vocabulary
from app.domain.document import Document, DocumentState
from app.rules.deadlines.given import BEIJING
from app.rules.deadlines.law import published_law
from app.rules.gates.names import paper_name
from app.rules.reckoning import reckoned
from app.services.demonstration import DEMONSTRATION
from app.services.document_faults import FaultsError, TemplateChangedError
from app.services.form_titles import form_of
from app.services.law import law_of, reckoner
from app.services.numbering import take_number
from app.services.office import log
from app.services.typesetting import KEPT, kept_typesetting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.documents.completeness import Fault
    from app.documents.page import LaidOut
    from app.documents.vocabulary.words import Said
    from app.domain.case_file import CaseFile
    from app.ports import Files, Forms, Pages, UnitOfWork
    from app.rules.deadlines.law import Law
    from app.services.office import Office


class Press:
    """印制 (press): from what a document says to docx, pages and the archived PDF."""

    def __init__(self, forms: Forms, pages: Pages, files: Files) -> None:
        self.pages = pages
        self.files = files
        self._forms = forms

    def docx(self, telling: Telling) -> bytes:
        """Return the filled form; of a final document only while its template is the same."""
        if self._changed(telling.document):
            raise TemplateChangedError(telling.document)
        return self._forms.fill(telling.form.slug, nested(printed_values(telling)))

    def undrawable(self, telling: Telling) -> tuple[Fault, ...]:
        """Return a fault for every field of a draft with a character no font here can draw."""
        return undrawable(telling, self.pages.lacking)

    def laid(self, telling: Telling) -> LaidOut:
        """Return the pages; a final document whose template has changed since is shown as archived."""
        if self._changed(telling.document):
            return self.pages.scan(self.files.get(telling.document.archive_hash))
        return self._layout(telling)

    def pdf(self, telling: Telling) -> bytes:
        """Return the archived PDF of a final document, made anew where opinions may have come since."""
        words = vocabulary()
        late = any(words[name].late for name in telling.form.shows)
        if not late or self._changed(telling.document):
            return self.files.get(telling.document.archive_hash)
        return self._made(self.laid(telling), telling.document)

    def marked(self, file: CaseFile, laid: LaidOut) -> LaidOut:
        """Return pages of a case, which say so when the case is a demonstration."""
        return self.pages.marked(laid, DEMONSTRATION) if file.case.demonstration else laid

    def fixed(self, telling: Telling) -> tuple[Document, LaidOut]:
        """Return a document with its words fixed and its PDF kept, and its pages."""
        slug = telling.form.slug
        words = frozen(telling) | {KEPT: telling.file.typesetting.kept}
        kept = replace(telling.document, frozen=words, template_version=self._forms.version(slug))
        laid = self._layout(replace(telling, document=kept))
        digest = self.files.put(self._made(laid, kept))
        return replace(kept, archive_hash=digest, pages=len(laid.pages)), laid

    def _layout(self, telling: Telling) -> LaidOut:
        chosen = kept_typesetting(telling.document, telling.file.typesetting)
        return self.marked(telling.file, self.pages.layout(self.docx(telling), typesetting=chosen))

    def _made(self, laid: LaidOut, document: Document) -> bytes:
        bears = document.frozen.get("doc.title", "") or paper_name(document.slug)
        return self.pages.pdf([laid], title=f"{bears}{document.number}")

    def _changed(self, document: Document) -> bool:
        return bool(document.frozen) and self._forms.version(document.slug) != document.template_version


def telling_of(file: CaseFile, document: Document, today: date, law: Law | None = None) -> Telling:
    """Return what a document tells of: on the day of its 定稿, or today while a draft.

    Without ``law`` the terms a draft would state stay open; a final document keeps the ones it stated.
    """
    day = today if document.final_at is None else document.final_at.astimezone(BEIJING).date()
    others = tuple(each for each in file.documents if each.id != document.id)
    whole = replace(file, documents=(*others, document))
    reckon = None if law is None else reckoner(law)
    clock = partial(reckoned, law or published_law())
    return Telling(whole, document, form_of(file, document), day, document.number, reckon, clock)


def printed_values(telling: Telling) -> Mapping[str, Said]:
    """Return what the form prints: a draft's facts with gaps, or what was fixed with its opinions."""
    if telling.document.frozen:
        return final_values(telling)
    return with_gaps(telling, told(telling))


def make_final(
    work: UnitOfWork, office: Office, press: Press, file: CaseFile, document: Document
) -> Document:
    """Check a draft, take its number, fix its words, keep its PDF and save it, all in one transaction.

    Raises:
        FaultsError: Facts are missing.
    """
    today, law = office.clock.today(), law_of(work, file.case.town)
    telling = telling_of(file, document, today, law)
    found = (*faults(telling), *press.undrawable(telling))
    if found:
        raise FaultsError(telling.form.title, found)
    number = take_number(work, file, document, series_of(telling), today.year)
    final = replace(
        document,
        state=DocumentState.FINAL,
        number=number,
        final_at=office.clock.now(),
        final_by=office.who().officer_id,
    )
    fixed, _ = press.fixed(telling_of(file, final, today, law))
    work.of(Document).save(fixed)
    words = f"《{telling.form.title}》定稿{'，文号' + number if number else ''}"
    log(work, office, fixed.case_id, "document.final", words)
    return fixed
