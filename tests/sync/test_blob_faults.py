"""Files beside one that cannot pass: it waits by itself and says why, and the others go on."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import pytest

from app.domain.attachment import Haste, There
from sync.blob_line import Asked, Told
from sync.blob_moves import MOST_TRIES
from sync.blobs import SMALLEST
from tests.db.surroundings import TOWN, TickingClock
from tests.sync.blob_city import SERVER, BlobCity
from tests.sync.blob_desk import (
    BadLine,
    BlobDesk,
    DirectLine,
    StubbornLine,
    dislike,
    line_of,
    lived,
    passed,
)

PAPER = b"%PDF" + os.urandom(30_000)
PHOTO = os.urandom(40_000)
VIDEO = os.urandom(3 * SMALLEST + 17)


def test_a_file_that_cannot_pass_lets_the_others_go(desk: BlobDesk, city: BlobCity) -> None:
    dislike(desk, city, b"%PDF")
    stuck, video = desk.add(PAPER, "决定书.pdf"), desk.add(VIDEO, "录像.mp4")

    lived(desk, 12)

    assert line_of(desk, video).there is There.KEPT
    waiting = line_of(desk, stuck)
    assert (waiting.there, waiting.reason) == (There.WAITING, "sync.unreachable")
    assert waiting.due is not None


def test_many_files_that_cannot_pass_hold_up_nobody(desk: BlobDesk, city: BlobCity) -> None:
    papers = [b"%PDF" + os.urandom(100) for _ in range(12)]
    dislike(desk, city, b"%PDF")
    for number, paper in enumerate(papers):
        desk.add(paper, f"{number}.pdf")
    video = desk.add(VIDEO, "录像.mp4")

    lived(desk, 20)

    assert line_of(desk, video).there is There.KEPT


def test_a_file_that_was_in_vain_keeps_its_upload_and_passes_once_it_may(
    desk: BlobDesk, city: BlobCity
) -> None:
    dislike(desk, city, b"%PDF")
    digest = desk.add(PAPER, "决定书.pdf")
    lived(desk, 3)
    upload = line_of(desk, digest).upload

    desk.line = DirectLine(city)
    desk.engine = desk.started()
    passed(desk, 3600)
    lived(desk, 3)

    assert upload
    sent = line_of(desk, digest)
    assert (sent.there, sent.upload, sent.tries, sent.reason) == (There.KEPT, upload, 0, "")


def test_the_wait_of_the_line_grows_until_bytes_move(desk: BlobDesk, city: BlobCity) -> None:
    dislike(desk, city, b"%PDF")
    desk.jitter = 1.0
    desk.engine = desk.started()
    for number in range(4):
        desk.add(b"%PDF" + bytes([number]), f"{number}.pdf")

    waits = [each.wait for each in lived(desk, 8) if each.what == "waiting"]

    assert waits == sorted(set(waits))
    assert len(waits) == 4


def test_a_file_never_waits_long_for_a_line_that_was_away(desk: BlobDesk, city: BlobCity) -> None:
    dislike(desk, city, b"")
    digest = desk.add(PHOTO, "照片.jpg")

    lived(desk, 300)
    due = line_of(desk, digest).due

    assert due is not None
    assert due - desk.given.clock.now() <= timedelta(minutes=31)


class _Refusing:
    """Answers every request about bytes as told."""

    def __init__(self, line: DirectLine, answer: Told) -> None:
        self.line = line
        self.answer = answer

    def send(self, asked: Asked) -> Told:
        return self.answer if asked.method == "PATCH" else self.line.send(asked)


class _Stripping:
    """Takes the bodies out of requests, as some guards do."""

    def __init__(self, line: DirectLine) -> None:
        self.line = line

    def send(self, asked: Asked) -> Told:
        kept = {name: text for name, text in asked.headers.items() if name != "Upload-Checksum"}
        return self.line.send(replace(asked, headers=kept, body=b""))


NO_ROOM = Told(507, {"x-sync-code": "blob_no_room"}, b"", SERVER, 900.0)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (NO_ROOM, "blob_no_room"),
        (Told(500, {}, b"", SERVER), "status_500"),
        (Told(204, {"upload-offset": "soon"}, b"", SERVER), "unreadable"),
        (replace(NO_ROOM, headers={}, retry_after=float("inf")), "status_507"),
    ],
)
def test_what_the_city_says_of_a_file_is_kept_with_it(
    desk: BlobDesk, city: BlobCity, answer: Told, reason: str
) -> None:
    desk.line = _Refusing(DirectLine(city), answer)
    desk.engine = desk.started()
    digest = desk.add(PHOTO, "照片.jpg")

    desk.run(most=2)

    waiting = line_of(desk, digest)
    assert (waiting.reason, waiting.tries, waiting.offset) == (reason, 1, -1)
    assert waiting.due is not None
    assert waiting.due - desk.given.clock.now() <= timedelta(hours=6)


def test_where_no_patch_passes_the_chunks_go_as_post(desk: BlobDesk, city: BlobCity) -> None:
    direct = DirectLine(city)
    desk.line = StubbornLine(direct, lambda asked: asked.method == "PATCH")
    desk.engine = desk.started()
    digest = desk.add(VIDEO, "录像.mp4")

    lived(desk, 30)

    assert line_of(desk, digest).there is There.KEPT
    assert city.blobs.file(TOWN, digest)[1].read_bytes() == VIDEO
    sent = [each for each in direct.asked if each.body]
    assert {each.headers.get("X-HTTP-Method-Override") for each in sent} == {"PATCH"}


def test_where_patch_is_refused_the_next_chunk_goes_as_post(desk: BlobDesk, city: BlobCity) -> None:
    desk.line = _Refusing(DirectLine(city), Told(405, {}, b"", SERVER))
    desk.engine = desk.started()
    digest = desk.add(PHOTO, "照片.jpg")

    desk.run(most=2)
    passed(desk, 60)
    desk.run(most=3)

    assert line_of(desk, digest).there is There.KEPT


def test_where_the_stand_in_for_patch_does_not_pass_patch_is_tried_again(
    desk: BlobDesk, city: BlobCity
) -> None:
    dislike(desk, city, VIDEO[:9])
    digest = desk.add(VIDEO, "录像.mp4")
    lived(desk, 12)
    assert line_of(desk, digest).there is There.WAITING

    desk.line.dislikes = lambda asked: "X-HTTP-Method-Override" in asked.headers  # type: ignore[attr-defined]  # the line of this test
    passed(desk, 3600)
    lived(desk, 40)

    assert line_of(desk, digest).there is There.KEPT


def damage_at_the_city(desk: BlobDesk, city: BlobCity, content: bytes) -> str:
    """Let the city's copy of a file have other bytes, and the desk lack the file."""
    digest = desk.add(content, "录像.mp4")
    lived(desk, 8)
    desk.kept(digest).unlink()
    city.blobs.file(TOWN, digest)[1].write_bytes(bytes(len(content)))
    desk.store.attachments.save(replace(line_of(desk, digest), here=False, due=None))
    return digest


def test_a_large_file_damaged_at_the_city_is_put_aside_after_some_downloads(
    desk: BlobDesk, city: BlobCity
) -> None:
    digest = damage_at_the_city(desk, city, VIDEO)

    for _ in range(MOST_TRIES):
        passed(desk, 7 * 3600)
        lived(desk, 12)

    aside = line_of(desk, digest)
    assert (aside.there, aside.reason) == (There.REFUSED, "blob_hash")


def test_a_bad_line_does_not_make_a_damaged_file_be_fetched_for_ever(desk: BlobDesk, city: BlobCity) -> None:
    digest = damage_at_the_city(desk, city, VIDEO)
    fates = cycle(("well", "well", "lost"))
    desk.line = BadLine(DirectLine(city), fates)
    desk.engine = desk.started()

    for _ in range(30):
        passed(desk, 7 * 3600)
        lived(desk, 3)

    assert line_of(desk, digest).there is There.REFUSED


def test_a_line_that_was_long_away_does_not_count_against_the_bytes(desk: BlobDesk, city: BlobCity) -> None:
    digest = damage_at_the_city(desk, city, PHOTO)
    desk.store.attachments.save(
        replace(line_of(desk, digest), here=False, due=None, tries=9, reason="sync.unreachable")
    )

    lived(desk, 2)

    assert (line_of(desk, digest).there, line_of(desk, digest).tries) == (There.KEPT, 1)


def test_a_clock_set_back_leaves_no_file_waiting(desk: BlobDesk) -> None:
    clock = desk.given.clock
    assert isinstance(clock, TickingClock)
    right, digest = clock.moment, desk.add(PHOTO, "照片.jpg")
    clock.moment += timedelta(days=400)
    late = clock.moment + timedelta(minutes=1)
    desk.store.attachments.save(replace(line_of(desk, digest), due=late, tries=1))
    assert desk.engine.step().what == "idle"

    clock.moment = right
    desk.run()

    assert line_of(desk, digest).there is There.KEPT


def test_a_file_that_got_shorter_on_its_way_rests_and_is_looked_at_anew(desk: BlobDesk) -> None:
    digest = desk.add(VIDEO, "录像.mp4")
    desk.run(most=2)
    desk.kept(digest).write_bytes(VIDEO[:1000])

    steps = desk.run(most=20)

    assert steps[-1].what == "idle"
    lived(desk, 3)
    waiting = line_of(desk, digest)
    assert (waiting.there, waiting.here) == (There.WAITING, False)


def test_chunks_that_vanish_on_their_way_are_not_sent_without_rest(desk: BlobDesk, city: BlobCity) -> None:
    direct = DirectLine(city)
    desk.line = _Stripping(direct)
    desk.engine = desk.started()
    digest = desk.add(PHOTO, "照片.jpg")

    steps = desk.run(most=20)

    assert steps[-1].what == "idle"
    assert line_of(desk, digest).reason == "blob_offset"


def test_chunks_that_never_arrived_count_on_a_metered_line(desk: BlobDesk, city: BlobCity) -> None:
    desk.metered = True
    dislike(desk, city, PHOTO[:9])
    digest = desk.add(PHOTO, "决定书.pdf")
    desk.store.attachments.save(replace(line_of(desk, digest), haste=Haste.PAPER))

    lived(desk, 2)

    assert line_of(desk, digest).there is There.WAITING
    assert desk.store.attachments.spent(desk.given.clock.today()) == len(PHOTO)
