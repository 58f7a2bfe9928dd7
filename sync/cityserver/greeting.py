"""The greeting that opens each exchange (握手): how far each is, and whether both tell the same story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cityserver import recovery
from sync.cityserver.pushing import MOST_OPS, backed
from sync.cityserver.visits import Reply
from sync.protocol.messages import FORMAT, OLDEST_FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.visits import Caller, Visit

MOST_BYTES = 1 << 20
POLL = 60
"""Seconds between two looks for news."""


def hello(visit: Visit, caller: Caller, _request: Mapping[str, Any]) -> Reply:
    """Say where the server stands."""
    recovery.finish_if_complete(visit)
    return Reply(
        {
            "epoch": visit.head.epoch,
            "state": visit.head.state,
            "schema": [OLDEST_FORMAT, FORMAT],
            "limits": {"ops": MOST_OPS, "bytes": MOST_BYTES},
            "poll": POLL,
            **backed(visit),
            "revoked": caller.revoked,
            "now": visit.now,
            "notices": [],
        }
    )
