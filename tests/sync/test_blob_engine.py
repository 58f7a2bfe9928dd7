"""Files of a desk on their way: whatever the line does, each ends whole, at both ends, with its receipt."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.attachment import Haste, There
from app.domain.case import Case
from app.domain.document import Document
from localdb.engine import open_engine
from localdb.migrate import MIGRATIONS
from localdb.records import tables
from localdb.store import FILE_NAME
from sync.blob_moves import MOST_TRIES
from sync.blobs import METERED_A_DAY, SMALLEST
from sync.codecs import declaration_of
from tests.db.surroundings import CLERK, TOWN, case
from tests.sync.blob_city import SERVER, BlobCity, blob_city
from tests.sync.blob_desk import BadLine, BlobDesk, DirectLine, blob_desk, passed

PHOTO = os.urandom(40_000)
VIDEO = os.urandom(3 * SMALLEST + 17)


def pass_time(desk: BlobDesk, hours: float = 7) -> None:
    """Move the clock of a desk by hours."""
    passed(desk, hours * 3600)


def test_a_file_is_queued_with_its_record_sent_and_receipted(desk: BlobDesk, city: BlobCity) -> None:
    digest = desk.add(PHOTO, "现场.jpg")

    steps = desk.run()

    assert [each.what for each in steps] == ["announced", "sent", "idle"]
    (line,) = desk.store.attachments.of([digest])
    assert (line.there, line.server, line.size, line.only_here) == (There.KEPT, SERVER, len(PHOTO), True)
    assert line.kept_at is not None
    assert city.blobs.file(TOWN, digest)[1].read_bytes() == PHOTO


def test_a_large_file_goes_in_chunks_that_grow(desk: BlobDesk) -> None:
    desk.add(VIDEO, "执法记录.mp4")

    desk.run()

    assert isinstance(desk.line, DirectLine)
    sizes = [len(each.body) for each in desk.line.asked if each.method == "PATCH"]
    assert sizes[0] < max(sizes) or len(sizes) <= 2
    assert sum(sizes) == len(VIDEO)


def test_portraits_and_papers_go_before_recordings(desk: BlobDesk) -> None:
    video, photo = desk.add(VIDEO, "录像.MP4"), desk.add(PHOTO, "照片.jpg")

    order = [each.sha256 for each in desk.run() if each.what == "announced"]

    assert order == [photo, video]


def test_a_file_of_a_colleague_is_fetched(desk: BlobDesk, tmp_path: Path, city: BlobCity) -> None:
    sender = blob_desk(tmp_path / "colleague", DirectLine(city, "desk-2"))
    sender.add(VIDEO, "录像.mp4")
    sender.run()
    sender.store.close()
    digest = desk.add(VIDEO, "录像.mp4", keep=False)

    desk.run()

    assert desk.files.get(digest) == VIDEO
    assert desk.store.attachments.of([digest])[0].there is There.KEPT


def test_a_file_nobody_has_yet_waits_and_comes_later(desk: BlobDesk, tmp_path: Path, city: BlobCity) -> None:
    digest = desk.add(PHOTO, "照片.jpg", keep=False)
    desk.run()
    assert desk.store.attachments.of([digest])[0].reason == "blob_unknown"
    sender = blob_desk(tmp_path / "colleague", DirectLine(city, "desk-2"))
    sender.add(PHOTO, "照片.jpg")
    sender.run()
    sender.store.close()

    pass_time(desk)
    desk.run()

    assert desk.files.get(digest) == PHOTO


def test_the_original_must_stay_until_the_citys_backup_holds_it(desk: BlobDesk, city: BlobCity) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    desk.run()
    pass_time(desk)
    desk.run()
    assert desk.store.attachments.of([digest])[0].only_here

    city.blobs.mark_backed(TOWN, city.clock.at + timedelta(days=1))
    pass_time(desk)
    steps = desk.run()

    assert [each.what for each in steps] == ["looked", "idle"]
    assert not desk.store.attachments.of([digest])[0].only_here


def test_a_file_the_city_lost_is_sent_again(desk: BlobDesk, city: BlobCity) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    desk.run()
    city.blobs.file(TOWN, digest)[1].unlink()

    pass_time(desk)
    desk.run()

    assert city.blobs.file(TOWN, digest)[1].read_bytes() == PHOTO


def test_a_desk_that_was_switched_off_goes_on_where_it_was(desk: BlobDesk, city: BlobCity) -> None:
    digest = desk.add(VIDEO, "录像.mp4")
    desk.run(most=2)
    assert 0 < desk.store.attachments.of([digest])[0].offset < len(VIDEO)

    desk.engine = desk.started()
    desk.run()

    assert isinstance(desk.line, DirectLine)
    assert sum(len(each.body) for each in desk.line.asked) == len(VIDEO)
    assert city.blobs.file(TOWN, digest)[1].read_bytes() == VIDEO


def test_a_metered_line_carries_papers_for_a_day_and_no_recording(desk: BlobDesk) -> None:
    desk.metered = True
    video = desk.add(VIDEO, "录像.mp4")
    assert desk.run()[0].what == "idle"
    today = desk.given.clock.today()
    desk.store.attachments.spend(today, METERED_A_DAY)
    assert desk.store.attachments.spent(today) == METERED_A_DAY

    desk.metered = False
    desk.run()

    assert desk.store.attachments.of([video])[0].there is There.KEPT


def test_a_file_damaged_on_this_computer_is_never_sent_and_fetched_back(
    desk: BlobDesk, tmp_path: Path, city: BlobCity
) -> None:
    sender = blob_desk(tmp_path / "colleague", DirectLine(city, "desk-2"))
    sender.add(PHOTO, "照片.jpg")
    sender.run()
    sender.store.close()
    digest = desk.add(PHOTO, "照片.jpg")
    (desk.folder / "files" / digest[:2] / digest).write_bytes(b"damaged")

    desk.run()

    assert desk.files.get(digest) == PHOTO


def test_an_answer_of_another_server_is_no_receipt(tmp_path: Path, city: BlobCity) -> None:
    desk = blob_desk(tmp_path / "desk", BadLine(DirectLine(city), iter(["foreign"] * 3)))
    digest = desk.add(PHOTO, "照片.jpg")

    steps = desk.run(most=3)
    line = desk.store.attachments.of([digest])[0]
    desk.store.close()

    assert {each.fault for each in steps if each.what != "idle"} == {"sync.other_server"}
    assert line.there is There.WAITING


def test_the_server_says_how_long_to_wait(tmp_path: Path, city: BlobCity) -> None:
    desk = blob_desk(tmp_path / "desk", BadLine(DirectLine(city), iter(["busy"])))
    desk.add(PHOTO, "照片.jpg")

    step = desk.engine.step()
    desk.store.close()

    assert (step.what, step.wait, step.fault) == ("waiting", 7.0, "status_503")


def test_a_file_whose_bytes_never_arrive_right_is_put_aside_until_a_person_says_again(
    desk: BlobDesk, city: BlobCity
) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    desk.run()
    (desk.folder / "files" / digest[:2] / digest).unlink()
    city.blobs.file(TOWN, digest)[1].write_bytes(bytes(len(PHOTO)))
    line = desk.store.attachments.of([digest])[0]
    desk.store.attachments.save(replace(line, here=False, due=None))

    for _ in range(MOST_TRIES):
        pass_time(desk)
        desk.run()
    aside = desk.store.attachments.of([digest])[0]
    assert (aside.there, aside.reason) == (There.REFUSED, "blob_hash")
    assert [each.sha256 for each in desk.store.attachments.unfinished(10)] == [digest]

    desk.files.put(PHOTO)
    desk.store.attachments.retry(digest)
    desk.run()

    assert desk.store.attachments.counts() == {There.KEPT: 1}
    assert city.blobs.file(TOWN, digest)[1].read_bytes() == PHOTO


def test_a_desk_that_was_not_let_in_does_nothing(desk: BlobDesk) -> None:
    desk.server = None
    desk.add(PHOTO, "照片.jpg")

    assert [each.what for each in desk.run()] == ["idle"]


_FATES = st.lists(st.sampled_from(("lost", "deaf", "foreign", "busy", "altered", "cut", "well")), max_size=30)


@settings(max_examples=15)
@given(_FATES, st.integers(1, 3 * SMALLEST), st.booleans())
def test_whatever_the_line_does_the_file_ends_whole_at_both_ends(
    fates: list[str], size: int, killed: bool
) -> None:
    content = os.urandom(size)
    with TemporaryDirectory() as folder:
        city = blob_city(Path(folder) / "city")
        desk = blob_desk(Path(folder) / "desk", BadLine(DirectLine(city), iter(fates)))
        digest = desk.add(content, "照片.jpg")
        for _ in range(60):
            desk.run(most=3)
            pass_time(desk, 2)
            if killed:
                desk.engine = desk.started()
        line = desk.store.attachments.of([digest])[0]
        desk.store.close()

        assert line.there is There.KEPT
        assert city.blobs.file(TOWN, digest)[1].read_bytes() == content


@settings(max_examples=15)
@given(_FATES, st.integers(1, 3 * SMALLEST))
def test_whatever_the_line_does_a_fetched_file_is_the_right_one_or_none(fates: list[str], size: int) -> None:
    content = os.urandom(size)
    with TemporaryDirectory() as folder:
        city = blob_city(Path(folder) / "city")
        sender = blob_desk(Path(folder) / "colleague", DirectLine(city, "desk-2"))
        sender.add(content, "照片.jpg")
        sender.run()
        sender.store.close()
        desk = blob_desk(Path(folder) / "desk", BadLine(DirectLine(city), iter(fates)))
        digest = desk.add(content, "照片.jpg", keep=False)
        for _ in range(60):
            desk.run(most=3)
            pass_time(desk, 2)
        line = desk.store.attachments.of([digest])[0]
        here = desk.pieces.size(digest)
        desk.store.close()

        assert (line.there is There.REFUSED and here is None) or (line.here and here == len(content))


CLAIMS = {("approvals", "paper_hash"), ("recorder_files", "file_hash")}
"""Digests of what lies elsewhere: what was approved, what a station says it has."""
NESTED = {("certificates", "turns")}
"""Lists whose lines name a paper."""


def test_every_field_that_names_a_kept_file_queues_it(desk: BlobDesk) -> None:
    kept = re.compile(r".*_hash|scans|paper")
    fields = {
        (str(table), name)
        for kind, table in tables().items()
        for name in declaration_of(kind).fields
        if kept.fullmatch(name)
    }
    engine = open_engine(desk.folder / "store" / FILE_NAME)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        triggers = set(found)
    engine.dispose()

    wanted = (fields - CLAIMS) | NESTED
    assert len(wanted) >= 10
    for table, name in wanted:
        assert {f"{table}_{name}_added", f"{table}_{name}_changed"} <= triggers


def test_scans_put_beside_a_paper_are_queued_once(desk: BlobDesk) -> None:
    born, of = desk.given.ids, case(desk.given)
    paper = Document(born.new(), TOWN, of.id, "inquiry_record", desk.given.clock.now(), CLERK)
    archived, scan = "a" * 64, "b" * 64
    for each in (paper, replace(paper, archive_hash=archived), replace(paper, scans=(scan, archived))):
        with desk.store.begin() as work:
            work.of(Case).save(of)
            work.of(Document).save(each)
            work.commit()

    lines = {each.sha256: each.haste for each in desk.store.attachments.of([archived, scan])}

    assert lines == {archived: Haste.PAPER, scan: Haste.PAPER}


def test_files_of_records_from_before_are_queued_by_the_new_layout(desk: BlobDesk) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    engine = open_engine(desk.folder / "store" / FILE_NAME)
    (script,) = MIGRATIONS.glob("versions/*_attachments.sql")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM attachments")
        for statement in script.read_text("utf-8").split(";\n"):
            if statement.startswith("INSERT"):
                connection.exec_driver_sql(statement)
    engine.dispose()

    assert desk.store.attachments.of([digest])[0].haste is Haste.PICTURE
