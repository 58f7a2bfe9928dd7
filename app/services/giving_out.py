"""Giving out (市级下发): an administrator writes down what is kept here for the city to give every town."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import AppError
from app.domain.power_item import PowerItem
from app.domain.role import Role
from app.domain.setting import Setting
from app.services.grounds import EXEMPT, HEARING, TABLE, latest_last, own_limits, plain
from app.services.law import YEAR
from app.services.office import log
from app.services.refused import permit
from app.services.settings import CITYWIDE, one_of_each, setting_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from app.ports import UnitOfWork
    from app.services.office import Office

ENDING = ".czpub"
_VERSIONS = (TABLE, EXEMPT)
_WHAT = "导出下发文件"


class NothingToGiveOutError(AppError):
    """Nothing is kept here that the city could give out."""

    code = "giving_out.nothing"
    hint = "请先导入公布的权力清单、裁量基准、不予处罚清单、听证标准或者放假安排；随附的参考资料不下发。"

    def __init__(self) -> None:
        super().__init__("本机没有可以下发的内容。")


class Writing(Protocol):
    """Writes records of every town as a file that the city's server reads."""

    def __call__(self, records: Sequence[PowerItem | Setting], made_at: datetime, made_by: str) -> str:
        """Return the text of the file."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a publication holds (下发内容), past versions included.

    Attributes:
        items: Of the power list; ``limits`` are hearing thresholds and ``years`` those of holidays.
    """

    items: int
    standards: int
    exemptions: int
    limits: int
    years: int

    @property
    def words(self) -> str:
        """One Chinese line with every count."""
        return (
            f"权力事项{self.items}项、裁量基准{self.standards}份、不予处罚事项{self.exemptions}条、"
            f"听证标准{self.limits}条、放假安排{self.years}年（含以往版本）"
        )


class GivingOutDesk:
    """下发台: makes the file that the server's administrator gives out to every town (下发文件)."""

    def __init__(self, office: Office, write: Writing) -> None:
        self._office = office
        self._write = write

    def contents(self) -> Contents:
        """Return how much a file made now would hold, or raise ``NothingToGiveOutError``."""
        return self._gathered()[0]

    def made(self) -> tuple[str, Contents]:
        """Return the text of a file with all that can be given out, and how much that is."""
        contents, records = self._gathered()
        text = self._write(records, self._office.clock.now(), self._office.who().name)
        with self._office.begin() as work:
            log(work, self._office, None, "lists.given_out", f"{_WHAT}：{contents.words}")
            work.commit()
        return text, contents

    def _gathered(self) -> tuple[Contents, tuple[PowerItem | Setting, ...]]:
        who = self._office.who()
        permit(who, _WHAT, Role.ADMIN)
        with self._office.read() as work:
            items = _items(work)
            kept = _of_each_name(work.of(Setting).find(town=who.town))
            limits = len(own_limits(work, who.town))
        counts = (_count(kept, TABLE), _count(kept, EXEMPT), limits, _count(kept, YEAR))
        contents = Contents(len(items), *counts)
        if not any(getattr(contents, each.name) for each in fields(contents)):
            raise NothingToGiveOutError
        return contents, (*items, *map(_for_every_town, kept))


def file_name(day: date) -> str:
    """Return what a publication (下发文件) of a day is called, where nobody calls it otherwise."""
    return f"下发文件-{day:%Y%m%d}{ENDING}"


def _items(work: UnitOfWork) -> tuple[PowerItem, ...]:
    return tuple(each for each in work.of(PowerItem).find(town=CITYWIDE) if not each.reference)


def _of_each_name(kept: Sequence[Setting]) -> tuple[Setting, ...]:
    """Return one row of each name that can be given out: the one that holds."""
    # Of versions begun on one day the first has the id of its name, though a later one takes its place.
    versions = ((each, plain(each)) for each in kept if each.name.startswith(_VERSIONS))
    last = {row.name: row for row, _raw in latest_last(versions)}
    single = (each for each in kept if each.name == HEARING or each.name.startswith(YEAR))
    return (*last.values(), *one_of_each(single))


def _count(kept: Iterable[Setting], start: str) -> int:
    return sum(each.name.startswith(start) for each in kept)


def _for_every_town(kept: Setting) -> Setting:
    return replace(kept, id=setting_id(CITYWIDE, kept.name), town=CITYWIDE)
