"""What a restore of the database forgets of its computers, the book beside the keys tells it anew."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nacl.signing import SigningKey
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.pool import NullPool

from sync.cityserver.codes import CodeRefusedError
from sync.cityserver.computers import Computer, Computers, Registry, complete
from sync.cityserver.enrolment import Enrolment, Holder
from sync.cityserver.identity import Identity
from sync.cityserver.registry_tables import code as codes
from sync.cityserver.registry_tables import device as devices
from sync.cityserver.scope import scoped
from sync.protocol.enrolment import challenge_content
from tests.sync.cityserver.stores import EAST, WEST
from tests.sync.cityserver.test_enrolment import KEY, Hands, asking

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.quiet_log import QuietLog
    from tests.sync.cityserver.stores import Stores

ROOT = Path(__file__).parents[3]
IDENTITY = Identity(SigningKey(b"s" * 32), SigningKey(b"c" * 32), b"t" * 32)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "computers.log"


@pytest.fixture
def door(stores: Stores, book: Path) -> Enrolment:
    return _door(stores, book)


def test_a_computer_enrolled_after_the_backup_is_known_after_the_restore(
    stores: Stores, door: Enrolment, book: Path
) -> None:
    device = str(door.enrol(asking(door.new_code(EAST, "一号机", "admin")))["device"])
    _forget(stores.app)
    server = _door(stores, book)

    challenge = server.challenge(EAST, device)
    content = challenge_content(challenge, device, IDENTITY.server_id)
    renewed = server.renewed(challenge, KEY.sign(content).signature.hex())

    assert server.holder(str(renewed["token"])) == Holder(EAST, device, revoked=False)
    assert _rows(stores.app) == [(device, None)], "and stands in the database again"


def test_whom_the_backup_does_not_know_as_shown_out_stays_out(
    stores: Stores, door: Enrolment, book: Path
) -> None:
    told = door.enrol(asking(door.new_code(EAST, "一号机", "admin")))
    door.revoke(EAST, str(told["device"]), "admin", "被盗")
    with scoped(stores.app, EAST) as connection:
        connection.execute(update(devices).values(revoked_at=None, revoked_by=None, revoked_reason=None))

    assert _door(stores, book).holder(str(told["token"])).revoked
    ((_device, revoked_at),) = _rows(stores.app)
    assert revoked_at is not None


def test_a_code_used_after_the_backup_lets_no_other_computer_in(
    stores: Stores, door: Enrolment, book: Path
) -> None:
    code = door.new_code(EAST, "一号机", "admin")
    told = door.enrol(asking(code))
    _forget(stores.app)
    with scoped(stores.app, EAST) as connection:
        connection.execute(update(codes).values(used_at=None, device=None))
    server = _door(stores, book)
    server.complete(EAST)

    with pytest.raises(CodeRefusedError):
        server.enrol(asking(code, SigningKey(b"x" * 32)))
    assert server.enrol(asking(code))["device"] == told["device"]


def test_a_book_that_was_lost_is_written_anew_from_the_database(
    stores: Stores, door: Enrolment, book: Path
) -> None:
    told = door.enrol(asking(door.new_code(EAST, "一号机", "admin")))
    door.revoke(EAST, str(told["device"]), "admin", "停用")
    book.unlink()

    complete(Computers(book), stores.app, EAST)

    (known,) = Computers(book).of_town(EAST)
    assert (known.device, known.revoked_reason) == (told["device"], "停用")


def test_a_book_names_no_computer_of_another_town(door: Enrolment, book: Path) -> None:
    door.enrol(asking(door.new_code(EAST, "一号机", "admin")))

    assert len(Computers(book).of_town(EAST)) == 1
    assert Computers(book).of_town(WEST) == ()


def test_two_processes_share_a_book(book: Path) -> None:
    one, two = Computers(book), Computers(book)

    one.keep(_computer("a"))
    two.keep(_computer("b"))
    two.keep(_computer("a"))

    assert [each.device for each in one.of_town(EAST)] == ["a", "b"]
    assert two.get(EAST, "a") == _computer("a")
    assert len(book.read_text("utf-8").splitlines()) == 2


def test_a_line_that_comes_late_lets_nobody_in_again_and_forgets_no_code(book: Path) -> None:
    first = replace(_computer("a"), code="hash")
    out = replace(first, revoked_at="2026-11-03", revoked_by="admin", revoked_reason="被盗")
    kept = Computers(book)
    for each in (first, out, first, replace(first, code="")):
        kept.keep(each)

    assert kept.get(EAST, "a") == Computers(book).get(EAST, "a") == out
    assert len(book.read_text("utf-8").splitlines()) == 2


def test_what_the_disk_has_no_room_for_is_not_taken_for_kept(book: Path) -> None:
    told = """
import resource, signal, sys
from pathlib import Path
from sync.cityserver.computers import Computer, Computers
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = Computers(Path(sys.argv[1]))
kept.keep(Computer("320281001", "a", "00", "", ""))
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    kept.keep(Computer("320281001", "b", "00", "", ""))
except OSError:
    sys.exit(3)
"""

    assert subprocess.run((sys.executable, "-c", told, str(book)), cwd=ROOT, check=False).returncode == 3


def test_two_that_tell_the_database_at_once_tell_it_the_same(
    stores: Stores, door: Enrolment, book: Path
) -> None:
    door.enrol(asking(door.new_code(EAST, "一号机", "admin")))
    _forget(stores.app)

    with ThreadPoolExecutor(4) as lanes:
        list(lanes.map(lambda _n: _door(stores, book).complete(EAST), range(4)))

    assert len(_rows(stores.app)) == 1


def test_a_line_cut_off_by_a_power_failure_costs_no_other(book: Path, quiet_log: QuietLog) -> None:
    quiet_log.expect("not whole")
    Computers(book).keep(_computer("a"))
    with book.open("ab") as source:
        source.write(b'{"town": "320281001", "devi')

    Computers(book).keep(_computer("b"))

    assert [each.device for each in Computers(book).of_town(EAST)] == ["a", "b"]


def _door(stores: Stores, book: Path) -> Enrolment:
    return Enrolment(Registry(stores.app, stores.look, Computers(book)), IDENTITY, Hands())


def _computer(device: str) -> Computer:
    return Computer(EAST, device, "00", "一号机", "2026-11-02T04:00:00Z")


def _forget(engine: Engine) -> None:
    """Set the database back to before the computer came; no account of the server's may delete one."""
    root = engine
    if engine.dialect.name == "postgresql":
        root = create_engine(engine.url.set(username="postgres"), poolclass=NullPool)
    with root.begin() as connection:
        assert connection.execute(delete(devices)).rowcount == 1


def _rows(engine: Engine) -> list[tuple[str, str | None]]:
    with scoped(engine, EAST) as connection:
        found = connection.execute(select(devices.c.device, devices.c.revoked_at)).all()
    return [(str(device), revoked_at) for device, revoked_at in found]
