"""Reads the parts of a docx back; its text is read as the program reads it."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from app.adapters.docx_text import text_of

__all__ = ["part", "parts", "text_of"]


def part(docx: bytes, path: str = "word/document.xml") -> etree._Element:
    """Return the root of one part of a package."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(path))


def parts(docx: bytes) -> dict[str, etree._Element]:
    """Return the document and its headers and footers, by path."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        wanted = ("word/document", "word/header", "word/footer")
        return {
            each: etree.fromstring(package.read(each))
            for each in package.namelist()
            if each.startswith(wanted)
        }
