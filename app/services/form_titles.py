"""Titles of forms (文书名称): what an office calls a form, where it has a name of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.services.settings import setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.manifest import Form
    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.ports import UnitOfWork

TITLES = "form.titles"
"""Setting: an office's own titles of forms, by slug."""


def own_titles(work: UnitOfWork, town: str) -> Mapping[str, str]:
    """Return a town's own titles of forms, by slug."""
    value = setting(work, town, TITLES)
    return {str(slug): str(title) for slug, title in value.items()} if isinstance(value, dict) else {}


def form_of(file: CaseFile, document: Document) -> Form:
    """Return a document's form under the title it bears, else the office's, else what its answers say."""
    shape = form(document.slug)
    bears = document.frozen.get("doc.title", "") or file.titles.get(document.slug, "")
    return replace(shape, title=bears or shape.titled(document.answers))
