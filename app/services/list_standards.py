"""Imported standards (导入的裁量基准): tier tables of a bureau, dated, off until it picks them for items."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.domain.role import Role
from app.domain.setting import Setting
from app.rules.discretion.standards.catalogue import UnknownStandardError, named_standards
from app.rules.lists.account import End
from app.rules.lists.exemptions import exemptions
from app.rules.lists.hearing_limits import hearing_limits
from app.rules.lists.matching import KnownItems
from app.rules.lists.table_file import read_table_file
from app.rules.lists.tier_tables import table_of, tier_tables
from app.rules.power_list import reference_list
from app.services.grounds import (
    EXEMPT,
    HEARING,
    PICK,
    TABLE,
    imported_on,
    kept_under,
    latest_last,
    own_limits,
    picked_on,
    plain,
    plain_limit,
    standard_of,
    tables,
)
from app.services.list_import import warnings_in
from app.services.office import log
from app.services.portions import portions
from app.services.refused import permit
from app.services.settings import kept_setting, one_of_each, one_setting, setting_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.power_item import PowerItem
    from app.ports import UnitOfWork
    from app.rules.discretion.standards.catalogue import NamedStandard
    from app.rules.lists.account import RowEnd
    from app.rules.lists.grid import Grid
    from app.rules.lists.items import Aside
    from app.rules.lists.tier_tables import Raw
    from app.services.list_import import Listing, Looked
    from app.services.office import Office


_CHANGES = 2
"""Records one entry changes: the version that is closed and the one that begins."""
_OFF = "导入的基准须由单位选用后才适用。"


@dataclass(frozen=True, slots=True)
class StandardsReport:
    """What became of a workbook of tier tables (基准导入报告).

    Attributes:
        rows: Every row that is not blank, with its end.
        added: Titles of new tables; ``changed`` of those that replace an earlier version.
    """

    rows: tuple[RowEnd, ...]
    aside: tuple[Aside, ...]
    warnings: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    what: str = "基准"

    @property
    def review(self) -> tuple[RowEnd, ...]:
        """The rows that a person must look at (待核)."""
        return tuple(each for each in self.rows if each.end is End.REVIEW)

    @property
    def summary(self) -> str:
        """One Chinese sentence with every count."""
        return (
            f"共读取{len(self.rows)}行，{len(self.review)}行待核；新增{self.what}{len(self.added)}份，"
            f"变更{len(self.changed)}份，未变{self.unchanged}份。{_OFF if self.what == '基准' else ''}"
        )


@dataclass(frozen=True, slots=True)
class _What:
    """What is kept (导入内容): under which prefix, and how the log names it."""

    prefix: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A standard picked (选用记录): for which item or department, from which day."""

    name: str
    standard: str
    since: date


class StandardDesk:
    """裁量基准台: takes tier tables in, and keeps which standard applies to which item from which day."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def take_in(self, looked: Looked, listed: Listing, *, dry_run: bool = False) -> StandardsReport:
        """Keep the tables of a workbook; an earlier version is closed with a date, never changed."""
        who = self._office.who()
        permit(who, "导入裁量基准", Role.ADMIN, Role.CLERK)
        items = [item for each in looked.readings.values() for item in each.items]
        made = tier_tables(items, KnownItems(reference_list().taken), listed.day, listed.source)
        with self._office.read() as work:
            kept = latest_last(kept_under(work, who.town, TABLE))
            running = {raw["key"]: (row, raw) for row, raw in kept if not raw.get("until")}
            same = [key for key, raw in made.tables.items() if key in running and _same(running[key][1], raw)]
            fresh = {key: raw for key, raw in made.tables.items() if key not in same}
        changed = [key for key in fresh if key in running]
        if not dry_run:
            what = _What(TABLE, "standards.imported", "导入裁量基准{}份")
            self._replace(what, fresh, running, listed.day)
        return StandardsReport(
            looked.rows(made.aside),
            made.aside,
            warnings_in(looked),
            tuple(raw["title"] for key, raw in fresh.items() if key not in changed),
            tuple(fresh[key]["title"] for key in changed),
            len(same),
        )

    def take_exemptions(self, looked: Looked, listed: Listing, *, dry_run: bool = False) -> StandardsReport:
        """Keep an exemption list; an entry said anew closes the earlier one with a date."""
        who = self._office.who()
        permit(who, "导入不予处罚清单", Role.ADMIN, Role.CLERK)
        items = [item for each in looked.readings.values() for item in each.items]
        made, aside = exemptions(items, listed.day, listed.source)
        with self._office.read() as work:
            kept = latest_last(kept_under(work, who.town, EXEMPT))
            running = {raw["key"]: (row, raw) for row, raw in kept if raw["until"] is None}
            fresh = {
                key: raw for key, raw in made.items() if key not in running or not _same(running[key][1], raw)
            }
        changed = [key for key in fresh if key in running]
        if not dry_run:
            what = _What(EXEMPT, "exemptions.imported", "导入不予处罚事项{}条")
            self._replace(what, fresh, running, listed.day)
        return StandardsReport(
            looked.rows(aside),
            aside,
            warnings_in(looked),
            tuple(raw["name"] for key, raw in fresh.items() if key not in changed),
            tuple(fresh[key]["name"] for key in changed),
            len(made) - len(fresh),
            "不予处罚事项",
        )

    def take_limits(
        self, grids: Sequence[Grid], listed: Listing, *, dry_run: bool = False
    ) -> StandardsReport:
        """Keep a table of hearing thresholds; a threshold said anew closes the earlier one with a date."""
        who = self._office.who()
        permit(who, "导入听证标准", Role.ADMIN, Role.CLERK)
        read = hearing_limits(grids, listed.day, listed.source)
        made = {each.whom: plain_limit(each) for each in read.limits}
        with self._office.begin() as work:
            old = own_limits(work, who.town)
            running = {each.whom: plain_limit(each) for each in old if each.until is None}
            fresh = {key: raw for key, raw in made.items() if not _same(raw, running.get(key, {}))}
            if fresh and not dry_run:
                last = _eve(listed.day)
                closed = (
                    replace(each, until=last) if each.until is None and each.whom in fresh else each
                    for each in old
                )
                text = _written([*map(plain_limit, closed), *fresh.values()])
                work.of(Setting).save(kept_setting(work, who.town, HEARING, text))
                log(work, self._office, None, "hearing.imported", f"导入听证标准{len(fresh)}条")
                work.commit()
        words = {each.whom: f"{each.department or '各部门'}{each.amount}" for each in read.limits}
        added = tuple(words[key] for key in fresh if key not in running)
        changed = tuple(words[key] for key in fresh if key in running)
        return StandardsReport(read.rows, (), (), added, changed, len(made) - len(fresh), "听证标准")

    def take_table(self, text: str, *, dry_run: bool = False) -> NamedStandard:
        """Keep a standard written in the form of the shipped ones (TOML); an earlier version is closed.

        Raises ``StandardFileError`` when the text is none. Like every import it applies only where picked.
        """
        who = self._office.who()
        permit(who, "导入裁量基准", Role.ADMIN, Role.CLERK)
        raw = read_table_file(text, self._office.clock.today())
        with self._office.begin() as work:
            running = [
                (row, old)
                for row, old in kept_under(work, who.town, TABLE)
                if old["key"] == raw["key"] and not old.get("until")
            ]
            if not dry_run and not any(_same(old, raw) for _row, old in running):
                for row, old in running:
                    _close(work, row, old, date.fromisoformat(raw["effective"]))
                self._keep_version(work, f"{TABLE}{raw['key']}.{raw['effective']}", raw)
                log(work, self._office, None, "standards.imported", f"导入裁量基准“{raw['title']}”")
                work.commit()
        return table_of(raw)

    def imported(self, day: date) -> Mapping[str, NamedStandard]:
        """Return the standards in force on a day that the town imported or the city gave out, by key."""
        with self._office.read() as work:
            return imported_on(work, self._office.who().town, day)

    def every(self) -> tuple[NamedStandard, ...]:
        """Return every standard at hand, past and present: the bureau's, the city's, the shipped ones."""
        with self._office.read() as work:
            kept = [standard_of(*each) for each in tables(work, self._office.who().town)]
        return (*kept, *named_standards().values())

    def picks(self) -> tuple[Pick, ...]:
        """Return what the bureau picked, by item or department and day."""
        with self._office.read() as work:
            kept = one_of_each(work.of(Setting).find(town=self._office.who().town))
        return tuple(
            Pick(each.name.removeprefix(PICK), one["standard"], date.fromisoformat(one["from"]))
            for each in kept
            if each.name.startswith(PICK)
            for one in plain(each)
        )

    def pick(self, key: str, name: str, day: date) -> None:
        """Let a standard, imported or shipped, apply from a day; ``NONE`` ends its use.

        ``name`` is an item's code, or ``FIELD`` and a department for all its items.
        """
        who = self._office.who()
        permit(who, "选用裁量基准", Role.ADMIN)
        if key and key not in self.imported(day) and key not in named_standards():
            raise UnknownStandardError(key)
        with self._office.begin() as work:
            setting = f"{PICK}{name}"
            found = one_setting(work, who.town, setting)
            picks = [each for each in (plain(found) if found else []) if each["from"] != day.isoformat()]
            picks.append({"standard": key, "from": day.isoformat()})
            text = _written(sorted(picks, key=lambda each: str(each["from"])))
            work.of(Setting).save(kept_setting(work, who.town, setting, text))
            log(work, self._office, None, "standards.picked", f"{name}自{day}起适用基准{key or '（不适用）'}")
            work.commit()

    def picked(self, item: PowerItem, day: date) -> NamedStandard | None:
        """Return the standard that applies to an item on a day, if any."""
        with self._office.read() as work:
            return picked_on(work, self._office.who().town, item, day)

    def _replace(
        self, what: _What, fresh: Mapping[str, Raw], running: Mapping[str, tuple[Setting, Raw]], day: date
    ) -> None:
        """Keep what is new, portion by portion, each with the end of what it replaces."""
        for portion in portions(list(fresh), _CHANGES) if fresh else ():
            with self._office.begin() as work:
                for key in portion:
                    if key in running:
                        _close(work, *running[key], day)
                    self._keep_version(work, f"{what.prefix}{key}.{day}", fresh[key])
                log(work, self._office, None, what.code, what.words.format(len(portion)))
                work.commit()

    def _keep_version(self, work: UnitOfWork, name: str, raw: Raw) -> None:
        """Keep a version that begins; one of the same day stays beside it, closed."""
        town = self._office.who().town
        taken = work.of(Setting).find(town=town, name=name)
        ident = self._office.ids.new() if taken else setting_id(town, name)
        work.of(Setting).save(Setting(ident, town, name, _written(raw)))


def _same(one: Raw, other: Raw) -> bool:
    """Tell whether two versions say the same, whatever day they begin."""
    return {**one, "effective": None} == {**other, "effective": None}


def _close(work: UnitOfWork, kept: Setting, raw: Raw, before: date) -> None:
    until = _eve(before).isoformat()
    work.of(Setting).save(replace(kept, value=_written({**raw, "until": until})))


def _eve(day: date) -> date:
    """Return the last day of what is replaced from a day; one replaced by its first day is never in force."""
    return day - timedelta(days=1)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
