"""Sync centre (同步中心): what a person is told of the exchange with the city server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID


class Lamp(StrEnum):
    """同步灯: how the exchange stands, from best to worst."""

    ALONE = "alone"
    CURRENT = "current"
    WAITING = "waiting"
    OFFLINE = "offline"
    PERSON = "person"
    HINDERED = "hindered"
    RECOVERING = "recovering"
    PAUSED = "paused"
    STOPPED = "stopped"
    LOCKED = "locked"
    REVOKED = "revoked"


LAMP_WORDS: dict[Lamp, str] = {
    Lamp.ALONE: "未入网",
    Lamp.CURRENT: "已同步",
    Lamp.WAITING: "待上传",
    Lamp.OFFLINE: "未联网",
    Lamp.PERSON: "需要处理",
    Lamp.HINDERED: "同步受阻",
    Lamp.RECOVERING: "正在恢复",
    Lamp.PAUSED: "已暂停",
    Lamp.STOPPED: "已停下",
    Lamp.LOCKED: "离线超期",
    Lamp.REVOKED: "已停用",
}
_BEIJING = timezone(timedelta(hours=8))
SOON = timedelta(days=7)
"""How long before its end a leave is spoken of."""


@dataclass(frozen=True, slots=True)
class Link:
    """入网情况: the server a store belongs to, and the leave to work without it.

    Attributes:
        skew: Seconds this computer's clock is ahead of the server's.
        leave_until: Until when work may go on without a word from the city.
        worked_at: The latest moment this computer wrote anything.
    """

    server: str
    address: str
    town_name: str
    contact_at: datetime | None
    skew: float
    leave_until: datetime | None
    revoked: bool = False
    recovering: bool = False
    stopped: str = ""
    worked_at: datetime | None = None


def leave_over(link: Link, now: datetime) -> bool:
    """Tell whether the leave is over by the city's clock; setting the own one back gains little."""
    return link.leave_until is not None and _by_the_city(link, now) > link.leave_until


def leave_left(link: Link, now: datetime) -> timedelta | None:
    """Return what is left of a leave that ends soon, ``None`` while there is time or none was given."""
    if link.leave_until is None:
        return None
    left = link.leave_until - _by_the_city(link, now)
    return left if timedelta(0) <= left < SOON else None


def _by_the_city(link: Link, now: datetime) -> datetime:
    latest = now if link.contact_at is None else max(now, link.contact_at)
    return latest - timedelta(seconds=link.skew)


def moment_of_day(moment: datetime) -> str:
    """Return a moment in Beijing, to the minute."""
    return moment.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class Counts:
    """同步数量: how much of what there is.

    Attributes:
        files: Kept files that wait to be sent.
        failed: Kept files that a person must handle.
        absent: Files that records name and this computer has not fetched yet.
    """

    waiting: int = 0
    received: int = 0
    returned: int = 0
    conflicts: int = 0
    unreadable: int = 0
    files: int = 0
    failed: int = 0
    absent: int = 0


def lamp_words(lamp: Lamp, counts: Counts) -> str:
    """Return the lamp in words, with what waits for whom; a computer that stands alone owes nobody."""
    if lamp is Lamp.ALONE:
        return LAMP_WORDS[lamp]
    parts = (
        (counts.waiting, "项待上传"),
        (counts.returned, "项退回待修"),
        (counts.conflicts, "项冲突待处理"),
        (counts.failed, "个附件须处理"),
        (counts.files, "个附件待上传"),
        (counts.absent, "个附件待下载"),
    )
    told = "，".join(f"{number}{words}" for number, words in parts if number)
    return LAMP_WORDS[lamp] + (f"：{told}" if told else "")


@dataclass(frozen=True, slots=True)
class Sending:
    """发送记录 (one change set of this computer): what it did, and what the city made of it.

    Attributes:
        about: The case's or clue's own words, with the party's name.
        parts: Kinds of the records it touched, in Chinese, each once.
        seq: The receipt: its place in the town's log at the city; ``None`` before it arrived.
        reason: Why it was returned, as the city's code.
        decided: Whether a person at this computer settled it, and the city has not heard of it yet.
    """

    cs_id: str
    at: datetime
    by: UUID
    about: str
    parts: tuple[str, ...]
    case_id: UUID | None
    outcome: str = ""
    seq: int | None = None
    reason: str = ""
    decided: bool = False

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return self.cs_id


@dataclass(frozen=True, slots=True)
class SyncLine:
    """同步日志 (one line): what the exchange did."""

    at: datetime
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Stock:
    """备用文号 (numbers lent to this computer): how many of a series are left."""

    series: str
    year: int
    free: tuple[int, ...]
