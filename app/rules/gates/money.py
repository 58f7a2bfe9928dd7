"""Money and ends (缴款与收尾): paid in full, lawfully collected, overdue, demanded, bound."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.money import ZERO, Money
from app.domain.party import Party
from app.domain.payment import Payment, PaymentWay
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.debts import DECISION, DECISIONS, REJECTED, dues
from app.rules.flow import Transition, current
from app.rules.gates.figures import flags_of
from app.rules.gates.papers import served_on
from app.rules.gates.refusal import Place, Refusal

_PAY_ARTICLE = "《行政处罚法》第六十七条"
_COLLECT_ARTICLE = "《行政处罚法》第六十七条至第七十条"


def owed(file: CaseFile, party: Party) -> Money:
    """What a party must pay: fines and confiscated gains, without late penalty."""
    own = [each for each in file.penalties if each.party_id == party.id]
    return sum((each.fine + each.confiscated_gain for each in own), start=ZERO)


def received(file: CaseFile, party: Party) -> Money:
    """What a party has paid on them, late penalty not counted."""
    own = [each for each in file.payments if each.party_id == party.id]
    return sum((each.amount - (each.of_which_late or ZERO) for each in own), start=ZERO)


def paid(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Every party has paid what it owes."""
    found = []
    for party in file.active_parties:
        rest = owed(file, party) - received(file, party)
        if rest > ZERO:
            message = f"{party.name}还有{rest}没有缴纳。请登记缴款。"
            found.append(Refusal("paid", message, _PAY_ARTICLE, Place("payment", str(party.id))))
    return tuple(found)


def collection(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G19: receipts are official, and money was taken on the spot only where the law allows it."""
    return tuple(refusal for each in file.payments for refusal in collection_faults(file, each))


def collection_faults(file: CaseFile, payment: Payment) -> tuple[Refusal, ...]:
    """G19 for one payment (APL 67–70)."""
    found, place = [], Place("payment", str(payment.id))
    if not payment.receipt_no.strip():
        message = "缴款没有票据号码。请填写财政部门统一制发的专用票据号码。"
        found.append(Refusal("G19", message, _COLLECT_ARTICLE, place))
    party = file.party(payment.party_id)
    on_spot = payment.way is PaymentWay.ON_THE_SPOT
    if on_spot and party is not None and not _may_collect(file, party, payment):
        message = "不具备当场收缴的情形。请由当事人到银行缴款，或者写明当场收缴的法定理由。"
        found.append(Refusal("G19", message, _COLLECT_ARTICLE, place))
    return tuple(found)


def payment_overdue(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """The term to pay is over and something is unpaid (APL 67, 72)."""
    place = Place("payment", "new")
    if all(received(file, each) >= owed(file, each) for each in file.active_parties):
        message = "罚款已经缴清，不属于逾期。请办理“已履行”。"
        return (Refusal("overdue", message, _PAY_ARTICLE, place),)
    end = _last_day_to_pay(file, today)
    if end is not None and today > end:
        return ()
    last = "还不能确定（未送达，或者延期分期决定书没有写明期限）" if end is None else f"到{end}届满"
    return (Refusal("overdue", f"缴款期限{last}。请等待期满，或者补正文书。", _PAY_ARTICLE, place),)


def demand_over(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G21: ten working days have passed since the demand was served (ACL 54)."""
    days = [day for each in current(file, "demand_letter") if (day := served_on(file, each, today))]
    article, place = "《行政强制法》第五十四条", Place("document", "demand_letter")
    if not days:
        return (Refusal("G21", "催告书尚未送达。请先送达催告书。", article, place),)
    end = day_of(compute("D28", {"trigger": max(days).isoformat()}).legal_due)
    if today > end:
        return ()
    return (Refusal("G21", f"催告期限到{end}届满。请等待期满后再申请。", article, place),)


def volume_bound(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G23: the volume is bound before it is archived (APL 47)."""
    if file.volume is not None and file.volume.pdf_hash:
        return ()
    message = "案卷尚未组卷。请在“案卷”中组卷并生成电子卷。"
    return (Refusal("G23", message, "《行政处罚法》第四十七条", Place("volume", "new")),)


def decision_served(file: CaseFile, party_id: UUID | None, today: date) -> date | None:
    """Return the first day a decision took effect by service, on one party when given."""
    days = [
        day
        for slug in DECISIONS
        for each in current(file, slug)
        if party_id is None or each.party_id in (party_id, None)
        if (day := served_on(file, each, today)) is not None
    ]
    return min(days, default=None)


def _last_day_to_pay(file: CaseFile, today: date) -> date | None:
    """The end of the deferral where one was granted, else of the term from the first service."""
    if file.case.status is CaseStatus.DEFERRED:
        return _deferred_to(file)
    served = decision_served(file, None, today)
    return None if served is None else day_of(compute("D17", {"trigger": served.isoformat()}).legal_due)


def _deferred_to(file: CaseFile) -> date | None:
    """The last day of a deferral, or of the first instalment that is not paid (APL 66)."""
    granted = [each for each in current(file, "payment_deferral") if each.answers.get(DECISION) != REJECTED]
    ends = [_first_open(file, each) for each in granted]
    known = [each for each in ends if each is not None]
    return min(known) if known and len(known) == len(ends) else None


def _first_open(file: CaseFile, deferral: Document) -> date | None:
    party = file.party(deferral.party_id)
    rows = dues(deferral)
    if not rows:
        return None
    left = received(file, party) - _before_plan(file, party, rows) if party else ZERO
    for amount, due in rows:
        if amount is None or amount > left:
            return due
        left -= amount
    return rows[-1][1]


def _before_plan(file: CaseFile, party: Party, rows: tuple[tuple[Money | None, date], ...]) -> Money:
    """What was to be paid outside the instalments."""
    planned = sum((amount for amount, _ in rows if amount is not None), start=ZERO)
    return max(owed(file, party) - planned, ZERO)


def _may_collect(file: CaseFile, party: Party, payment: Payment) -> bool:
    small = flags_of(file, party, payment.paid_on).on_spot_collection
    return small or bool(payment.on_spot_ground.strip())
