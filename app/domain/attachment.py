"""Attachment (附件传输): one kept file on its way between this computer and the city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

LONGEST_REST = timedelta(hours=6)
"""No file is due later than this from when it was touched: a later date was written under another clock."""


class Haste(IntEnum):
    """Which files go first (传输次序): portraits, papers, pictures, then recordings."""

    PORTRAIT = 0
    PAPER = 1
    PICTURE = 2
    RECORDING = 3


class There(StrEnum):
    """What the city has of a file (平台留存)."""

    WAITING = "waiting"
    KEPT = "kept"
    BACKED = "backed"
    REFUSED = "refused"


THERE_WORDS = {
    There.WAITING: "等待上传",
    There.KEPT: "平台已收到",
    There.BACKED: "平台已备份",
    There.REFUSED: "须处理",
}


@dataclass(frozen=True, slots=True)
class Undone:
    """未完成附件 (undone): how many files are not done, counted over all of them.

    Attributes:
        waiting: Those to be sent from here.
        refused: Those a person must handle.
        absent: Those that records name and this computer lacks.
        whole: All of them, each once.
    """

    waiting: int = 0
    refused: int = 0
    absent: int = 0
    whole: int = 0


def undone_of(counts: Mapping[tuple[There, bool | None], int]) -> Undone:
    """Return what is not done, given how many files are there and here in which way."""
    told = [(there, here is not False, count) for (there, here), count in counts.items()]
    unsent = (There.WAITING, There.REFUSED)
    return Undone(
        sum(count for there, here, count in told if there is There.WAITING and here),
        sum(count for there, _here, count in told if there is There.REFUSED),
        sum(count for _there, here, count in told if not here),
        sum(count for there, here, count in told if there in unsent or not here),
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件 (attachment): named by the sha256 of its bytes; its line here is also the receipt of the city.

    Attributes:
        here: Whether its sound bytes are on this computer; ``None`` before anybody looked.
        upload: Id under which this computer sends it; kept before it is used.
        offset: How many bytes the city has of the upload; -1 when it must be asked.
        server: Identity of the server that confirmed the whole file, at ``kept_at``.
        due: When it may be touched next.
        reason: Code of what went wrong last.
    """

    sha256: str
    town: str
    haste: Haste
    name: str
    size: int = 0
    here: bool | None = None
    there: There = There.WAITING
    upload: str = ""
    offset: int = -1
    tries: int = 0
    due: datetime | None = None
    kept_at: datetime | None = None
    server: str = ""
    reason: str = ""

    @property
    def only_here(self) -> bool:
        """Whether the original on this computer must stay: the city's own backup does not hold it yet."""
        return self.there is not There.BACKED
