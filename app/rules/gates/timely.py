"""In time (办案期限): a decision is made within the term of the field, or its lateness is answered for."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.rules.case_clock import decision_term
from app.rules.deadlines.given import day_of
from app.rules.deadlines.law import law_here
from app.rules.flow import Transition
from app.rules.gates.refusal import Place, Refusal


def decided_within_term(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """C07: the term to decide is not over; the law names no bar after it, so a reason may lift this."""
    term = decision_term(law_here(), file)
    if term is None or today <= day_of(term.legal_due):
        return ()
    message = (
        f"办案期限已于{term.legal_due}届满。请补登扣除、延长的期间及批准文书；"
        "确已超期仍须决定的，由负责人写明理由后办理。"
    )
    return (Refusal("C07", message, term.article, Place("deadlines", "D08")),)
