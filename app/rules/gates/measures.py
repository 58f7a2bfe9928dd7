"""Measures (行政强制措施): approved where they were urgent, and ended before the case is closed."""

from __future__ import annotations

from datetime import date

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.role import Role
from app.rules.flow import MATTER, Transition, current
from app.rules.gates.papers import last_verdicts
from app.rules.gates.refusal import Place, Refusal
from app.rules.measures import seizures, urgent

_LATER = "seizure_post_approval"


def emergency_approved(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G06: a measure taken at once was approved afterwards (ACL 19)."""
    taken = [each.decision for each in seizures(file) if urgent(each.decision)]
    if not taken or any(
        each.answers.get(MATTER) == _LATER and last_verdicts(file, each).get(Role.ORGAN_HEAD) is Verdict.AGREE
        for each in current(file, "matter_approval")
    ):
        return ()
    message = (
        f"《查封（扣押）决定书》{taken[-1].number}情况紧急当场实施，还没有补办批准手续。"
        "请制作行政执法有关事项审批表（补办批准），报行政机关负责人批准。"
    )
    return (Refusal("G06", message, "《行政强制法》第十九条", Place("document", "matter_approval")),)


def measures_ended(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G06: nothing is sealed or detained any more when the case is closed (ACL 27, 28)."""
    return tuple(
        Refusal(
            "G06",
            f"《查封（扣押）决定书》{each.decision.number}还没有解除，也没有处理所查封、扣押的财物。请解除或者处理。",
            "《行政强制法》第二十七条、第二十八条",
            Place("document", "seizure_release"),
        )
        for each in seizures(file)
        if each.ended is None
    )
