"""Proofs of service (送达回证): form 40 made final within the transaction that records a service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.domain.delivery import DeliveryWay
from app.domain.document import Document, DocumentState
from app.rules.deadlines.given import BEIJING
from app.services.case_reading import read_case_file
from app.services.press import Press, make_final

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.delivery import Delivery
    from app.ports import Files, Forms, Pages, UnitOfWork
    from app.services.office import Office

RECEIPT, ON_SPOT = "service_receipt", "on_spot_decision"
ARRIVED = "receipt.arrived_at"
"""Answer of the receipt: when an electronic service arrived (CPL 90)."""


class DeliveryReceipts:
    """``Receipts`` of the delivery desk: fills the proof of service from the service itself."""

    def __init__(self, office: Office, forms: Forms, pages: Pages, files: Files) -> None:
        self._office = office
        self._press = Press(forms, pages, files)

    def __call__(self, work: UnitOfWork, delivery: Delivery) -> UUID | None:
        """Return the id of the final receipt; ``None`` where the paper served proves it itself.

        An announcement is its own proof (form 41); a decision on the spot is signed on the form (APL 52).
        """
        served = work.of(Document).get(delivery.document_id)
        signed_there = served.slug == ON_SPOT and delivery.way is DeliveryWay.DIRECT
        if served.slug == RECEIPT or signed_there or delivery.way is DeliveryWay.ANNOUNCEMENT:
            return None
        receipt = self._begun(work, delivery) or self._new(delivery)
        file = read_case_file(work, delivery.case_id)
        told = replace(delivery, receipt_document_id=receipt.id)
        whole = replace(file, deliveries=(*file.deliveries, told))
        return make_final(work, self._office, self._press, whole, _answered(receipt, delivery)).id

    def _begun(self, work: UnitOfWork, delivery: Delivery) -> Document | None:
        """A receipt drafted for this paper beforehand is the one that is finished."""
        drafts = work.of(Document).find(
            case_id=delivery.case_id,
            slug=RECEIPT,
            parent_id=delivery.document_id,
            party_id=delivery.party_id,
            state=DocumentState.DRAFT,
        )
        return drafts[-1] if drafts else None

    def _new(self, delivery: Delivery) -> Document:
        return Document(
            id=self._office.ids.new(),
            town=delivery.town,
            case_id=delivery.case_id,
            slug=RECEIPT,
            created_at=self._office.clock.now(),
            created_by=self._office.who().officer_id,
            party_id=delivery.party_id,
            parent_id=delivery.document_id,
        )


def _answered(receipt: Document, delivery: Delivery) -> Document:
    """What the form asks and the service already tells; what was typed beforehand stays."""
    if delivery.way is not DeliveryWay.ELECTRONIC or form(RECEIPT).ask(ARRIVED) is None:
        return receipt
    arrived = f"{delivery.served_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    return replace(receipt, answers={ARRIVED: arrived, **receipt.answers})
