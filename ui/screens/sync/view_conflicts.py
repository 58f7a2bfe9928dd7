"""Conflicts (冲突): each with what was before, what stands and what came late, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.services.comparing import compared
from app.services.in_words import moment_words
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.sync.words import LEFT, NEWER_MEND, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement, Version

_CHOOSE = "选择上面的一项冲突，逐项对照"
_UNREADABLE = "本机不能逐项对照"


class Conflicts(QWidget):
    """The open conflicts above, the chosen one field by field below; looking at one decides nothing."""

    def __init__(self, conflicts: Rows) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.who = QLabel()
        self.who.setWordWrap(True)
        self.who.setProperty("rank", "soft")
        self.fields = Rows(
            (
                Cells("内容", lambda each: each.label, 8),
                Cells("原来", lambda each: each.before, 14),
                Cells("现有内容", lambda each: each.kept, 14),
                Cells("后到内容（暂未采用）", lambda each: each.late, 14),
            ),
            _CHOOSE,
        )
        self._people: Mapping[UUID, str] = {}
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.who)
        column.addWidget(self.fields, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(conflicts)
        split.addWidget(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.setFocusProxy(conflicts)
        conflicts.chosen.connect(self.show_conflict)

    def name_people(self, people: Mapping[UUID, str]) -> None:
        """Take the names behind identities, and show the chosen conflict with them."""
        self._people = people
        self.show_conflict(self.conflicts.current())

    def show_conflict(self, found: Disagreement | None) -> None:
        """Show one conflict field by field, or nothing."""
        self.fields.say_empty(_CHOOSE if found is None else _UNREADABLE)
        self.fields.show_records(() if found is None else compared(found, self._people))
        self.who.setText("" if found is None else self._sides(found))

    def _sides(self, found: Disagreement) -> str:
        if not all(each.readable for each in found.cards):
            return NEWER_MEND
        sides = f"现有内容：{self._writer(found.kept)}　后到内容：{self._writer(found.late)}"
        if not found.whole:
            return sides
        return "\n".join((sides, TOGETHER, *(() if found.takeable else (LEFT,))))

    def _writer(self, side: Version) -> str:
        name = self._people.get(side.by, "他人") if side.by else "填写人不详"
        return f"{name}　{moment_words(side.at)}".strip()
