"""What a computer that was let in knows of the city server, and what proves that it is itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Sign = Callable[[bytes], str]
"""Returns the signature of this computer over bytes, in hex."""

GrantTaken = Callable[[Mapping[str, Any]], object]
"""Keeps a fresh leave to work offline (离线使用期限): ``issued``, ``until``, ``signature``."""


@dataclass(frozen=True, slots=True)
class Membership:
    """入网身份 (membership): the server a store is bound to, and this computer's name there.

    Attributes:
        address: Where the server is asked, such as ``https://host:8443``, without a slash at the end.
        server: The server's identity; another one is never believed.
        server_key: The server's public Ed25519 key in hex.
        device: This computer's identity at the server.
        town: Code of the town (镇街代码) it was let in for.
        town_name: The town's name, for the screen.
        authority: File of the office's own certificate authority, if it has one.
    """

    address: str
    server: str
    server_key: str
    device: str
    town: str
    town_name: str
    authority: str = ""
