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
from typing import TYPE_CHECKING, Any

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NEAR = 2.0
ENOUGH = 0.98
ALL_RULES = 1.0
AT_ENDS = 4.0
_THIN, _SHORT = 4.0, 6.0


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
        moved: Characters that stand on another page than theirs.
        ruled: Share of the length of our lines with one of theirs within 2 points, and the other way.
    """

    pages: tuple[int, int]
    missing: str
    extra: str
    near: float
    strays: tuple[Char, ...]
    moved: str
    ruled: tuple[float, float]

    @property
    def agrees(self) -> bool:
        """Whether the layouts count as the same."""
        same = self.pages[0] == self.pages[1] and not self.missing and not self.extra and not self.moved
        return same and self.near >= ENOUGH and min(self.ruled) >= ALL_RULES


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


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line on a page: across at a height, or down at a distance, from ``start`` to ``end``."""

    page: int
    across: bool
    at: float
    start: float
    end: float


def strokes(pdf: bytes) -> list[Stroke]:
    """Return the straight lines of a PDF, drawn as lines or as thin rectangles; dashes are left out."""
    found: list[Stroke] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        for number, page in enumerate(document):
            for drawing in page.get_drawings():
                box = drawing["rect"]
                wide, high = abs(box.width), abs(box.height)
                if min(wide, high) < _THIN and max(wide, high) > _SHORT:
                    across = wide > high
                    at = (box.y0 + box.y1) / 2 if across else (box.x0 + box.x1) / 2
                    ends = (box.x0, box.x1) if across else (box.y0, box.y1)
                    found.append(Stroke(number, across, at, *ends))
                elif min(wide, high) >= _THIN:
                    found += _of_lines(number, drawing)
    return found


def _of_lines(number: int, drawing: dict[str, Any]) -> Iterator[Stroke]:
    """Yield the lines of a drawing made of several."""
    for item in drawing["items"]:
        if item[0] == "l":
            one, two = item[1], item[2]
            if abs(one.y - two.y) < NEAR and abs(one.x - two.x) > _SHORT:
                yield Stroke(number, True, one.y, min(one.x, two.x), max(one.x, two.x))  # noqa: FBT003 - across
            elif abs(one.x - two.x) < NEAR and abs(one.y - two.y) > _SHORT:
                yield Stroke(number, False, one.x, min(one.y, two.y), max(one.y, two.y))  # noqa: FBT003 - down


def image_boxes(pdf: bytes) -> list[tuple[float, ...]]:
    """Return page and rectangle of every picture, in reading order."""
    found: list[tuple[float, ...]] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        for number, page in enumerate(document):
            found += [(number, *info["bbox"]) for info in page.get_image_info()]
    return sorted(found, key=lambda box: (box[0], box[2], box[1]))


def covered(mine: list[Stroke], other: list[Stroke]) -> float:
    """Return the share of the length of lines that has another line within 2 points."""
    by_place: dict[tuple[int, bool], list[Stroke]] = {}
    for each in other:
        by_place.setdefault((each.page, each.across), []).append(each)
    points = met = 0
    for each in mine:
        close = [one for one in by_place.get((each.page, each.across), []) if abs(one.at - each.at) <= NEAR]
        for step in range(int(each.end - each.start) + 1):
            points += 1
            place = each.start + step
            # A line ends in the middle or at the edge of the one it meets, which may be three points wide.
            met += any(one.start - AT_ENDS <= place <= one.end + AT_ENDS for one in close)
    return met / points if points else 1.0


def compare(ours: bytes, theirs: bytes) -> Comparison:
    """Compare two PDF files of the same document."""
    our_pages, mine = characters(ours)
    their_pages, other = characters(theirs)
    have, want = Counter(each.text for each in mine), Counter(each.text for each in other)
    here, there = (Counter((each.page, each.text) for each in found) for found in (mine, other))
    waiting: dict[tuple[str, int], list[Char]] = {}
    for each in other:
        waiting.setdefault((each.text, each.page), []).append(each)
    strays = [each for each in mine if not _take_twin(each, waiting.get((each.text, each.page), []))]
    near = (len(mine) - len(strays)) / max(len(mine), len(other), 1)
    our_lines, their_lines = strokes(ours), strokes(theirs)
    return Comparison(
        (our_pages, their_pages),
        "".join(sorted((want - have).elements())),
        "".join(sorted((have - want).elements())),
        near,
        tuple(strays[:20]),
        "".join(text for _, text in (here - there).elements())[:200],
        (covered(our_lines, their_lines), covered(their_lines, our_lines)),
    )


def table(found: Mapping[str, Comparison]) -> str:
    """Return one line for each document compared: pages, near characters, strangers, lines."""
    head = f"{'document':<44}{'pages ours/theirs':>18}{'within 2 pt':>13}{'other page':>12}"
    lines = [f"{head}{'missing':>9}{'extra':>7}{'rules':>9}"]
    for name, each in found.items():
        counts = f"{len(each.moved):>12}{len(each.missing):>9}{len(each.extra):>7}"
        pages = "/".join(map(str, each.pages))
        lines.append(f"{name:<44}{pages:>18}{each.near:>13.2%}{counts}{min(each.ruled):>9.2%}")
    same = sum(each.agrees for each in found.values())
    return "\n".join([*lines, f"{same} of {len(found)} agree"])


def _take_twin(char: Char, candidates: list[Char]) -> bool:
    for index, each in enumerate(candidates):
        if abs(each.x - char.x) <= NEAR and abs(each.y - char.y) <= NEAR:
            del candidates[index]
            return True
    return False
