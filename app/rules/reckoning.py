"""From a case file to its reckoning (案件计算): terms and amounts of a party that papers print."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.money import ZERO
from app.domain.party import Party
from app.domain.reckoning import Reckoning
from app.rules.deadlines.engine import reckon
from app.rules.deadlines.given import Given, day_of
from app.rules.deadlines.law import Law
from app.rules.debts import late_of, parts
from app.rules.flow import current
from app.rules.gates.money import decision_served, owed, received
from app.rules.gates.papers import served_on

PUBLISHED = "announcement.published_on"
"""Answer of the announcement (41): the day it was published."""


def reckoned(law: Law, file: CaseFile, document: Document, day: date) -> Reckoning:
    """Return what the clock says on a day of the party a document is for."""
    announced = _term(law, "D16", _published(document, day))
    party = file.party(document.party_id)
    if party is None:
        return Reckoning(announced_until=announced)
    served = decision_served(file, party.id, day)
    demanded = _demanded(file, party, day)
    pieces = parts(law, file, party, served)
    late = late_of(law, file, pieces, day)
    paid_late = sum(
        (each.of_which_late or ZERO for each in file.payments if each.party_id == party.id), start=ZERO
    )
    dues = [each.due for each in pieces if each.due is not None]
    return Reckoning(
        unpaid=max(owed(file, party) - received(file, party), ZERO),
        unpaid_fine=sum((each.amount for each in pieces if each.paid_on is None), start=ZERO),
        payment_due=max(dues, default=None),
        late_from=late.first,
        late_days=late.days,
        late=max(late.amount - paid_late, ZERO),
        served_on=served,
        remedy_over=_term(law, "D23", served),
        demanded_on=demanded,
        demand_over=_term(law, "D28", demanded),
        announced_until=announced,
    )


def _published(document: Document, day: date) -> date:
    text = document.answers.get(PUBLISHED, "")
    return date.fromisoformat(text) if text else day


def _demanded(file: CaseFile, party: Party, day: date) -> date | None:
    own = [each for each in current(file, "demand_letter") if each.party_id in (party.id, None)]
    return max((served for each in own if (served := served_on(file, each, day))), default=None)


def _term(law: Law, rule: str, trigger: date | None) -> date | None:
    return None if trigger is None else day_of(reckon(law, rule, Given({"trigger": trigger})).legal_due)
