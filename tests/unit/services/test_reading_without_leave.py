"""Without leave to write everything is still printed and exported; only the note of it is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.adapters.city_keys import CityKeys
from app.adapters.codes import QrCodes
from app.domain.log_line import LogLine
from app.services.cards import CardDesk, Printer
from app.services.documents import DocumentDesk
from app.services.leave import Leave
from app.services.volume_export import MANIFEST, VOLUME, VolumeExport
from app.services.volumes import VolumeDesk
from tests.fake_papers import PlainPages
from tests.sync_facts import a_link
from tests.sync_fakes import MemoryAttachments
from tests.unit.people.staff import Bureau
from tests.unit.services.papers import CASE
from tests.unit.services.test_documents import bench
from tests.unit.services.test_volume_export import a_bound_case

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.office import Office


@pytest.fixture(params=["shown out", "leave over"])
def lock(request: pytest.FixtureRequest) -> str:
    """Either reason for which nothing may be written."""
    return str(request.param)


def locked(office: Office, lock: str) -> Office:
    """Return the office of a computer that may write nothing."""
    now = office.clock.now()
    over = now - timedelta(days=1) if lock == "leave over" else now + timedelta(days=30)
    link = a_link(skew=0.0, contact_at=now - timedelta(days=40), leave_until=over)
    told = replace(link, revoked=lock == "shown out")
    return replace(office, begin=Leave(lambda: told, office.clock).guarding(office.begin))


def test_a_case_is_exported_and_its_volume_printed(lock: str) -> None:
    closed = a_bound_case()
    before, office = closed.world.store.all(LogLine), locked(closed.world.office, lock)
    parts = (closed.bench.forms, closed.bench.pages, closed.bench.files)

    pieces = VolumeExport(office, *parts).pieces(CASE)
    VolumeDesk(office, *parts, MemoryAttachments()).printed(CASE, 2)

    assert {VOLUME, MANIFEST} <= {each.path for each in pieces}
    assert closed.world.store.all(LogLine) == before


def test_a_document_is_printed_and_its_copies_are_not_counted(lock: str) -> None:
    given = bench()
    final = given.finished("correction_order")
    before, office = given.world.store.all(LogLine), locked(given.world.office, lock)
    desk = DocumentDesk(office, given.forms, given.pages, given.files)

    laid, again = desk.for_print(final.id)

    assert laid.pages
    assert not again
    assert desk.printed(final.id, 2) == final
    assert given.world.store.all(LogLine) == before


def test_certificate_pages_are_printed(lock: str, tmp_path: Path) -> None:
    here = Bureau()
    keys = CityKeys(tmp_path, lambda: True)
    desk = CardDesk(locked(here.office, lock), Printer(PlainPages(), here.files, keys, QrCodes()))

    assert PlainPages().read(desk.cards())["pages"]

    assert here.store.all(LogLine) == ()
