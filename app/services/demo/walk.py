"""Walk (演示办案): one case goes its way day by day, through the desks, as a bureau would work it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.role import Role
from app.services.demo.opening import open_case, open_on_the_spot
from app.services.demo.papers import Papers
from app.services.demo.preparing import (
    answer_notice,
    bind,
    bring_proof,
    choose_penalty,
    pay,
    tell_findings,
)
from app.services.demo.routes import HEARING_FORM, papers_before
from app.services.demo.scene import said, team
from app.services.demo.seizing import seize
from app.services.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import datetime
    from uuid import UUID

    from app.rules.flow import Transition
    from app.services.demo.opening import Bench
    from app.services.demo.scene import CasePlan, Scene, Team

_PATIENCE = 60
_PUNISHES = frozenset({CaseStatus.NOTIFIED, CaseStatus.SP_SERVED})
_PAID = frozenset({CaseStatus.PERFORMED, CaseStatus.SP_COLLECTED, CaseStatus.SP_CLOSED})
_TERM = frozenset({"G08", "G10", "G21", "overdue"})
"""Gates that open by themselves when a term has run out."""


def walk(scene: Scene, plan: CasePlan) -> Generator[datetime, None, UUID]:
    """Work one case to the end of its way; yields each moment at which it goes on, returns the case's id."""
    crew = team(scene, plan.bureau.town)
    bench = (open_on_the_spot if plan.route.simple else open_case)(scene, plan, crew)
    papers = Papers(bench)
    if plan.route.simple:
        bring_proof(bench, papers)
        choose_penalty(bench)
    for transition, delay in zip(plan.route.transitions(), plan.delays, strict=True):
        yield scene.in_working_days(delay)
        scene.seat.take(crew.handlers[0])
        _prepare(bench, papers, transition)
        yield from _take(bench, transition)
    if plan.route.seizes:
        yield scene.in_working_days(1)
        scene.seat.take(crew.handlers[0])
        seize(bench, papers)
    return bench.case_id


def _prepare(bench: Bench, papers: Papers, transition: Transition) -> None:
    """Do everything a step needs done first."""
    papers.step = transition.code
    papers.before(papers_before().get(transition.code, ()), bench.parties)
    if transition.target is CaseStatus.INVESTIGATED:
        bring_proof(bench, papers)
        tell_findings(bench)
        choose_penalty(bench)
    elif transition.target in _PUNISHES:
        choose_penalty(bench)
        if bench.plan.route.weight == "hearing":
            papers.before((HEARING_FORM,), bench.parties)
    elif CaseStatus.NOTIFIED in transition.sources:
        answer_notice(bench)
    elif transition.target in (CaseStatus.ARCHIVED, CaseStatus.SP_ARCHIVED):
        bind(bench)
    route = bench.plan.route
    verdict = Verdict(route.verdicts.get(transition.code, Verdict.AGREE))
    papers.for_step(transition, bench.parties, route.matters.get(transition.code, ""), verdict)
    if transition.target in _PAID:
        pay(bench, papers)


def _take(bench: Bench, transition: Transition) -> Iterator[datetime]:
    """Take a step, waiting from working day to working day while only a running term stands against it."""
    for _ in range(_PATIENCE):
        try:
            _advance(bench, transition)
        except RefusedError as error:
            if any(each.gate not in _TERM for each in error.refusals):
                raise
        else:
            return
        yield bench.scene.in_working_days(1)
    _advance(bench, transition)


def _advance(bench: Bench, transition: Transition) -> None:
    facts = {
        "reason": said()["endings"].get(transition.code, said()["circumstances"]),
        "transferred_to": said()["transferred_to"].get(transition.code, ""),
    }
    asked = {name: facts[name] for name in transition.asks}
    bench.scene.seat.take(_taker(bench.team, transition))
    bench.scene.desks.cases.advance(bench.case_id, transition.code, **asked)


def _taker(crew: Team, transition: Transition) -> UUID:
    if Role.HANDLER in transition.roles:
        return crew.handlers[0]
    return crew.archivist if Role.ARCHIVIST in transition.roles else crew.clerk
