"""Circumstances (裁量情节): the general law's grounds for leniency, severity and no penalty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from app.domain.penalty import Leaning
from app.rules.discretion.library import toml


class Effect(Enum):
    """What a circumstance does (情节效果)."""

    EXEMPT = "exempt"
    RELIEF = "relief"
    HEAVIER = "heavier"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One circumstance (情节): asked as a question, with the article that gives it effect.

    Attributes:
        must: The article says 应当; otherwise 可以.
    """

    code: str
    question: str
    effect: Effect
    must: bool
    basis: str
    confidence: str = ""


@cache
def circumstances() -> tuple[Circumstance, ...]:
    """The circumstances of the general law, in the order of its articles."""
    return tuple(
        Circumstance(
            raw["code"],
            raw["question"],
            Effect(raw["leaning"]),
            raw["must"],
            raw["basis"],
            raw["confidence"],
        )
        for raw in toml("circumstances.toml")["circumstance"]
    )


@dataclass(frozen=True, slots=True)
class Leanings:
    """What the circumstances permit (可选的裁量方向), lightest first, with the reasons."""

    allowed: tuple[Leaning, ...]
    steps: tuple[str, ...]
    conflicting: bool = False


_ORDER = (Leaning.EXEMPT, Leaning.REDUCED, Leaning.LIGHTER, Leaning.NONE, Leaning.HEAVIER)


def leanings(found: Iterable[Circumstance], *, room_below: bool) -> Leanings:
    """Tell which directions are open.

    Circumstances of both directions are never offset by the program: all directions they name
    stay open and a person weighs them.

    Args:
        found: Circumstances established by evidence.
        room_below: The branch names a minimum above zero, so 减轻 is possible (APL 32).
    """
    known = tuple(found)
    steps = tuple(f"{each.question.rstrip('？')}：{_word(each)}（{each.basis}）" for each in known)
    if any(each.effect is Effect.EXEMPT and each.must for each in known):
        return Leanings((Leaning.EXEMPT,), steps)
    allowed = _directions(known, room_below=room_below)
    effects = {each.effect for each in known}
    conflicting = Effect.HEAVIER in effects and len(effects) > 1
    if conflicting:
        steps += ("同时有从宽和从重情节，不自动抵销，须综合判断并说明理由",)
    if Effect.RELIEF in effects and not room_below:
        steps += ("本条没有法定下限，没有减轻的余地，只能从轻或者不罚",)
    return Leanings(tuple(each for each in _ORDER if each in allowed), steps, conflicting)


def _directions(known: tuple[Circumstance, ...], *, room_below: bool) -> set[Leaning]:
    allowed: set[Leaning] = set()
    relief = [each for each in known if each.effect is Effect.RELIEF]
    if relief:
        allowed |= {Leaning.LIGHTER, Leaning.REDUCED} if room_below else {Leaning.LIGHTER}
    if any(each.effect is Effect.HEAVIER for each in known):
        allowed.add(Leaning.HEAVIER)
    if any(each.effect is Effect.EXEMPT for each in known):
        allowed.add(Leaning.EXEMPT)
    if not any(each.must for each in known):
        allowed.add(Leaning.NONE)
    return allowed


def _word(each: Circumstance) -> str:
    words = {
        Effect.EXEMPT: "不予处罚",
        Effect.RELIEF: "从轻或者减轻处罚",
        Effect.HEAVIER: "从重处罚",
    }
    return ("应当" if each.must else "可以") + words[each.effect]
