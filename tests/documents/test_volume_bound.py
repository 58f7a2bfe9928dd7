"""A whole ordinary case on real pages: made, served, bound, and read back from the PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import form
from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.document import Document
from app.domain.role import Role
from app.domain.volume import Retention, Volume
from app.services.approvals import ApprovalDesk, Opinion
from app.services.deliveries import DeliveryDesk
from app.services.documents import DocumentDesk
from app.services.receipts import DeliveryReceipts
from app.services.volumes import VolumeDesk
from tests.builders import (
    a_case,
    a_clue,
    a_delivery,
    a_payment,
    a_penalty,
    ident,
    some_evidence,
)
from tests.fakes import MemoryFiles
from tests.sync_fakes import MemoryAttachments
from tests.unit.services.papers import CASE, all_answers
from tests.unit.services.world import PARTY, TODAY, World

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine

CASE_NUMBER = "澄示综执案字〔2026〕1号"
EARLY = ("case_source_register", "filing_approval", "site_record", "correction_order", "investigation_report")
LATE = ("penalty_prior_notice", "decision_approval", "penalty_decision", "closing_approval")
SERVED = ("correction_order", "penalty_prior_notice", "penalty_decision")
ORDER = [
    "case_source_register",
    "filing_approval",
    "site_record",
    "correction_order",
    "service_receipt",
    "investigation_report",
    "penalty_prior_notice",
    "service_receipt",
    "decision_approval",
    "penalty_decision",
    "service_receipt",
    "closing_approval",
]


@dataclass
class Bound:
    """The bound volume, its PDF as read back, and the world it was made in."""

    world: World
    volume: Volume
    pdf: Any
    papers: dict[str, Document]

    @property
    def front(self) -> int:
        """Pages before the first numbered one."""
        return sum(each.pages for each in self.papers.values() if each.slug in ("file_cover", "file_index"))

    def text(self, index: int) -> str:
        """Return the text of a page without its line ends."""
        return "".join(self.pdf[index].get_text().split())

    def stamp(self, index: int) -> str:
        """Return what stands in the upper right corner of a page."""
        page = self.pdf[index]
        corner = (page.rect.width - 70, 15, page.rect.width - 15, 45)
        return str(page.get_text(clip=corner)).strip()


def a_photograph() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 60), "lightblue").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture(scope="module")
def bound(page_engine: QtPageEngine) -> Bound:
    """Make every paper of an ordinary case, serve what is served, and bind it all."""
    days = {"filed_on": date(2026, 3, 2), "decided_on": date(2026, 3, 20)}
    told = {"number": CASE_NUMBER, "clue_id": ident("clue"), "department": "城管", "brief": "示例案情"}
    world = World(a_case(CaseStatus.CLOSED, **days, **told))
    world.put(a_clue(subject_name="示例当事人", place="示例路1号"), a_penalty(PARTY, 200))
    files = MemoryFiles()
    parts = (shipped_forms(), page_engine, files)
    documents = DocumentDesk(world.office, *parts)
    deliveries = DeliveryDesk(world.office, DeliveryReceipts(world.office, *parts))
    for slug in (*EARLY, *LATE):
        draft = documents.draft(CASE, slug)
        documents.answer(draft.id, all_answers(slug))
        final = documents.finalise(draft.id)
        if slug in SERVED:
            deliveries.serve(a_delivery(final, PARTY, TODAY, place="示例路1号"))
        if slug == "penalty_decision":
            world.put(a_payment(final, PARTY, 200, TODAY))
    world.put(
        some_evidence("照片", number=1, file_name="照片.jpg", file_hash=files.put(a_photograph())),
        some_evidence("录像", number=2, file_name="录像.mp4", file_hash=files.put(b"film"), file_size=4),
    )
    handler = world.seat.who
    world.seat.take(ident("丙"), "丙", Role.UNIT_HEAD)
    register = next(each for each in world.store.all(Document) if each.slug == "filing_approval")
    ApprovalDesk(world.office).give(register.id, Role.UNIT_HEAD, Opinion(Verdict.AGREE, "拟同意立案"))
    world.seat.who = handler
    desk = VolumeDesk(world.office, *parts, MemoryAttachments())
    volume = desk.bind(CASE, Retention.THIRTY_YEARS)
    papers = {str(each.id): each for each in world.store.all(Document)}
    pdf = pymupdf.open(stream=desk.pdf(CASE))  # type: ignore[no-untyped-call] # pymupdf has no types
    return Bound(world, volume, pdf, papers)


def test_every_paper_of_an_ordinary_case_is_bound_in_order(bound: Bound) -> None:
    entries = bound.volume.entries

    assert [bound.papers[each.document_id].slug for each in entries if each.document_id] == ORDER
    assert [each.title for each in entries if each.evidence_id] == ["证据1：照片", "证据2：录像"]
    assert [each.order for each in entries] == list(range(1, len(entries) + 1))


def test_the_stamped_numbers_are_the_numbers_of_the_index(bound: Bound) -> None:
    numbered = range(1, bound.volume.pages + 1)

    assert [bound.stamp(bound.front + number - 1) for number in numbered] == [str(each) for each in numbered]
    assert not any(bound.stamp(page) for page in range(bound.front))
    index = "".join(bound.text(page) for page in range(bound.front))
    for entry in bound.volume.entries:
        if entry.document_id:
            title = form(bound.papers[entry.document_id].slug).title
            assert "".join(title.split()) in bound.text(bound.front + entry.first_page - 1)
            assert title in index
        if entry.first_page < entry.last_page:
            assert f"{entry.first_page}-{entry.last_page}" in index
    assert bound.volume.entries[-1].last_page == bound.volume.pages


def test_every_part_has_its_bookmark(bound: Bound) -> None:
    marks = [(title, page) for _, title, page in bound.pdf.get_toc()]

    first = ("卷宗封面", 1)
    inside = [(each.title, bound.front + each.first_page) for each in bound.volume.entries]
    assert marks[0] == first
    assert marks[2:-1] == inside
    assert marks[-1] == ("卷内备考表", bound.front + bound.volume.pages + 1)


def test_cover_and_note_tell_of_the_volume(bound: Bound) -> None:
    cover, note = bound.text(0), bound.text(len(bound.pdf) - 1)

    told = (CASE_NUMBER, PARTY.name, bound.volume.archive_no, "三十年")
    assert all(each in cover for each in told)
    assert f"{bound.volume.pages}页" in note
    assert "录像.mp4" in note


def test_an_opinion_given_after_the_form_was_final_is_bound_with_it(bound: Bound) -> None:
    entry = bound.volume.entries[ORDER.index("filing_approval")]
    pages = range(entry.first_page - 1, entry.last_page)

    assert "拟同意立案" in "".join(bound.text(bound.front + page) for page in pages)
