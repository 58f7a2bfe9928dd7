"""Lists of the sync centre: one table for each question a clerk asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.document import DOCUMENT_STATE_WORDS
from app.services.in_words import field_words, moment_words
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.sync.journal_words import detail_words, event_words
from ui.screens.sync.words import DECIDED, KINDS, NEWER, OUTCOMES, REASONS

if TYPE_CHECKING:
    from app.domain.disagreement import Disagreement
    from app.domain.sync_centre import Sending
    from app.services.syncing import Centre

_AT = Cells("时间", lambda each: moment_words(each.at), 10)
_ABOUT = Cells("案件／对象", lambda each: each.about, 20)
_PARTS = Cells("内容", lambda each: "、".join(each.parts), 16)
READING = "正在读取…"
"""What a table says before the first reading: nothing is known to be absent yet."""


class Lists:
    """The tables, by the name of their tab."""

    def __init__(self) -> None:
        self.waiting = Rows((_AT, _ABOUT, _PARTS), "没有等待上传的内容")
        self.received = Rows(
            (_AT, _ABOUT, _PARTS, Cells("结果", _outcome, 8), Cells("回执号", _receipt, 6)),
            "还没有平台收到的内容",
        )
        self.returned = Rows(
            (_AT, _ABOUT, _PARTS, Cells("退回原因", _returned, 14)),
            "没有退回的内容",
            strict=True,
        )
        self.conflicts = Rows(
            (
                Cells("急", lambda each: "是" if each.urgent else "", 3),
                Cells("案件／对象", lambda each: each.about, 18),
                Cells("情况", _standing, 12),
                Cells("涉及内容", _touched, 20),
                Cells("后到时间", lambda each: moment_words(each.late.at), 10),
            ),
            "没有冲突",
            strict=True,
        )
        self.printed = Rows(
            (
                Cells("文号", lambda each: each.number, 16),
                Cells("状态", lambda each: DOCUMENT_STATE_WORDS[each.state], 6),
                Cells("定稿时间", lambda each: moment_words(each.final_at), 10),
                Cells("打印次数", lambda each: str(each.prints), 6),
            ),
            "没有已定稿而平台未收到的文书",
        )
        self.stocks = Rows(
            (
                Cells("文号字", lambda each: each.series, 20),
                Cells("年份", lambda each: str(each.year), 6),
                Cells("本机可用", lambda each: "、".join(f"{n}号" for n in each.free), 20),
            ),
            "本机没有借到的文号",
        )
        self.lines = Rows(
            (_AT, Cells("事项", event_words, 14), Cells("说明", detail_words, 30)),
            "还没有同步记录",
        )
        for rows in (self.conflicts, *(rows for _words, rows in self.tabs())):
            rows.say_meanwhile(READING)

    def tabs(self) -> tuple[tuple[str, Rows], ...]:
        """Return the tables in the order shown, with the words of their tabs, but for the conflicts."""
        return (
            ("待上传", self.waiting),
            ("平台已收", self.received),
            ("退回待修", self.returned),
            ("已定稿未收到", self.printed),
            ("备用文号", self.stocks),
            ("同步日志", self.lines),
        )

    def show(self, centre: Centre) -> None:
        """Show a reading."""
        self.waiting.show_records(centre.waiting)
        self.received.show_records(centre.received)
        self.returned.show_records(centre.returned)
        self.conflicts.show_records(centre.conflicts)
        self.printed.show_records(centre.printed)
        self.stocks.show_records(centre.stocks)
        self.lines.show_records(centre.lines)


def _touched(conflict: Disagreement) -> str:
    if conflict.readable and not conflict.fields:
        return "整条记录"
    return "、".join(field_words(conflict.record_kind, each) for each in conflict.fields)


def _standing(conflict: Disagreement) -> str:
    if not all(each.readable for each in conflict.cards):
        return NEWER
    return DECIDED if conflict.decided else KINDS[conflict.kind]


def _returned(sending: Sending) -> str:
    return DECIDED if sending.decided else REASONS.get(sending.reason, sending.reason)


def _outcome(sending: Sending) -> str:
    return OUTCOMES.get(sending.outcome, sending.outcome)


def _receipt(sending: Sending) -> str:
    return "" if sending.seq is None else f"第{sending.seq}号"
