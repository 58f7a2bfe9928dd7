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


def name_initials(name: str) -> frozenset[str]:
    """Return the first letters of a person's name in every reading its surname may have (姓氏读音)."""
    usual, found = initials(name), set()
    for size in (1, 2):
        found |= {letters + usual[size:] for letters in _surnames().get(name[:size], ())}
    return frozenset({usual, *found})


def named_by(name: str, typed: str) -> bool:
    """Tell whether typed text is part of a name, or the beginning letters of it in some reading."""
    wanted = typed.strip().lower()
    return wanted in name.lower() or any(each.startswith(wanted) for each in name_initials(name))


@cache
def _surnames() -> Mapping[str, tuple[str, ...]]:
    """Return surnames with their readings: of one character each letter is one, of two all letters are."""
    lines = files("resources").joinpath("pinyin", "surnames.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ") for line in lines if not line.startswith("#"))
    return {name: (letters,) if len(name) > 1 else tuple(letters) for name, letters in pairs}


@cache
def _table() -> Mapping[str, str]:
    lines = files("resources").joinpath("pinyin", "initials.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines)
    return {character: letter for letter, characters in pairs for character in characters}
