"""Passing (过关): asks every gate of a step, and gathers what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from inspect import isfunction, signature
from types import ModuleType

from app.domain.case_file import CaseFile
from app.rules.flow import Transition
from app.rules.gates import (
    act,
    compelling,
    conduct,
    consistent,
    decision,
    departure,
    hearing,
    measured,
    measures,
    money,
    people,
    recording,
    stated,
    timely,
)
from app.rules.gates.papers import missing_papers
from app.rules.gates.refusal import Gate, Refusal

_PARAMETERS = ["file", "transition", "today"]


@cache
def gates() -> Mapping[str, Gate]:
    """Every gate by the name the data uses: the public functions of a gate's shape."""
    modules: tuple[ModuleType, ...] = (
        *(people, act, conduct, hearing, stated, decision, departure, money, compelling, measures),
        *(consistent, recording, timely, measured),
    )
    return {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if isfunction(found) and not name.startswith("_") and list(signature(found).parameters) == _PARAMETERS
    }


def refusals(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Return everything that stands against a step on a day; empty when it may be taken."""
    known = gates()
    asked = (known[name](file, transition, today) for name in transition.gates)
    return (*missing_papers(file, transition, today), *(each for found in asked for each in found))
