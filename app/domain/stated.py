"""Stated day (载明日期): the day a paper itself names, as typed or as it was fixed at 定稿."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.document import Document

_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ISO_LENGTH = len("2026-03-09")


def stated_day(document: Document, name: str) -> date | None:
    """Return the day a paper states under a name: as typed, else as printed; ``None`` when it states none."""
    typed = document.answers.get(name, "")
    return day_in(typed) if typed else day_in(document.frozen.get(name, ""))


def day_in(text: str) -> date | None:
    """Read the day a text begins with: 2026-03-09 or 2026年3月9日."""
    printed = _PRINTED.match(text)
    try:
        if printed:
            year, month, day = map(int, printed.groups())
            return date(year, month, day)
        return date.fromisoformat(text[:_ISO_LENGTH])
    except ValueError:
        return None
