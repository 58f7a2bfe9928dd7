"""The end of a year (年末清理): what is left of its numbers is voided by a named person, never by a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.cityserver.clock import beijing_day
from sync.cityserver.errors import CityError
from sync.cityserver.towns import NoSuchTownError, every_town

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.cityserver.web.platform import Platform

CLOSED = "年末清理文号"


class YearNotOverError(CityError):
    """Numbers of a year that still runs were to be voided."""

    status = 409
    code = "year_not_over"
    hint = "请在下一年度再清理；个别文号可以逐个作废。"

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年还没有过去。")


def close_year(
    platform: Platform, whose: tuple[str, int], reason: str, by: str
) -> Sequence[tuple[str, int, int]]:
    """Void what is lent or free of a town's year that is over, and return it.

    Args:
        platform: The server.
        whose: Town and year.
        reason: Told by the person.
        by: Who does it.
    """
    town, year = whose
    if town not in every_town(platform.reports):
        raise NoSuchTownError
    if year >= running_year(platform):
        raise YearNotOverError(year)
    voided: list[tuple[str, int, int]] = []
    try:
        while some := platform.core.close_year(town, year, reason, by):
            voided += some
    finally:
        if voided:
            platform.staff.did(by, CLOSED, f"{town} {year}年，作废{len(voided)}个：{reason}")
    return voided


def running_year(platform: Platform) -> int:
    """Return the year it is in Beijing."""
    return beijing_day(platform.clock.now()).year
