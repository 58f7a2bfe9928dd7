"""A computer that joins anew keeps its key, its passphrase and its exchange until the city has let it in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.device_key import VAULT_OPENED_BY, DeviceKey, Passphrase
from app.domain.errors import AppError
from app.enrolled import OnlineMeans
from app.online import Online
from app.unbegun import StillExchangingError
from localdb.sync.membership import SqlMembership
from localdb.sync.store import OtherServerError
from tests.builders import TOWN
from tests.sync.listening_city import Town, desk_of, exchanging, listening
from tests.sync.loopback import loopback, said

if TYPE_CHECKING:
    from pathlib import Path

    from app.bootstrap import Program
    from tests.sync.loopback import Asked, Said

WRONG_CODE = f"{TOWN}-AAAA-BBBB-CCCC"


class OpenVault:
    """Secrets in memory, and how many threads exchanged when each was kept."""

    asks = False

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.exchanged: list[int] = []

    def secret(self, name: str) -> bytes | None:
        """Return a secret."""
        return self.held.get(name)

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        self.held[name] = secret
        self.exchanged.append(exchanging())


def over(program: Program, folder: Path, vault: OpenVault) -> Online:
    """Return an exchange of a program's store whose key lies in a vault of the test's."""
    office = program.office
    means = OnlineMeans(office.clock, office.ids, lambda: vault, "一号机", Passphrase())
    return Online(program.store, folder, DeviceKey(), means)


def test_another_citys_server_leaves_the_key_as_it_was(town: Town, tmp_path: Path) -> None:
    with listening(tmp_path / "other") as other, desk_of(town) as program:
        with pytest.raises(OtherServerError):
            program.online.join(other.url, other.code, None)

        assert program.online.exchange() == ""
        assert program.syncing.lamp()[1].waiting == 0


def test_a_mistyped_code_does_not_take_a_passphrase_back_that_was_given_before(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VAULT_OPENED_BY)
    with desk_of(town) as program:
        program.online.unlock("一个口令")
        program.online.pause()

        with pytest.raises(AppError) as refused:
            program.online.join(town.url, WRONG_CODE, None)
        with pytest.raises(AppError):
            program.online.join(town.url, WRONG_CODE, None, "另一个口令")

        assert refused.value.code == "sync.enrolment"
        assert not program.online.sealed
        assert program.online.paused
        assert program.online.exchange() == ""
        assert exchanging() == 1


def test_a_damaged_vault_is_joined_anew_as_its_hint_says(town: Town) -> None:
    (vault,) = (town.desk / "vault").iterdir()
    vault.write_bytes(b"-")

    with desk_of(town) as program:
        with pytest.raises(AppError) as damaged:
            program.online.start()
        assert damaged.value.code == "vault.damaged"

        program.online.join(town.url, town.new_code(), None)
        program.online.pause()

        assert program.online.exchange() == ""


def test_the_exchange_rests_while_the_computer_becomes_another_one(town: Town) -> None:
    vault = OpenVault()
    with desk_of(town) as program:
        online = over(program, town.desk, vault)
        online.join(town.url, town.new_code(), None)
        assert exchanging() == 1

        online.join(town.url, town.new_code(), None)
        assert exchanging() == 1

        online.close()
    assert vault.exchanged == [0, 0, 0, 0]


def test_a_step_that_does_not_end_is_waited_for_and_nothing_is_joined_beside_it(town: Town) -> None:
    asked, answer = threading.Event(), threading.Event()

    def hang(_asked: Asked) -> Said:
        asked.set()
        answer.wait(20)
        return said({})

    with loopback(hang) as slow, desk_of(town) as program:
        membership = SqlMembership(program.store.engine)
        membership.keep({**membership.told(), "address": slow.address})
        program.online.wake()
        assert asked.wait(20)
        program.online.patience = 0.01

        with pytest.raises(StillExchangingError):
            program.online.join(town.url, town.new_code(), None)

        assert len(town.formers()) == 1
        answer.set()
