"""Takes document numbers (文号) from the register of this town."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from app.domain.errors import AppError
from app.domain.number_use import NumberState, NumberUse

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from localdb.outbox import Means
    from localdb.repository import SqlRecords

_LOWEST_FREE = text(
    "SELECT min(n) + 1 FROM (SELECT 0 AS n UNION ALL SELECT n FROM number_uses"
    " WHERE town = :town AND series = :series AND year = :year) AS taken"
    " WHERE NOT EXISTS (SELECT 1 FROM number_uses AS other WHERE other.town = :town"
    " AND other.series = :series AND other.year = :year AND other.n = taken.n + 1)"
)


class NumberNotUsedError(AppError):
    """A number to be made void was never taken."""

    code = "number.not_used"
    hint = "请核对文号的字、年份和序号。"

    def __init__(self, series: str, year: int, n: int) -> None:
        super().__init__(f"文号“{series}〔{year}〕{n}号”没有使用过，不能作废。")


class SqlNumbers:
    """The register of numbers; taken in the caller's transaction, kept or lost with it."""

    def __init__(self, connection: Connection, uses: SqlRecords[NumberUse], means: Means) -> None:
        self._connection = connection
        self._uses = uses
        self._means = means

    def take(self, series: str, year: int, used_for: UUID) -> int:
        """Return the lowest free number of the signed-in town's series and year, and mark it used."""
        town = self._means.who().town
        given = {"town": town, "series": series, "year": year}
        n = int(self._connection.execute(_LOWEST_FREE, given).scalar_one())
        words = f"{series}〔{year}〕{n}号"
        self._uses.save(NumberUse(self._means.ids.new(), town, series, year, n, words, used_for))
        return n

    def void(self, series: str, year: int, n: int, reason: str) -> None:
        """Mark a used number void, keeping the reason; it is never given again."""
        found = self._uses.find(town=self._means.who().town, series=series, year=year, n=n)
        if not found:
            raise NumberNotUsedError(series, year, n)
        self._uses.save(replace(found[0], state=NumberState.VOID, reason=reason))
