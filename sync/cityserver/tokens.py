"""Short-lived tokens and challenges: signed texts that carry town, device and end, and need no table."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from sync.cityserver.clock import Clock

TOKEN_LIFE = timedelta(hours=1)
CHALLENGE_LIFE = timedelta(minutes=2)
_LONGEST = 1000


class TokenError(CityError):
    """A token or challenge is missing, forged, of another purpose or past its end."""

    status = 401
    code = "token"
    hint = "请重新取得访问令牌。"

    def __init__(self) -> None:
        super().__init__("访问令牌无效或已过期。")


class Tokens:
    """Makes and reads sealed texts of one purpose each (令牌)."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock

    def seal(self, purpose: str, town: str, device: str, life: timedelta) -> tuple[str, str]:
        """Return a sealed text for a device of a town, and the moment it ends."""
        end = stamp(self._clock.now() + life)
        content = json.dumps([purpose, town, device, end], separators=(",", ":")).encode()
        return f"{_text(content)}.{_text(self._mark(content))}", end

    def opened(self, purpose: str, sealed: str) -> tuple[str, str]:
        """Return town and device of a sealed text, or raise ``TokenError``."""
        try:
            content, mark = (_bytes(part) for part in sealed[:_LONGEST].split("."))
        except ValueError:
            raise TokenError from None
        if not hmac.compare_digest(mark, self._mark(content)):
            raise TokenError
        what, town, device, end = json.loads(content)
        if what != purpose or end <= stamp(self._clock.now()):
            raise TokenError
        return town, device

    def _mark(self, content: bytes) -> bytes:
        return hmac.digest(self._secret, content, sha256)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError from error
