"""Consistency gate (一致性): nothing is decided or closed while the file contradicts itself."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.rules.consistency import contradictions
from app.rules.flow import Transition
from app.rules.gates.refusal import Refusal


def consistent(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """C01–C14: dates follow one another, people were where they sign, figures and names agree."""
    return contradictions(file).faults
