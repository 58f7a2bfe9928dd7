"""Files after an outage: none is punished for a line that was away, and all go once it is back."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import repeat
from threading import Event
from typing import TYPE_CHECKING

import pytest

from app.adapters.files import BlobFiles
from app.domain.attachment import There
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.sync_centre import Lamp
from sync.blob_line import Told
from tests.builders import TOWN as LISTENING_TOWN
from tests.builders import a_case
from tests.sync.blob_city import SERVER, BlobCity
from tests.sync.blob_desk import BadLine, BlobDesk, DirectLine, dislike, line_of, lived, passed
from tests.sync.listening_city import Town, desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.bootstrap import Program

PAPER = b"%PDF" + os.urandom(30_000)
PHOTO = os.urandom(40_000)


def give(desk: BlobDesk, city: BlobCity, fate: str) -> None:
    """Let every request of a desk meet one fate."""
    desk.line = BadLine(DirectLine(city), repeat(fate))
    desk.engine = desk.started()


@contextmanager
def signed_in(town: Town) -> Iterator[Program]:
    """Open the program of a desk with its person signed in."""
    with desk_of(town) as program:
        (person,) = program.sign_in.people()
        program.sign_in.sign_in(person.id)
        yield program


def held_up(program: Program, folder: Path, content: bytes) -> str:
    """Record a file that a line which was away holds up for long, and return its digest."""
    digest = BlobFiles(folder / "files").put(content)
    of = replace(a_case(), id=program.office.ids.new())
    piece = Evidence(
        *(program.office.ids.new(), LISTENING_TOWN, of.id, 1, EvidenceKind.ELECTRONIC, "照片"),
        file_name="照片.jpg",
        file_hash=digest,
    )
    with program.office.begin() as work:
        for each in (of, piece):
            work.of(type(each)).save(each)
        work.commit()
    attachments = program.store.attachments
    (line,) = attachments.of([digest])
    due = program.office.clock.now() + timedelta(minutes=30)
    attachments.save(replace(line, tries=8, due=due, reason="sync.unreachable"))
    return digest


def arrived(program: Program, digest: str) -> bool:
    """Wait until the city has a file; tell whether it has."""
    never = Event()
    for _ in range(400):
        if program.store.attachments.of([digest])[0].there is There.KEPT:
            return True
        never.wait(0.05)
    return False


@pytest.mark.parametrize("fate", ["lost", "foreign"])
def test_a_line_that_is_away_delays_no_file_for_long(desk: BlobDesk, city: BlobCity, fate: str) -> None:
    give(desk, city, fate)
    digest = desk.add(PHOTO, "照片.jpg")

    lived(desk, 40)
    waiting = line_of(desk, digest)

    assert waiting.tries == 0
    assert waiting.due is not None
    assert waiting.due - desk.given.clock.now() <= timedelta(minutes=1)


def test_a_file_whose_bytes_do_not_pass_waits_longer_each_time(desk: BlobDesk, city: BlobCity) -> None:
    dislike(desk, city, b"%PDF")
    digest = desk.add(PAPER, "决定书.pdf")

    for _ in range(5):
        passed(desk, 3600)
        desk.run(most=2)
    waiting = line_of(desk, digest)

    assert waiting.tries == 5
    assert waiting.due is not None
    assert waiting.due - desk.given.clock.now() > timedelta(minutes=3)


def test_files_that_waited_for_the_line_go_at_once_when_they_are_hurried(
    desk: BlobDesk, city: BlobCity
) -> None:
    dislike(desk, city, b"%PDF")
    digest = desk.add(PAPER, "决定书.pdf")
    desk.run(most=2)
    desk.line.dislikes = lambda _asked: False  # type: ignore[attr-defined]  # the line of this test
    assert desk.engine.step().what == "idle"

    desk.engine.hurry()
    desk.run()

    assert line_of(desk, digest).there is There.KEPT


@pytest.mark.parametrize("status", [401, 429, 503])
def test_files_that_the_city_had_no_time_for_are_hurried_too(desk: BlobDesk, status: int) -> None:
    desk.line = _Answering(Told(status, {}, b"", SERVER, 800.0))
    desk.engine = desk.started()
    digest = desk.add(PHOTO, "照片.jpg")
    desk.engine.step()
    assert line_of(desk, digest).due is not None

    desk.engine.hurry()

    assert line_of(desk, digest).due is None


@pytest.mark.parametrize("reason", ["not_there", "blob_hash", "files.unreadable", "blob_no_room", ""])
def test_files_that_wait_for_something_else_are_not_hurried(desk: BlobDesk, reason: str) -> None:
    digest = desk.add(PHOTO, "照片.jpg")
    due = desk.given.clock.now() + timedelta(minutes=40)
    desk.store.attachments.save(replace(line_of(desk, digest), due=due, reason=reason))

    desk.engine.hurry()

    assert line_of(desk, digest).due == due


def test_one_exchange_to_the_end_moves_the_files_that_waited_for_the_line(town: Town) -> None:
    with signed_in(town) as program:
        digest = held_up(program, town.desk, PHOTO)

        assert program.online.exchange() == ""

        assert program.store.attachments.of([digest])[0].there is There.KEPT
        assert program.syncing.lamp()[0] is Lamp.CURRENT


def test_whoever_wakes_the_exchange_moves_the_files_that_waited_for_the_line(town: Town) -> None:
    with signed_in(town) as program:
        first = held_up(program, town.desk, PAPER)
        program.online.wake()
        assert arrived(program, first)

        digest = held_up(program, town.desk, PHOTO)
        program.online.wake()

        assert arrived(program, digest)


class _Answering:
    """Answers every request alike."""

    def __init__(self, answer: Told) -> None:
        self.answer = answer

    def send(self, _asked: object) -> Told:
        return self.answer
