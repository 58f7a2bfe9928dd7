"""Attachments at the city: whatever breaks, a file under its hash has exactly the bytes of that hash."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.cityserver.blob_errors import (
    BusyError,
    ChecksumError,
    GoneError,
    TooLargeError,
    UnknownUploadError,
    UnreadableError,
    WrongHashError,
    WrongOffsetError,
)
from sync.cityserver.blobs import KEPT_FOR, Asked, Blobs, Owner, Standing
from sync.protocol.tus import LARGEST
from tests.sync.blob_city import BlobCity, blob_city

EAST = Owner("320281001", "desk-1")
EAST_TWO = Owner("320281001", "desk-2")
WEST = Owner("320281002", "desk-1")
PHOTO = b"what the camera saw " * 1000


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def send(blobs: Blobs, owner: Owner, upload: str, chunk: bytes, *, right: bool = True) -> Standing:
    """Send one chunk where the upload ends, with its checksum or a wrong one."""
    offset = blobs.standing(owner, upload).offset
    digest = hashlib.sha256(chunk if right else chunk + b"!").digest()
    with blobs.writing(owner, upload, offset, "sha256") as writer:
        writer.add(chunk)
        confirmed = writer.finish(digest)
    return blobs.settle(owner, upload, confirmed)


def whole(blobs: Blobs, owner: Owner, content: bytes, name: str = "") -> Standing:
    """Announce a file and send it in one chunk."""
    upload = blobs.announce(owner, Asked(name or name_of(content), len(content))).upload
    return send(blobs, owner, upload, content)


def test_a_file_sent_in_pieces_lies_under_its_hash(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload

    first = send(city.blobs, EAST, upload, PHOTO[:700])
    last = send(city.blobs, EAST, upload, PHOTO[700:])

    assert (first.offset, first.complete) == (700, False)
    assert last.complete
    _, path = city.blobs.file(EAST.town, name_of(PHOTO))
    assert path.read_bytes() == PHOTO
    digest = name_of(PHOTO)
    assert path == city.root / "blobs" / EAST.town / digest[:2] / digest[2:4] / digest


def test_a_chunk_that_arrived_altered_leaves_nothing(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload
    send(city.blobs, EAST, upload, PHOTO[:700])

    with pytest.raises(ChecksumError):
        send(city.blobs, EAST, upload, PHOTO[700:900], right=False)

    assert city.blobs.standing(EAST, upload).offset == 700


def test_a_broken_line_leaves_the_beginning_of_the_chunk_to_be_compared(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload
    send(city.blobs, EAST, upload, PHOTO[:700])

    with suppress(UnreadableError), city.blobs.writing(EAST, upload, 700, "sha256") as writer:
        writer.add(PHOTO[700:750])
        writer.keep()
        raise UnreadableError

    standing = city.blobs.standing(EAST, upload)
    assert standing.offset == 750
    assert standing.tail == (700, name_of(PHOTO[700:750]))
    assert send(city.blobs, EAST, upload, PHOTO[750:]).complete


def test_a_file_that_is_not_what_its_name_says_is_kept_aside(city: BlobCity) -> None:
    other = bytes(reversed(PHOTO))
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(other))).upload

    with pytest.raises(WrongHashError):
        send(city.blobs, EAST, upload, other)

    with pytest.raises(UnknownUploadError):
        city.blobs.file(EAST.town, name_of(PHOTO))
    with pytest.raises(WrongHashError):
        city.blobs.standing(EAST, upload)
    assert (city.root / "blobs" / EAST.town / "quarantine" / upload).read_bytes() == other


def test_the_file_of_another_town_is_as_unknown_as_none(city: BlobCity) -> None:
    whole(city.blobs, EAST, PHOTO)

    for name in (name_of(PHOTO), name_of(b"never sent"), "no digest"):
        with pytest.raises(UnknownUploadError):
            city.blobs.file(WEST.town, name)
    announced = city.blobs.announce(WEST, Asked(name_of(PHOTO), len(PHOTO), str(uuid4())))
    assert (announced.offset, announced.complete) == (0, False)


def test_an_upload_belongs_to_its_device_alone(city: BlobCity) -> None:
    asked = Asked(name_of(PHOTO), len(PHOTO), str(uuid4()))
    upload = city.blobs.announce(EAST, asked).upload

    for stranger in (EAST_TWO, WEST):
        for reach in (city.blobs.standing, city.blobs.drop):
            with pytest.raises(UnknownUploadError):
                reach(stranger, upload)
    with pytest.raises(UnknownUploadError):
        city.blobs.announce(EAST_TWO, asked)


def test_announcing_again_after_a_lost_answer_goes_on_where_it_was(city: BlobCity) -> None:
    asked = Asked(name_of(PHOTO), len(PHOTO), str(uuid4()))
    upload = city.blobs.announce(EAST, asked).upload
    send(city.blobs, EAST, upload, PHOTO[:700])

    assert city.blobs.announce(EAST, asked).offset == 700


def test_a_file_the_town_has_is_complete_when_a_colleague_asks(city: BlobCity) -> None:
    whole(city.blobs, EAST, PHOTO)

    assert city.blobs.announce(EAST_TWO, Asked(name_of(PHOTO), len(PHOTO), str(uuid4()))).complete


def test_two_uploaders_of_one_file_at_once_both_end_well(city: BlobCity) -> None:
    one = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload
    two = city.blobs.announce(EAST_TWO, Asked(name_of(PHOTO), len(PHOTO))).upload
    send(city.blobs, EAST, one, PHOTO[:900])
    send(city.blobs, EAST_TWO, two, PHOTO[:100])

    ends = (send(city.blobs, EAST, one, PHOTO[900:]), send(city.blobs, EAST_TWO, two, PHOTO[100:]))

    assert [each.complete for each in ends] == [True, True]
    assert city.blobs.file(EAST.town, name_of(PHOTO))[1].read_bytes() == PHOTO


def test_two_requests_never_write_one_upload_together(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload

    with (
        city.blobs.writing(EAST, upload, 0),
        pytest.raises(BusyError),
        city.blobs.writing(EAST, upload, 0),
    ):
        pass


def test_a_chunk_from_elsewhere_in_the_file_is_refused(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload

    for offset in (1, 5000):
        with pytest.raises(WrongOffsetError), city.blobs.writing(EAST, upload, offset):
            pass


def test_more_than_was_announced_is_refused_and_taken_back(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), 100)).upload

    with pytest.raises(TooLargeError):
        send(city.blobs, EAST, upload, PHOTO[:101])
    with pytest.raises(TooLargeError):
        city.blobs.announce(EAST, Asked(name_of(PHOTO), LARGEST + 1))

    assert city.blobs.standing(EAST, upload).offset == 0


@pytest.mark.parametrize(
    "asked", [Asked("", 1), Asked("../../etc", 1), Asked("A" * 64, 1), Asked("a" * 64, 1, "..")]
)
def test_a_name_that_is_none_never_becomes_a_path(city: BlobCity, asked: Asked) -> None:
    with pytest.raises(UnreadableError):
        city.blobs.announce(EAST, asked)


def test_an_empty_file_is_complete_when_announced(city: BlobCity) -> None:
    assert city.blobs.announce(EAST, Asked(name_of(b""), 0)).complete


def test_an_upload_that_rests_a_week_is_thrown_away_and_complete_files_stay(city: BlobCity) -> None:
    whole(city.blobs, EAST, PHOTO)
    upload = city.blobs.announce(EAST, Asked(name_of(b"never"), 5)).upload
    part = city.root / "blobs" / EAST.town / "uploads" / upload
    assert part.exists()

    city.clock.at += KEPT_FOR
    with pytest.raises(GoneError):
        city.blobs.standing(EAST, upload)
    assert city.blobs.expire(EAST.town) == 2

    assert not part.exists()
    assert city.blobs.file(EAST.town, name_of(PHOTO))[1].exists()


@pytest.mark.parametrize("tidied", [True, False])
def test_what_was_complete_is_told_again_long_after_as_it_was_before(city: BlobCity, *, tidied: bool) -> None:
    asked = Asked(name_of(PHOTO), len(PHOTO), str(uuid4()))
    upload = city.blobs.announce(EAST, asked).upload
    send(city.blobs, EAST, upload, PHOTO)

    city.clock.at += 2 * KEPT_FOR
    if tidied:
        city.blobs.expire(EAST.town)

    assert city.blobs.announce(EAST, asked).complete
    assert city.blobs.standing(EAST, upload).complete


def test_announcing_again_what_rested_too_long_goes_on_where_it_was(city: BlobCity) -> None:
    asked = Asked(name_of(PHOTO), len(PHOTO), str(uuid4()))
    upload = city.blobs.announce(EAST, asked).upload
    send(city.blobs, EAST, upload, PHOTO[:700])

    city.clock.at += KEPT_FOR

    assert city.blobs.announce(EAST, asked).offset == 700
    assert send(city.blobs, EAST, upload, PHOTO[700:]).complete


def test_only_what_was_complete_before_the_backup_counts_as_backed_up(city: BlobCity) -> None:
    whole(city.blobs, EAST, b"before")
    city.clock.at += timedelta(hours=1)
    backup = city.clock.at
    city.clock.at += timedelta(hours=1)
    whole(city.blobs, EAST, b"after")

    assert city.blobs.mark_backed(EAST.town, backup) == 1
    assert city.blobs.file(EAST.town, name_of(b"before"))[0].backed_at
    assert city.blobs.file(EAST.town, name_of(b"after"))[0].backed_at is None


def test_a_server_that_stopped_before_it_could_say_so_completes_the_file_when_asked(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload
    with city.blobs.writing(EAST, upload, 0) as writer:
        writer.add(PHOTO)
        writer.keep()

    assert city.open_again().blobs.standing(EAST, upload).complete


def test_a_server_that_stopped_between_name_and_mark_finds_the_file(city: BlobCity) -> None:
    upload = city.blobs.announce(EAST, Asked(name_of(PHOTO), len(PHOTO))).upload
    with city.blobs.writing(EAST, upload, 0) as writer:
        writer.add(PHOTO)
        writer.keep()
    town = city.root / "blobs" / EAST.town
    place = town / name_of(PHOTO)[:2] / name_of(PHOTO)[2:4] / name_of(PHOTO)
    place.parent.mkdir(parents=True)
    (town / "uploads" / upload).rename(place)

    assert city.open_again().blobs.standing(EAST, upload).complete
    assert city.blobs.file(EAST.town, name_of(PHOTO))[1].read_bytes() == PHOTO


def test_a_file_lost_from_the_disk_is_missing_and_can_be_sent_again(city: BlobCity) -> None:
    whole(city.blobs, EAST, PHOTO)
    city.blobs.file(EAST.town, name_of(PHOTO))[1].unlink()

    with pytest.raises(UnknownUploadError):
        city.blobs.file(EAST.town, name_of(PHOTO))
    assert whole(city.blobs, EAST, PHOTO).complete
    assert city.blobs.file(EAST.town, name_of(PHOTO))[1].read_bytes() == PHOTO


@st.composite
def journeys(draw: st.DrawFn) -> tuple[bytes, list[tuple[str, int]]]:
    """Return a file and what befalls its chunks."""
    content = draw(st.binary(min_size=1, max_size=400))
    fates = st.sampled_from(("sent", "altered", "cut", "unchecked", "killed", "forged"))
    return content, draw(st.lists(st.tuples(fates, st.integers(1, 150)), max_size=25))


def befall(city: BlobCity, upload: str, content: bytes, fate: str, length: int) -> None:
    """Let one thing happen to an upload."""
    offset = city.blobs.standing(EAST, upload).offset
    chunk = content[offset : offset + length]
    digest = hashlib.sha256(chunk).digest()
    if fate == "forged":
        chunk = bytes(each ^ 1 for each in chunk)
    algorithm = None if fate in ("unchecked", "forged") else "sha256"
    with city.blobs.writing(EAST, upload, offset, algorithm) as writer:
        if fate in ("cut", "killed"):
            writer.add(chunk[: len(chunk) // 2])
            writer.keep()
            raise UnreadableError
        writer.add(chunk)
        confirmed = writer.finish(b"" if fate == "altered" else digest)
    city.blobs.settle(EAST, upload, confirmed)


@given(journeys())
def test_whatever_befalls_the_chunks_a_complete_file_has_the_bytes_of_its_name(
    journey: tuple[bytes, list[tuple[str, int]]],
) -> None:
    content, fates = journey
    with TemporaryDirectory() as folder:
        city = blob_city(Path(folder) / "city")
        upload = city.blobs.announce(EAST, Asked(name_of(content), len(content))).upload
        forged = False
        for fate, length in fates:
            with suppress(UnreadableError, ChecksumError, WrongOffsetError, WrongHashError):
                before = city.blobs.standing(EAST, upload)
                forged = forged or (fate == "forged" and not before.complete)
                befall(city, upload, content, fate, length)
            if fate == "killed":
                city = city.open_again()

        with suppress(WrongHashError, WrongOffsetError):
            send(city.blobs, EAST, upload, content[city.blobs.standing(EAST, upload).offset :])
        if forged:
            with pytest.raises(UnknownUploadError):
                city.blobs.file(EAST.town, name_of(content))
        else:
            assert city.blobs.file(EAST.town, name_of(content))[1].read_bytes() == content
