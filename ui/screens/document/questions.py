"""Question bank (询问提纲): questions by field of law and by who is asked, and wordings to take over."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

COMMON = "通用"
LAST = 2
"""So many of the common questions end a transcript."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence often needed in a transcript (常用记载): where it goes, and what stands behind it."""

    name: str
    title: str
    field: str
    text: str
    source: str


@cache
def _bank() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    folder = files("resources").joinpath("questions")
    lists = [each for each in folder.iterdir() if each.name.endswith(".toml") and each.name[0].isdigit()]
    read = (tomllib.loads(each.read_text("utf-8")) for each in sorted(lists, key=lambda one: one.name))
    return tuple((tuple(each["departments"]), tuple(each["questions"])) for each in read)


def questions_for(department: str, role: str = "") -> tuple[str, ...]:
    """Return the questions in order: the common beginning, who is asked, the field of law, the end."""
    own = next((asked for names, asked in _bank() if any(name in department for name in names)), ())
    common = next((asked for names, asked in _bank() if COMMON in names), ())
    return (*common[:-LAST], *_of_role(role), *own, *common[-LAST:])


def with_next(text: str, questions: tuple[str, ...]) -> str:
    """Return a transcript with the first question it does not hold yet below it; unchanged when all are."""
    waiting = next((each for each in questions if each not in text), "")
    return with_passage(text, f"问：{waiting}\n答：") if waiting else text


def with_passage(text: str, passage: str) -> str:
    """Return a transcript with a passage below it."""
    above = text.rstrip()
    return f"{above}\n{passage}" if above else passage


def asked_count(text: str, questions: tuple[str, ...]) -> int:
    """Return how many of the questions a transcript holds."""
    return sum(each in text for each in questions)


@cache
def wordings() -> tuple[Wording, ...]:
    """Return the sentences that can be taken over."""
    return tuple(
        Wording(name, each["title"], each["field"], each["text"], each["source"])
        for name, each in _read("wordings.toml").items()
    )


def _of_role(role: str) -> tuple[str, ...]:
    return tuple(_read("roles.toml").get(role, {}).get("questions", ()))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("questions", name).read_text("utf-8"))
