"""The code on a certificate page (执法证二维码), read and checked with the city's own key."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as NaclValueError

from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from sync.cityserver.identity import Identity

PREFIX = "CZ1"
_LONGEST = 2000
_PARTS = 8


class NoCodeError(CityError):
    """A text is no code of a certificate."""

    status = 422
    code = "no_code"
    hint = "请重新扫描证件上的二维码，或改按证号查询。"

    def __init__(self) -> None:
        super().__init__("这不是执法证二维码的内容。")


@dataclass(frozen=True, slots=True)
class Said:
    """What a code says of a certificate (二维码内容).

    Attributes:
        verdict: ``genuine``, ``expired``, ``forged`` or ``unknown_key``.
    """

    number: str
    name: str
    bureau: str
    kind: str
    issued_on: str
    valid_to: str
    printed_on: str
    verdict: str


def read_code(text: str, identity: Identity, today: date) -> Said:
    """Return what a code says and whether the city signed it, or raise ``NoCodeError``."""
    parts = text.strip().split(".")
    if len(text) > _LONGEST or len(parts) != 3 or parts[0] != PREFIX:  # noqa: PLR2004 - three parts
        raise NoCodeError
    content, signature = _bytes(parts[1]), _bytes(parts[2])
    said, key_id = _statement(content)
    if key_id != identity.certificate_key_id:
        return replace(said, verdict="unknown_key")
    if not _signed(content, signature, identity):
        return replace(said, verdict="forged")
    late = date.fromisoformat(said.valid_to) < today
    return replace(said, verdict="expired" if late else "genuine")


def _statement(content: bytes) -> tuple[Said, str]:
    try:
        parts = content.decode().split("\n")
        for each in parts[4:7]:
            date.fromisoformat(each)
    except ValueError:
        raise NoCodeError from None
    if len(parts) != _PARTS:
        raise NoCodeError
    number, name, bureau, kind, issued_on, valid_to, printed_on, key_id = parts
    return Said(number, name, bureau, kind, issued_on, valid_to, printed_on, ""), key_id


def _signed(content: bytes, signature: bytes, identity: Identity) -> bool:
    try:
        identity.certificates.verify_key.verify(content, signature)
    except (BadSignatureError, NaclValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NoCodeError from None
