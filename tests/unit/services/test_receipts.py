"""Every service leaves its proof in the same transaction, filled from the service itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.case import CaseStatus
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.services.deliveries import DeliveryDesk, DeliveryRefusedError
from app.services.receipts import RECEIPT, DeliveryReceipts
from tests.builders import a_case, a_delivery, a_document, at
from tests.unit.services.papers import CASE, Bench
from tests.unit.services.world import PARTY, TODAY, World

NOTICE = a_document("penalty_prior_notice", PARTY, number="澄示综执告字〔2026〕1号")
SERVED = a_delivery(NOTICE, PARTY, TODAY, place="示例路1号")


class Service:
    """A delivery desk with real receipts over a case with one final notice."""

    def __init__(self, paper: Document = NOTICE) -> None:
        self.world = World(a_case(CaseStatus.NOTICE_DRAFT))
        self.world.put(paper)
        self.bench = Bench(self.world)
        parts = (self.bench.forms, self.bench.pages, self.bench.files)
        self.desk = DeliveryDesk(self.world.office, DeliveryReceipts(self.world.office, *parts))

    @property
    def receipts(self) -> list[Document]:
        return [each for each in self.world.store.all(Document) if each.slug == RECEIPT]


def test_a_service_makes_its_receipt_final_and_the_paper_served() -> None:
    given = Service()

    kept = given.desk.serve(SERVED)

    (receipt,) = given.receipts
    words = given.bench.words(given.bench.files.get(receipt.archive_hash))
    assert (receipt.parent_id, receipt.party_id) == (NOTICE.id, PARTY.id)
    assert receipt.id == kept.receipt_document_id
    assert receipt.state is DocumentState.FINAL
    assert all(each in words for each in (NOTICE.number, PARTY.name, "直接送达", "示例路1号", "甲、乙"))
    assert given.world.store.all(Delivery) == (kept,)
    assert given.bench.desk.pdf(receipt.id) == given.bench.files.get(receipt.archive_hash)


def test_a_receipt_drafted_beforehand_is_the_one_that_is_finished() -> None:
    given = Service()
    drafted = given.bench.desk.draft(CASE, RECEIPT, PARTY.id, NOTICE.id)
    given.bench.desk.answer(drafted.id, {"receipt.remark": "示例备注"})

    given.desk.serve(SERVED)

    (receipt,) = given.receipts
    assert (receipt.id, receipt.state) == (drafted.id, DocumentState.FINAL)
    assert "示例备注" in receipt.frozen["receipt.remark"]


def test_each_service_has_a_receipt_of_its_own() -> None:
    given = Service()

    first = given.desk.serve(SERVED)
    second = given.desk.serve(replace(SERVED, id=PARTY.id, receiver="示例同住家属", relation="配偶"))

    assert first.receipt_document_id != second.receipt_document_id
    assert [each.frozen["delivery.receiver"] for each in given.receipts] == [PARTY.name, "示例同住家属"]


@pytest.mark.parametrize(
    ("paper", "delivery"),
    [
        (NOTICE, replace(SERVED, way=DeliveryWay.ANNOUNCEMENT, note="下落不明，在公告栏张贴")),
        (a_document("on_spot_decision", PARTY, id=NOTICE.id), SERVED),
        (a_document(RECEIPT, PARTY, id=NOTICE.id), SERVED),
    ],
)
def test_a_paper_that_proves_its_own_service_has_no_receipt(paper: Document, delivery: Delivery) -> None:
    given = Service(paper)
    given.world.put(a_document("service_announcement", PARTY))

    assert given.desk.serve(delivery).receipt_document_id is None


def test_a_refused_service_leaves_neither_receipt_nor_number() -> None:
    given = Service()
    before = given.world.store.tables

    with pytest.raises(DeliveryRefusedError):
        given.desk.serve(replace(SERVED, receiver=""))
    with pytest.raises(DeliveryRefusedError):
        given.desk.serve(replace(SERVED, served_at=at(TODAY, 23)))

    assert given.world.store.tables is before
