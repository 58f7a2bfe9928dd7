"""City keys (市级签发密钥): known public keys, and a local key for the demonstration alone."""

from __future__ import annotations

import os
import tomllib
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey, VerifyKey

from app.domain.errors import AppError
from app.rules.verification import KeyStanding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEMO_FILE = "demonstration_city_key"
"""In the store's folder: the seed of a key that signs for the demonstration and for nothing else."""
DEMO = "demo-"
_SEED = 32


class NoSigningKeyError(AppError):
    """This computer was asked to sign for the city."""

    code = "city_key.none"
    hint = "证件二维码由市级平台签发；联网同步后再打印，或者先打印不带二维码的页面。"

    def __init__(self) -> None:
        super().__init__("本机没有市级平台的签发密钥。")


class CityKeyUnreadableError(AppError):
    """The demonstration's key file is damaged."""

    code = "city_key.unreadable"
    hint = "请从备份恢复该文件；确认不再需要已打印的演示二维码时，可删除它重新生成。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"演示签发密钥文件“{path.name}”已损坏。")


class CityKeys:
    """``CityKeys`` port: verifies for everybody, signs in a store of demonstration only."""

    def __init__(self, folder: Path, demonstration: Callable[[], bool]) -> None:
        self._path = folder / DEMO_FILE
        self._demonstration = demonstration

    def key_id(self) -> str:
        """Return the name of the key signed with, or raise ``NoSigningKeyError``."""
        return key_name(self._signing().verify_key, demonstration=True)

    def sign(self, content: bytes) -> bytes:
        """Return the signature over bytes, or raise ``NoSigningKeyError``."""
        return self._signing().sign(content).signature

    def standing(self, key_id: str, content: bytes, signature: bytes) -> KeyStanding:
        """Tell whether a known key of that name signed the bytes."""
        key = self._known().get(key_id)
        if key is None:
            return KeyStanding.UNKNOWN
        try:
            key.verify(content, signature)
        except (BadSignatureError, NaclValueError, TypeError):
            return KeyStanding.WRONG
        return KeyStanding.DEMONSTRATION if key_id.startswith(DEMO) else KeyStanding.GOOD

    def _known(self) -> dict[str, VerifyKey]:
        found = published_keys()
        if self._path.exists():
            key = self._signing_of_file().verify_key
            found[key_name(key, demonstration=True)] = key
        return found

    def _signing(self) -> SigningKey:
        if not self._demonstration():
            raise NoSigningKeyError
        if not self._path.exists():
            _write_once(self._path, SigningKey.generate())
        return self._signing_of_file()

    def _signing_of_file(self) -> SigningKey:
        try:
            seed = bytes.fromhex(self._path.read_text("ascii").split()[-1])
            return SigningKey(seed)
        except (OSError, ValueError, IndexError, NaclValueError) as error:
            raise CityKeyUnreadableError(self._path) from error


def key_name(key: VerifyKey, *, demonstration: bool = False) -> str:
    """Return the name of a public key: the beginning of its sha256, marked for the demonstration."""
    return (DEMO if demonstration else "") + sha256(bytes(key)).hexdigest()[:12]


def published_keys() -> dict[str, VerifyKey]:
    """Return the city's public keys as shipped; none is known before the city server has one."""
    text = files("resources").joinpath("institutions", "city_keys.toml").read_text("utf-8")
    keys = (VerifyKey(bytes.fromhex(each["public"])) for each in tomllib.loads(text).get("key", ()))
    return {key_name(each): each for each in keys}


def _write_once(path: Path, key: SigningKey) -> None:
    """Write the seed readable by its owner alone; two programs starting together end with one key."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as target:
        target.write(f"DEMONSTRATION-ONLY {bytes(key).hex()}\n")
