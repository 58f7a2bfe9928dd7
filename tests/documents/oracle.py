"""Compare our pages with LibreOffice's, character by character.

``Oracle.pdfs`` converts any number of docx files in one start of LibreOffice; ``compare`` looks at
two PDF files. LibreOffice is never shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NEAR = 2.0
ENOUGH = 0.98


@dataclass(frozen=True, slots=True)
class Char:
    """A character on a page: its origin in points."""

    text: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two PDF files have in common.

    Attributes:
        pages: Page counts, ours and theirs.
        missing: Characters they have and we have not, in any place.
        extra: Characters we have and they have not.
        near: Share of characters within 2 points of their twin on the same page.
        strays: The first of our characters that have no twin nearby.
    """

    pages: tuple[int, int]
    missing: str
    extra: str
    near: float
    strays: tuple[Char, ...]

    @property
    def agrees(self) -> bool:
        """Whether the layouts count as the same."""
        same = self.pages[0] == self.pages[1] and not self.missing and not self.extra
        return same and self.near >= ENOUGH


class Oracle:
    """LibreOffice with the test fonts and a profile of its own."""

    def __init__(self, folder: Path, config: Path) -> None:
        self._folder = folder
        self._config = config

    @staticmethod
    def available() -> bool:
        """Tell whether LibreOffice is installed."""
        return shutil.which("soffice") is not None

    def pdfs(self, documents: Mapping[str, bytes], timeout: float = 240.0) -> dict[str, bytes]:
        """Convert docx files by name, all in one start."""
        inbox, outbox = self._folder / "in", self._folder / "out"
        for place in (inbox, outbox):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
        for name, data in documents.items():
            (inbox / f"{name}.docx").write_bytes(data)
        profile = (self._folder / "profile").as_uri()
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore",
                "--convert-to", "pdf", "--outdir", outbox, *sorted(inbox.iterdir()),
            ],
            env=os.environ | {"FONTCONFIG_FILE": str(self._config)},
            check=True, capture_output=True, timeout=timeout,
        )  # fmt: skip
        return {name: (outbox / f"{name}.pdf").read_bytes() for name in documents}


def characters(pdf: bytes) -> tuple[int, list[Char]]:
    """Return the number of pages and every visible character of a PDF."""
    found: list[Char] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        for number, page in enumerate(document):
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for each in span["chars"]:
                            # LibreOffice names radicals where it means characters
                            text = unicodedata.normalize("NFKC", each["c"]).strip()
                            if text and text != "\u200b":
                                found.append(Char(text, number, *each["origin"]))
        return len(document), found


def compare(ours: bytes, theirs: bytes) -> Comparison:
    """Compare two PDF files of the same document."""
    our_pages, mine = characters(ours)
    their_pages, other = characters(theirs)
    have, want = Counter(each.text for each in mine), Counter(each.text for each in other)
    waiting: dict[tuple[str, int], list[Char]] = {}
    for each in other:
        waiting.setdefault((each.text, each.page), []).append(each)
    strays = [each for each in mine if not _take_twin(each, waiting.get((each.text, each.page), []))]
    near = (len(mine) - len(strays)) / max(len(mine), len(other), 1)
    return Comparison(
        (our_pages, their_pages),
        "".join(sorted((want - have).elements())),
        "".join(sorted((have - want).elements())),
        near,
        tuple(strays[:20]),
    )


def _take_twin(char: Char, candidates: list[Char]) -> bool:
    for index, each in enumerate(candidates):
        if abs(each.x - char.x) <= NEAR and abs(each.y - char.y) <= NEAR:
            del candidates[index]
            return True
    return False
