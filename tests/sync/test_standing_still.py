"""An exchange that did not begin, or ended by a fault, says why, and begins again when it is asked to."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from app.adapters.vault import SystemVaultClosedError
from app.device_key import VAULT_OPENED_BY, DeviceKey, Passphrase
from app.domain.sync_centre import Lamp
from app.enrolled import KeyLostError, NotJoinedError, OnlineMeans
from app.online import Online
from localdb.sync.membership import SqlMembership
from sync.connection import AuthorityUnreadableError
from sync.fault_words import ends_by_joining, fault_words
from tests.sync.listening_city import Town, desk_of, listening

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.bootstrap import Program
    from app.domain.errors import AppError
    from tests.quiet_log import QuietLog


class Moody:
    """The system's store of secrets, which answers or does not."""

    asks = False

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.fault: AppError | None = None

    def secret(self, name: str) -> bytes | None:
        """Return a secret."""
        if self.fault is not None:
            raise self.fault
        return self.held.get(name)

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        self.held[name] = secret


def over(program: Program, folder: Path, vault: Moody) -> Online:
    """Return an exchange of a program's store whose key lies in the system's store."""
    office = program.office
    means = OnlineMeans(office.clock, office.ids, lambda: vault, "一号机", Passphrase())
    return Online(program.store, folder, DeviceKey(), means)


def with_authority(program: Program, name: str) -> None:
    """Let the membership name a file of the office's own authority."""
    kept = SqlMembership(program.store.engine)
    kept.keep({**kept.told(), "authority": name})


def until(true: Callable[[], bool]) -> None:
    """Wait for the thread of the exchange."""
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()


def stands(online: Online) -> tuple[str, bool]:
    """Return what is told of an exchange, and whether joining anew is offered."""
    return online.barrier, online.keyless


def test_a_start_that_failed_is_told_until_it_succeeds(town: Town, tmp_path: Path) -> None:
    with desk_of(town) as program:
        online = program.online
        with_authority(program, str(tmp_path / "机关证书.pem"))
        with pytest.raises(AuthorityUnreadableError):
            online.start()

        assert "机关证书.pem" in online.barrier
        assert online.keyless
        with pytest.raises(AuthorityUnreadableError):
            online.wake()

        with_authority(program, "")
        online.wake()

        assert online.barrier == ""
        assert not online.keyless


def test_the_systems_own_store_is_not_opened_by_a_passphrase_of_ours(town: Town) -> None:
    keys = Moody()
    with desk_of(town) as program:
        online = over(program, town.desk, keys)
        online.join(town.url, town.new_code(), None)
        online.close()
        keys.fault = SystemVaultClosedError()

        with pytest.raises(SystemVaultClosedError) as closed:
            online.start()

        assert "口令" not in f"{closed.value.message}{closed.value.hint}"
        assert online.barrier == f"{closed.value.message}{closed.value.hint}"
        assert not online.sealed
        keys.fault = None
        online.wake()
        assert online.barrier == ""
        online.close()


def test_who_wants_to_exchange_without_the_key_hears_what_is_missing(town: Town) -> None:
    for each in (town.desk / "vault").iterdir():
        each.unlink()

    with desk_of(town) as program:
        assert not program.online.start()
        with pytest.raises(KeyLostError):
            program.online.wake()


def test_who_wants_to_exchange_before_joining_hears_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as town, desk_of(town) as program:
        assert not program.online.start()
        assert program.online.barrier == ""
        with pytest.raises(NotJoinedError):
            program.online.wake()


def test_an_exchange_that_ended_by_a_fault_says_so_and_begins_again(town: Town, quiet_log: QuietLog) -> None:
    quiet_log.expect("exchange failed")
    found: list[Exception] = []
    told = threading.Event()

    def hear(error: Exception) -> None:
        found.append(error)
        told.set()

    with desk_of(town) as program:
        online = program.online
        online.bug_found = hear
        rows = program.store.engine
        with rows.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE sync_streams RENAME TO away")
        online.wake()
        assert told.wait(20)

        assert type(found[0]).__name__ in online.barrier
        assert not online.keyless
        with rows.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO sync_streams")
        online.wake()
        assert online.barrier == ""
        assert sum(each.name == "sync" for each in threading.enumerate()) == 1


def test_a_computer_the_city_no_longer_knows_is_offered_to_join_anew(town: Town) -> None:
    with desk_of(town) as program:
        online = program.online
        kept = SqlMembership(program.store.engine)
        kept.keep({**kept.told(), "device": str(program.office.ids.new())})
        online.wake()

        until(lambda: "领取登记码重新登记入网" in online.barrier)

        assert stands(online)[1]
        online.join(town.url, town.new_code(), None)
        assert stands(online) == ("", False)


def test_the_lamp_tells_a_city_out_of_reach_from_one_that_refuses_this_computer(town: Town) -> None:
    with desk_of(town) as program:
        online, desk = program.online, program.syncing
        kept = SqlMembership(program.store.engine)
        here = kept.told()
        kept.keep({**here, "address": "http://127.0.0.1:9"})
        online.wake()
        until(lambda: bool(online.barrier))
        assert (online.away, desk.lamp()[0]) == (True, Lamp.OFFLINE)

        online.close()
        kept.keep({**here, "device": str(program.office.ids.new())})
        online.wake()
        until(lambda: bool(online.barrier))
        assert (online.away, desk.lamp()[0]) == (False, Lamp.HINDERED)


@pytest.mark.parametrize("fault", ["token", "proof", "busy", "device_revoked"])
def test_joining_anew_is_offered_where_the_words_speak_of_it(fault: str) -> None:
    assert ends_by_joining(fault) is ("重新登记入网" in fault_words(fault))
    assert "入网码" not in fault_words(fault)


def test_where_a_computer_belongs_is_read_while_somebody_writes(town: Town) -> None:
    with desk_of(town) as program, program.store.engine.begin():
        assert SqlMembership(program.store.engine).told()
