"""A closed case is bound whole: every paper in its place, on numbered pages, and bound again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.documents.page import LaidOut, Page
from app.domain.attachment import Attachment, Haste, There
from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.domain.number_use import NumberUse
from app.domain.role import Role
from app.domain.volume import Retention, Volume
from app.rules.flow import MATTER
from app.services.demonstration import DEMONSTRATION
from app.services.refused import CaseReadOnlyError, NotPermittedError
from app.services.volume_parts import Part, entries_of
from app.services.volumes import (
    VolumeDesk,
    VolumeIncompleteError,
    VolumeNotBoundError,
    VolumeStaleError,
)
from tests.builders import (
    TOWN,
    a_delivery,
    a_party,
    an_approval,
    ident,
    some_evidence,
)
from tests.fake_papers import PlainPages
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import PARTY, TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Stamp


def test_a_complete_case_is_bound_in_the_order_of_the_procedure() -> None:
    given = Closed().complete()
    assert given.desk.missing(CASE) == ()

    volume = given.desk.bind(CASE, Retention.THIRTY_YEARS)

    slugs = {str(each.id): each.slug for each in given.world.store.all(Document)}
    assert [slugs[each.document_id] for each in volume.entries] == [
        "case_source_register",
        "filing_approval",
        "site_record",
        "correction_order",
        "investigation_report",
        "penalty_prior_notice",
        "service_receipt",
        "decision_approval",
        "penalty_decision",
        "service_receipt",
        "closing_approval",
    ]
    assert volume.archive_no == "20260001"
    assert (volume.bound_on, volume.bound_by, volume.pages) == (TODAY, ident("甲"), 11)
    assert given.world.store.all(NumberUse)[0].text == "20260001"
    assert given.world.store.all(LogLine)[-1].code == "volume.bound"


def test_the_pages_of_the_file_bear_the_numbers_of_the_index() -> None:
    given = Closed().complete()

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    pdf = given.bench.pages.read(given.desk.pdf(CASE))
    covers = {each.slug: each for each in given.world.store.all(Document) if each.slug.startswith("file_")}
    front = covers["file_cover"].pages + covers["file_index"].pages
    stamped = [lines[-1] for lines in pdf["pages"][front : front + volume.pages]]
    assert stamped == [str(number) for number in range(1, volume.pages + 1)]
    assert len(pdf["pages"]) == front + volume.pages + covers["file_note"].pages
    marks = {title: page for title, page, _ in pdf["marks"]}
    for entry in volume.entries:
        assert pdf["pages"][front + entry.first_page - 1][0] == dict(_slugs(given))[entry.document_id]
    assert marks["卷宗封面"] == 0
    assert marks["卷内备考表"] == front + volume.pages
    rows = json.loads(covers["file_index"].frozen["volume.rows"][1:])
    assert [each["pages"] for each in rows] == [str(each.first_page) for each in volume.entries]
    assert [each["title"] for each in rows] == [each.title for each in volume.entries]


def _slugs(given: Closed) -> list[tuple[str, str]]:
    return [(str(each.id), each.slug) for each in given.world.store.all(Document)]


def test_an_approval_stands_before_what_it_approves() -> None:
    given = Closed().complete()
    given.put("case_transfer_letter")
    given.put("matter_approval", answers={MATTER: "transfer_out"})

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    order = [dict(_slugs(given))[each.document_id] for each in volume.entries]
    assert order.index("matter_approval") + 1 == order.index("case_transfer_letter")
    assert order.index("matter_approval") > order.index("penalty_decision")


def test_spoilt_papers_stay_out_and_withdrawn_ones_stay_in() -> None:
    given = Closed().complete()
    given.put("inquiry_transcript", state=DocumentState.VOID)
    old = given.paper("penalty_decision", id=ident("old decision"), state=DocumentState.VOID)
    receipt = given.paper("service_receipt", id=ident("old receipt"), parent_id=old.id)
    given.world.put(old, receipt, a_delivery(old, PARTY, date(2026, 3, 9)))

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    bound = {each.document_id: each.title for each in volume.entries}
    assert bound[str(old.id)].endswith("（已撤销）")
    assert str(given.paper("inquiry_transcript").id) not in bound


def test_evidence_is_bound_as_pages_or_named_on_one() -> None:
    given = Closed().complete()
    files = given.bench.files
    film, broken = files.put(b"film"), files.put(b"broken")
    given.world.put(
        some_evidence("照片", number=1, file_name="1.JPG", file_hash=files.put(b"\xff\xd8 picture")),
        some_evidence("录像", number=2, file_name="2.mp4", file_hash=film, file_size=4),
        some_evidence("扫描", number=3, file_name="3.pdf", file_hash=broken, file_size=6),
        some_evidence("原物", number=4, excluded_reason="来源不明"),
    )

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    pieces = [each for each in volume.entries if each.evidence_id]
    names = ["证据1：照片", "证据2：录像", "证据3：扫描", "证据4：原物（已排除）"]
    assert [each.title for each in pieces] == names
    words = given.bench.words(given.desk.pdf(CASE))
    assert film in words
    assert broken in words
    assert "存放处" in words


def test_a_file_that_neither_this_computer_nor_the_city_has_keeps_the_volume_open() -> None:
    given = Closed().complete()
    paper = given.paper("site_record", scans=("b" * 64,))
    given.world.put(
        some_evidence("录像", number=2, file_name="2.mp4", file_hash="a" * 64, file_size=4), paper
    )
    film = Attachment("a" * 64, TOWN, Haste.RECORDING, "2.mp4", 4, here=False)
    scan = Attachment("b" * 64, TOWN, Haste.PAPER, "1.pdf", 4, here=True)
    for each in (film, scan):
        given.kept.save(each)

    missing = "证据“录像”的电子文件（本机没有，平台也没有收到）"
    assert given.desk.missing(CASE) == (missing,)
    with pytest.raises(VolumeIncompleteError, match="录像"):
        given.desk.bind(CASE, Retention.PERMANENT)

    given.kept.save(replace(film, there=There.KEPT))
    assert given.desk.missing(CASE) == ()

    given.kept.save(replace(scan, here=False, there=There.REFUSED))
    assert given.desk.missing(CASE) == ("《site_record》签字件的电子文件（本机没有，平台也没有收到）",)


def test_every_page_of_a_demonstration_volume_says_so() -> None:
    given = Closed(demonstration=True).complete()
    given.world.put(
        some_evidence("照片", file_name="1.jpg", file_hash=given.bench.files.put(b"\x89PNG picture")),
        some_evidence("录像", number=2, file_name="2.mp4", file_hash=given.bench.files.put(b"film")),
    )

    given.desk.bind(CASE, Retention.PERMANENT)

    pages = given.bench.pages.read(given.desk.pdf(CASE))["pages"]
    assert all(DEMONSTRATION in page for page in pages)


def test_the_signed_paper_is_bound_behind_the_printed_one() -> None:
    given = Closed().complete()
    scan = given.bench.files.put(b"\x89PNG signed")
    paper = given.paper("filing_approval")
    given.world.put(an_approval(paper, Role.ORGAN_HEAD, on_paper=True, paper_hash=scan))

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    found = [each.title for each in volume.entries]
    assert [each for each in found if each.endswith("（签字件）")]
    assert found[2].endswith("（签字件）")


def test_binding_again_replaces_cover_index_and_note_and_keeps_the_number() -> None:
    given = Closed().complete()
    first = given.desk.bind(CASE, Retention.PERMANENT, "示例检查人")
    given.put("inquiry_transcript")

    second = given.desk.bind(CASE, Retention.TEN_YEARS)

    assert (second.id, second.archive_no) == (first.id, first.archive_no)
    assert second.checked_by == "示例检查人"
    assert len(second.entries) == len(first.entries) + 1
    covers = [each for each in given.world.store.all(Document) if each.slug == "file_cover"]
    assert [each.state for each in covers] == [DocumentState.VOID, DocumentState.FINAL]
    assert covers[1].replaces == covers[0].id
    assert len(given.world.store.all(NumberUse)) == 1


def test_what_was_typed_into_a_draft_of_the_cover_is_printed() -> None:
    given = Closed().complete()
    draft = given.bench.desk.draft(CASE, "file_cover")
    given.bench.desk.answer(draft.id, {"cover.fonds": "示例全宗"})

    given.desk.bind(CASE, Retention.PERMANENT)

    (cover,) = (each for each in given.world.store.all(Document) if each.slug == "file_cover")
    assert (cover.id, cover.state) == (draft.id, DocumentState.FINAL)
    assert cover.frozen["cover.fonds"] == "示例全宗"


def test_a_case_that_changes_while_it_is_bound_is_not_bound() -> None:
    given = Closed().complete()

    class Meddling(PlainPages):
        """Pages during whose making somebody adds a paper."""

        def stamped(self, docs: Sequence[LaidOut], stamp: Stamp) -> tuple[Page, ...]:
            given.put("inquiry_transcript")
            return super().stamped(docs, stamp)

    desk = VolumeDesk(given.world.office, given.bench.forms, Meddling(), given.bench.files, given.kept)

    with pytest.raises(VolumeStaleError):
        desk.bind(CASE, Retention.PERMANENT)

    assert given.world.store.all(Volume) == ()
    assert given.world.store.all(NumberUse) == ()


def test_an_archived_case_and_a_reviewer_bind_nothing() -> None:
    with pytest.raises(CaseReadOnlyError):
        Closed(CaseStatus.ARCHIVED).desk.bind(CASE, Retention.PERMANENT)
    given = Closed().complete()
    with pytest.raises(VolumeNotBoundError):
        given.desk.pdf(CASE)
    given.world.seat.take(ident("丙"), "丙", Role.LEGAL_REVIEWER)
    with pytest.raises(NotPermittedError):
        given.desk.bind(CASE, Retention.PERMANENT)


def test_papers_of_two_parties_say_whose_they_are() -> None:
    given = Closed().complete()
    other = a_party("示例当事人二", left_on=TODAY - timedelta(days=30))
    given.world.put(other)

    volume = given.desk.bind(CASE, Retention.PERMANENT)

    assert sum(each.title.endswith(f"（{PARTY.name}）") for each in volume.entries) == 2


@drawn(st.lists(st.integers(1, 40), max_size=30))
def test_page_numbers_run_through_without_gap(counts: list[int]) -> None:
    page = Page(595, 842, 1, ())
    entries = entries_of(tuple(Part(LaidOut((page,) * each), "示例") for each in counts))

    numbers = [number for each in entries for number in range(each.first_page, each.last_page + 1)]
    assert numbers == list(range(1, sum(counts) + 1))
    assert [each.order for each in entries] == list(range(1, len(counts) + 1))
