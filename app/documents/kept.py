"""Kept words (定稿文字): how what a document said at 定稿 is kept as text, and read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.documents.answers import rows
from app.documents.catalogue import form
from app.documents.manifest import AskType

if TYPE_CHECKING:
    from app.documents.vocabulary.words import Row, Said
    from app.domain.document import Document

_ROWS = "\N{INFORMATION SEPARATOR ONE}"


def kept(said: Said) -> str:
    """Return what is kept of something said: the text, or rows as JSON."""
    if isinstance(said, str):
        return str(said)
    return _ROWS + json.dumps(said, ensure_ascii=False)


def spoken(text: str) -> Said:
    """Return what was said, from what was kept of it."""
    return tuple(json.loads(text[1:])) if text.startswith(_ROWS) else text


def stated(document: Document | None, name: str) -> str:
    """Return the text another document states under a name: as fixed at 定稿, else as typed."""
    if document is None:
        return ""
    return document.frozen.get(name, "") or document.answers.get(name, "")


def stated_rows(document: Document | None, *, with_columns: frozenset[str]) -> tuple[Row, ...]:
    """Return the first list of another document that has some columns, as fixed at 定稿, else as typed."""
    if document is None:
        return ()
    for ask in form(document.slug).asks:
        if ask.type is AskType.TABLE and with_columns <= set(ask.columns):
            fixed = spoken(document.frozen.get(ask.name, ""))
            return rows(ask, document.answers.get(ask.name, "")) if isinstance(fixed, str) else fixed
    return ()
