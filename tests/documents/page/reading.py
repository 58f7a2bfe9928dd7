"""Read laid-out pages back: where a character stands, which lines a page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.page import Box, Picture, Rule, Text

if TYPE_CHECKING:
    from app.documents.page import LaidOut, Page

# Height above and depth below the baseline of the test fonts, in em.
ASCENT, DESCENT = 1.0, 0.141
LINE = 12 * (ASCENT + DESCENT)


def texts(page: Page) -> list[Text]:
    """Return the texts of a page in painting order."""
    return [item for item in page.items if isinstance(item, Text)]


def rules(page: Page) -> list[Rule]:
    """Return the lines drawn on a page."""
    return [item for item in page.items if isinstance(item, Rule)]


def across(page: Page) -> list[Rule]:
    """Return the horizontal lines drawn on a page, from the top."""
    return sorted((rule for rule in rules(page) if rule.y1 == rule.y2), key=lambda rule: rule.y1)


def down(page: Page) -> list[Rule]:
    """Return the vertical lines drawn on a page, from the left."""
    return sorted((rule for rule in rules(page) if rule.x1 == rule.x2), key=lambda rule: rule.x1)


def boxes(page: Page) -> list[Box]:
    """Return the filled rectangles of a page."""
    return [item for item in page.items if isinstance(item, Box)]


def pictures(page: Page) -> list[Picture]:
    """Return the pictures of a page."""
    return [item for item in page.items if isinstance(item, Picture)]


def at(page: Page, words: str) -> tuple[float, float]:
    """Return where the first of some words begins, and its baseline."""
    for text in texts(page):
        index = text.text.find(words)
        if index >= 0:
            return text.x + text.edges[index], text.y
    raise AssertionError((words, [text.text for text in texts(page)]))


def lines(page: Page) -> list[str]:
    """Return the lines of a page from the top, each from left to right."""
    found: dict[float, list[Text]] = {}
    for text in texts(page):
        found.setdefault(round(text.y, 1), []).append(text)
    return [
        "".join(text.text for text in sorted(found[y], key=lambda text: text.x)).rstrip()
        for y in sorted(found)
    ]


def pages_of(laid_out: LaidOut) -> list[list[str]]:
    """Return the lines of every page."""
    return [lines(page) for page in laid_out.pages]
