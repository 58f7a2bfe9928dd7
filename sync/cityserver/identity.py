"""Who the server is: its identity key, the city's key for certificates, and the secret of its tokens."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey, VerifyKey

from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from pathlib import Path

DEMO = "demo-"
"""Begins the name of a certificate key that proves nothing outside a demonstration."""
_SEED = 32
_GROUP = 4


class KeyFileError(CityError):
    """A key file of the server is damaged."""

    status = 500
    code = "key_file"
    hint = "请从备份恢复密钥文件；不要删除，否则所有电脑都须重新登记入网。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"密钥文件“{path.name}”已损坏。")


class KeysMissingError(CityError):
    """The database is in use by a server whose keys are not in the home folder."""

    status = 500
    code = "keys_missing"
    hint = (
        "请核对 --home（或环境变量 CHENGZHI_SERVER_HOME）是不是这个数据库的平台文件夹；"
        "文件夹丢失的，请先从备份恢复其中的 keys。没有生成新的密钥。"
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"数据库已有所属平台，而文件夹“{path.parent.parent}”里没有密钥文件“{path.name}”。")


@dataclass(frozen=True, slots=True)
class Identity:
    """The server's keys (平台身份), in files: a restored database is still the same server."""

    server: SigningKey
    certificates: SigningKey
    token_secret: bytes
    demonstration: bool = False

    @property
    def server_id(self) -> str:
        """The name desks are bound to: the beginning of the sha256 of the public identity key."""
        return sha256(bytes(self.server.verify_key)).hexdigest()[:32]

    @property
    def fingerprint(self) -> str:
        """The server's name in groups of four, to be compared by eye when a desk is enrolled."""
        name = self.server_id.upper()
        return " ".join(name[at : at + _GROUP] for at in range(0, len(name), _GROUP))

    @property
    def public(self) -> str:
        """The public identity key in hex."""
        return bytes(self.server.verify_key).hex()

    @property
    def certificate_key_id(self) -> str:
        """The name of the key that signs codes on certificates."""
        mark = DEMO if self.demonstration else ""
        return mark + sha256(bytes(self.certificates.verify_key)).hexdigest()[:12]

    def sign(self, content: bytes) -> str:
        """Return the server's signature in hex."""
        return self.server.sign(content).signature.hex()


def load_identity(folder: Path, *, demonstration: bool = False, new: bool = True) -> Identity:
    """Return the identity kept in a folder; what is not there is made for a ``new`` server alone."""
    paths = [folder / name for name in ("server.key", "certificates.key", "tokens.key")]
    missing = [each for each in paths if not each.exists()]
    if missing and not new:
        raise KeysMissingError(missing[0])
    folder.mkdir(parents=True, exist_ok=True)
    server, certificates, token = map(_seed, paths)
    return Identity(SigningKey(server), SigningKey(certificates), token, demonstration)


def signed(public_key: str, content: bytes, signature: str) -> bool:
    """Tell whether the holder of a public key signed the bytes; nonsense is simply no signature."""
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(content, bytes.fromhex(signature))
    except (BadSignatureError, NaclValueError, ValueError, TypeError):
        return False
    return True


def _seed(path: Path) -> bytes:
    """Return the seed in a file readable by its owner alone; two starting together end with one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(path)
    with os.fdopen(handle, "w", encoding="ascii") as target:
        target.write(secrets.token_hex(_SEED) + "\n")
    return _kept(path)


def _kept(path: Path) -> bytes:
    try:
        seed = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyFileError(path) from error
    if len(seed) != _SEED:
        raise KeyFileError(path)
    return seed
