"""All 381 in one go on a real store: renewed in one transaction, warned of once, printed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pymupdf
import pytest

from app.bootstrap import build
from app.domain.certificate import Certificate, CertificateState
from app.domain.certificate_request import CertificateRequest, RequestState
from app.domain.officer import Officer
from app.domain.role import Role
from app.rules.expiry import in_use
from app.rules.institutions import shipped_bureaus
from app.rules.verification import Verdict
from app.services.demo.people import staff
from tests.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from app.bootstrap import Program

TODAY = date(2026, 3, 2)
STRENGTH = 381


@pytest.fixture
def clock() -> FixedClock:
    """A clock that is moved by hand."""
    return FixedClock(datetime(2026, 3, 2, 4, tzinfo=UTC))


@pytest.fixture
def city(tmp_path: Path, clock: FixedClock, qapp: QApplication) -> Iterator[Program]:
    """A store with everybody, their certificates ending on one day a year on."""
    assert qapp is not None
    program = build(tmp_path / "city", clock)
    made = staff(shipped_bureaus(), Random(7), program.office.ids, TODAY)
    program.sign_in.found(next(each for each in made.officers if Role.ADMIN in each.roles))
    for bureau in shipped_bureaus():
        program.bureaus.save(bureau)
    with program.store.begin() as work:
        for officer in made.officers:
            work.of(Officer).save(officer)
        for held in made.certificates:
            work.of(Certificate).save(held)
        work.commit()
    yield program
    program.close()


def everybody(city: Program) -> tuple[Certificate, ...]:
    """Return every certificate of the store."""
    with city.store.read() as work:
        return work.of(Certificate).find()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF without the ends of lines."""
    with pymupdf.open(stream=pdf) as book:  # type: ignore[no-untyped-call] # published without types
        return "".join("".join(page.get_text().split()) for page in book)


def test_all_are_asked_for_on_one_sheet_and_issued_against_one_signed_for(city: Program) -> None:
    before = everybody(city)
    ids = [each.id for each in before]

    asked = city.renewals.apply_all(ids, "有效期将满")
    done = city.renewals.renew_all(ids, TODAY)

    assert (len(asked.requests), asked.left_out) == (STRENGTH, ())
    assert {each.paper for each in asked.requests} == {asked.paper}
    sheet, handed = (text_of(city.certificates.paper(each)) for each in (asked.paper, done.paper))
    with city.store.read() as work:
        people = work.of(Officer).find()
        closed = work.of(CertificateRequest).find()
    assert all(each.id_number in sheet for each in people)
    assert all(each.number in sheet and each.number in handed for each in before)
    assert f"共{STRENGTH}人" in sheet
    assert f"共{STRENGTH}本" in handed
    assert {each.state for each in closed} == {RequestState.ISSUED}
    assert {each.issued_id for each in closed} == {each.id for each in done.renewed}


def test_all_are_renewed_in_one_transaction_and_the_register_has_them(city: Program) -> None:
    before = everybody(city)
    told: list[int] = []

    done = city.renewals.renew_all([each.id for each in before], TODAY, told=lambda n, _of: told.append(n))

    after = everybody(city)
    assert (len(done.renewed), done.left_out) == (STRENGTH, ())
    assert told == list(range(STRENGTH + 1))
    assert {each.id for each in in_use(after, TODAY)} == {each.id for each in done.renewed}
    ended = [each for each in after if each.state_on(TODAY) is CertificateState.CANCELLED]
    assert {each.id for each in ended} == {each.id for each in before}
    assert all(not each.why_not_on(TODAY - timedelta(days=1)) for each in ended), "the day before it was good"
    rows = city.cards.register_rows()
    assert (len(rows), {row[-1] for row in rows}) == (STRENGTH, {"有效"})
    numbers = text_of(city.cards.register())
    assert all(each.number in numbers for each in done.renewed)


def test_the_warnings_of_a_town_come_once_over_a_moved_clock_and_a_new_start(
    city: Program, clock: FixedClock, tmp_path: Path
) -> None:
    town = city.office.who().town
    own = [each for each in everybody(city) if each.town == town]
    fired: list[tuple[object, int]] = []
    day = TODAY
    last = max(each.valid_to for each in own)
    while day <= last:
        clock.go_to(day)
        fired += [(each.officer.id, each.expiring.step) for each in city.people.warn()]
        day += timedelta(days=1)

    assert len(fired) == len(set(fired)) == 4 * len(own)
    city.store.close()
    again = build(tmp_path / "city", clock)
    again.sign_in.sign_in(city.office.who().officer_id)
    assert again.people.warn() == ()
    again.close()


@pytest.mark.long
def test_a_card_of_everybody_is_printed_and_every_code_verifies(city: Program) -> None:
    pdf = city.cards.cards()

    with pymupdf.open(stream=pdf) as book:  # type: ignore[no-untyped-call] # published without types
        pages = [page.get_pixmap(dpi=200).tobytes("png") for page in book]
    found = [each for page in pages for each in city.cards.check_picture(page)]
    assert len(pages) == 39
    assert [each.verdict for each in found] == [Verdict.GENUINE] * STRENGTH
