"""This computer's key (本机密钥): where it is kept, what opens it, and how it signs."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nacl.signing import SigningKey

    from app.adapters.vault import Vault

VAULT_OPENED_BY = "CHENGZHI_VAULT"
"""Environment variable with the passphrase of the sealed vault, where the system keeps no secrets."""


class Passphrase:
    """保管口令: opens the sealed vault; given by a person while the program runs, or by the environment."""

    def __init__(self) -> None:
        self._given: str | None = None

    def take(self, text: str | None) -> None:
        """Take what a person gave; kept in memory alone."""
        self._given = text

    @contextmanager
    def tried(self, text: str) -> Iterator[None]:
        """Take what a person gave, if anything, and the one before again when what is tried with it fails."""
        before = self._given
        self._given = text or before
        try:
            yield
        except AppError:
            self._given = before
            raise

    def __call__(self) -> str | None:
        """Return the passphrase, if there is one."""
        return self._given or os.environ.get(VAULT_OPENED_BY)


class DeviceKey:
    """Signs with this computer's key once the vault gave it; before that, work stays unsigned."""

    def __init__(self) -> None:
        self._key: SigningKey | None = None

    def take(self, seed: bytes) -> SigningKey:
        """Take the key of a seed."""
        from nacl.signing import SigningKey  # noqa: PLC0415 - only the exchange loads the signing library

        self._key = SigningKey(seed)
        return self._key

    def __call__(self, content: bytes) -> str:
        """Return the signature in hex, empty without a key."""
        return "" if self._key is None else self._key.sign(content).signature.hex()


def vault_of(folder: Path, passphrase: Passphrase | None = None) -> Vault:
    """Return where this computer's key is kept: the system's store, or a sealed file with a passphrase."""
    from app.adapters.vault import SealedVault, system_vault  # noqa: PLC0415 - only the exchange has a key

    return system_vault() or SealedVault(folder / "vault", passphrase or Passphrase())
