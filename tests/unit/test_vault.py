"""Secrets lie in the operating system's store, or sealed under a passphrase, never in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from app.adapters.vault import (
    SealedVault,
    SystemVault,
    SystemVaultClosedError,
    VaultClosedError,
    VaultDamagedError,
    VaultHeldError,
    system_vault,
)

if TYPE_CHECKING:
    from pathlib import Path

SECRET = bytes(range(32))


class InMemory(KeyringBackend):
    """The operating system's store, for as long as a test lasts."""

    priority = 1

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


class Locked(InMemory):
    """A store whose owner is not signed in."""

    def get_password(self, *_asked: str) -> str | None:
        raise KeyringLocked

    def set_password(self, *_asked: str) -> None:
        raise KeyringLocked


class OddError(Exception):
    """What a store raises that is no error of keyring's."""


class Odd(InMemory):
    """A store with errors of its own."""

    def get_password(self, *_asked: str) -> str | None:
        raise OddError

    def set_password(self, *_asked: str) -> None:
        raise OddError


def test_the_systems_store_gives_back_what_it_keeps() -> None:
    vault = SystemVault(InMemory())
    assert vault.secret("device") is None

    vault.keep("device", SECRET)

    assert vault.secret("device") == SECRET


def test_a_locked_store_is_told_in_words() -> None:
    vault = SystemVault(Locked())
    with pytest.raises(SystemVaultClosedError) as closed:
        vault.secret("device")
    assert "口令" not in closed.value.hint
    with pytest.raises(SystemVaultClosedError):
        vault.keep("device", SECRET)


def test_what_a_store_raises_of_its_own_is_told_in_words_too() -> None:
    vault = SystemVault(Odd(), OddError)
    with pytest.raises(SystemVaultClosedError):
        vault.secret("device")
    with pytest.raises(SystemVaultClosedError):
        vault.keep("device", SECRET)


def test_a_sealed_secret_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    SealedVault(tmp_path / "vault", lambda: "口令一").keep("device", SECRET)

    assert SealedVault(tmp_path / "vault", lambda: "口令一").secret("device") == SECRET
    assert SealedVault(tmp_path / "vault", lambda: "口令一").secret("other") is None
    for wrong in ("口令二", "", None):
        with pytest.raises(VaultClosedError):
            SealedVault(tmp_path / "vault", lambda answer=wrong: answer).secret("device")  # type: ignore[misc] # a lambda with a default
    (file,) = (tmp_path / "vault").iterdir()
    assert SECRET not in file.read_bytes()
    assert SECRET.hex().encode() not in file.read_bytes()


def test_a_damaged_file_is_told_by_name_and_a_changed_bit_opens_nothing(tmp_path: Path) -> None:
    vault = SealedVault(tmp_path, lambda: "口令一")
    vault.keep("device", SECRET)
    path = tmp_path / "device.sealed"
    whole = path.read_bytes()

    path.write_bytes(whole[:20])
    with pytest.raises(VaultDamagedError, match="device"):
        vault.secret("device")
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(VaultClosedError):
        vault.secret("device")


def test_a_file_that_cannot_be_read_for_now_is_neither_lost_nor_a_bug(tmp_path: Path) -> None:
    vault = SealedVault(tmp_path, lambda: "口令一")
    (tmp_path / "device.sealed").mkdir()

    with pytest.raises(VaultHeldError):
        vault.secret("device")


def test_a_system_without_a_store_of_secrets_is_known() -> None:
    assert system_vault() is None or isinstance(system_vault(), SystemVault)
