"""Answering (演示填写): what is typed into the forms of the town, by form, step and outcome."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.documents.answers import parts
from app.documents.manifest import Ask, AskType

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("demo", "answers.toml").read_text("utf-8"))


def typed(slug: str, step: str, weight: str) -> dict[str, str]:
    """Return the listed answers of a form, the special ones over the general ones."""
    data = _data()
    found: dict[str, str] = dict(data["answers"])
    for group, key in (("answers_of", slug), ("answers_at", step), ("answers_with", weight)):
        special: Mapping[str, str] = data[group].get(key, {})
        found |= special
    return found


def _cells(ask: Ask) -> tuple[Ask, ...]:
    return parts(ask) if ask.type is AskType.TABLE else ()


def by_kind(ask: Ask, today: str) -> str:
    """Return an answer that fits the kind of a question."""
    if ask.type is AskType.CHOICE:
        return ask.choices[0].code
    plain = {
        AskType.DATE: today,
        AskType.DATETIME: f"{today} 09:30",
        AskType.NUMBER: "1",
        AskType.MONEY: "0",
        AskType.TICK: "是",
        AskType.TABLE: "\t".join(
            "—" if each.type is AskType.TEXT else by_kind(each, today) for each in _cells(ask)
        ),
    }
    return plain.get(ask.type, f"{ask.label}见本案材料。")
