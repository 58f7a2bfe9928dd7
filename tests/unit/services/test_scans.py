"""The signed original is put beside its paper, counts in the review and is bound behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.domain.volume import Retention
from app.services.approvals import ApprovalDesk, NotFinalError, Opinion
from app.services.clues import ReasonMissingError
from app.services.refused import CaseReadOnlyError
from app.services.scans import LARGEST, ScanDesk, ScanTooLargeError
from tests.builders import a_document, an_officer
from tests.fake_papers import NoScanError
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import PARTY

PICTURE = b"\x89PNG signed"
NOTICE = a_document("penalty_prior_notice", PARTY)
RECORD = a_document("site_record")


def desk_of(closed: Closed) -> ScanDesk:
    return ScanDesk(closed.world.office, closed.bench.pages, closed.bench.files)


def paper_of(closed: Closed, document: Document) -> Document:
    return next(each for each in closed.world.store.all(Document) if each.id == document.id)


def test_a_scan_is_kept_once_beside_its_paper_and_logged() -> None:
    closed = Closed().complete()

    desk_of(closed).attach(RECORD.id, PICTURE)
    kept = desk_of(closed).attach(RECORD.id, PICTURE)

    assert paper_of(closed, RECORD) == kept
    assert [closed.bench.files.get(each) for each in kept.scans] == [PICTURE]
    lines = [each.text for each in closed.world.store.all(LogLine) if each.code == "document.scanned"]
    assert lines == ["上传《现场检查（勘验）笔录》签字件1页"]


def test_the_signed_original_is_bound_behind_the_paper() -> None:
    closed = Closed().complete()
    desk_of(closed).attach(RECORD.id, PICTURE)

    bound = closed.desk.bind(CASE, Retention.PERMANENT)

    titles = [each.title for each in bound.entries]
    (at,) = (at for at, each in enumerate(titles) if each.endswith("（签字件）"))
    assert titles[at] == f"{titles[at - 1]}（签字件）"
    assert bound.entries[at].document_id == str(RECORD.id)


def test_what_is_no_scan_or_too_large_is_refused_and_nothing_kept() -> None:
    closed = Closed().complete()

    with pytest.raises(NoScanError):
        desk_of(closed).attach(RECORD.id, b"not a picture")
    with pytest.raises(ScanTooLargeError):
        desk_of(closed).attach(RECORD.id, b"\x89PNG" + bytes(LARGEST))

    assert paper_of(closed, RECORD).scans == ()


def test_a_draft_has_no_signed_original() -> None:
    closed = Closed().complete()
    closed.world.change(RECORD, state=DocumentState.DRAFT)

    with pytest.raises(NotFinalError):
        desk_of(closed).attach(RECORD.id, PICTURE)


def test_an_archived_case_takes_no_scan() -> None:
    closed = Closed(CaseStatus.ARCHIVED).complete()

    with pytest.raises(CaseReadOnlyError):
        desk_of(closed).attach(RECORD.id, PICTURE)


def test_a_wrong_scan_is_taken_off_with_the_reason_and_its_file_stays() -> None:
    closed = Closed().complete()
    (digest,) = desk_of(closed).attach(RECORD.id, PICTURE).scans

    with pytest.raises(ReasonMissingError):
        desk_of(closed).take_off(RECORD.id, digest, " ")
    kept = desk_of(closed).take_off(RECORD.id, digest, "传错")

    assert kept.scans == ()
    assert len(desk_of(closed).pages(digest).pages) == 1


def test_an_opinion_given_on_paper_is_tied_to_the_scan_put_in_last() -> None:
    closed = Closed(CaseStatus.CLOSING_REVIEW).complete()
    head = an_officer("丙", Role.ORGAN_HEAD)
    closed.world.put(head, replace(closed.paper("closing_approval"), scans=("a" * 64, "b" * 64)))
    paper = a_document("closing_approval")

    desk = ApprovalDesk(closed.world.office)
    given = desk.transcribe(paper.id, Role.ORGAN_HEAD, head.id, Opinion(Verdict.AGREE))

    assert given.paper_hash == "b" * 64
