"""Merging and splitting (并案与分案): cases under investigation become one, or two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.case import STATUS_WORDS, Case, CaseStatus, Procedure
from app.domain.errors import AppError
from app.domain.evidence import Evidence
from app.domain.party import Party
from app.domain.penalty import Penalty
from app.services.case_reading import read_case_file, writable_case
from app.services.case_steps import case_number
from app.services.office import log

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.ports import UnitOfWork
    from app.services.office import Office

_JOINABLE = (CaseStatus.FILED, CaseStatus.INVESTIGATING)


class NotJoinableError(AppError):
    """Cases were to be merged or split outside the investigation."""

    code = "case.not_joinable"
    hint = "普通程序案件在立案后、调查终结前可以并案、分案。"

    def __init__(self, case: Case) -> None:
        super().__init__(f"案件“{case.number or case.cause}”{STATUS_WORDS[case.status]}，不能并案或分案。")


class SplitRemainderError(AppError):
    """A split would leave one of the two cases without party or act, or tear a penalty apart."""

    code = "case.split_remainder"
    hint = "请为两个案件各留至少一名当事人和一项违法行为，并先撤去跨案的处罚裁量。"

    def __init__(self) -> None:
        super().__init__("这样分案后，当事人、违法行为或处罚裁量不能分清。")


def merge_cases(work: UnitOfWork, office: Office, case_id: UUID, into_id: UUID) -> Case:
    """Move parties, acts, evidence and penalties; papers stay with the merged case and are read there."""
    source, target = _joinable(work, case_id), _joinable(work, into_id)
    if source.id == target.id:
        raise NotJoinableError(source)
    file, goal = read_case_file(work, source.id), read_case_file(work, target.id)
    for party in file.parties:
        work.of(Party).save(replace(party, case_id=target.id))
    for act in file.acts:
        work.of(Act).save(replace(act, case_id=target.id))
    for penalty in file.penalties:
        work.of(Penalty).save(replace(penalty, case_id=target.id))
    last = max((each.number for each in goal.evidence), default=0)
    for number, piece in enumerate(file.evidence, last + 1):
        work.of(Evidence).save(replace(piece, case_id=target.id, number=number))
    merged = replace(source, merged_into=target.id)
    work.of(Case).save(merged)
    log(work, office, source.id, "case.merged", f"并入案件{target.number}")
    log(work, office, target.id, "case.merged", f"案件{source.number}并入本案")
    return merged


def split_case(
    work: UnitOfWork, office: Office, case_id: UUID, moving: tuple[frozenset[UUID], frozenset[UUID]]
) -> Case:
    """Move parties and acts, with their penalties and evidence, to a new case."""
    source = _joinable(work, case_id)
    file = read_case_file(work, source.id)
    _check_remainder(file, *moving)
    now = office.clock.now()
    new = replace(
        source,
        id=office.ids.new(),
        clue_id=None,
        number="",
        split_from=source.id,
        opened_at=now,
        status_since=now,
    )
    new = replace(new, number=case_number(work, replace(file, case=new), office.clock.today().year))
    work.of(Case).save(new)
    _move(work, file, new.id, moving)
    log(work, office, source.id, "case.split", f"分出案件{new.number}")
    log(work, office, new.id, "case.split", f"由案件{source.number}分出")
    return new


def _move(
    work: UnitOfWork, file: CaseFile, new_id: UUID, moving: tuple[frozenset[UUID], frozenset[UUID]]
) -> None:
    parties, acts = moving
    for party in (each for each in file.parties if each.id in parties):
        work.of(Party).save(replace(party, case_id=new_id))
    for act in (each for each in file.acts if each.id in acts):
        work.of(Act).save(replace(act, case_id=new_id))
    for penalty in (each for each in file.penalties if each.party_id in parties):
        work.of(Penalty).save(replace(penalty, case_id=new_id))
    pieces = (each for each in file.evidence if each.act_id in acts)
    for number, piece in enumerate(pieces, 1):
        work.of(Evidence).save(replace(piece, case_id=new_id, number=number))


def _check_remainder(file: CaseFile, parties: frozenset[UUID], acts: frozenset[UUID]) -> None:
    own_parties = {each.id for each in file.active_parties}
    own_acts = {each.id for each in file.acts}
    parted = bool(parties) and parties < own_parties and bool(acts) and acts < own_acts
    torn = any((each.party_id in parties) != (each.act_id in acts) for each in file.penalties)
    if not parted or torn:
        raise SplitRemainderError


def _joinable(work: UnitOfWork, case_id: UUID) -> Case:
    case = writable_case(work, case_id)
    if case.procedure is not Procedure.ORDINARY or case.status not in _JOINABLE:
        raise NotJoinableError(case)
    return case
