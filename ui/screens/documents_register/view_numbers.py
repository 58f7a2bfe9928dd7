"""Numbers (文号核对): each series of a year with its used, void, open and missing numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.jobs import Job
from ui.screens.case.view_rows import Cells, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.number_register import Series
    from ui.screens.tools import Tools

_COLUMNS = (
    Cells("字", lambda each: each.series, 6),
    Cells("年份", lambda each: str(each.year), 6),
    Cells("最大号", lambda each: str(each.highest), 6),
    Cells("使用", lambda each: str(each.used), 5),
    Cells("作废及理由", lambda each: each.void_words or "无", 14),
    Cells("缺号／未用", lambda each: each.open_words or "无", 18),
    Cells("核对", lambda each: "✔ 号号有据" if each.whole else "✕ 有缺号或者理由不明", 11),
)
_LENT = "文号由市级平台分给各台电脑，尚未使用的不是缺号。"


class NumbersPage(QWidget):
    """Reads the numbers of the own bureau when it is shown."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.rows = Rows(_COLUMNS, empty="还没有使用过文号")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.whole = QLabel()
        self.whole.setWordWrap(True)
        self.whole.setProperty("rank", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.rows, 1)
        column.addWidget(self.whole)
        self.setFocusProxy(self.rows)
        self.rows.chosen.connect(self._tell)

    def refresh(self) -> None:
        """Read the numbers anew."""
        register = self._tools.numbers
        self._tools.jobs.start(self, Job(lambda _token: register.series(), self._show))

    def _show(self, found: Sequence[Series]) -> None:
        bad = sum(not each.whole for each in found)
        said = f"✕ {bad}个字号有缺号或者作废理由不明" if bad else "✔ 没有缺号"
        lent = any(each.unused or each.own for each in found)
        self.told.setText(f"本单位共{len(found)}个字号。{said}。{_LENT if lent else ''}")
        self.rows.show_records(found)

    def _tell(self, series: Series | None) -> None:
        words = "" if series is None else f"{series.series}〔{series.year}〕作废：{series.void_words or '无'}"
        rest = "" if series is None or not series.open_words else f"；{series.open_words}"
        self.whole.setText(words + rest)
