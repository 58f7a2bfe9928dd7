"""Record (记录): what is stored, logged and sent: an id made at birth and a town."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from app.domain.errors import AppError


class Record(Protocol):
    """Anything kept in the store (记录); frozen, replaced as a whole."""

    @property
    def id(self) -> UUID:
        """Identity, a UUIDv7 made when the record was born."""

    @property
    def town(self) -> str:
        """Code of the town (镇街代码) the record belongs to; empty for city-wide reference data."""


class RecordNotFoundError(AppError):
    """A record is not in the store of this computer."""

    code = "record.not_found"
    hint = "请刷新列表；若刚由别处登记，请先同步。"

    def __init__(self, kind: type, what: object) -> None:
        super().__init__(f"本机没有这条记录（{title_of(kind)} {what}）。")


def title_of(kind: type) -> str:
    """Return what a kind of record (记录) is called: the first words of its docstring."""
    return (kind.__doc__ or kind.__name__).split("（")[0].split("(")[0].strip()
