"""Takes document numbers (文号) from the register of this town."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from app.domain.errors import AppError
from app.domain.number_use import NumberState, NumberUse

if TYPE_CHECKING:
    from collections.abc import Callable
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

_LOWEST_LENT = (
    "SELECT min(n) FROM leases AS l WHERE series = ? AND year = ? AND used = 0 AND incarnation <> ''"
    " AND NOT EXISTS (SELECT 1 FROM number_uses AS u"
    " WHERE u.town = ? AND u.series = l.series AND u.year = l.year AND u.n = l.n)"
)
_USE_LENT = "UPDATE leases SET used = 1 WHERE series = ? AND year = ? AND n = ?"


class NumberNotUsedError(AppError):
    """A number to be made void was never taken."""

    code = "number.not_used"
    hint = "请核对文号的字、年份和序号。"

    def __init__(self, series: str, year: int, n: int) -> None:
        super().__init__(f"文号“{series}〔{year}〕{n}号”没有使用过，不能作废。")


class NoNumberLentError(AppError):
    """A computer that belongs to the city server has no number of the series left."""

    code = "number.none_lent"
    hint = "请连接网络，待同步取得文号后再试；其他工作可以继续。"

    def __init__(self, series: str, year: int) -> None:
        super().__init__(f"本机没有“{series}”{year}年的可用文号，现在不能编号。")


@dataclass
class Issuing:
    """What a store remembers of numbers beside its file.

    Attributes:
        wished: Series and years asked for in vain, for the next contact with the server.
        issued: Called after a transaction that took a number was kept.
    """

    issued: Callable[[], None] = lambda: None
    wished: set[tuple[str, int]] = field(default_factory=set)


class SqlNumbers:
    """The register of numbers; taken in the caller's transaction, kept or lost with it."""

    def __init__(
        self, connection: Connection, uses: SqlRecords[NumberUse], means: Means, issuing: Issuing
    ) -> None:
        self._connection = connection
        self._uses = uses
        self._means = means
        self._issuing = issuing

    def take(self, series: str, year: int, used_for: UUID) -> int:
        """Return the lowest free number of the signed-in town's series and year, and mark it used.

        Raises:
            NoNumberLentError: This computer belongs to the city server, and has no number left.
        """
        town = self._means.who().town
        n = self._lent(town, series, year) if self._enrolled() else self._free(town, series, year)
        words = f"{series}〔{year}〕{n}号"
        self._uses.save(NumberUse(self._means.ids.new(), town, series, year, n, words, used_for))
        return n

    def _enrolled(self) -> bool:
        return self._connection.exec_driver_sql("SELECT 1 FROM sync_link").first() is not None

    def _free(self, town: str, series: str, year: int) -> int:
        given = {"town": town, "series": series, "year": year}
        return int(self._connection.execute(_LOWEST_FREE, given).scalar_one())

    def _lent(self, town: str, series: str, year: int) -> int:
        n = self._connection.exec_driver_sql(_LOWEST_LENT, (series, year, town)).scalar_one()
        if n is None:
            self._issuing.wished.add((series, year))
            raise NoNumberLentError(series, year)
        self._connection.exec_driver_sql(_USE_LENT, (series, year, n))
        return int(n)

    def void(self, series: str, year: int, n: int, reason: str) -> None:
        """Mark a used number void, keeping the reason; it is never given again."""
        found = self._uses.find(town=self._means.who().town, series=series, year=year, n=n)
        if not found:
            raise NumberNotUsedError(series, year, n)
        self._uses.save(replace(found[0], state=NumberState.VOID, reason=reason))
