"""Vault (密钥保管): this computer's secrets, kept by the operating system or sealed under a passphrase."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from keyring.backend import KeyringBackend

SERVICE = "chengzhi"
"""Under which name the operating system's store lists our secrets."""


class VaultClosedError(AppError):
    """The secrets cannot be read: no store of the system, and no passphrase, or a wrong one."""

    code = "vault.closed"
    hint = (
        "请在“同步中心”输入保管口令（命令行用环境变量 CHENGZHI_VAULT）；"
        "忘记口令时，请向市级平台管理员索取新的登记码。"
    )

    def __init__(self) -> None:
        super().__init__("不能打开本机的密钥保管。")


class SystemVaultClosedError(VaultClosedError):
    """The operating system's own store of secrets does not answer; no passphrase of ours opens it."""

    code = "vault.system_closed"
    hint = "请注销后重新登录这台电脑，再在“同步中心”点“立即同步”；仍不行请联系系统管理员。"


class VaultDamagedError(AppError):
    """The file of sealed secrets is damaged."""

    code = "vault.damaged"
    hint = "请从备份恢复该文件，或用新的登记码重新登记这台电脑；案件数据不受影响。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"密钥保管文件“{path.name}”已损坏。")


class VaultHeldError(AppError):
    """The file of sealed secrets cannot be read for now: something else may hold it."""

    code = "vault.held"
    hint = "稍后自动重试；长时间如此请检查杀毒软件和数据文件夹的读写权限。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"密钥保管文件“{path.name}”暂时打不开。")


class Vault(Protocol):
    """Keeps small secrets by name."""

    @property
    def asks(self) -> bool:
        """Whether it opens by a passphrase alone."""

    def secret(self, name: str) -> bytes | None:
        """Return a secret, ``None`` when there is none, or raise ``VaultClosedError``."""

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret durably, replacing an earlier one of the name."""


class SystemVault:
    """``Vault`` in the operating system's own store (Windows 凭据管理器).

    Args:
        backend: The store.
        failure: What it raises of its own besides keyring's errors.
    """

    asks = False

    def __init__(self, backend: KeyringBackend, failure: type[Exception] = OSError) -> None:
        self._backend = backend
        self._failure = failure

    def secret(self, name: str) -> bytes | None:
        """Return a secret, or ``None`` when there is none."""
        from keyring.errors import KeyringError  # noqa: PLC0415 - heavy, and only asked for by the exchange

        try:
            held = self._backend.get_password(SERVICE, name)
        except (KeyringError, self._failure) as error:
            raise SystemVaultClosedError from error
        return None if held is None else bytes.fromhex(held)

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret durably."""
        from keyring.errors import KeyringError  # noqa: PLC0415 - see above

        try:
            self._backend.set_password(SERVICE, name, secret.hex())
        except (KeyringError, self._failure) as error:
            raise SystemVaultClosedError from error


class SealedVault:
    """``Vault`` in a folder: each secret sealed under a passphrase that is asked for and never stored."""

    asks = True

    def __init__(self, folder: Path, passphrase: Callable[[], str | None]) -> None:
        self._folder = folder
        self._passphrase = passphrase

    def secret(self, name: str) -> bytes | None:
        """Return a secret, or ``None`` when there is none."""
        from nacl.exceptions import CryptoError  # noqa: PLC0415 - heavy, and only asked for by the exchange
        from nacl.secret import SecretBox  # noqa: PLC0415 - see above

        path = self._path(name)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VaultHeldError(path) from error
        salt, sealed = content[:_SALT], content[_SALT:]
        if len(salt) < _SALT or len(sealed) <= SecretBox.NONCE_SIZE:
            raise VaultDamagedError(path)
        try:
            return SecretBox(self._key(salt)).decrypt(sealed)
        except CryptoError as error:
            raise VaultClosedError from error

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret durably; the file appears only when complete."""
        from nacl.secret import SecretBox  # noqa: PLC0415 - see above

        salt = os.urandom(_SALT)
        content = salt + bytes(SecretBox(self._key(salt)).encrypt(secret))
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        draft = path.with_suffix(".draft")
        with draft.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)

    def _key(self, salt: bytes) -> bytes:
        from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - see above

        passphrase = self._passphrase()
        if not passphrase:
            raise VaultClosedError
        # RFC 9106 section 4, second recommended option: 64 MiB, three passes.
        return hash_secret_raw(passphrase.encode(), salt, 3, 65536, 4, 32, Type.ID)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sealed"


_SALT = 16


def system_vault() -> SystemVault | None:
    """Return the operating system's store, or ``None`` where there is none that keeps secrets."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415 - a frozen build finds no entry points
        from win32ctypes.pywin32 import pywintypes  # noqa: PLC0415 - see above

        return SystemVault(WinVaultKeyring(), pywintypes.error)
    import keyring  # noqa: PLC0415 - heavy, and only asked for by the exchange

    backend = keyring.get_keyring()
    return SystemVault(backend) if backend.priority > 0 else None
