"""Kept files piece by piece: a locked file is not a missing one, and downloads leave the disk some room."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from app.adapters.files import FilesFullError
from app.adapters.pieces import FilePieces, Room
from app.domain.attachment import There
from sync.bundle_outgoing import chosen
from tests.sync.blob_desk import BlobDesk, DirectLine, blob_desk, line_of, lived, passed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.blob_city import BlobCity

PHOTO = os.urandom(40_000)
VIDEO = os.urandom(900_000)


def lock(place: Path) -> bytes:
    """Make a file unreadable, as a scanner that holds it does, and return what it was."""
    whole = place.read_bytes()
    place.unlink()
    place.mkdir()
    (place / "held").touch()
    return whole


def unlock(place: Path, whole: bytes) -> None:
    """Let go of a file."""
    (place / "held").unlink()
    place.rmdir()
    place.write_bytes(whole)


def sent_by_a_colleague(tmp_path: Path, city: BlobCity, content: bytes) -> None:
    """Have a file at the city."""
    sender = blob_desk(tmp_path / "colleague", DirectLine(city, "desk-2"))
    sender.add(content, "录像.mp4")
    lived(sender, 8)
    sender.store.close()


def test_a_file_that_is_locked_at_the_first_look_is_sent_once_it_is_free(desk: BlobDesk) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    whole = lock(desk.kept(digest))
    lived(desk, 2)
    locked = line_of(desk, digest)

    unlock(desk.kept(digest), whole)
    lived(desk, 4)

    assert (locked.there, locked.here, locked.reason) == (There.WAITING, None, "files.unreadable")
    assert line_of(desk, digest).there is There.KEPT


def test_a_file_that_is_locked_while_it_is_sent_goes_on_with_its_upload(desk: BlobDesk) -> None:
    digest = desk.add(VIDEO, "录像.mp4")
    lived(desk, 2)
    upload, whole = line_of(desk, digest).upload, lock(desk.kept(digest))
    lived(desk, 1)
    reason = line_of(desk, digest).reason

    unlock(desk.kept(digest), whole)
    lived(desk, 5)

    assert reason == "files.unreadable"
    assert (line_of(desk, digest).there, line_of(desk, digest).upload) == (There.KEPT, upload)


def test_a_locked_file_stays_behind_when_a_stick_is_written(desk: BlobDesk) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    lock(desk.kept(digest))

    assert chosen(desk.store.attachments, desk.pieces, 1 << 30) == ([], 1)


def test_a_file_the_city_does_not_have_is_looked_for_on_this_computer_again(desk: BlobDesk) -> None:
    digest = desk.add(PHOTO, "照片.jpg", keep=False)
    lived(desk, 1)
    assert line_of(desk, digest).here is False

    desk.files.put(PHOTO)
    passed(desk, 60)
    lived(desk, 3)

    assert (line_of(desk, digest).there, line_of(desk, digest).here) == (There.KEPT, True)


def test_a_fetched_file_whose_name_is_locked_is_not_fetched_twice(
    desk: BlobDesk, tmp_path: Path, city: BlobCity
) -> None:
    sent_by_a_colleague(tmp_path, city, VIDEO)
    digest = desk.add(VIDEO, "录像.mp4", keep=False)
    place = desk.kept(digest)
    place.write_bytes(b"")
    lived(desk, 1)
    lock(place)
    lived(desk, 3)
    locked = line_of(desk, digest)
    asked = len(direct(desk).asked)

    unlock(place, b"")
    lived(desk, 3)

    assert (locked.here, locked.reason[:6]) == (False, "files.")
    assert desk.files.get(digest) == VIDEO
    assert len(direct(desk).asked) == asked


def direct(desk: BlobDesk) -> DirectLine:
    """Return the line of a desk."""
    assert isinstance(desk.line, DirectLine)
    return desk.line


GIB = 1 << 30


def with_room(desk: BlobDesk, total: int, free: int) -> None:
    """Have a desk's disk be so large, and so much of it free."""
    desk.pieces = FilePieces(desk.folder / "files", lambda _folder: Room(total, free))
    desk.engine = desk.started()


@pytest.mark.parametrize(("total", "free"), [(500 * GIB, 2 * GIB + 100), (10 * GIB, GIB // 2 + 100)])
def test_downloads_leave_the_disk_a_reserve_and_uploads_go_on(
    desk: BlobDesk, tmp_path: Path, city: BlobCity, total: int, free: int
) -> None:
    sent_by_a_colleague(tmp_path, city, VIDEO)
    absent, own = desk.add(VIDEO, "录像.mp4", keep=False), desk.add(PHOTO, "照片.jpg")
    with_room(desk, total, free)

    lived(desk, 6)

    waiting = line_of(desk, absent)
    assert (waiting.here, waiting.reason, desk.pieces.begun(absent)) == (False, "files.full", 0)
    assert line_of(desk, own).there is There.KEPT
    assert not [each for each in direct(desk).asked if each.method == "GET"], "no byte is paid for in vain"

    with_room(desk, total, free + len(VIDEO) * 2)
    passed(desk, 3600)
    lived(desk, 5)
    assert desk.files.get(absent) == VIDEO


def test_a_piece_that_would_take_the_reserve_is_refused_in_words_about_downloads(desk: BlobDesk) -> None:
    with_room(desk, 500 * GIB, 2 * GIB)

    with pytest.raises(FilesFullError) as refused:
        desk.pieces.append("a" * 64, 0, b"x")

    assert "下载" in refused.value.message
    desk.pieces.append("a" * 64, 0, b"")
