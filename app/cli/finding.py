"""Finding a case or a document by what a person would type: id, number or words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.document import Document
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile

_SHOWN = 5


class NotFoundError(AppError):
    """Nothing, or more than one thing, is meant by what was typed."""

    code = "cli.not_found"
    hint = "请写明案号、文号或者编号（id）；用 case list、documents list 查看。"


def find_case(program: Program, words: str) -> CaseFile:
    """Return the case of an id, a case number, or words that only one case has."""
    found = _as_id(words) or _only(program, "cases", "number", words)
    if found is None:
        raise NotFoundError(f"没有案件“{words}”。")
    return program.reading.open(found)


def find_document(program: Program, words: str) -> Document | None:
    """Return the document of an id or number; ``None`` when it is neither."""
    found = _as_id(words)
    if found is None:
        ids = program.lists.ids("documents", {"number": words})
        found = UUID(bytes=ids[0]) if len(ids) == 1 else None
    with program.office.read() as work:
        kept = () if found is None else work.of(Document).find(id=found)
    return kept[0] if kept else None


def _only(program: Program, name: str, key: str, words: str) -> UUID | None:
    lists = program.lists
    ids: Sequence[bytes] = lists.ids(name, {key: words}) or lists.ids(name, {}, words)
    if len(ids) > 1:
        rows = lists.rows(name, ids[:_SHOWN])
        those = "、".join(str(each[key] or each["cause"]) for each in rows)
        raise NotFoundError(f"“{words}”有{len(ids)}件：{those}{'……' if len(ids) > _SHOWN else ''}。")
    return UUID(bytes=ids[0]) if ids else None


def _as_id(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
