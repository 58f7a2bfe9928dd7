"""Forms of the office (在用模板): the office's own live template of a form, else the shipped one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.adapters.docx_forms import DocxForms, shipped_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class OfficeForms:
    """Port ``Forms``: which template is in use is asked anew each time; compiled ones are kept by version.

    Args of the constructor: ``own`` returns the sha256 of the office's live template of a form, or an
    empty text; ``read`` returns the bytes of a digest.
    """

    def __init__(self, own: Callable[[str], str], read: Callable[[str], bytes]) -> None:
        self._own, self._read = own, read
        self._shipped = shipped_forms()
        self._compiled: dict[str, DocxForms] = {}

    def fill(self, slug: str, values: Mapping[str, Any]) -> bytes:
        """Return the filled form."""
        return self._forms(slug).fill(slug, values)

    def version(self, slug: str) -> str:
        """Return the sha256 of the template in use."""
        return self._own(slug) or self._shipped.version(slug)

    def template(self, slug: str) -> bytes:
        """Return the template in use."""
        return self._forms(slug).template(slug)

    def names(self, slug: str) -> frozenset[str]:
        """Return the qualified names the template in use prints."""
        return self._forms(slug).names(slug)

    def _forms(self, slug: str) -> DocxForms:
        digest = self._own(slug)
        if not digest:
            return self._shipped
        if digest not in self._compiled:
            docx = self._read(digest)
            self._compiled[digest] = DocxForms(lambda _slug: docx)
        return self._compiled[digest]
