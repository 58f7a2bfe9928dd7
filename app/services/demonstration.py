"""Demonstration (演示数据): a store is wholly real or wholly fictional, and says which of the two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import NAMESPACE_URL, uuid5

from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.errors import AppError
from app.domain.inspection import InspectionMatter, InspectionObject, InspectionPlan
from app.domain.officer import Officer
from app.domain.setting import Setting

if TYPE_CHECKING:
    from app.ports import UnitOfWork

T = TypeVar("T", Case, Clue, Officer, InspectionMatter, InspectionObject, InspectionPlan)

MARK = "demonstration"
"""Setting: whether a store is for practice."""
_MARK = Setting(uuid5(NAMESPACE_URL, "chengzhi:demonstration"), "", MARK, "true")


DEMONSTRATION = "演示数据，不具有法律效力"
"""Printed at the head of every page of a store of demonstration."""


class MixedStoreError(AppError):
    """Fictional data was to come into a store of real cases."""

    code = "demonstration.mixed"
    hint = "演示数据请放在另一个数据文件夹，用 --store 指定。"

    def __init__(self) -> None:
        super().__init__("本数据文件夹用于真实办案，不能写入演示数据。")


def is_demonstration(work: UnitOfWork) -> bool:
    """Tell whether the store holds a demonstration town."""
    return bool(work.of(Setting).find(id=_MARK.id))


def mark(work: UnitOfWork) -> None:
    """Make an empty store one of demonstration, within the transaction that founds it."""
    work.of(Setting).save(_MARK)


def marked(work: UnitOfWork, record: T) -> T:
    """Return a new record marked as its store is; refuse a fictional one among real ones."""
    if is_demonstration(work):
        return replace(record, demonstration=True)
    if record.demonstration:
        raise MixedStoreError
    return record
