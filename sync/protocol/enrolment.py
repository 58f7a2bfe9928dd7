"""What a computer and the city server sign when they get to know each other (登记入网)."""

from __future__ import annotations

import json

GRANT_DAYS = 45
"""How long a desk may work without a word from the city before it locks, unless the city says otherwise."""
MOST_GRANT_DAYS = 366
"""The longest the city may say."""


def enrolment_content(code: str, public_key: str) -> bytes:
    """Return what a computer signs to show that the key it sends with a code is its own."""
    return _content("enrol", code, public_key)


def succession_content(former: str, code: str, public_key: str) -> bytes:
    """Return what a computer enrolled anew signs with its old key, to be known as the same one."""
    return _content("succeeds", former, code, public_key)


def challenge_content(challenge: str, device: str, server: str) -> bytes:
    """Return what a computer signs to get a token; naming the server makes it useless to another."""
    return _content("token", challenge, device, server)


def grant_content(device: str, town: str, issued: str, until: str, server: str) -> bytes:
    """Return what the server signs to let a desk work offline until a moment (离线使用期限)."""
    return _content("grant", device, town, issued, until, server)


def _content(*parts: str) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
