"""Reads the power list of today, narrows it by what is typed, and gathers what is known of one item."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.role import Role
from app.rules.discretion.articles import read_place
from app.rules.initials import initials
from app.rules.usual_papers import usual_papers
from ui.jobs import Job

if TYPE_CHECKING:
    from app.domain.power_item import PowerItem
    from app.rules.discretion.standards.catalogue import NamedStandard
    from app.services.grounds import PastFine
    from app.services.powers import ListChange
    from ui.screens.tools import Tools

REFERENCE = "参考"
NO_LAW = "（未写明法律）"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one item besides the list (事项资料).

    Attributes:
        versions: Every version of it, the latest first.
        standard: The standard the bureau picked for it, as it applies today.
        offered: Standards meant for its department that could be picked.
        past: Fines decided for it here, the latest first.
        cases: How many cases of the bureau are about it, and how many there are.
        papers: Titles of the papers a case of it usually needs.
    """

    item: PowerItem
    versions: tuple[PowerItem, ...] = ()
    standard: NamedStandard | None = None
    offered: tuple[NamedStandard, ...] = ()
    past: tuple[PastFine, ...] = ()
    cases: tuple[int, int] = (0, 0)
    papers: tuple[str, ...] = ()


class ItemsModel(QObject):
    """The items in the list today.

    Signals:
        changed: Other items are to be shown.
        known: A ``Known`` of the item looked at.
        refused: An ``AppError``; the item's surroundings could not be read.
    """

    changed = Signal()
    known = Signal(object)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._all: tuple[PowerItem, ...] = ()
        self._read = False
        self._texts: dict[object, str] = {}
        self._words: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the store has no list at all."""
        return self._read and not self._all

    @property
    def may_import(self) -> bool:
        """Whether the person may take a list in, the shipped one too."""
        return self._tools.who().holds(Role.ADMIN, Role.CLERK)

    @property
    def narrowed(self) -> bool:
        """Whether something is looked for."""
        return bool(self._words)

    def read(self) -> None:
        """Read the list of today."""
        powers, today = self._tools.powers, self._tools.clock.today()

        def work() -> tuple[tuple[PowerItem, ...], dict[object, str]]:
            found = powers.on(today)
            return found, {each.id: _searched(each) for each in found}

        self._tools.jobs.start(self, Job(lambda _token: work(), self._take))

    def install(self) -> None:
        """Put the shipped reference list into the store, where it has none."""
        tools = self._tools

        def installed(change: ListChange) -> None:
            tools.notices.say(change.summary)
            self.read()

        tools.jobs.start(self, Job(lambda _token: tools.powers.install_reference(), installed))

    def search(self, text: str) -> None:
        """Keep the items that hold every typed word."""
        self._words = tuple(text.lower().split())
        self.changed.emit()

    def shown(self) -> tuple[PowerItem, ...]:
        """Return the items found, by department, law and code."""
        found = [each for each in self._all if all(word in self._texts[each.id] for word in self._words)]
        return tuple(sorted(found, key=lambda each: (each.department, _law(each), each.code)))

    def tree(self) -> tuple[tuple[str, tuple[tuple[str, tuple[PowerItem, ...]], ...]], ...]:
        """Return the items found under their departments and laws."""
        return tuple(
            (department, tuple((law, tuple(own)) for law, own in groupby(tuple(items), key=_law)))
            for department, items in groupby(self.shown(), key=lambda each: each.department)
        )

    def said(self) -> str:
        """Return how many items there are, and how many of them are reference only."""
        if not self._read:
            return "正在读取…"
        if not self._all:
            own = "请导入公布的清单，或者先装入随附的参考清单。"
            return f"本机尚无权力清单：{own if self.may_import else '请内勤或者系统管理员导入。'}"
        shown = self.shown()
        reference = sum(1 for each in shown if each.reference)
        return f"共 {len(shown)} 项" + (f"，其中{REFERENCE} {reference} 项" if reference else "")

    def look(self, item: PowerItem) -> None:
        """Gather what is known of an item."""
        tools, today = self._tools, self._tools.clock.today()

        def work() -> Known:
            footing = tools.penalties.footing(item, today)
            offered = (each for each in tools.standards.every() if each.in_force(today))
            return Known(
                item,
                tools.powers.versions(item.code),
                footing.ground.standard,
                tuple(each for each in offered if _meant(each, item)),
                footing.past,
                (footing.cases, len(tools.lists.ids("cases", {}))),
                usual_papers(),
            )

        tools.jobs.start(self, Job(lambda _token: work(), self.known.emit, self.refused.emit))

    def _take(self, read: tuple[tuple[PowerItem, ...], dict[object, str]]) -> None:
        self._all, self._texts = read
        self._read = True
        self.changed.emit()


def _law(item: PowerItem) -> str:
    return item.penalty_law or NO_LAW


def _meant(standard: NamedStandard, item: PowerItem) -> bool:
    return bool(standard.fields) and item.department.startswith(standard.fields)


def _searched(item: PowerItem) -> str:
    """Return everything an item is found by: words, code, articles both ways of writing, and initials."""
    try:
        place = read_place(item.penalty_article)
    except (AppError, KeyError):
        place = None
    article = (
        "" if place is None else f"{item.penalty_law}{place.article} 第{place.article}条 {place.article}条"
    )
    words = (item.code, item.name, item.department, item.penalty_law, item.penalty_basis, item.duty_article)
    letters = (item.initials, initials(item.name), initials(item.penalty_law), initials(item.department))
    return " ".join((*words, article, *letters)).lower()
