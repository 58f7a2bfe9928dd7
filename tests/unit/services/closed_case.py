"""A closed ordinary case with every paper of its minimal set, and the desk that binds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.services.volumes import VolumeDesk
from tests.builders import (
    TOWN,
    a_case,
    a_delivery,
    a_document,
    a_payment,
    a_penalty,
    at,
    ident,
    some_evidence,
)
from tests.sync_fakes import MemoryAttachments
from tests.unit.services.papers import CASE, Bench
from tests.unit.services.world import PARTY, TODAY, World

if TYPE_CHECKING:
    from app.domain.record import Record

EARLY = (
    "case_source_register",
    "filing_approval",
    "site_record",
    "correction_order",
    "investigation_report",
)
LATE = ("decision_approval", "closing_approval")
SERVED = ("penalty_prior_notice", "penalty_decision")


class Closed:
    """A closed ordinary case with every paper of its minimal set, and the desk that binds it."""

    def __init__(self, status: CaseStatus = CaseStatus.CLOSED, **changes: object) -> None:
        self.world = World(a_case(status, filed_on=date(2026, 3, 2), decided_on=date(2026, 3, 20), **changes))
        self.bench = Bench(self.world)
        parts = (self.bench.forms, self.bench.pages, self.bench.files)
        self.kept = MemoryAttachments()
        self.desk = VolumeDesk(self.world.office, *parts, self.kept)
        self.world.drop(some_evidence())

    def complete(self) -> Closed:
        """Put every paper of an ordinary penalty in."""
        self.put(*EARLY, *LATE)
        for slug in SERVED:
            self.serve(slug)
        decision = a_document("penalty_decision", PARTY)
        self.world.put(a_penalty(PARTY, 200), a_payment(decision, PARTY, 200, date(2026, 3, 25)))
        return self

    def put(self, *slugs: str, **changes: object) -> None:
        """Put final papers in, each on one page."""
        self.world.put(*(self.paper(each, **changes) for each in slugs))

    def paper(self, slug: str, **changes: object) -> Document:
        """Return a final paper as the bench would have archived it."""
        owner = PARTY if slug in SERVED else None
        version = self.bench.forms.version(slug)
        fixed = a_document(slug, owner, frozen={"doc.title": slug}, template_version=version)
        return replace(fixed, **changes)  # type: ignore[arg-type] # named by the caller

    def serve(self, slug: str, **changes: object) -> None:
        """Put a paper in with its service and the proof of it."""
        paper = self.paper(slug, state=DocumentState.SERVED)
        receipt = self.paper("service_receipt", id=ident(f"receipt {slug}"), parent_id=paper.id)
        delivery = a_delivery(paper, PARTY, date(2026, 3, 10), receipt_document_id=receipt.id)
        self.world.put(paper, receipt, replace(delivery, **changes))  # type: ignore[arg-type] # named by the caller

    def logged(self, code: str) -> None:
        """Let a step have been taken."""
        line = LogLine(ident(code), TOWN, CASE, at(TODAY), ident("甲"), "甲", "示例电脑", f"flow.{code}", "")
        self.world.put(line)

    def drop(self, *records: Record) -> None:
        """Take records out."""
        for each in records:
            self.world.drop(each)
