"""What the engine does when the server does not do what it was asked, code by code."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sync import errands
from sync.protocol.messages import Code, Word
from sync.step import Step
from sync.unreachable import Barrier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.sync_state import SyncState
    from sync.course import Course, Errand
    from sync.protocol.messages import Answer

NOT_AN_ANSWER = "not_an_answer"
"""What came back is no answer of the city server; nothing is known of the request."""
ONE_TOO_LARGE = "one_too_large"
"""One change set alone is larger than the server takes."""
log = logging.getLogger(__name__)
OF_THE_KEY = frozenset((Code.TOKEN, "proof"))
"""The server does not believe this computer's key; whatever it answers after all disproves that."""


def refused(course: Course, state: SyncState, errand: Errand, answer: Answer) -> Step:
    """Do what a refusal asks for; what it committed before it stopped is noted first."""
    body = answer.read()
    if errand.word == Word.PUSH and body.get("outcomes"):
        errands.pushed(course, state, body)
    code = str(body.get("code", ""))
    act = _ACTS.get(code)
    if act is not None:
        return act(course, state, errand, answer)
    # A time the server named, an answer without a code, a key it does not know concern every request.
    everything = answer.retry_after is not None or not code or code in OF_THE_KEY
    return rested(course, errand, code or NOT_AN_ANSWER, answer.retry_after, alone=not everything)


def rested(
    course: Course, errand: Errand, fault: str, named: float | None = None, *, alone: bool = False
) -> Step:
    """Rest one kind of errand alone, or everything when the line itself is at fault."""
    wait = course.rest(errand.kind if alone else "").begin(named)
    return Step(errand.word, 0.0 if alone else wait, fault)


def odd(course: Course, errand: Errand) -> Step:
    """Rest an errand whose answer this program cannot read; nothing of such an answer was taken."""
    log.info("an odd answer to %s", errand.word)
    return rested(course, errand, Barrier.ODD, alone=True)


def recover(course: Course, errand: Errand, epoch: str | None) -> Step:
    """Go into recovery: the server is not in the epoch we know, so its log may lack what we have."""
    if not epoch:
        return odd(course, errand)
    course.store.must_recover(epoch)
    course.begin_anew()
    course.greeted = True
    return Step(errand.word, 0.0, Code.EPOCH)


def _gap(course: Course, state: SyncState, errand: Errand, answer: Answer) -> Step:
    if errand.word == Word.PUSH:
        course.store.resend(state.incarnation, int(answer.read()["expect"]))
    course.part = (0, 0)
    return Step(errand.word, 0.0, Code.GAP)


def _fork(course: Course, _state: SyncState, errand: Errand, _answer: Answer) -> Step:
    course.store.forked()
    return Step(errand.word, 0.0, Code.DEVICE_FORK)


def _epoch(course: Course, _state: SyncState, errand: Errand, answer: Answer) -> Step:
    return recover(course, errand, answer.read().get("epoch") or answer.epoch)


def _behind(course: Course, _state: SyncState, errand: Errand, _answer: Answer) -> Step:
    course.fresh.add(errand.stream)
    course.unproven.discard(errand.stream)
    return Step(errand.word)


def _revoked(course: Course, _state: SyncState, errand: Errand, _answer: Answer) -> Step:
    course.store.contact(round(course.skew * 1000), revoked=True)
    return Step(errand.word, 0.0, Code.DEVICE_REVOKED)


def _too_large(course: Course, _state: SyncState, errand: Errand, answer: Answer) -> Step:
    if errand.word == Word.PUSH and len(errand.request["changesets"]) == 1:
        return rested(course, errand, ONE_TOO_LARGE, alone=True)
    course.portions.shrink()
    course.portions.operations = max(1, course.portions.operations // 2)
    return rested(course, errand, Code.TOO_LARGE, answer.retry_after, alone=True)


def _too_old(course: Course, _state: SyncState, errand: Errand, _answer: Answer) -> Step:
    course.barred = Code.TOO_OLD
    course.store.note(Code.TOO_OLD, "")
    return Step(errand.word, 0.0, Code.TOO_OLD)


_ACTS: Mapping[str, Callable[[Course, SyncState, Errand, Answer], Step]] = {
    Code.GAP: _gap,
    Code.DEVICE_FORK: _fork,
    Code.EPOCH: _epoch,
    Code.RECOVERING: _epoch,
    Code.BEHIND: _behind,
    Code.DEVICE_REVOKED: _revoked,
    Code.TOO_LARGE: _too_large,
    Code.TOO_OLD: _too_old,
}
