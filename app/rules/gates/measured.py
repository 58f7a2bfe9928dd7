"""Measures (强制措施与登记保存): approved before, ended in time, and compelled only as the law allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.role import Role
from app.domain.stated import stated_day
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.given import day_of
from app.rules.deadlines.law import law_here
from app.rules.flow import MATTER, Transition, current
from app.rules.gates.before_paper import against_paper
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from app.rules.measures import RELEASE, SEIZURE, made_on, seizures, urgent

_KEPT, _DISPOSED = "preservation_notice", "preservation_disposal"
_KEEP_ARTICLE, _SEIZE_ARTICLE = "《行政处罚法》第五十六条、第八十五条", "《行政强制法》第十八条、第十九条"
_BESIDE = ("measure_scene_record", "property_list")


def preservation_lawful(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G05: what was preserved was approved before, and disposed of within seven working days (APL 56)."""
    found = []
    for notice in current(file, _KEPT):
        day = stated_day(notice, "preservation.at") or made_on(notice)
        if not _approved(file, "preservation", day):
            message = (
                f"《{paper_name(_KEPT)}》没有行政机关负责人的事先批准。请补登审批；没有批准的，排除所取证据。"
            )
            found.append(Refusal("G05", message, _KEEP_ARTICLE, Place("document", "matter_approval")))
    late = "先行登记保存已超过七个工作日而没有处理。请立即作出处理决定，退还或者依法处理。"
    found += [
        Refusal("G05", late, _KEEP_ARTICLE, Place("document", _DISPOSED)) for _ in _over(file, "D05", today)
    ]
    return tuple(found)


def seizure_lawful(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G06: a seizure was approved, recorded on the scene and listed, and is within its term (ACL 18-25)."""
    found = []
    for each in seizures(file):
        if not urgent(each.decision) and not _approved(file, "seizure", each.began):
            message = f"《{paper_name(SEIZURE)}》没有行政机关负责人的批准。情况紧急的，二十四小时内补办批准。"
            found.append(Refusal("G06", message, _SEIZE_ARTICLE, Place("document", "matter_approval")))
        for slug in _BESIDE:
            if not current(file, slug):
                message = f"查封、扣押没有《{paper_name(slug)}》。请补齐。"
                article = "《行政强制法》第十八条、第二十四条"
                found.append(Refusal("G06", message, article, Place("document", slug)))
    late = "查封、扣押期限已经届满而没有解除或者处理。请立即解除或者处理。"
    article = "《行政强制法》第二十五条、第二十八条"
    found += [Refusal("G06", late, article, Place("document", RELEASE)) for _ in _over(file, "D06", today)]
    return tuple(found)


def enforcement_lawful(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G20: the organ compels only after a demand, by day and on a working day (ACL 34, 35, 43)."""
    papers = current(file, "enforcement_decision")
    return tuple(each for paper in papers for each in against_paper(file, paper, today, law_here()))


def _over(file: CaseFile, rule: str, today: date) -> Iterator[object]:
    for each in case_deadlines(law_here(), file):
        if each.rule == rule and today > day_of(each.legal_due):
            yield each


def _approved(file: CaseFile, matter: str, by: date) -> bool:
    """Whether the head of the organ agreed to a matter by a day."""
    return any(
        each.role is Role.ORGAN_HEAD and each.verdict is Verdict.AGREE and each.on <= by
        for paper in current(file, "matter_approval")
        if paper.answers.get(MATTER) == matter
        for each in file.approvals_of(paper)
    )
