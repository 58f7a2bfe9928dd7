"""Opinions signed on paper: recorded by the clerk, in the name of who signed."""

from __future__ import annotations

import pytest

from app.domain.approval import Approval, Verdict
from app.domain.case import CaseStatus
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.services.approvals import ApprovalDesk, NotSignerError, Opinion, OwnCaseError
from app.services.clues import ReasonMissingError
from tests.builders import a_case, a_document, an_officer
from tests.unit.services.world import FIRST, World

REPORT = a_document("investigation_report")
HEAD = an_officer("丁", Role.UNIT_HEAD)


def a_world() -> World:
    """Return a case with a report to be approved, and the head of the unit."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(REPORT, HEAD)
    return world


def test_a_paper_signature_stands_in_the_signers_name_and_in_the_log() -> None:
    world = a_world()

    ApprovalDesk(world.office).transcribe(REPORT.id, Role.UNIT_HEAD, HEAD.id, Opinion(Verdict.AGREE))

    (given,) = world.store.all(Approval)
    assert (given.by_id, given.role, given.on_paper) == (HEAD.id, Role.UNIT_HEAD, True)
    (line,) = world.store.all(LogLine)
    assert (line.by_name, line.text) == (
        "甲",
        "承办机构负责人对《案件调查终结报告》同意（纸质签批，丁）",
    )


def test_who_does_not_hold_the_role_is_no_signer() -> None:
    world = a_world()

    with pytest.raises(NotSignerError):
        ApprovalDesk(world.office).transcribe(REPORT.id, Role.ORGAN_HEAD, HEAD.id, Opinion(Verdict.AGREE))

    assert world.store.all(Approval) == ()


def test_a_handler_signs_no_approval_of_the_own_case_on_paper_either() -> None:
    world = a_world()
    world.change(FIRST, roles=(Role.HANDLER, Role.UNIT_HEAD))

    with pytest.raises(OwnCaseError):
        ApprovalDesk(world.office).transcribe(REPORT.id, Role.UNIT_HEAD, FIRST.id, Opinion(Verdict.AGREE))


def test_a_paper_sent_back_needs_the_words_on_it() -> None:
    with pytest.raises(ReasonMissingError):
        ApprovalDesk(a_world().office).transcribe(REPORT.id, Role.UNIT_HEAD, HEAD.id, Opinion(Verdict.RETURN))
