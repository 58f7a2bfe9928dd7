"""Case file (案件全貌): everything on one case, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.domain.act import Act
from app.domain.approval import Approval
from app.domain.bureau import Bureau
from app.domain.case import Case
from app.domain.certificate import Certificate
from app.domain.clue import Clue
from app.domain.delivery import Delivery
from app.domain.document import Document
from app.domain.evidence import Evidence
from app.domain.hearing_limit import HearingLimit
from app.domain.log_line import LogLine
from app.domain.officer import Officer
from app.domain.party import Party
from app.domain.payment import Payment
from app.domain.penalty import Penalty
from app.domain.penalty_subject import PenaltySubject
from app.domain.posting import Posting, posting_on
from app.domain.power_item import PowerItem
from app.domain.statement import Statement
from app.domain.typesetting import Typesetting
from app.domain.volume import Volume


@dataclass(frozen=True, slots=True)
class CaseFile:
    """案件全貌 (case file): the input of gates, documents, deadlines and the case page.

    Attributes:
        titles: What the office calls forms, by slug, where it has a title of its own.
        typesetting: How the office sets the papers it makes now.
    """

    case: Case
    clue: Clue | None = None
    bureau: Bureau | None = None
    subject: PenaltySubject | None = None
    parties: tuple[Party, ...] = ()
    acts: tuple[Act, ...] = ()
    items: tuple[PowerItem, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    documents: tuple[Document, ...] = ()
    approvals: tuple[Approval, ...] = ()
    statements: tuple[Statement, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    payments: tuple[Payment, ...] = ()
    volume: Volume | None = None
    officers: tuple[Officer, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    postings: tuple[Posting, ...] = ()
    limits: tuple[HearingLimit, ...] = ()
    log: tuple[LogLine, ...] = field(default=(), repr=False)
    titles: Mapping[str, str] = field(default_factory=dict)
    typesetting: Typesetting = field(default_factory=Typesetting)

    @property
    def active_parties(self) -> tuple[Party, ...]:
        """The parties that have not left the case."""
        return tuple(each for each in self.parties if each.left_on is None)

    def party(self, party_id: UUID | None) -> Party | None:
        """Return one party, or the only one when no id is given."""
        if party_id is None:
            return self.active_parties[0] if len(self.active_parties) == 1 else None
        return next((each for each in self.parties if each.id == party_id), None)

    def item_of(self, act: Act) -> PowerItem | None:
        """Return the pinned version of an act's item."""
        return next((each for each in self.items if each.id == act.item_id), None)

    def standing(self, slug: str, party_id: UUID | None = None) -> tuple[Document, ...]:
        """Return the final, not void documents of a kind, for one party when given."""
        return tuple(
            each
            for each in self.documents
            if each.slug == slug and each.standing and party_id in (None, each.party_id)
        )

    def approvals_of(self, document: Document) -> tuple[Approval, ...]:
        """Return the opinions on a document, oldest first."""
        return tuple(each for each in self.approvals if each.document_id == document.id)

    def deliveries_of(self, document: Document) -> tuple[Delivery, ...]:
        """Return the services of a document that did not come back, oldest first."""
        return tuple(each for each in self.deliveries if each.document_id == document.id and each.stands)

    def officer(self, officer_id: UUID) -> Officer | None:
        """Return an officer known to the case's bureau."""
        return next((each for each in self.officers if each.id == officer_id), None)

    def posting_on(self, officer_id: UUID, day: date) -> Posting | None:
        """Return what an officer was on a day, where a posting tells it."""
        return posting_on(self.postings, officer_id, day)

    def certificate_on(self, officer_id: UUID, day: date) -> Certificate | None:
        """Return the officer's certificate that was good on a day, or the latest one."""
        own = [each for each in self.certificates if each.officer_id == officer_id]
        good = [each for each in own if not each.why_not_on(day)]
        return good[-1] if good else (own[-1] if own else None)
