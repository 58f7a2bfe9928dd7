"""Expiry (证件到期): which certificates run out, and which warnings of it are due and not given yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from app.domain.certificate import Certificate, CertificateState
from app.rules.handlers import certificate_rules

Given: TypeAlias = tuple[UUID, date, int]
"""A warning that was given: the certificate, the end of its term, the days before it."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """One certificate near its end (到期提醒): days left, and the step of warning that calls for it."""

    certificate: Certificate
    left: int
    step: int


def warning_steps() -> tuple[int, ...]:
    """Return before how many days of the end a warning is given, the farthest first."""
    return tuple(sorted(certificate_rules()["warning"]["days"], reverse=True))


def in_use(certificates: Iterable[Certificate], today: date) -> tuple[Certificate, ...]:
    """Return the certificate each officer relies on: the latest to end, leaving out what was ended."""
    latest: dict[UUID, Certificate] = {}
    for each in certificates:
        known = latest.get(each.officer_id)
        ended = each.state_on(today) is CertificateState.CANCELLED
        if not ended and (known is None or known.valid_to < each.valid_to):
            latest[each.officer_id] = each
    return tuple(latest.values())


def expiring(certificates: Iterable[Certificate], today: date) -> tuple[Expiring, ...]:
    """Return the certificates near their end, nearest first; those run out have step 0."""
    found = []
    for each in in_use(certificates, today):
        left = (each.valid_to - today).days
        reached = [step for step in warning_steps() if left <= step]
        if reached:
            found.append(Expiring(each, left, 0 if left < 0 else reached[-1]))
    return tuple(sorted(found, key=lambda each: each.left))


def newly_due(
    certificates: Iterable[Certificate], today: date, given: Collection[Given]
) -> tuple[tuple[Expiring, ...], tuple[Given, ...]]:
    """Return the warnings to give now, and all to remember as given: a step passed over never comes."""
    fired, kept = [], []
    for each in expiring(certificates, today):
        end = each.certificate.valid_to
        reached = [(each.certificate.id, end, step) for step in warning_steps() if each.left <= step]
        kept += [one for one in reached if one not in given]
        if each.step and (each.certificate.id, end, each.step) not in given:
            fired.append(each)
    return tuple(fired), tuple(kept)
