"""Write what helps to find one's way in a PDF: title, outline, page labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_objects import Objects, text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Bookmark


@dataclass(slots=True)
class _Entry:
    """An entry of the outline on its way into the file; the root has no title."""

    number: int
    title: str = ""
    page: int = 0
    inside: list[_Entry] = field(default_factory=list)


def description(objects: Objects, title: str) -> int:
    """Add what viewers call the file, leaving out when it was made; return its number."""
    maker = text_string("澄执")
    return objects.add(b"<< /Title %b /Creator %b /Producer %b >>" % (text_string(title), maker, maker))


def catalogue(
    objects: Objects, pages: Sequence[int], tree: int, bookmarks: Sequence[Bookmark], numbers: Sequence[int]
) -> int:
    """Add the root of a file with its outline and the numbers its pages are called by; return its number."""
    parts = [b"/Type /Catalog", b"/Pages %d 0 R" % tree]
    parts.append(b"/PageLabels << /Nums [%b] >>" % _labels(numbers))
    if bookmarks:
        parts.append(b"/Outlines %d 0 R /PageMode /UseOutlines" % _outline(objects, bookmarks, pages))
    return objects.add(b"<< %b >>" % b" ".join(parts))


def _labels(numbers: Sequence[int]) -> bytes:
    """Return a label for every page where the numbers do not just go on."""
    found = []
    for index, number in enumerate(numbers):
        if index == 0 or number != numbers[index - 1] + 1:
            found.append(b"%d << /S /D /St %d >>" % (index, max(number, 1)))
    return b" ".join(found)


def _outline(objects: Objects, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> int:
    top = _Entry(objects.add())
    open_entries = [top]
    for mark in bookmarks:
        del open_entries[mark.level + 1 :]
        entry = _Entry(objects.add(), mark.title, pages[mark.page])
        open_entries[-1].inside.append(entry)
        open_entries.append(entry)
    _write(objects, top, b"/Type /Outlines")
    return top.number


def _write(objects: Objects, entry: _Entry, own: bytes) -> int:
    """Write an entry and what is inside it; return how many entries are inside."""
    count = len(entry.inside)
    for index, each in enumerate(entry.inside):
        parts = [b"/Title %b /Parent %d 0 R" % (text_string(each.title), entry.number)]
        parts.append(b"/Dest [%d 0 R /Fit]" % each.page)
        if index:
            parts.append(b"/Prev %d 0 R" % entry.inside[index - 1].number)
        if index + 1 < len(entry.inside):
            parts.append(b"/Next %d 0 R" % entry.inside[index + 1].number)
        count += _write(objects, each, b" ".join(parts))
    ends = b""
    if entry.inside:
        ends = b"/First %d 0 R /Last %d 0 R /Count %d" % (
            entry.inside[0].number, entry.inside[-1].number, count,
        )  # fmt: skip
    objects[entry.number] = b"<< %b %b >>" % (own, ends)
    return count
