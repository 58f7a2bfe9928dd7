"""Initials (拼音首字母): the letters by which a name is found, from a generated table of characters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def initials(text: str) -> str:
    """Return the first letters of a text: of each character its reading's, letters and digits themselves."""
    table = _table()
    return "".join(
        table.get(each) or (each.lower() if each.isascii() and each.isalnum() else "") for each in text
    )


@cache
def _table() -> Mapping[str, str]:
    lines = files("resources").joinpath("pinyin", "initials.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines)
    return {character: letter for letter, characters in pairs for character in characters}
