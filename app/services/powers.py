"""Power list (权力清单): which acts the bureau may punish, as imported lists in the store."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.power_item import PowerItem
from app.rules.power_list import read_power_list, reference_list
from app.services.portions import portions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.imported import ImportReport
    from app.ports import UnitOfWork

_CHANGES = 2
"""Records one code changes: the version that is closed and the one that begins."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """What an import did to the list (清单变动): rows read and refused, items by what became of them."""

    report: ImportReport[PowerItem]
    added: tuple[PowerItem, ...]
    changed: tuple[PowerItem, ...]
    withdrawn: tuple[PowerItem, ...]

    @property
    def summary(self) -> str:
        """One Chinese sentence with every count."""
        counts = f"新增{len(self.added)}项，变更{len(self.changed)}项，退出{len(self.withdrawn)}项。"
        return self.report.summary + counts


class PowerDesk:
    """权力清单 (power list): takes lists in; an old version is closed with a date, never changed.

    A long list is kept portion by portion; after a break, taking it again goes on where it stopped.
    """

    def __init__(self, begin: Callable[[], UnitOfWork]) -> None:
        self._begin = begin

    def install_reference(self, *, dry_run: bool = False) -> ListChange:
        """Put the shipped reference list into the store; doing it again changes nothing."""
        return self._install(reference_list(), dry_run=dry_run)

    def take_in(self, text: str, *, listed_from: date, dry_run: bool = False) -> ListChange:
        """Import an official list in force from a day; items it no longer names are closed the day before."""
        report = read_power_list(text, listed_from=listed_from, reference=False)
        return self._install(report, dry_run=dry_run)

    def take_items(
        self, report: ImportReport[PowerItem], *, whole: bool, dry_run: bool = False
    ) -> ListChange:
        """Take in items read elsewhere; those a ``whole`` list does not name are closed the day before."""
        return self._install(report, whole=whole, dry_run=dry_run)

    def on(self, day: date) -> tuple[PowerItem, ...]:
        """Return the items in the list on a day; a published item stands in place of the reference one."""
        with self._begin() as work:
            listed = tuple(each for each in work.of(PowerItem).find() if each.listed_on(day))
        published = {each.code for each in listed if not each.reference}
        return tuple(each for each in listed if not each.reference or each.code not in published)

    def versions(self, code: str) -> tuple[PowerItem, ...]:
        """Return every version of an item, the latest first."""
        with self._begin() as work:
            found = work.of(PowerItem).find(code=code)
        return tuple(sorted(found, key=lambda each: each.listed_from, reverse=True))

    def _install(self, report: ImportReport[PowerItem], *, dry_run: bool, whole: bool = True) -> ListChange:
        with self._begin() as work:
            stored = work.of(PowerItem).find()
        change = _compare(report, stored, whole=whole)
        for portion in () if dry_run else portions(_steps(change, stored), _CHANGES):
            with self._begin() as work:
                for item in (each for step in portion for each in step):
                    work.of(PowerItem).save(item)
                work.commit()
        return change


def _compare(report: ImportReport[PowerItem], stored: tuple[PowerItem, ...], *, whole: bool) -> ListChange:
    known = {each.id for each in stored}
    running = {each.code: each for each in stored if each.listed_to is None}
    fresh = [
        each for each in report.taken if each.id not in known and not _same(each, running.get(each.code))
    ]
    added = tuple(each for each in fresh if each.code not in running)
    changed = tuple(each for each in fresh if each.code in running)
    codes = {each.code for each in report.taken}
    gone = [each for each in running.values() if whole and each.code not in codes]
    start = min((each.listed_from for each in report.taken), default=None)
    withdrawn = tuple(_closed(each, start) for each in gone if start is not None)
    return ListChange(report, added, changed, withdrawn)


def _same(new: PowerItem, old: PowerItem | None) -> bool:
    """Tell whether a list only repeats what is in force: the same item, whatever its day and source."""
    if old is None or old.reference is not new.reference:
        return False
    return (
        replace(new, id=old.id, listed_from=old.listed_from, source=old.source, initials=old.initials) == old
    )


def _steps(change: ListChange, stored: tuple[PowerItem, ...]) -> list[tuple[PowerItem, ...]]:
    """Return what is kept, step by step: no portion parts a new version from the one it closes."""
    running: dict[str, list[PowerItem]] = defaultdict(list)
    for each in stored:
        if each.listed_to is None:
            running[each.code].append(each)
    alone = [(each,) for each in (*change.withdrawn, *change.added)]
    changed = [(*(_closed(old, new.listed_from) for old in running[new.code]), new) for new in change.changed]
    return [*alone, *changed]


def _closed(item: PowerItem, before: date) -> PowerItem:
    return replace(item, listed_to=max(item.listed_from, before - timedelta(days=1)))
