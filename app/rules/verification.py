"""Verification (证件核验): what the code on a certificate page says, signed, and how it is read again."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.certificate import CertificateKind

PREFIX = "CZ1"
"""First form of the code: prefix, statement and signature, parted by points."""
_APART = "\n"
_LONGEST = 2000
_PARTS = 8


class Verdict(StrEnum):
    """What a check of a code found (核验结论)."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    OUTDATED = "outdated"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    UNREADABLE = "unreadable"


VERDICT_WORDS = {
    Verdict.GENUINE: "真实有效",
    Verdict.EXPIRED: "真实，但已过有效期",
    Verdict.OUTDATED: "真实，但内容已经变更",
    Verdict.FORGED: "伪造或被改动",
    Verdict.UNKNOWN_KEY: "签发密钥未知，不能确认真伪",
    Verdict.UNREADABLE: "不是执法证二维码",
}


class KeyStanding(StrEnum):
    """What is known of the key a statement was signed with (密钥情况)."""

    GOOD = "good"
    DEMONSTRATION = "demonstration"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the code says (二维码内容): only what is printed on the certificate anyway."""

    number: str
    name: str
    bureau: str
    kind: CertificateKind
    issued_on: date
    valid_to: date
    printed_on: date
    key_id: str


class CodeError(ValueError):
    """A text that is no code of a certificate."""


def content_of(statement: Statement) -> bytes:
    """Return the bytes that are signed; the same statement has one form only."""
    parts = (
        *(statement.number, statement.name, statement.bureau, statement.kind.value),
        *(each.isoformat() for each in (statement.issued_on, statement.valid_to, statement.printed_on)),
        statement.key_id,
    )
    if any(_APART in each for each in parts):
        msg = "a line break in a statement"
        raise CodeError(msg)
    return _APART.join(parts).encode()


def code_text(statement: Statement, sign: Callable[[bytes], bytes]) -> str:
    """Return the text of the code."""
    content = content_of(statement)
    return ".".join((PREFIX, _written(content), _written(sign(content))))


def read_code(text: str) -> tuple[Statement, bytes, bytes]:
    """Return statement, signed bytes and signature, or raise ``CodeError``; another spelling is refused."""
    parts = text.strip().split(".")
    if len(text) > _LONGEST or len(parts) != 3 or parts[0] != PREFIX:  # noqa: PLR2004 - three parts
        msg = "no code of this form"
        raise CodeError(msg)
    content, signature = _read(parts[1]), _read(parts[2])
    return _statement(content), content, signature


def _statement(content: bytes) -> Statement:
    try:
        parts = content.decode().split(_APART)
        if len(parts) != _PARTS:
            raise CodeError
        number, name, bureau, kind, issued, end, printed, key_id = parts
        days = (date.fromisoformat(issued), date.fromisoformat(end), date.fromisoformat(printed))
        found = Statement(number, name, bureau, CertificateKind(kind), *days, key_id)
    except ValueError:
        msg = "no statement of a certificate"
        raise CodeError(msg) from None
    if content_of(found) != content:
        msg = "another spelling of a statement"
        raise CodeError(msg)
    return found


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _read(text: str) -> bytes:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        msg = "no base64"
        raise CodeError(msg) from None
    if _written(content) != text:
        msg = "another spelling of the same bytes"
        raise CodeError(msg)
    return content
