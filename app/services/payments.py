"""Payments (缴款登记): money paid on a decision that stands, with its official receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.payment import PAYMENT_WORDS, Payment
from app.domain.role import Role
from app.rules.gates.money import collection_faults, owed, received
from app.services.approvals import NotFinalError
from app.services.case_reading import read_case_file, writable_case
from app.services.office import log
from app.services.refused import RefusedError, permit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.services.office import Office


class WrongAmountError(AppError):
    """A payment is nothing, or more than what is open."""

    code = "payment.amount"
    hint = "请核对票据金额；加处罚款在“其中加处罚款”中填写。"


class PaymentDesk:
    """缴款台."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def pay(self, payment: Payment) -> Payment:
        """Record a payment, or raise what stands against it (APL 67–70)."""
        permit(self._office.who(), "登记缴款", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            writable_case(work, payment.case_id)
            document = work.of(Document).get(payment.document_id)
            if not document.standing:
                raise NotFinalError(document)
            file = read_case_file(work, payment.case_id)
            faults = collection_faults(file, payment)
            if faults:
                raise RefusedError("登记缴款", faults)
            _check_amount(file, payment)
            work.of(Payment).save(payment)
            words = f"{PAYMENT_WORDS[payment.way]}{payment.amount}，票据{payment.receipt_no}"
            log(work, self._office, payment.case_id, "payment.paid", words)
            work.commit()
        return payment

    def hand_over(
        self, payment_id: UUID, handed_in_on: date | None = None, banked_on: date | None = None
    ) -> Payment:
        """Record when money collected on the spot reached the organ and the bank (APL 71)."""
        permit(self._office.who(), "登记缴交", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            payment = work.of(Payment).get(payment_id)
            writable_case(work, payment.case_id)
            kept = replace(
                payment,
                handed_in_on=handed_in_on or payment.handed_in_on,
                banked_on=banked_on or payment.banked_on,
            )
            work.of(Payment).save(kept)
            log(work, self._office, payment.case_id, "payment.handed_over", "登记当场收缴款的缴交日期")
            work.commit()
        return kept


def _check_amount(file: CaseFile, payment: Payment) -> None:
    party = file.party(payment.party_id)
    late = payment.of_which_late or ZERO
    if party is None or payment.amount <= ZERO or late > payment.amount or late < ZERO:
        raise WrongAmountError("缴款金额不对。")
    rest = owed(file, party) - received(file, party)
    if payment.amount - late > rest:
        raise WrongAmountError(f"缴款超过尚未缴纳的{rest}。")
