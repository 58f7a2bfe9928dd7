"""The greeting that opens each exchange (握手): how far each is, and whether both tell the same story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cityserver import recovery
from sync.cityserver.pulling import continues, stream_head
from sync.cityserver.pushing import MOST_OPS, backed
from sync.cityserver.visits import Reply
from sync.protocol.messages import FORMAT, OLDEST_FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.visits import Caller, Visit

MOST_BYTES = 1 << 20
POLL = 60
"""Seconds between two looks for news."""


def hello(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Say where the server stands; begin a recovery when the database was set back and nobody said so."""
    if not caller.revoked and _was_set_back(visit, request):
        recovery.begin(visit, request["epoch"])
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


def _was_set_back(visit: Visit, request: Mapping[str, Any]) -> bool:
    """Tell whether a computer lived in an epoch, or read rows, that this database never had."""
    epoch = request["epoch"]
    if epoch == visit.head.epoch:
        return _lost_rows(visit, request["cursors"])
    return bool(epoch) and not visit.head.knows(epoch)


def _lost_rows(visit: Visit, cursors: Mapping[str, Any]) -> bool:
    for stream, cursor in sorted(cursors.items()):
        head = stream_head(visit, stream)
        if head is not None and not continues(visit, head, cursor["seq"], cursor["hash"]):
            return True
    return False
