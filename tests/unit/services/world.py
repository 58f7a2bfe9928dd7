"""A small bureau with a case in a chosen status, on which the desks are tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.case import Case, CaseStatus, Gains
from app.domain.role import Role, SignedIn
from app.rules.gates.announced import announce
from app.services.cases import CaseDesk
from app.services.office import Office
from app.services.refused import RefusedError
from tests.builders import (
    TOWN,
    a_bureau,
    a_case,
    a_certificate,
    a_delivery,
    a_document,
    a_party,
    a_payment,
    a_penalty,
    a_statement,
    a_subject,
    an_act,
    an_approval,
    an_item,
    an_officer,
    at,
    ident,
    some_evidence,
)
from tests.fakes import FixedClock, MemoryStore, Seat

if TYPE_CHECKING:
    from app.domain.record import Record
    from app.domain.statement import StatementKind
    from app.rules.gates.refusal import Refusal

T = TypeVar("T", bound="Record")

FIRST, SECOND = an_officer("甲", Role.HANDLER), an_officer("乙", Role.HANDLER)
PARTY = a_party()
TODAY = date(2026, 4, 1)


class World:
    """Store, clock, seat and desk together; records are put in as if committed earlier."""

    def __init__(self, case: Case) -> None:
        self.store = MemoryStore(town=TOWN)
        self.clock = FixedClock(at(TODAY))
        self.seat = Seat(SignedIn(FIRST.id, "甲", TOWN, frozenset({Role.HANDLER, Role.CLERK}), "示例电脑"))
        self.office = Office(self.store.begin, self.clock, self.store.ids, self.seat)
        self.desk = CaseDesk(self.office)
        self.store.put(case, a_bureau(), a_subject(), an_item(), FIRST, SECOND)
        self.store.put(a_certificate(FIRST), a_certificate(SECOND))
        self.store.put(PARTY, an_act(), some_evidence())
        self.put = self.store.put

    @property
    def case(self) -> Case:
        """The case as committed."""
        return next(each for each in self.store.all(Case) if each.id == ident("case"))

    def change(self, record: Record, **changes: Any) -> None:
        """Replace attributes of a record of the store."""
        kept = self.store.tables[type(record)][record.id]
        self.put(replace(kept, **changes))

    def drop(self, record: Record) -> None:
        """Take a record out of the store."""
        del self.store.tables[type(record)][record.id]

    def refused(self, code: str, **facts: str) -> set[str]:
        """Try a step and return the gates that refused it, each with a remedy; nothing may be kept."""
        before, found = self.store.tables, self._reasons(code, facts)
        assert all(each.message.endswith("。") and each.article for each in found)
        assert not found or self.store.tables is before, "nothing was kept"
        return {each.gate for each in found}

    def _reasons(self, code: str, facts: dict[str, str]) -> tuple[Refusal, ...]:
        try:
            self.desk.advance(ident("case"), code, **facts)
        except RefusedError as error:
            return error.refusals
        return ()


def approved(slug: str, *roles: Role, **changes: Any) -> tuple[Record, ...]:
    """Return a final paper with the agreement of roles."""
    paper = a_document(slug, **changes)
    return (paper, *(an_approval(paper, role) for role in roles))


def ready_to_file() -> World:
    """A case under filing review whose filing form is approved."""
    world = World(a_case(CaseStatus.FILING_REVIEW))
    world.put(*approved("filing_approval", Role.UNIT_HEAD, Role.ORGAN_HEAD))
    return world


def ready_to_conclude() -> World:
    """A case whose investigation report is approved."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(*approved("investigation_report", Role.UNIT_HEAD))
    return world


def in_writing(world: World) -> World:
    """Fill every slot of the whole-process record that an ordinary case needs; its fine is paid."""
    world.put(a_payment(a_document("penalty_decision", PARTY), PARTY, 200, date(2026, 3, 31)))
    shown = {"record.certificate_shown": "是"}
    world.put(a_document("filing_approval"), a_document("site_record", answers=shown))
    world.put(a_document("service_receipt"), a_document("decision_approval", final_at=at(date(2026, 3, 30))))
    return world


def notified(**changes: Any) -> World:
    """A case whose notice was served on 10 March 2026, so that the time to speak is over."""
    world = World(a_case(CaseStatus.NOTIFIED, gains=Gains.NONE, correction_needless="当场改正", **changes))
    notice = a_document("penalty_prior_notice", PARTY)
    penalty = a_penalty(PARTY)
    world.put(
        notice, a_delivery(notice, PARTY, date(2026, 3, 10)), replace(penalty, noticed=announce(penalty))
    )
    return world


def ready_to_decide() -> World:
    """A notified case before the decision with everything in order."""
    world = notified()
    world.change(world.case, status=CaseStatus.DECISION_REVIEW)
    world.put(*approved("decision_approval", Role.UNIT_HEAD, Role.ORGAN_HEAD, final_at=at(date(2026, 3, 30))))
    world.put(a_document("penalty_decision", PARTY, final_at=at(date(2026, 3, 31))))
    return world


def ready_on_the_spot() -> World:
    """A case of the simple procedure whose form was handed over."""
    world = World(a_case(CaseStatus.SP_DRAFT))
    form = a_document("on_spot_decision", PARTY)
    world.put(form, a_delivery(form, PARTY, TODAY), a_penalty(PARTY, 200))
    return world


def said(world: World, kind: StatementKind, day: date, **changes: Any) -> None:
    """Let the party say something on a day."""
    world.put(a_statement(PARTY, kind, day, **changes))
