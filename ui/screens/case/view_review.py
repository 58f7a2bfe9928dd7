"""Review tab (评查): the score of the file, each lost point with its reason; Enter opens what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.rules.file_review import review_data
from app.services.file_review import score_words
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QShowEvent

    from app.domain.case_file import CaseFile
    from app.rules.file_review import Lost, Review, Scored
    from ui.screens.case.viewmodel import CaseModel, Seen

SURE_WORDS = {
    "verified": "已核对原文",
    "well-known": "未逐条核对原文",
    "to-confirm": "待确认",
    "proposal": "本程序建议",
}
"""How sure a duty is, in words."""


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the table (评查项): a rule and one of its findings, or a rule that kept its points."""

    id: str
    line: Scored
    found: Lost | None
    first: bool


_COLUMNS = (
    Cells("扣分", lambda each: _cost(each), 5),  # noqa: PLW0108 - declared below
    Cells("分值", lambda each: str(each.line.points), 4),
    Cells("项目", lambda each: each.line.rule.title, 17),
    Cells("原因和处理", lambda each: each.found.message if each.found else "✔ 未扣分", 28),
    Cells("依据", lambda each: f"{each.line.rule.source}〔{_sure(each)}〕", 17),
)


class ReviewTab(RowsTab):
    """Every rule that counts for the case now, what loses points first."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.score, self.told, self.whole = QLabel(), QLabel(), QLabel()
        self.score.setProperty("rank", "title")
        self.told.setProperty("rank", "soft")
        for label in (self.told, self.whole):
            label.setWordWrap(True)
        column = self.front.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.score)
            column.insertWidget(1, self.told)
            column.insertWidget(3, self.whole)
        self.opening = self.add_looker("前往处理（回车）", "", self.rows.open_current)
        self._found: Review | None = None
        self.rows.chosen.connect(self._tell)

    def records(self, _file: CaseFile) -> Sequence[Point]:
        """Return the lines of the last review."""
        return () if self._found is None else tuple(_points(self._found))

    def show_seen(self, seen: Seen) -> None:
        """Score anew while the tab is looked at."""
        super().show_seen(seen)
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Score when the tab comes to be seen."""
        super().showEvent(event)
        if self.model.seen is not None:
            self._read()

    def go(self, key: str) -> None:
        """Put the keys on the line of a rule, by its code."""
        self.rows.go(lambda each: each.line.rule.code == key)
        self.rows.setFocus()

    def open_record(self, record: Point) -> None:
        """Go to what mends a finding."""
        if record.found is not None:
            place = record.found.place
            where = {"case_id": self.model.case_id, "tab": place.kind, "field": place.key}
            self.wants.emit("case", where)

    def _opened(self, record: Point) -> None:
        self.open_record(record)

    def _tell(self, point: Point | None) -> None:
        """Say in full what the table cuts."""
        rule = None if point is None else point.line.rule
        found = None if point is None else point.found
        words = found.message if found else "本项未扣分。"
        self.whole.setText(f"{words}\n依据：{rule.source}〔{SURE_WORDS[rule.confidence]}〕" if rule else "")

    def _read(self) -> None:
        desk, case_id = self.model.tools.file_review, self.model.case_id
        self.model.look(lambda: desk.review(case_id), self._show)

    def _show(self, found: Review) -> None:
        self._found = found
        self.score.setText(f"{'✔' if not found.losing else '⚠'} 评查得分：{score_words(found)}")
        self.told.setText(f"{review_data()['weights_source']}。随案件进展，尚未到的环节不评。")
        self.rows.show_records(tuple(_points(found)))


def _points(found: Review) -> Iterator[Point]:
    kept = (each for each in found.lines if not each.lost)
    for line in (*found.losing, *kept):
        for at, each in enumerate(line.findings or (None,)):
            yield Point(f"{line.rule.code}/{at}", line, each, at == 0)


def _cost(point: Point) -> str:
    if not point.line.lost:
        return "0"
    return f"－{point.line.lost}" if point.first else "同上"


def _sure(point: Point) -> str:
    return SURE_WORDS[point.line.rule.confidence]
