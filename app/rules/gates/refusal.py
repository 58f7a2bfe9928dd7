"""Refusal (不能办理的原因): why a step may not be taken, what to do, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.case_file import CaseFile
from app.rules.flow import Transition


@dataclass(frozen=True, slots=True)
class Place:
    """What to open to put it right (去处).

    Attributes:
        kind: ``field``, ``document``, ``person``, ``party``, ``act``, ``penalty``, ``evidence``,
            ``statement``, ``payment``, ``volume`` or ``sync``.
        key: Name of the field, slug of the paper, or id of the record or the conflict as text.
    """

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against a step (不能办理的原因): gate, Chinese message with remedy, article, place."""

    gate: str
    message: str
    article: str
    place: Place


Gate = Callable[[CaseFile, Transition, date], tuple[Refusal, ...]]
"""A named condition of a step, asked on a day."""
