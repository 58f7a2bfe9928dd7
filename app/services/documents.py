"""Documents (文书制作): drafted from the case, answered, checked, made final, issued, voided, printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.answers import checked
from app.documents.catalogue import form
from app.documents.completeness import faults
from app.documents.telling import DECISIONS
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.record import RecordNotFoundError
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.rules.gates.names import paper_name
from app.services.approvals import NotFinalError
from app.services.case_reading import read_case_file, writable_case
from app.services.clues import ReasonMissingError
from app.services.disputed import against_paper_in_dispute, refuse_disputed
from app.services.document_faults import (
    FaultsError,
    IssueRefusedError,
    NotDraftError,
    PartyNeededError,
    UnknownAnswerError,
    VoidRefusedError,
    WrongCopiesError,
)
from app.services.document_sheet import Sheet, SheetField, sheet_of
from app.services.draft_checks import against_draft, as_faults, doubts
from app.services.form_titles import form_of
from app.services.joined import of_joined
from app.services.law import law_of
from app.services.leave import noted
from app.services.numbering import void_number
from app.services.office import log
from app.services.owed import Owed, owed_papers
from app.services.press import Press, make_final, telling_of
from app.services.refused import RefusedError, permit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from app.documents.completeness import Fault
    from app.documents.manifest import Form
    from app.documents.page import LaidOut
    from app.documents.telling import Telling
    from app.ports import Files, Forms, Pages, UnitOfWork
    from app.rules.deadlines.law import Law
    from app.services.office import Office

__all__ = ["DocumentDesk", "FaultsError", "Owed", "Sheet", "SheetField"]
_WRITERS = (
    Role.HANDLER,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.LEGAL_REVIEWER,
    Role.HEARING_HOST,
    Role.ARCHIVIST,
)


class DocumentDesk:
    """文书台: every writing method is one transaction that leaves a log line."""

    def __init__(self, office: Office, forms: Forms, pages: Pages, files: Files) -> None:
        self._office = office
        self._press = Press(forms, pages, files)

    def owed(self, case_id: UUID) -> tuple[Owed, ...]:
        """Return the papers the steps out of the present status need, and how far each is."""
        with self._office.begin() as work:
            return owed_papers(read_case_file(work, case_id), self._office.clock.today())

    def draft(
        self, case_id: UUID, slug: str, party_id: UUID | None = None, parent_id: UUID | None = None
    ) -> Document:
        """Begin a document, or return the draft of the same form, party and parent there is."""
        permit(self._office.who(), "制作文书", *_WRITERS)
        shape = form(slug)
        with self._office.begin() as work:
            case = writable_case(work, case_id)
            owner = _addressee(work, case_id, shape, party_id)
            of_kind = work.of(Document).find(case_id=case_id, slug=slug, party_id=owner, parent_id=parent_id)
            for each in of_kind:
                if each.state is DocumentState.DRAFT:
                    return each
            begun = Document(
                id=self._office.ids.new(),
                town=case.town,
                case_id=case_id,
                slug=slug,
                created_at=self._office.clock.now(),
                created_by=self._office.who().officer_id,
                party_id=owner,
                parent_id=parent_id,
                replaces=_replaced(of_kind),
            )
            work.of(Document).save(begun)
            log(work, self._office, case_id, "document.drafted", f"起草《{shape.title}》")
            work.commit()
        return begun

    def answer(self, document_id: UUID, answers: Mapping[str, str]) -> Document:
        """Keep what was typed into a draft besides what is kept already; an empty text takes back."""
        permit(self._office.who(), "填写文书", *_WRITERS)
        with self._office.begin() as work:
            document = _draft(work, document_id)
            kept = replace(document, answers=_merged(form(document.slug), document, answers))
            if kept == document:
                return document
            work.of(Document).save(kept)
            log(work, self._office, kept.case_id, "document.answered", f"填写《{paper_name(kept.slug)}》")
            work.commit()
        return kept

    def sheet(self, document_id: UUID) -> Sheet:
        """Return all that the editor shows of a document; a draft with what stands against it."""
        with self._office.begin() as work:
            telling, law = self._read(work, document_id)
            sheet, today = sheet_of(telling), self._office.clock.today()
            if telling.document.state is not DocumentState.DRAFT or sheet.case.read_only:
                return sheet
            against = against_paper_in_dispute(work, telling.document)
            against += against_draft(work, telling, today, law)
        open_ = (*self._press.undrawable(telling), *as_faults(telling, against))
        return replace(sheet, faults=(*sheet.faults, *open_), doubts=as_faults(telling, doubts(telling)))

    def faults(self, document_id: UUID) -> tuple[Fault, ...]:
        """Return what stands against 定稿; nothing for a document that is final."""
        telling = self._telling(document_id)
        return () if telling.document.frozen else (*faults(telling), *self._press.undrawable(telling))

    def preview(self, document_id: UUID, answers: Mapping[str, str] | None = None) -> LaidOut:
        """Return the pages as they are now; a draft with yellow gaps, and with answers not kept yet."""
        telling = self._telling(document_id)
        if answers and telling.document.state is DocumentState.DRAFT:
            typed = {**telling.answers, **answers}
            document = replace(telling.document, answers=_readable(telling.form, typed))
            telling = replace(telling, document=document, form=form_of(telling.file, document))
        return self._press.laid(telling)

    def docx(self, document_id: UUID) -> bytes:
        """Return the filled form as docx, for Word or WPS."""
        return self._press.docx(self._telling(document_id))

    def pdf(self, document_id: UUID) -> bytes:
        """Return the PDF of a final document with the opinions given since."""
        telling = self._telling(document_id)
        if not telling.document.frozen:
            raise NotFinalError(telling.document)
        return self._press.pdf(telling)

    def finalise(self, document_id: UUID) -> Document:
        """Make a draft final (定稿): checked, numbered, fixed and archived, or ``FaultsError``."""
        permit(self._office.who(), "文书定稿", *_WRITERS)
        with self._office.begin() as work:
            document = _draft(work, document_id)
            title = f"《{paper_name(document.slug)}》定稿"
            refuse_disputed(title, against_paper_in_dispute(work, document))
            file = read_case_file(work, document.case_id)
            law = law_of(work, file.case.town)
            today = self._office.clock.today()
            against = against_draft(work, telling_of(file, document, today, law), today, law)
            if against:
                raise RefusedError(title, against)
            final = make_final(work, self._office, self._press, file, document)
            work.commit()
        return final

    def issue(self, document_id: UUID, on: date | None = None) -> Document:
        """Mark a final document as issued (签发) on a day, today unless given."""
        permit(self._office.who(), "签发文书", *_WRITERS)
        day = on or self._office.clock.today()
        with self._office.begin() as work:
            document = _writable(work, document_id)
            made = document.final_at
            early = made is None or day < made.astimezone(BEIJING).date()
            if document.state is not DocumentState.FINAL or early or day > self._office.clock.today():
                raise IssueRefusedError(document, day)
            refuse_disputed(f"签发{_named(document)}", against_paper_in_dispute(work, document))
            issued = replace(document, state=DocumentState.ISSUED, issued_on=day)
            work.of(Document).save(issued)
            log(work, self._office, issued.case_id, "document.issued", f"签发{_named(issued)}")
            work.commit()
        return issued

    def void(self, document_id: UUID, reason: str) -> Document:
        """Make a document void with the reason; its number stays used up and explained."""
        permit(self._office.who(), "作废文书", *_WRITERS)
        if not reason.strip():
            raise ReasonMissingError("作废文书")
        with self._office.begin() as work:
            document = _writable(work, document_id)
            _check_voidable(document, decided=_decided(work, document))
            voided = replace(document, state=DocumentState.VOID, void_reason=reason.strip())
            work.of(Document).save(voided)
            void_number(work, document, reason.strip())
            words = f"作废{_named(document)}：{voided.void_reason}"
            log(work, self._office, voided.case_id, "document.void", words)
            work.commit()
        return voided

    def for_print(self, document_id: UUID) -> tuple[LaidOut, bool]:
        """Return the pages to print, and whether the paper was printed before (补打)."""
        telling = self._telling(document_id)
        return self._press.laid(telling), telling.document.prints > 0

    def printed(self, document_id: UUID, copies: int) -> Document:
        """Count copies that were printed, telling a reprint (补打); not without leave to write."""
        if copies < 1:
            raise WrongCopiesError(copies)
        with self._office.begin() as work:
            document = work.of(Document).get(document_id)
            counted = replace(document, prints=document.prints + copies)
            work.of(Document).save(counted)
            action, done = ("reprinted", "补打") if document.prints else ("printed", "打印")
            words = f"{done}{_named(document)}{copies}份"
            log(work, self._office, document.case_id, f"document.{action}", words)
            return counted if noted(work) else document

    def _telling(self, document_id: UUID) -> Telling:
        with self._office.begin() as work:
            return self._read(work, document_id)[0]

    def _read(self, work: UnitOfWork, document_id: UUID) -> tuple[Telling, Law]:
        document = work.of(Document).get(document_id)
        file = read_case_file(work, document.case_id)
        law = law_of(work, file.case.town)
        return telling_of(file, document, self._office.clock.today(), law), law


def _writable(work: UnitOfWork, document_id: UUID) -> Document:
    document = work.of(Document).get(document_id)
    writable_case(work, document.case_id)
    return document


def _draft(work: UnitOfWork, document_id: UUID) -> Document:
    document = _writable(work, document_id)
    if document.state is not DocumentState.DRAFT:
        raise NotDraftError(document)
    return document


def _addressee(work: UnitOfWork, case_id: UUID, shape: Form, party_id: UUID | None) -> UUID | None:
    """A form for each party goes to the only active one unless another is named."""
    active = [each for each in of_joined(work, Party, case_id) if each.left_on is None]
    if party_id is None and shape.per_party:
        if len(active) != 1:
            raise PartyNeededError(shape)
        return active[0].id
    if party_id is not None and party_id not in {each.id for each in active}:
        raise RecordNotFoundError(Party, party_id)
    return party_id


def _replaced(of_kind: tuple[Document, ...]) -> UUID | None:
    """The last paper of the kind that was made void after 定稿 is what a new one stands for."""
    gone = [each for each in of_kind if each.state is DocumentState.VOID and each.frozen]
    return gone[-1].id if gone else None


def _merged(shape: Form, document: Document, answers: Mapping[str, str]) -> dict[str, str]:
    asked = {each.name: each for each in shape.asks}
    unknown = [name for name in answers if name not in asked]
    if unknown:
        raise UnknownAnswerError(shape, unknown)
    tidy = {name: checked(asked[name], text) for name, text in answers.items()}
    return {name: text for name, text in {**document.answers, **tidy}.items() if text}


def _readable(shape: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """While somebody types, what cannot be read yet prints as a gap; the editor marks the field."""
    found = {}
    for ask in shape.asks:
        try:
            found[ask.name] = checked(ask, typed.get(ask.name, ""))
        except AppError:
            found[ask.name] = ""
    return found


def _decided(work: UnitOfWork, document: Document) -> bool:
    case = writable_case(work, document.case_id)
    return document.slug in DECISIONS and case.decided_on is not None


def _check_voidable(document: Document, *, decided: bool) -> None:
    if document.state is DocumentState.SERVED:
        hint = "决定有误的，请办理“撤销决定”；文字有误的，请作书面补正。"
        raise VoidRefusedError(document, "已经送达", hint)
    if decided and document.standing:
        raise VoidRefusedError(document, "已经作为决定生效", "请办理“撤销决定”。")
    if document.state is DocumentState.VOID:
        raise VoidRefusedError(document, "已经作废", "不需要再次作废。")


def _named(document: Document) -> str:
    return f"《{paper_name(document.slug)}》{document.number}"
