"""Reads the power list of today, narrows it by what is typed, and says one item in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.field import fields_of
from app.domain.power_item import PowerItem
from app.rules.discretion.spec import parse_spec
from ui.jobs import Job
from ui.screens.power_items.fines import fine_lines

if TYPE_CHECKING:
    from ui.screens.tools import Tools

REFERENCE = "参考"


class ItemsModel(QObject):
    """The items in the list today.

    Signals:
        changed: Other items are to be shown.
    """

    changed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._all: tuple[PowerItem, ...] = ()
        self._words: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether something is looked for."""
        return bool(self._words)

    def read(self) -> None:
        """Read the list of today."""
        powers, today = self._tools.powers, self._tools.clock.today()
        self._tools.jobs.start(self, Job(lambda _token: powers.on(today), self._take))

    def search(self, text: str) -> None:
        """Keep the items that hold every typed word."""
        self._words = tuple(text.lower().split())
        self.changed.emit()

    def shown(self) -> tuple[PowerItem, ...]:
        """Return the items found, by department and code."""
        found = [each for each in self._all if all(word in _searched(each) for word in self._words)]
        return tuple(sorted(found, key=lambda each: (each.department, each.code)))

    def by_department(self) -> tuple[tuple[str, tuple[PowerItem, ...]], ...]:
        """Return the items found under their departments."""
        groups = groupby(self.shown(), key=lambda each: each.department)
        return tuple((department, tuple(items)) for department, items in groups)

    def said(self) -> str:
        """Return how many items there are, and how many of them are reference only."""
        if not self._all:
            return "本机尚无权力清单，请先导入。"
        shown = self.shown()
        reference = sum(1 for each in shown if each.reference)
        return f"共 {len(shown)} 项" + (f"，其中{REFERENCE} {reference} 项" if reference else "")

    def _take(self, items: tuple[PowerItem, ...]) -> None:
        self._all = items
        self.changed.emit()


def told(item: PowerItem) -> str:
    """Return everything the list says of an item, with its fine in words and what is not certain first."""
    lines = [f"〔{REFERENCE}〕本项来自参考清单，办案前请与正式赋权清单核对。"] if item.reference else []
    for each in fields_of(PowerItem):
        value = getattr(item, each.name)
        if value not in ("", None):
            lines.append(f"{each.field.label}\n{value}")
    lines.append("罚则\n" + "\n".join(_fines(item)))
    return "\n\n".join(lines)


def _fines(item: PowerItem) -> tuple[str, ...]:
    try:
        return fine_lines(parse_spec(item.fine_spec, item.penalty_article))
    except AppError as error:
        return (f"{error.message}{error.hint}",)


def _searched(item: PowerItem) -> str:
    words = (item.code, item.name, item.department, item.penalty_law, item.penalty_basis, item.initials)
    return " ".join(words).lower()
