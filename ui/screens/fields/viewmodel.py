"""Reads the field list, narrows it by what is typed, and says one field in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.documents.fields import Fact, facts
from ui.jobs import Job

if TYPE_CHECKING:
    from ui.screens.tools import Tools


class FieldsModel(QObject):
    """The facts the documents show.

    Signals:
        changed: Other facts are to be shown.
    """

    changed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._all: tuple[Fact, ...] = ()
        self._words: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether something is looked for."""
        return bool(self._words)

    def read(self) -> None:
        """Read the list; the first time takes a moment."""
        self._tools.jobs.start(self, Job(lambda _token: facts(), self._take))

    def search(self, text: str) -> None:
        """Keep the facts that hold every typed word in label, name, place or title of a document."""
        self._words = tuple(text.lower().split())
        self.changed.emit()

    def shown(self) -> tuple[Fact, ...]:
        """Return the facts found, in the order of the list."""
        return tuple(each for each in self._all if all(word in _searched(each) for word in self._words))

    def by_place(self) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        """Return the facts found under where they are typed."""
        groups = groupby(self.shown(), key=lambda each: each.group)
        return tuple((group, tuple(found)) for group, found in groups)

    def said(self) -> str:
        """Return how many facts there are."""
        return f"共 {len(self.shown())} 个字段"

    def _take(self, found: tuple[Fact, ...]) -> None:
        self._all = found
        self.changed.emit()


def told(fact: Fact) -> str:
    """Return where a field is typed and every document that uses it."""
    used = "\n".join(f"　{each}" for each in fact.titles)
    parts = (
        fact.label,
        f"填写位置\n　{fact.typed}",
        f"使用该字段的文书（{len(fact.titles)}种）\n{used}",
        f"名称\n　{fact.name}",
    )
    return "\n\n".join(parts)


def _searched(fact: Fact) -> str:
    return " ".join((fact.label, fact.name, fact.typed, fact.group, *fact.titles)).lower()
