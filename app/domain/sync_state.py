"""Sync state (同步状态): where this computer stands with the city server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StreamState:
    """How far one stream (数据流) was pulled.

    Attributes:
        seq: Number of the last row of its log that is here.
        hash: The log's chain at that row.
        rebuilding: Whether it is pulled afresh after the server was restored.
        stopped: Why pulling stands still until a person decides; empty when it does not.
    """

    name: str
    seq: int
    hash: str
    rebuilding: bool = False
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class SyncState:
    """Where this computer stands with its server (同步状态).

    Attributes:
        recovering: The epoch whose roll call must be answered before anything else; empty when none.
        release_due: Whether numbers lent to earlier incarnations must be given up.
        waiting: Whether work of this computer was not yet sent.
        laid: Whether what the server told is shown as this very program reads it.
    """

    device: str
    incarnation: str
    server: str
    town: str
    epoch: str
    recovering: str
    release_due: bool
    revoked: bool
    waiting: bool
    laid: bool
    streams: Mapping[str, StreamState]


@dataclass(frozen=True, slots=True)
class LentNumbers:
    """Document numbers of one series and year (文号) that are lent or given up.

    Attributes:
        loan: The request that brought them.
    """

    series: str
    year: int
    loan: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaseRequest:
    """A request for numbers (借号申请), the same when it is repeated."""

    request: str
    series: str
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class Archived:
    """A part of everything kept, to be given back (归还内容).

    Attributes:
        change_sets: Change sets as they travel, in the old order.
        doubted: Which of them lay aside because their computer was shown out.
    """

    change_sets: Sequence[Mapping[str, Any]]
    doubted: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a page of the log did here (拉取结果).

    Attributes:
        rows: How many rows were taken.
        stopped: Why none was taken: a person must look first.
    """

    rows: int
    stopped: str = ""
