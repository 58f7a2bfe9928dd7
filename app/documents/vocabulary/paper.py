"""Words of the document itself (本文书): number, title, date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import plain_date
from app.documents.gap import Gap
from app.documents.vocabulary.words import word

if TYPE_CHECKING:
    from app.documents.telling import Telling


@word("doc.number", "文号", "document")
def number(told: Telling) -> str:
    """The number taken at 定稿; a gap until then, nothing where the form bears none."""
    taken = told.number or told.document.number
    return taken or (Gap.of("文号于定稿时生成") if told.form.series else "")


@word("doc.title", "文书名称", "document")
def title(told: Telling) -> str:
    """The title of the form."""
    return told.form.title


@word("doc.date", "文书日期", "document")
def date(told: Telling) -> str:
    """The document's day in Arabic figures, as GB/T 9704 wants."""
    return plain_date(told.day)
