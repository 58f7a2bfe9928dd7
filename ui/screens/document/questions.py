"""Question bank (询问提纲): questions for a transcript, common ones and those of a field of law."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

COMMON = "通用"
LAST = 2
"""So many of the common questions end a transcript."""


@cache
def _bank() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    folder = files("resources").joinpath("questions")
    lists = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    read = (tomllib.loads(each.read_text("utf-8")) for each in sorted(lists, key=lambda one: one.name))
    return tuple((tuple(each["departments"]), tuple(each["questions"])) for each in read)


def questions_for(department: str) -> tuple[str, ...]:
    """Return the questions in their order: the common beginning, those of the field, the common end."""
    own = next((asked for names, asked in _bank() if any(name in department for name in names)), ())
    common = next((asked for names, asked in _bank() if COMMON in names), ())
    return (*common[:-LAST], *own, *common[-LAST:])


def with_next(text: str, questions: tuple[str, ...]) -> str:
    """Return a transcript with the first question it does not hold yet below it; unchanged when all are."""
    waiting = next((each for each in questions if each not in text), "")
    if not waiting:
        return text
    above = text.rstrip()
    return f"{above}\n问：{waiting}\n答：" if above else f"问：{waiting}\n答："


def asked_count(text: str, questions: tuple[str, ...]) -> int:
    """Return how many of the questions a transcript holds."""
    return sum(each in text for each in questions)
