"""People (人员一致性): nobody in two places at once, and a good certificate on the day of each act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations

from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.document import Document
from app.rules.deadlines.given import BEIJING
from app.rules.flow import current
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal

_TRANSCRIPTS = (
    "site_record",
    "inquiry_transcript",
    "measure_scene_record",
    "statement_record",
    "hearing_transcript",
)
_BEGAN, _ENDED = "record.started_at", "record.ended_at"
_IN_PERSON = (DeliveryWay.DIRECT, DeliveryWay.LIEN)


def transcripts_apart(file: CaseFile) -> Iterable[Refusal]:
    """C02: the same officers did not write two transcripts at overlapping times."""
    timed = [
        (each, *times)
        for slug in _TRANSCRIPTS
        for each in current(file, slug)
        if (times := _times(each)) is not None
    ]
    for (one, one_began, one_ended), (two, two_began, two_ended) in combinations(timed, 2):
        if one_began < two_ended and two_began < one_ended:
            first, second = paper_name(one.slug), paper_name(two.slug)
            message = f"《{first}》与《{second}》的起止时间重叠，同一办案人员不能同时在场。请核对并更正时间。"
            yield Refusal("C02", message, "《行政处罚法》第五十五条", Place("document", two.slug))


def transcripts_end_after_they_begin(file: CaseFile) -> Iterable[Refusal]:
    """C02: a transcript ends after it begins."""
    for each in (paper for slug in _TRANSCRIPTS for paper in current(file, slug)):
        times = _times(each)
        if times is not None and times[1] <= times[0]:
            message = f"《{paper_name(each.slug)}》的结束时间不晚于开始时间。请更正。"
            yield Refusal("C02", message, "《行政处罚法》第五十五条", Place("document", each.slug))


def servers_certified(file: CaseFile) -> Iterable[Refusal]:
    """C03: who served a paper in person held a good certificate on that day (APL 42)."""
    for delivery in file.deliveries:
        if delivery.way not in _IN_PERSON:
            continue
        day = delivery.served_at.astimezone(BEIJING).date()
        for server in delivery.servers:
            certificate, officer = file.certificate_on(server, day), file.officer(server)
            why = "没有执法证" if certificate is None else certificate.why_not_on(day)
            if why:
                name = officer.name if officer else "送达人"
                message = f"{name}在{day}送达时{why}。请核对送达人或送达日期。"
                yield Refusal("C03", message, "《行政处罚法》第四十二条", Place("person", str(server)))


def _times(document: Document) -> tuple[datetime, datetime] | None:
    """Return when a transcript began and ended, as answered; ``None`` while either is open."""
    began, ended = document.answers.get(_BEGAN, ""), document.answers.get(_ENDED, "")
    if not began or not ended:
        return None
    return datetime.fromisoformat(began), datetime.fromisoformat(ended)
