"""Questions of the pages (查询): each reads one documented view, never a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine, Row

PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found (查询结果)."""

    rows: Sequence[Row[Any]]
    page: int
    more: bool
    total: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What is read from a view (查询条件): every condition is of our own words, values are bound."""

    view: str
    order: str
    where: Sequence[str] = ()
    values: Mapping[str, object] | None = None

    @property
    def sql(self) -> str:
        """The question without its order."""
        conditions = f" where {' and '.join(self.where)}" if self.where else ""
        return f"from {self.view}{conditions}"


class Reading:
    """查询台 over one account's views."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, question: Question, page: int) -> Found:
        """Return one page, and whether another follows."""
        bounds = {"most": PAGE + 1, "past": (page - 1) * PAGE}
        sql = f"select * {question.sql} order by {question.order} limit :most offset :past"
        rows = self._rows(sql, {**(question.values or {}), **bounds})
        return Found(rows[:PAGE], page, len(rows) > PAGE)

    def every(self, question: Question) -> Sequence[Row[Any]]:
        """Return all rows."""
        return self._rows(f"select * {question.sql} order by {question.order}", question.values or {})

    def count(self, question: Question) -> int:
        """Return how many rows there are."""
        return int(self._rows(f"select count(*) {question.sql}", question.values or {})[0][0])

    def _rows(self, sql: str, values: Mapping[str, object]) -> Sequence[Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(text(sql), dict(values)).all()


def containing(asked: str) -> str:
    """Return the pattern of LIKE that finds a text anywhere; signs of patterns stand for themselves."""
    plain = asked.strip().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{plain}%"


def like(*columns: str) -> str:
    """Return the condition that one of the columns contains ``:like``."""
    return "(" + " or ".join(rf"{each} like :like escape '\'" for each in columns) + ")"
