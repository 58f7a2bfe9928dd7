"""An exchange kept back by a passing fault begins again by itself, one at a time and paused as it was."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from app.adapters.vault import SystemVaultClosedError, VaultDamagedError
from app.device_key import VAULT_OPENED_BY
from app.enrolled import KeyLostError
from app.online import Online
from app.unbegun import LONGEST, NotBegunError, StillEndingError, StillExchangingError
from localdb.failures import StoreBusyError, StoreUnreachableError
from localdb.sync.membership import SqlMembership
from tests.sync.listening_city import Town, desk_of, exchanging, listening
from tests.sync.loopback import loopback, said
from tests.sync.test_standing_still import Moody, over, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.bootstrap import Program
    from app.domain.errors import AppError
    from tests.quiet_log import QuietLog
    from tests.sync.loopback import Asked, Said


@contextmanager
def joined(town: Town, keys: Moody) -> Iterator[Online]:
    """Yield an exchange that was let in and does not run."""
    with desk_of(town) as program:
        online = over(program, town.desk, keys)
        online.join(town.url, town.new_code(), None)
        online.close()
        yield online
        online.close()


def looked_at(online: Online, times: int) -> None:
    """Look after an exchange so many times."""
    for _ in range(times):
        online.revive()


def step_now(online: Online) -> None:
    """Let the next step come at once, as by chance."""
    running = online._running  # noqa: SLF001 - a person who asks for it would count as one
    assert running is not None
    running.schedule.wake()


@contextmanager
def broken(program: Program) -> Iterator[None]:
    """Let every step end by a bug meanwhile."""
    rows = program.store.engine
    with rows.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sync_streams RENAME TO away")
    yield
    with rows.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO sync_streams")


def test_a_store_of_keys_that_answers_late_is_asked_again(town: Town) -> None:
    keys = Moody()
    with joined(town, keys) as online:
        keys.fault = SystemVaultClosedError()
        with pytest.raises(SystemVaultClosedError):
            online.start()
        assert not online.keyless

        looked_at(online, 1)
        assert exchanging() == 0
        keys.fault = None
        looked_at(online, 2)

        assert (online.barrier, exchanging()) == ("", 1)


def test_a_busy_database_is_no_fault_of_the_key_and_is_tried_again(town: Town) -> None:
    with desk_of(town) as program:
        online = program.online
        with program.store.engine.begin(), pytest.raises(NotBegunError) as told:
            online.start()

        assert "没有保存" not in f"{told.value.message}{told.value.hint}{online.barrier}"
        assert online.barrier == told.value.message
        assert not online.keyless
        looked_at(online, 1)
        assert (online.barrier, exchanging()) == ("", 1)


@pytest.mark.parametrize("fault", [StoreBusyError(), StoreUnreachableError()])
def test_a_fault_of_the_store_at_the_start_is_told_as_one_during_the_exchange(
    town: Town, fault: AppError
) -> None:
    keys = Moody()
    with joined(town, keys) as online:
        keys.fault = fault
        with pytest.raises(NotBegunError):
            online.start()

        assert "没有保存" not in online.barrier
        assert "自动" in online.barrier


@pytest.mark.parametrize("lost", [True, False])
def test_what_only_a_person_can_mend_is_not_tried_again_and_joining_anew_is_offered(
    town: Town, tmp_path: Path, *, lost: bool
) -> None:
    keys = Moody()
    with joined(town, keys) as online:
        held, keys.held = keys.held, {}
        keys.fault = None if lost else VaultDamagedError(tmp_path / "device.sealed")
        if lost:
            assert not online.start()
        else:
            with pytest.raises(VaultDamagedError):
                online.start()
        assert online.keyless

        keys.held, keys.fault = held, None
        looked_at(online, LONGEST)
        assert exchanging() == 0

        online.wake()
        assert (online.keyless, exchanging()) == (False, 1)


def test_a_sealed_key_is_waited_for_without_trying(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VAULT_OPENED_BY)
    with desk_of(town) as program:
        online = program.online
        with pytest.raises(Exception, match="密钥保管"):
            online.start()

        looked_at(online, LONGEST)

        assert online.sealed
        online.unlock("一个口令")
        assert exchanging() == 1


def test_who_was_never_let_in_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as town, desk_of(town) as program:
        program.online.start()
        looked_at(program.online, LONGEST)
        assert exchanging() == 0


def test_a_thread_that_died_is_replaced_ever_more_rarely_and_told_of_once(
    town: Town, quiet_log: QuietLog
) -> None:
    quiet_log.expect("exchange failed")
    found: list[Exception] = []
    with desk_of(town) as program:
        online = program.online
        online.bug_found = found.append
        with broken(program):
            online.wake()
            until(lambda: bool(found) and exchanging() == 0)
            assert not online.keyless
            assert type(found[0]).__name__ in online.barrier

            rests = []
            for _ in range(3):
                rests.append(0)
                while exchanging() == 0:
                    rests[-1] += 1
                    looked_at(online, 1)
                step_now(online)
                until(lambda: exchanging() == 0)

        assert rests == [1, 2, 4]
        assert len(found) == 1
        online.wake()
        assert (online.barrier, exchanging()) == ("", 1)


def test_a_long_good_run_is_a_new_beginning(town: Town, quiet_log: QuietLog) -> None:
    quiet_log.expect("exchange failed")
    found: list[Exception] = []
    with desk_of(town) as program:
        online = program.online
        online.bug_found = found.append
        with broken(program):
            online.wake()
            until(lambda: bool(found) and exchanging() == 0)
        looked_at(online, 1 + LONGEST)
        with broken(program):
            step_now(online)
            until(lambda: exchanging() == 0)

        assert len(found) == 2
        looked_at(online, 1)
        assert exchanging() == 1


def test_looking_after_the_exchange_waits_for_nobody(town: Town) -> None:
    with desk_of(town) as program:
        online = program.online
        with online._lock:  # noqa: SLF001 - as somebody who joins holds it for minutes
            looking = threading.Thread(target=online.revive)
            looking.start()
            looking.join(5)
            assert not looking.is_alive()


class Hanging:
    """A city that answers when the test lets it."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()

    def __call__(self, _asked: Asked) -> Said:
        self.asked.set()
        self.answer.wait(20)
        return said({})


@pytest.fixture
def stuck(town: Town) -> Iterator[tuple[Program, Hanging, Callable[[], None]]]:
    """A desk whose step hangs, was paused during it, and what tries to join it anew."""
    city = Hanging()
    with loopback(city) as slow, desk_of(town) as program:
        membership = SqlMembership(program.store.engine)
        membership.keep({**membership.told(), "address": slow.address})
        program.online.wake()
        assert city.asked.wait(20)
        program.online.patience = 0.01

        def join() -> None:
            with pytest.raises(StillExchangingError):
                program.online.join(town.url, town.new_code(), None)

        yield program, city, join
        city.answer.set()


def test_a_step_that_still_runs_is_never_joined_by_a_second_one(
    stuck: tuple[Program, Hanging, Callable[[], None]], town: Town
) -> None:
    program, city, join = stuck
    online = program.online
    join()

    with pytest.raises(StillEndingError) as told:
        online.wake()
    looked_at(online, LONGEST)
    join()

    assert "登记" not in f"{told.value.message}{told.value.hint}"
    assert exchanging() == 1
    assert len(town.formers()) == 1
    assert not online.keyless
    city.answer.set()
    until(lambda: exchanging() == 0)
    online.wake()
    assert (online.barrier, exchanging()) == ("", 1)


def test_an_exchange_that_was_not_left_in_time_goes_on_paused_as_it_was(
    stuck: tuple[Program, Hanging, Callable[[], None]],
) -> None:
    program, city, join = stuck
    online = program.online
    online.pause()
    join()
    assert online.paused

    city.answer.set()
    until(lambda: exchanging() == 0)
    looked_at(online, 1)

    assert online.paused
    assert (online.barrier, exchanging()) == ("", 1)
    online.resume()
    assert not online.paused


def test_a_pause_outlives_a_thread_that_died(town: Town, quiet_log: QuietLog) -> None:
    quiet_log.expect("exchange failed")
    found = threading.Event()
    with desk_of(town) as program:
        online = program.online
        online.bug_found = lambda _error: found.set()
        with broken(program):
            online.wake()
            assert found.wait(20)
            until(lambda: exchanging() == 0)
            online.pause()
        looked_at(online, 1)

        assert online.paused
        assert exchanging() == 1
        running = online._running  # noqa: SLF001 - what is told and what is done
        assert running is not None
        assert running.schedule.paused


def test_joining_anew_ends_a_pause(town: Town) -> None:
    with desk_of(town) as program:
        program.online.start()
        program.online.pause()

        program.online.join(town.url, town.new_code(), None)

        assert not program.online.paused


def test_the_passphrase_of_a_key_that_is_gone_is_not_taken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VAULT_OPENED_BY)
    for each in (town.desk / "vault").iterdir():
        each.unlink()

    with desk_of(town) as program:
        online = program.online
        with pytest.raises(KeyLostError):
            online.unlock("随便什么")

        assert online.keyless
        assert "找不到本机的密钥" in online.barrier
        assert online.sealed, "a new key is sealed under what is typed twice"


class Vanishing(Online):
    """An exchange whose thread ends whenever somebody has just looked at it."""

    def __getattribute__(self, name: str) -> Any:
        """Forget what runs once it was looked at."""
        found = super().__getattribute__(name)
        if name == "_running":
            self._running = None
        return found


@pytest.mark.parametrize("asked", ["paused", "barrier", "keyless", "away", "sealed"])
def test_how_it_stands_can_be_asked_while_the_thread_ends(town: Town, asked: str) -> None:
    with desk_of(town) as program:
        online = program.online
        online.start()
        running = online._running  # noqa: SLF001 - to end it afterwards
        assert running is not None
        online.__class__ = Vanishing

        assert not getattr(online, asked)

        running.schedule.close()
