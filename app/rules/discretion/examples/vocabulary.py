"""Vocabulary (算例用语): which input name means which amount, unit, stage or subject."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.rules.discretion.examples.rows import ExampleRowError
from app.rules.discretion.facts import Subject
from app.rules.discretion.library import toml


@cache
def _data() -> dict[str, Any]:
    return toml("example_inputs.toml")


def amount_names(key: str) -> tuple[str, ...]:
    """Names of amounts an input may stand for."""
    return tuple(_data()["amounts"].get(key, ()))


def unit_of(key: str) -> str | None:
    """The unit an input counts, if it counts one."""
    found = _data()["units"].get(key)
    return None if found is None else str(found)


def products() -> list[dict[str, str]]:
    """Amounts that are a count times a price."""
    return list(_data()["product"])


def stage_words() -> dict[str, list[str]]:
    """Words a stage must contain, by the yes/no input that answers it."""
    return dict(_data()["stages"])


def denied_stage_words() -> dict[str, list[str]]:
    """Likewise for inputs whose yes denies the stage."""
    return dict(_data()["stages_denied"])


def subject_of(text: str) -> Subject | None:
    """The subject a text names; the longest word found wins, so 非… and 个人 stay apart."""
    found = [
        (len(word), kind) for kind, words in _data()["subjects"].items() for word in words if word in text
    ]
    return Subject(max(found)[1]) if found else None


def business(text: str) -> bool | None:
    """Whether a context is a business act, ``None`` if it does not say."""
    contexts = _data()["contexts"]
    if any(word in text for word in contexts["other"]):
        return False
    return True if any(word in text for word in contexts["business"]) else None


def standards_of(rule: str) -> tuple[str, ...]:
    """Keys of the shipped standards a rule id tries, in order."""
    return tuple(_data()["standards"].get(rule, ()))


def rounding(mode: str) -> dict[str, Any]:
    """Step and direction a rounding mode of the examples names."""
    found = _data()["rounding"].get(mode)
    if found is None:
        raise ExampleRowError(f"没有名为“{mode}”的取整方式。")
    return dict(found)
