"""Progress (办案进度): the stages of one case for the step bar, from its status, dates and log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case import STATUS_WORDS, CaseStatus, Procedure
from app.rules.deadlines.given import BEIJING
from app.rules.flow import LOG_PREFIX, transitions
from ui.stages import STAGES, stage_of
from ui.widgets.step_bar import Standing, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.case_file import CaseFile
    from app.services.cases import Offer
    from ui.stages import Stage

_SIMPLE = "SP_"
ASIDE = 6
"""A step that may be taken from more statuses than this leads out of the ordinary way."""


def usual(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the steps of the ordinary way, without those that may be taken at almost any time."""
    return tuple(each for each in offers if len(each.transition.sources) <= ASIDE)


def stages_of(file: CaseFile) -> tuple[Stage, ...]:
    """Return the stages the procedure of a case has."""
    if file.case.procedure is Procedure.SIMPLE:
        return tuple(each for each in STAGES if any(state.value.startswith(_SIMPLE) for state in each.states))
    return STAGES


def progress(file: CaseFile, offers: Sequence[Offer]) -> tuple[Step, ...]:
    """Return done stages with the day they were left, the present one, and the next with what is missing."""
    stages = stages_of(file)
    now = stages.index(stage_of(file.case.status))
    entered = _entered(file)
    steps = [_done(file, stages, at, entered) for at in range(now)]
    steps.append(Step(stages[now].word, Standing.NOW, STATUS_WORDS[file.case.status]))
    for at in range(now + 1, len(stages)):
        note = _missing(offers) if at == now + 1 else ""
        steps.append(Step(stages[at].word, Standing.AHEAD, note))
    return tuple(steps)


def _done(file: CaseFile, stages: Sequence[Stage], at: int, entered: Mapping[str, date]) -> Step:
    later = [entered[each.name] for each in stages[at + 1 :] if each.name in entered]
    passed = at == 0 or stages[at].name in entered or not entered
    day = min(later, default=None) if passed else None
    dated = _own_day(file, stages[at].name) or day
    if not passed and dated is None:
        return Step(stages[at].word, Standing.SKIPPED, "未经过")
    if dated is None:
        return Step(stages[at].word, Standing.DONE)
    return Step(stages[at].word, Standing.DONE, f"{dated:%m-%d}", f"{dated}办结")


def _own_day(file: CaseFile, stage: str) -> date | None:
    case = file.case
    days = {
        "filing": case.filed_on,
        "inquiry": case.investigated_on,
        "decision": case.decided_on,
        "closing": case.closed_on,
    }
    return days.get(stage)


def _entered(file: CaseFile) -> Mapping[str, date]:
    """The last day each stage was entered by a step."""
    targets = {LOG_PREFIX + each.code: each.target for each in transitions()}
    found: dict[str, date] = {}
    for line in file.log:
        if line.code in targets:
            found[stage_of(CaseStatus(targets[line.code])).name] = line.at.astimezone(BEIJING).date()
    return found


def _missing(offers: Sequence[Offer]) -> str:
    counts = [len(each.refusals) for each in usual(offers)]
    if not counts:
        return ""
    least = min(counts)
    return f"还缺{least}项" if least else "可以办理"
