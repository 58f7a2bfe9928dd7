"""Cuts text into overlapping grams: pairs of Chinese characters, triples of letters and digits.

Every place of a run bears one gram, shorter at the run's end, so that a phrase of grams is exact
across runs and a short last gram is found by its beginning.
"""

from __future__ import annotations

import re
import unicodedata

PAIR, TRIPLE = 2, 3
# Outside ASCII, what is no \\W and no underscore is what str.isalnum() accepts.
_RUN = re.compile(r"[0-9A-Za-z]+|[^\W_0-9A-Za-z]+")


def normal(text: str) -> str:
    """Return text as compared: NFKC, lower case, nothing but letters and digits."""
    return "".join(filter(str.isalnum, _plain(text)))


def grams(text: str) -> list[str]:
    """Return the grams of a text to be found, in order."""
    return [gram for run, size in _runs(text) for gram in _cut(run, size, whole=True)]


def phrase(text: str) -> str:
    """Return the FTS5 phrase that finds exactly this text; empty when it holds no letter."""
    runs = _runs(text)
    if not runs:
        return ""
    found = [gram for run, size in runs[:-1] for gram in _cut(run, size, whole=True)]
    last, size = runs[-1]
    found += _cut(last, size, whole=False)
    return f'"{" ".join(found)}"{_begins(last, size)}'


def every_gram(text: str) -> str:
    """Return the FTS5 query of texts that hold every gram, in whatever place."""
    found = []
    for run, size in _runs(text):
        found += [f'"{gram}"{_begins(run, size)}' for gram in _cut(run, size, whole=False)]
    return " AND ".join(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _runs(text: str) -> list[tuple[str, int]]:
    """Return runs of letters and digits, and of other characters, each with its gram size."""
    return [(run, TRIPLE if run.isascii() else PAIR) for run in _RUN.findall(_plain(text))]


def _cut(run: str, size: int, *, whole: bool) -> list[str]:
    """Cut a run; ``whole`` keeps the short grams at its end."""
    places = len(run) if whole else max(1, len(run) - size + 1)
    return [run[at : at + size] for at in range(places)]


def _begins(run: str, size: int) -> str:
    return " *" if len(run) < size else ""
