"""Writes ``initials.txt`` anew from pypinyin (MIT), which the running program does not need."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST, LAST = 0x4E00, 0x9FFF
"""The block of unified ideographs; rarer characters have no letter and are found by themselves."""


def letters() -> Mapping[str, str]:
    """Return the characters of each letter, in the order of their code points."""
    found: dict[str, list[str]] = defaultdict(list)
    for point in range(FIRST, LAST + 1):
        character = chr(point)
        reading = pinyin(character, style=Style.NORMAL, errors="ignore", strict=False)
        letter = reading[0][0][:1] if reading and reading[0] else ""
        if letter.isascii() and letter.isalpha():
            found[letter].append(character)
    return {letter: "".join(found[letter]) for letter in sorted(found)}


def main() -> None:
    """Write the table beside this module: a letter, a blank and its characters, line by line."""
    text = "".join(f"{letter} {characters}\n" for letter, characters in letters().items())
    Path(__file__).with_name("initials.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
