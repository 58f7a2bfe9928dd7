"""Pool (名录库): what is drawn from, frozen as lines of text whose SHA-256 anyone can compute."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAKS = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
"""Characters that end a line or a cell."""


class PoolRefusedError(AppError):
    """A pool or the terms of a draw cannot be drawn from."""

    code = "draw.pool_refused"
    hint = "请修正名录或抽取条件后重新冻结。"


@dataclass(frozen=True, slots=True)
class Entry:
    """名录条目 (entry): one object or officer; ``group`` is the risk class an object is drawn in."""

    id: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """抽取数量 (take): how many objects of a group are drawn."""

    group: str
    count: int


@dataclass(frozen=True, slots=True)
class Lots:
    """冻结名录 (lots): everything a draw depends on but chance.

    Attributes:
        objects: What is drawn: objects of inspection, case files, or officers to be looked at.
        officers: Who may be sent; empty where only objects are drawn.
        recusals: Pairs of object id and officer id that must not meet (回避).
        takes: How many objects of each group, in the order drawn.
        each: Officers sent to one object; at least two for an inspection (APL 42), 0 for objects alone.
    """

    objects: tuple[Entry, ...]
    officers: tuple[Entry, ...] = ()
    recusals: tuple[tuple[str, str], ...] = ()
    takes: tuple[Take, ...] = ()
    each: int = 0

    def hashes(self) -> tuple[str, str, str, str]:
        """Return the SHA-256 of objects, officers, recusals and terms, in hex."""
        return (
            hashed((one.id, one.name, one.group) for one in self.objects),
            hashed((one.id, one.name, one.group) for one in self.officers),
            hashed(self.recusals),
            hashed([*((one.group, str(one.count)) for one in self.takes), ("", str(self.each))]),
        )


def hashed(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the SHA-256 of rows: cells parted by a tab, each row ended by a line feed, in UTF-8."""
    return sha256("".join("\t".join(row) + "\n" for row in rows).encode()).hexdigest()


def checked(lots: Lots) -> Lots:
    """Return lots that can be drawn from, or raise ``PoolRefusedError`` naming what is wrong."""
    _check_entries("检查对象", lots.objects)
    _check_entries("执法人员", lots.officers)
    _check_takes(lots)
    if lots.each == 1 or lots.each < 0:
        raise PoolRefusedError("每个检查对象至少派两名执法人员。")
    known = {one.id for one in lots.objects}, {one.id for one in lots.officers}
    for pair in lots.recusals:
        if pair[0] not in known[0] or pair[1] not in known[1]:
            raise PoolRefusedError(f"回避关系“{pair[0]}－{pair[1]}”不在名录中。")
    return lots


def _check_entries(kind: str, entries: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    for one in entries:
        if not one.id or one.id in seen:
            raise PoolRefusedError(f"{kind}“{one.name or one.id}”的编号为空或者重复。")
        if not BREAKS.isdisjoint(one.id + one.name + one.group):
            raise PoolRefusedError(f"{kind}“{one.id}”含有制表符或换行符。")
        seen.add(one.id)


def _check_takes(lots: Lots) -> None:
    if len({take.group for take in lots.takes}) != len(lots.takes):
        raise PoolRefusedError("同一类别写了两次抽取数量。")
    for take in lots.takes:
        there = sum(one.group == take.group for one in lots.objects)
        if not 0 <= take.count <= there:
            words = f"类别“{take.group or '全部'}”有{there}个对象，不能抽取{take.count}个。"
            raise PoolRefusedError(words)
