"""Joined cases (并入的案件): which cases a case has taken in, at first or second hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.domain.case import Case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from app.domain.record import Record
    from app.ports import UnitOfWork

T = TypeVar("T", bound="Record")


def joined_cases(work: UnitOfWork, case_id: UUID) -> tuple[UUID, ...]:
    """Return a case and every case merged into it, also by way of another."""
    found = [case_id]
    # Two offices without a line may merge two cases into each other; each is met once all the same.
    for each in found:
        found += [one.id for one in work.of(Case).find(merged_into=each) if one.id not in found]
    return tuple(found)


def of_cases(work: UnitOfWork, kind: type[T], cases: Iterable[UUID]) -> tuple[T, ...]:
    """Return the records of a kind that lie in one of some cases."""
    return tuple(each for case_id in cases for each in work.of(kind).find(case_id=case_id))


def of_joined(work: UnitOfWork, kind: type[T], case_id: UUID) -> tuple[T, ...]:
    """Return the records of a kind that lie in a case or in one merged into it."""
    return of_cases(work, kind, joined_cases(work, case_id))
