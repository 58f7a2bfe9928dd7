"""Due lists (期限一览): the office's limits as a list of the window, each with facts of its case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.screens.deadlines.bands import Band, band_of, bounds, left_of
from ui.screens.showing import plain
from ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.deadline import Deadline
    from app.ports import Lists
    from app.rules.deadlines.calendar import Calendar
    from app.services.deadlines import DueEdges
    from ui.screens.tools import Tools

PROVISIONAL = "日期暂定"
DUE_COLUMNS = (
    plain("剩余", "left", 10),
    Column(
        "期限", lambda row: row.get("name", "") + (f"（{PROVISIONAL}）" if row.get("provisional") else ""), 12
    ),
    plain(
        "案号", "number", 14
    ),  # the window and the panel beside it say 演示数据; here it would hide the number
    plain("当事人", "parties", 8),
    plain("案由", "cause", 9),
    plain("应办日", "safe", 7),
    plain("法定届满日", "legal", 7),
    plain("依据", "article", 12),
)

INSPECTED = "双随机抽查"
"""Stands for the number of a case where a limit hangs on an inspection."""


@dataclass(frozen=True, slots=True)
class DueKey:
    """Identity of one limit in the list (期限标识): its case, its rule, what it is about, and its day."""

    bytes: bytes


@dataclass(frozen=True, slots=True)
class _Result:
    limits: Mapping[bytes, Deadline]
    calendar: Calendar
    edges: DueEdges


class DueLists:
    """``Lists`` over the derived table; it keeps the limits of the last result, the rows only as asked."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._result: _Result | None = None

    def ids(self, name: str, filters: Mapping[str, object], text: str = "") -> Sequence[bytes]:
        """Return the keys of the limits of a band or a day, nearest first; a text searches their cases."""
        del name
        desk = self._tools.deadlines
        edges = desk.edges()
        first, end = _days(filters, edges)
        limits = desk.between(first, end)
        if text.strip():
            cases = frozenset(self._lists.ids("cases", {}, text))
            limits = [each for each in limits if each.case_id.bytes in cases or text.strip() in _told(each)]
        self._result = _Result(keyed(limits), self._tools.law.current().calendar, edges)
        return list(self._result.limits)

    def rows(self, name: str, ids: Sequence[bytes]) -> Sequence[Mapping[str, Any]]:
        """Return limits in words; one that is not in the last result any more is left out."""
        del name
        found = self._result
        if found is None:
            return []
        some = [(key, found.limits[key]) for key in ids if key in found.limits]
        cases = {row["id"]: row for row in self._lists.rows("cases", _cases(some))}
        return [_row(key, found, cases.get(limit.case_id, {})) for key, limit in some]

    def counts(self, name: str, by: str) -> Mapping[str, int]:
        """Return how many limits of the last result have each value of an attribute."""
        del name
        told = [str(getattr(each, by)) for each in self._limits.values()]
        return {each: told.count(each) for each in set(told)}

    @property
    def _lists(self) -> Lists:
        return self._tools.lists

    @property
    def _limits(self) -> Mapping[bytes, Deadline]:
        return self._result.limits if self._result is not None else {}


def _row(key: bytes, found: _Result, case: Mapping[str, Any]) -> Mapping[str, Any]:
    limit = found.limits[key]
    return {
        "id": DueKey(key),
        "limit": limit,
        "band": band_of(limit, found.edges),
        "left": left_of(limit, found.calendar, found.edges.today),
        "name": limit.name,
        "provisional": limit.provisional,
        "number": case.get("number") or (INSPECTED if limit.inspects else "未立案"),
        "demonstration": case.get("demonstration"),
        "parties": case.get("parties") or (limit.subject if limit.inspects else None),
        "cause": case.get("cause"),
        "safe": limit.safe_due,
        "legal": limit.legal_due,
        "article": limit.article,
    }


def _told(limit: Deadline) -> str:
    return f"{limit.name} {limit.subject}" if limit.inspects else limit.name


def keyed(limits: Sequence[Deadline]) -> dict[bytes, Deadline]:
    """Return limits by key, in their order; a second limit alike in everything gets a key of its own."""
    found: dict[bytes, Deadline] = {}
    for each in limits:
        key = f"{each.case_id} {each.rule} {each.subject} {each.legal_due}".encode()
        while key in found:
            key += b"+"
        found[key] = each
    return found


def _days(filters: Mapping[str, object], edges: DueEdges) -> tuple[date | None, date]:
    stretch = filters.get("days")
    if isinstance(stretch, tuple):
        return stretch
    return bounds(Band(str(filters.get("band", Band.ALL))), edges)


def _cases(some: Sequence[tuple[bytes, Deadline]]) -> Sequence[bytes]:
    return list(dict.fromkeys(limit.case_id.bytes for _key, limit in some))
