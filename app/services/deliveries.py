"""Services of papers (送达登记): how a paper reached its party, and when that takes effect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.domain.delivery import WAY_WORDS, Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.role import Role
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import BEIJING, day_of
from app.rules.deadlines.law import applying
from app.rules.gates.names import paper_name
from app.services.approvals import NotFinalError
from app.services.case_reading import writable_case
from app.services.clues import ReasonMissingError
from app.services.disputed import against_paper_in_dispute, refuse_disputed
from app.services.law import law_of
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office

TWO = 2
RETURNABLE = frozenset(
    {DeliveryWay.MAIL, DeliveryWay.ELECTRONIC, DeliveryWay.ENTRUSTED, DeliveryWay.FORWARDED}
)
"""Ways in which what was sent can come back."""
ANNOUNCEMENT = "service_announcement"


class Receipts(Protocol):
    """Draws up the proof of service (送达回证, form 40) within the transaction."""

    def __call__(self, work: UnitOfWork, delivery: Delivery) -> UUID | None:
        """Return the id of the receipt made; ``None`` for a way that has its own proof."""


class DeliveryRefusedError(AppError):
    """A service lacks what its way needs (CPL 87–95; APL 61)."""

    code = "delivery.refused"
    hint = "请按送达方式补填后再登记。"


class DeliveryDesk:
    """送达台."""

    def __init__(self, office: Office, receipts: Receipts) -> None:
        self._office = office
        self._receipts = receipts

    def serve(self, delivery: Delivery) -> Delivery:
        """Record a service; its day of effect follows from the way; the paper becomes served."""
        permit(self._office.who(), "登记送达", Role.HANDLER, Role.CLERK)
        if delivery.served_at > self._office.clock.now():
            raise DeliveryRefusedError("送达时间还没有到。")
        with self._office.begin() as work:
            writable_case(work, delivery.case_id)
            document = work.of(Document).get(delivery.document_id)
            if not document.standing:
                raise NotFinalError(document)
            title = f"送达《{paper_name(document.slug)}》"
            refuse_disputed(title, against_paper_in_dispute(work, document, delivery.party_id))
            party = work.of(Party).get(delivery.party_id)
            delivery = _with_account(work, delivery)
            _check(delivery, document, party)
            with applying(law_of(work, document.town)):
                dated = replace(delivery, effective_on=effective_day(delivery))
            kept = replace(dated, receipt_document_id=self._receipts(work, dated))
            work.of(Delivery).save(kept)
            work.of(Document).save(replace(document, state=DocumentState.SERVED))
            words = (
                f"《{paper_name(document.slug)}》{WAY_WORDS[kept.way]}{party.name}，{kept.effective_on}生效"
            )
            log(work, self._office, kept.case_id, "delivery.served", words)
            work.commit()
        return kept

    def give_back(self, delivery_id: UUID, on: date, why: str) -> Delivery:
        """Record that what was sent came back: nothing runs from it, the paper waits for a new service."""
        permit(self._office.who(), "登记退回", Role.HANDLER, Role.CLERK)
        if not why.strip():
            raise ReasonMissingError("登记退回")
        with self._office.begin() as work:
            delivery = work.of(Delivery).get(delivery_id)
            writable_case(work, delivery.case_id)
            _check_return(delivery, on, self._office.clock.today())
            kept = replace(delivery, returned_on=on, returned_why=why.strip())
            document = work.of(Document).get(delivery.document_id)
            work.of(Delivery).save(kept)
            if document.state is DocumentState.SERVED:
                work.of(Document).save(replace(document, state=DocumentState.RETURNED))
            words = f"《{paper_name(document.slug)}》{WAY_WORDS[kept.way]}于{on}退回：{kept.returned_why}"
            log(work, self._office, kept.case_id, "delivery.returned", words)
            work.commit()
        return kept


def effective_day(delivery: Delivery) -> date:
    """Return the day a service takes effect: the day itself, or the end of an announcement's term."""
    day = delivery.served_at.astimezone(BEIJING).date()
    if delivery.way is DeliveryWay.ANNOUNCEMENT:
        return day_of(compute("D16", {"trigger": day.isoformat()}).legal_due)
    return day


def _check_return(delivery: Delivery, on: date, today: date) -> None:
    if delivery.way not in RETURNABLE:
        raise DeliveryRefusedError(f"{WAY_WORDS[delivery.way]}不存在退回。", "请核对送达方式。")
    if not delivery.stands:
        raise DeliveryRefusedError("这次送达已经登记退回。", "请登记新的送达。")
    if not delivery.served_at.astimezone(BEIJING).date() <= on <= today:
        raise DeliveryRefusedError("“退回日期”应在寄出之后、今天之前。", "请核对退回日期。")


def _with_account(work: UnitOfWork, delivery: Delivery) -> Delivery:
    """An announcement needs its paper (41), which tells the reason and what was tried before (CPL 95)."""
    if delivery.way is not DeliveryWay.ANNOUNCEMENT:
        return delivery
    found = work.of(Document).find(case_id=delivery.case_id, slug=ANNOUNCEMENT)
    own = [each for each in found if each.standing and each.party_id in (None, delivery.party_id)]
    if not own:
        raise DeliveryRefusedError(
            "公告送达须先制作《送达公告》并定稿。", "请制作《送达公告》，定稿并发布后再登记。"
        )
    reason = own[-1].frozen.get("announcement.reason", "")
    told = f"{reason}，《送达公告》{own[-1].number}".lstrip("，")
    return replace(delivery, note=delivery.note.strip() or told)


def _check(delivery: Delivery, document: Document, party: Party) -> None:
    if document.case_id != delivery.case_id or document.party_id not in (None, party.id):
        raise DeliveryRefusedError(f"该文书不是给{party.name}的。", "请选择当事人本人的文书。")
    way = delivery.way
    if way is DeliveryWay.DIRECT and not delivery.receiver.strip():
        raise DeliveryRefusedError("直接送达须填写签收人。")
    if way is DeliveryWay.LIEN and not (delivery.witness.strip() or delivery.note.strip()):
        raise DeliveryRefusedError("留置送达须有见证人，或者注明拍照录像的情况。")
    if way is DeliveryWay.ELECTRONIC and not party.electronic_service.strip():
        raise DeliveryRefusedError("当事人没有确认同意电子送达。", "请先取得送达地址确认书。")
    if way is DeliveryWay.ANNOUNCEMENT and not delivery.note.strip():
        raise DeliveryRefusedError("公告送达须写明原因和经过。")
    if way in (DeliveryWay.DIRECT, DeliveryWay.LIEN) and len(set(delivery.servers)) < TWO:
        raise DeliveryRefusedError("送达人须为两名执法人员。")
