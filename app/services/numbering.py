"""Numbering (编文号): takes a document's number at 定稿, and leaves a void one explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.chinese import number_text, series_text
from app.domain.errors import AppError
from app.domain.number_use import NumberState, NumberUse

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.ports import UnitOfWork

ARCHIVE_SERIES = "归档"


class NoNumberMarkError(AppError):
    """A number was to be taken in a bureau whose mark is not known."""

    code = "number.no_mark"
    hint = "请在“设置”的单位信息中填写文号代字。"

    def __init__(self) -> None:
        super().__init__("本单位没有登记文号代字，不能编文号。")


def take_number(work: UnitOfWork, file: CaseFile, document: Document, series: str, year: int) -> str:
    """Return the next number of the bureau, series and year in full; empty for a form that bears none."""
    if not series:
        return ""
    if file.bureau is None or not file.bureau.number_mark:
        raise NoNumberMarkError
    n = work.numbers.take(series, year, document.id)
    words = number_text(series_text(file.bureau.number_mark, series), year, n)
    return _worded(work, words, document_id=document.id, series=series, year=year, n=n)


def take_archive_number(work: UnitOfWork, volume_id: UUID, year: int) -> str:
    """Return the next archive number (归档号) of the year: eight digits, year and running number."""
    n = work.numbers.take(ARCHIVE_SERIES, year, volume_id)
    return _worded(work, f"{year}{n:04d}", document_id=volume_id, series=ARCHIVE_SERIES, year=year, n=n)


def void_number(work: UnitOfWork, document: Document, reason: str) -> None:
    """Mark the numbers a document used void, so that the gap is explained."""
    for each in work.of(NumberUse).find(document_id=document.id):
        if each.state is NumberState.USED:
            work.numbers.void(each.series, each.year, each.n, reason)


def _worded(work: UnitOfWork, words: str, **taken: object) -> str:
    """Write the full wording of a number into the register, and return it."""
    uses = work.of(NumberUse)
    (use,) = uses.find(**taken)
    uses.save(replace(use, text=words))
    return words
