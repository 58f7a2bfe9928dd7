"""The engine of the exchange (同步引擎): one step is one exchange over ports, without a thread inside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync import errands
from sync.answer_forms import fits, refusal_fits
from sync.course import Course
from sync.itinerary import next_errand
from sync.protocol.messages import CITY, Word
from sync.refusals import NOT_AN_ANSWER, odd, recover, refused, rested
from sync.step import IDLE, Step
from sync.unreachable import Barrier, UnreachableError

if TYPE_CHECKING:
    from random import Random

    from app.domain.sync_state import SyncState
    from app.ports import Clock
    from app.sync_ports import SyncStore
    from sync.course import Errand
    from sync.protocol.messages import Answer
    from sync.transport import Transport

NOT_ENROLLED = "not_enrolled"
OTHER_SERVER = "other_server"
LAYING = "laying"
"""Nothing was exchanged yet: what another program kept is read anew first."""
_GREET_EVERY = 15
"""Polls between two greetings."""
_DONE = 200
_OF_ANY_EPOCH = frozenset((Word.HELLO, Word.RECOVER))
_LARGE = frozenset((Word.PUSH, Word.CHANGES, Word.RECOVER))
_WHATEVER_THE_SIZE = frozenset((Barrier.REFUSED, Barrier.UNTRUSTED, Barrier.ODD))
"""Barriers that a smaller request meets just as well; of the others a bad line may be the cause."""


class Engine:
    """Brings one store and the city server together; expected faults are told by the step, not raised.

    What the store cannot do, such as a full disk in the middle of a page, is raised: each of its acts is one
    transaction, so nothing is kept by halves, and the next step asks again for what was not taken.
    """

    def __init__(
        self, store: SyncStore, transport: Transport, clock: Clock, rng: Random, program: str = ""
    ) -> None:
        self._store = store
        self._transport = transport
        self._course = Course(store, clock, rng)
        self._program = program
        self._polls = 0

    def step(self) -> Step:
        """Make one exchange, or none when nothing is due, the engine rests or an update is taken in."""
        state = self._store.state()
        if state is None:
            return Step(IDLE, self._course.poll, NOT_ENROLLED)
        if not state.laid:
            self._store.lay_anew()
            return Step(LAYING)
        left = self._course.rest("").left()
        if left:
            return Step(IDLE, left)
        self._poll(state)
        errand = next_errand(self._course, state, self._program)
        if errand is None:
            rests = (left for each in self._course.rests.values() if (left := each.left()))
            return Step(IDLE, min(rests, default=0.0))
        return replace(self._exchange(state, errand), stream=errand.stream)

    def hurry(self) -> None:
        """Look for news at the next step, whatever was to be waited for (立即同步)."""
        for each in self._course.rests.values():
            each.over()

    def _poll(self, state: SyncState) -> None:
        """Look for news now and then, also while something waits that cannot be sent."""
        course = self._course
        if course.rest(errands.POLL).left() or not course.greeted:
            return
        course.rest(errands.POLL).begin(course.poll)
        self._polls += 1
        if self._polls % _GREET_EVERY == 0 or state.revoked:
            course.begin_anew()
        else:
            course.fresh |= state.streams.keys() - {CITY}

    def _exchange(self, state: SyncState, errand: Errand) -> Step:
        try:
            answer = self._transport.call(errand.word, errand.request)
        except UnreachableError as error:
            if errand.word in _LARGE and error.barrier not in _WHATEVER_THE_SIZE:
                self._course.portions.shrink()
            return rested(self._course, errand, error.barrier)
        if answer.server != state.server:
            return rested(self._course, errand, NOT_AN_ANSWER if answer.server is None else OTHER_SERVER)
        if answer.status == _DONE:
            return self._done(state, errand, answer)
        if refusal_fits(errand.word, answer.read()):
            return refused(self._course, state, errand, answer)
        return odd(self._course, errand)

    def _done(self, state: SyncState, errand: Errand, answer: Answer) -> Step:
        course, body = self._course, answer.read()
        if not fits(errand.word, body):
            return odd(course, errand) if body else rested(course, errand, NOT_AN_ANSWER)
        if errand.word not in _OF_ANY_EPOCH and answer.epoch != state.epoch:
            return recover(course, errand, answer.epoch)
        fault = errand.take(body)
        if fault == errands.BROKEN_CHAIN:
            self._store.note(fault, errand.stream)
            return rested(course, errand, fault, alone=True)
        course.rest("").over()
        course.rest(errand.kind).over()
        return Step(errand.word, 0.0, fault)
