"""Write what helps to find one's way in a PDF: title, outline, page labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_objects import Objects, text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Bookmark

_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(slots=True)
class _Entry:
    """An entry of the outline on its way into the file; the root has no title."""

    number: int
    title: str = ""
    page: int = 0
    inside: list[_Entry] = field(default_factory=list)


def describe(objects: Objects, title: str, bookmarks: Sequence[Bookmark], numbers: Sequence[int]) -> None:
    """Write title, outline and the numbers pages are called by; leave out when it was made."""
    objects[objects.info] = (
        b"<< /Title %b /Creator %b /Producer %b >>"
        % (text_string(title), text_string("澄执"), text_string("Qt"))
    )  # fmt: skip
    pages = _pages(objects)
    parts = [b"/Type /Catalog", b"/Pages %d 0 R" % _number(_PAGES, objects[objects.root])]
    parts.append(b"/PageLabels << /Nums [%b] >>" % _labels(numbers))
    if bookmarks:
        parts.append(b"/Outlines %d 0 R /PageMode /UseOutlines" % _outline(objects, bookmarks, pages))
    objects[objects.root] = b"<< %b >>" % b" ".join(parts)


def drop_metadata(objects: Objects) -> None:
    """Empty the metadata Qt wrote: it names the moment, and so makes every file another one."""
    found = re.search(rb"/Metadata (\d+) 0 R", objects[objects.root])
    if found:
        objects[int(found[1])] = b"null"


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    if found is None:
        raise ValueError(body)
    return int(found[1])


def _pages(objects: Objects) -> list[int]:
    tree = objects[_number(_PAGES, objects[objects.root])]
    kids = _KIDS.search(tree)
    return [int(each) for each in _REFERENCE.findall(kids[1] if kids else b"")]


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
    _write(objects, top)
    return top.number


def _write(objects: Objects, entry: _Entry) -> int:
    """Write what is inside an entry, and its own ends; return how many entries are inside."""
    count = len(entry.inside)
    for index, each in enumerate(entry.inside):
        parts = [b"/Title %b /Parent %d 0 R" % (text_string(each.title), entry.number)]
        parts.append(b"/Dest [%d 0 R /Fit]" % each.page)
        if index:
            parts.append(b"/Prev %d 0 R" % entry.inside[index - 1].number)
        if index + 1 < len(entry.inside):
            parts.append(b"/Next %d 0 R" % entry.inside[index + 1].number)
        objects[each.number] = b" ".join(parts)
        count += _write(objects, each)
    ends = b""
    if entry.inside:
        ends = b"/First %d 0 R /Last %d 0 R /Count %d" % (
            entry.inside[0].number, entry.inside[-1].number, count,
        )  # fmt: skip
    kept = objects[entry.number] if entry.title else b"/Type /Outlines"
    objects[entry.number] = b"<< %b %b >>" % (kept, ends)
    return count
