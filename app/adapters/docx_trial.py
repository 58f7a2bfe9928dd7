"""Templates at hand (模板试用): checks, fills and reads templates that are not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.adapters.docx_forms import DocxForms
from app.adapters.docx_style import style_faults
from app.adapters.docx_templates import template_faults
from app.adapters.docx_text import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.documents.template_fault import TemplateFault


class DocxTemplates:
    """Port ``Templates`` over docx files held in memory."""

    def faults(self, docx: bytes, known: Collection[str] | None) -> tuple[TemplateFault, ...]:
        """Return why a template is refused, each with its place."""
        return template_faults(docx, known)

    def advice(self, docx: bytes) -> tuple[TemplateFault, ...]:
        """Return what makes a template break differently elsewhere."""
        return style_faults(docx)

    def fill(self, slug: str, docx: bytes, values: Mapping[str, Any]) -> bytes:
        """Return a template filled."""
        return DocxForms(lambda _slug: docx).fill(slug, values)

    def text(self, docx: bytes) -> str:
        """Return the text of a filled form."""
        return text_of(docx)
