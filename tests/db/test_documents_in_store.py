"""Documents and volumes keep their promises in a real store as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.adapters.ids import RisingIds
from app.domain.case import CaseStatus
from app.domain.delivery import Delivery
from app.domain.document import Document, DocumentState
from app.domain.number_use import NumberState, NumberUse
from app.domain.role import Role, SignedIn
from app.domain.volume import Retention, Volume
from app.services.deliveries import DeliveryDesk
from app.services.documents import DocumentDesk
from app.services.office import Office
from app.services.receipts import RECEIPT, DeliveryReceipts
from app.services.volumes import VolumeDesk
from localdb.outbox import Means
from localdb.store import Store, open_store
from sync.codecs import encode
from tests.builders import (
    TOWN,
    a_bureau,
    a_case,
    a_certificate,
    a_clue,
    a_delivery,
    a_party,
    a_penalty,
    a_subject,
    an_act,
    an_item,
    an_officer,
    at,
    ident,
)
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import FixedClock, MemoryFiles, Seat
from tests.unit.services.papers import all_answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.record import Record

TODAY = date(2026, 4, 1)
CASE, PARTY = ident("case"), a_party()
CLOSED = a_case(CaseStatus.NOT_FILED, department="城管", brief="示例案情", clue_id=ident("clue"))


class Desks:
    """The desks over one store."""

    def __init__(self, store: Store, office: Office) -> None:
        self.store, self.files, self.pages = store, MemoryFiles(), PlainPages()
        self.office = office
        parts = (PlainForms(), self.pages, self.files)
        self.documents = DocumentDesk(office, *parts)
        self.volumes = VolumeDesk(office, *parts, store.attachments)
        self.deliveries = DeliveryDesk(office, DeliveryReceipts(office, *parts))

    def put(self, *records: Record) -> None:
        with self.store.begin() as work:
            for each in records:
                work.of(type(each)).save(each)
            work.commit()

    def finished(self, slug: str) -> Document:
        draft = self.documents.draft(CASE, slug)
        self.documents.answer(draft.id, all_answers(slug))
        return self.documents.finalise(draft.id)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Desks over a fresh store with one case that was not filed."""
    yield from desks_at(tmp_path)


def desks_at(folder: Path) -> Iterator[Desks]:
    """Open desks over a fresh store with one case that was not filed, and close it afterwards."""
    clock = FixedClock(at(TODAY))
    roles = frozenset({Role.HANDLER, Role.CLERK})
    seat = Seat(SignedIn(ident("甲"), "甲", TOWN, roles, "示例电脑"))
    ids = RisingIds(clock)
    store = open_store(folder / "store", Means(encode, clock, ids, seat))
    made = Desks(store, Office(store.begin, clock, ids, seat))
    officers = (an_officer("甲", Role.HANDLER), an_officer("乙", Role.HANDLER))
    made.put(a_clue(subject_name="示例当事人", place="示例路1号"), an_item())
    made.put(CLOSED, PARTY, an_act(), a_penalty(PARTY), a_bureau(), a_subject())
    made.put(*officers, *(a_certificate(each) for each in officers))
    yield made
    store.close()


def test_numbers_are_worded_and_void_ones_explained_in_the_store(desks: Desks) -> None:
    first = desks.finished("filing_approval")
    desks.documents.void(first.id, "示例理由")
    second = desks.finished("filing_approval")

    with desks.store.begin() as work:
        uses = work.of(NumberUse).find(series="立")
    assert [(each.text, each.state) for each in uses] == [
        (first.number, NumberState.VOID),
        (second.number, NumberState.USED),
    ]


def test_a_volume_is_bound_from_the_store_and_bound_again(desks: Desks) -> None:
    desks.finished("case_source_register")
    desks.finished("filing_approval")

    first = desks.volumes.bind(CASE, Retention.PERMANENT)
    second = desks.volumes.bind(CASE, Retention.TEN_YEARS)

    with desks.store.begin() as work:
        (kept,) = work.of(Volume).find(case_id=CASE)
        covers = work.of(Document).find(case_id=CASE, slug="file_cover")
    assert kept == second
    assert (second.archive_no, second.entries) == (first.archive_no, first.entries)
    assert [each.state for each in covers] == [DocumentState.VOID, DocumentState.FINAL]


def test_a_service_and_its_receipt_are_kept_together(desks: Desks) -> None:
    paper = desks.finished("correction_order")
    service = a_delivery(paper, PARTY, TODAY, place="示例路1号")

    desks.deliveries.serve(replace(service, served_at=at(TODAY, 9)))

    with desks.store.begin() as work:
        (served,) = work.of(Delivery).find(case_id=CASE)
        (receipt,) = work.of(Document).find(case_id=CASE, slug=RECEIPT)
    assert (receipt.id, receipt.parent_id) == (served.receipt_document_id, paper.id)
    assert desks.documents.pdf(receipt.id) == desks.files.get(receipt.archive_hash)
