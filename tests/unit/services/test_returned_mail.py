"""Mail that came back: the paper waits for a new service, and no term runs from the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.rules.case_clock import case_events
from app.rules.deadlines.event_kinds import EventKind
from app.services.case_reading import read_case_file
from app.services.clues import ReasonMissingError
from app.services.deliveries import DeliveryDesk, DeliveryRefusedError
from app.services.receipts import DeliveryReceipts
from tests.builders import a_delivery, at, ident
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from tests.unit.services.reviewed_case import DECISION
from tests.unit.services.world import PARTY

SENT, BACK = date(2026, 3, 23), date(2026, 3, 30)


class Post:
    """A case whose decision went out by mail."""

    def __init__(self, way: DeliveryWay = DeliveryWay.MAIL) -> None:
        self.closed = Closed().complete()
        bench = self.closed.bench
        receipts = DeliveryReceipts(self.closed.world.office, bench.forms, bench.pages, bench.files)
        self.desk = DeliveryDesk(self.closed.world.office, receipts)
        self.sent = replace(a_delivery(DECISION, PARTY, SENT), way=way, note="邮单号EM123456789CN")
        self.closed.world.put(self.sent)

    @property
    def paper(self) -> Document:
        """The decision as committed."""
        return next(each for each in self.closed.world.store.all(Document) if each.id == DECISION.id)

    def events(self) -> set[EventKind]:
        """What the clock reads of the case."""
        with self.closed.world.office.begin() as work:
            return {each.kind for each in case_events(read_case_file(work, CASE)).events}


def test_what_came_back_waits_for_a_new_service_and_starts_no_term() -> None:
    post = Post()
    assert EventKind.DECISION_SERVED in post.events()

    kept = post.desk.give_back(post.sent.id, BACK, "查无此人")

    assert post.paper.state is DocumentState.RETURNED
    assert (kept.returned_on, kept.returned_why, kept.stands) == (BACK, "查无此人", False)
    assert EventKind.DECISION_SERVED not in post.events()
    lines = [each.text for each in post.closed.world.store.all(LogLine) if each.code == "delivery.returned"]
    assert lines == ["《行政处罚决定书》邮寄送达于2026-03-30退回：查无此人"]


def test_a_new_service_makes_the_paper_served_again_and_keeps_the_attempt() -> None:
    post = Post()
    post.desk.give_back(post.sent.id, BACK, "查无此人")
    again = replace(post.sent, id=ident("again"), served_at=at(date(2026, 3, 31)), place="示例路2号")

    post.desk.serve(again)

    assert post.paper.state is DocumentState.SERVED
    assert EventKind.DECISION_SERVED in post.events()
    mailed = [each for each in post.closed.world.store.all(Delivery) if each.way is DeliveryWay.MAIL]
    assert {each.stands for each in mailed} == {True, False}


@pytest.mark.parametrize("day", [date(2026, 3, 22), date(2026, 4, 2)])
def test_it_comes_back_neither_before_it_was_sent_nor_in_the_future(day: date) -> None:
    post = Post()

    with pytest.raises(DeliveryRefusedError):
        post.desk.give_back(post.sent.id, day, "拒收")

    assert post.paper.state is DocumentState.SERVED


def test_a_direct_service_does_not_come_back_and_nothing_comes_back_twice_or_without_reason() -> None:
    direct, post = Post(DeliveryWay.DIRECT), Post()

    with pytest.raises(DeliveryRefusedError):
        direct.desk.give_back(direct.sent.id, BACK, "拒收")
    with pytest.raises(ReasonMissingError):
        post.desk.give_back(post.sent.id, BACK, " ")
    post.desk.give_back(post.sent.id, BACK, "拒收")
    with pytest.raises(DeliveryRefusedError):
        post.desk.give_back(post.sent.id, BACK, "拒收")
