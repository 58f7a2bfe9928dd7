"""Words of what is owed (应缴款项): the clock's terms and amounts after a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.capitals import in_capitals
from app.documents.catalogue import form
from app.documents.chinese import plain_date
from app.documents.telling import DECISIONS
from app.documents.vocabulary.organ import bank
from app.documents.vocabulary.progress import served_day
from app.documents.vocabulary.words import word
from app.documents.wording import worded

if TYPE_CHECKING:
    from datetime import date

    from app.documents.telling import Telling
    from app.domain.money import Money

DEMAND = "demand_letter"


@word("decision.named", "决定书名称和文号", "document/penalty_decision")
def decision_named(told: Telling) -> str:
    """The decision by title and number."""
    found = told.standing(*DECISIONS)
    return f"《{form(found.slug).title}》（{found.number}）" if found else ""


@word("debt.fine", "未缴罚款", "penalty/fine")
def fine_left(told: Telling) -> str:
    """What of the fine is not paid, in figures; empty when nothing is."""
    left = told.reckoning.unpaid_fine
    return str(left) if left.fen else ""


@word("debt.unpaid", "未缴款额", "payment")
def unpaid(told: Telling) -> str:
    """Fines and confiscated gains not paid, in capitals and figures."""
    return sum_words(told.reckoning.unpaid)


@word("debt.total", "应缴合计", "payment")
def total(told: Telling) -> str:
    """What is to be paid with the late penalty."""
    return sum_words(told.reckoning.unpaid + told.reckoning.late)


@word("debt.due_on", "缴款期限届满日", "delivery")
def due_on(told: Telling) -> str:
    """The last day to pay (APL 67), or of the deferral."""
    return _day(told.reckoning.payment_due)


@word("late.from", "加处罚款起算日", "delivery")
def late_from(told: Telling) -> str:
    """The first day that adds (APL 72)."""
    return _day(told.reckoning.late_from)


@word("late.days", "加处罚款日数", "delivery")
def late_days(told: Telling) -> str:
    """How many days were added for what is open longest."""
    return str(told.reckoning.late_days) if told.reckoning.late_days else ""


@word("late.amount", "截至本日加处罚款", "payment")
def late_amount(told: Telling) -> str:
    """The late penalty through the document's day, in capitals and figures."""
    return sum_words(told.reckoning.late)


@word("demand.number", "催告书文号", "document/demand_letter")
def demand_number(told: Telling) -> str:
    """The number of the demand letter."""
    found = told.standing(DEMAND)
    return found.number if found else ""


@word("demand.served_on", "催告书送达日期", "delivery")
def demand_served_on(told: Telling) -> str:
    """The day the demand took effect by service."""
    return served_day(told, told.standing(DEMAND))


@word("deferral_terms.text", "逾期后果", "subject/bank_name")
def deferral_terms(told: Telling) -> str:
    """Where a deferred fine is paid and what follows when it is not; empty while no bank is set."""
    where = bank.say(told)
    return worded("deferral_terms", told.day, {"bank": str(where)}) if where else ""


def sum_words(amount: Money) -> str:
    """Return an amount in capitals with figures in brackets; empty for nothing."""
    return f"人民币{in_capitals(amount)}（{amount}）" if amount.fen else ""


def _day(day: date | None) -> str:
    return "" if day is None else plain_date(day)
