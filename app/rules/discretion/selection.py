"""Selection (选定罚则分支): which one branch of an article the facts reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.spec import Branch, FineSpec, FineType, Who
from app.rules.discretion.stages import sorts_cases
from app.rules.discretion.wording import SUBJECTS, condition, fine


class Outcome(Enum):
    """How a selection ended (选定结果)."""

    FOUND = "found"
    NO_FINE = "no_fine"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Selection:
    """The branch found (选定的分支), or why there is none, with the branches that were weighed."""

    outcome: Outcome
    reason: str
    branch: Branch | None = None
    candidates: tuple[Branch, ...] = ()
    missing: tuple[str, ...] = ()


_STRIKES = {
    Subject.PERSON: {Who.PERSON, Who.ANY},
    Subject.ORGANISATION: {Who.ORGANISATION, Who.ANY},
    Subject.RESPONSIBLE: {Who.RESPONSIBLE},
}


def select(spec: FineSpec, facts: FineFacts) -> Selection:
    """Find the branch for the subject, the ticked stages and the thresholds met."""
    own = [branch for branch in spec.branches if branch.who in _STRIKES[facts.subject]]
    if not own:
        return Selection(Outcome.NO_FINE, f"本条没有对{SUBJECTS[facts.subject]}的罚款")
    reached = [branch for branch in own if facts.stages.issuperset(branch.stages)]
    if not reached:
        return _unreached(own, facts)
    return _by_threshold(reached, facts)


def _unreached(own: list[Branch], facts: FineFacts) -> Selection:
    open_stages = [tuple(stage for stage in branch.stages if stage not in facts.stages) for branch in own]
    missing = tuple(dict.fromkeys(stage for stages in open_stages for stage in stages))
    if any(all(sorts_cases(stage) for stage in stages) for stages in open_stages):
        text = f"须先选定适用的情形：{'；'.join(missing)}"
        return Selection(Outcome.AMBIGUOUS, text, None, tuple(own), missing)
    text = f"须先具备下列情形才可以罚款：{'；'.join(missing)}。目前只能责令改正或者给予其他处理"
    return Selection(Outcome.NO_FINE, text, None, tuple(own), missing)


def _by_threshold(reached: list[Branch], facts: FineFacts) -> Selection:
    asked = (limit.name for branch in reached for limit in branch.conditions)
    missing = tuple(dict.fromkeys(name for name in asked if not facts.knows_amount(name)))
    if missing:
        return Selection(Outcome.MISSING, f"须先查明：{'、'.join(missing)}", None, tuple(reached), missing)
    met = [branch for branch in reached if _meets(branch, facts)]
    if not met:
        limits = "；".join(condition(each) for branch in reached for each in branch.conditions)
        text = f"法条空隙：所列分档（{limits}）均不适用，须人工选择"
        return Selection(Outcome.AMBIGUOUS, text, None, tuple(reached))
    return _nearest(met, facts)


def _meets(branch: Branch, facts: FineFacts) -> bool:
    return all(limit.holds(facts.amount(limit.name)) for limit in branch.conditions)


def _rank(branch: Branch) -> tuple[int, bool]:
    return len(branch.stages), branch.who is not Who.ANY


def _nearest(met: list[Branch], facts: FineFacts) -> Selection:
    best = max(_rank(branch) for branch in met)
    chosen = [branch for branch in met if _rank(branch) == best]
    if len(chosen) > 1:
        chosen = _with_known_base(chosen, facts)
    if len(chosen) > 1:
        texts = "；".join(fine(branch) for branch in chosen)
        text = f"同时符合几档罚则，须人工选择：{texts}"
        return Selection(Outcome.AMBIGUOUS, text, None, tuple(chosen))
    branch = chosen[0]
    if branch.type is FineType.NONE:
        return Selection(Outcome.NO_FINE, "本条没有规定罚款", branch)
    return Selection(Outcome.FOUND, _why(branch, facts), branch)


def _with_known_base(chosen: list[Branch], facts: FineFacts) -> list[Branch]:
    known = [each for each in chosen if each.base and facts.amount(each.base) is not None]
    return known or chosen


def _why(branch: Branch, facts: FineFacts) -> str:
    reasons = [condition(limit) for limit in branch.conditions] + list(branch.stages)
    text = f"（{'；'.join(reasons)}）" if reasons else ""
    return f"受罚主体为{SUBJECTS[facts.subject]}{text}：{fine(branch)}"
