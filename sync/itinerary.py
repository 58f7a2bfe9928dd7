"""Which exchange comes next, the most needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync import errands
from sync.protocol.messages import CITY, Word

if TYPE_CHECKING:
    from app.domain.sync_state import StreamState, SyncState
    from sync.course import Course, Errand


def next_errand(course: Course, state: SyncState, program: str) -> Errand | None:
    """Return the exchange that is due; nothing when all is at rest."""
    if not course.greeted:
        return errands.greet(course, state, program) if course.ready(Word.HELLO) else None
    if state.recovering:
        return errands.report(course, state) if course.ready(Word.RECOVER) else None
    if state.revoked:
        return errands.push(course, state) if state.waiting and course.ready(Word.PUSH) else None
    if state.release_due and course.ready(Word.RELEASE):
        return errands.give_up(course, state, ())
    return _moving(course, state) or _numbers(course, state) or _proof(course, state)


def _moving(course: Course, state: SyncState) -> Errand | None:
    """Let pushes and pulls take turns, so that neither ever waits for the other."""
    up = state.waiting and course.ready(Word.PUSH)
    down = _stream(course, state)
    if up and (down is None or not course.pushed):
        course.pushed = True
        return errands.push(course, state)
    course.pushed = False
    return None if down is None else errands.pull(course, state, down)


def _stream(course: Course, state: SyncState) -> StreamState | None:
    for name in (CITY, state.town):
        due = name in course.fresh and not state.streams[name].stopped and not course.barred
        if due and course.ready(f"{Word.CHANGES} {name}"):
            return state.streams[name]
    return None


def _numbers(course: Course, state: SyncState) -> Errand | None:
    """Give up numbers of years that are over, then ask for what runs low, once earlier lives are told."""
    due = (course.numbers or course.store.wishing()) and not state.release_due
    if not due or not course.ready(Word.LEASE):
        return None
    year = errands.year_of(course)
    over = course.store.ended(year)
    if over and course.ready(Word.RELEASE):
        return errands.give_up(course, state, over)
    wanted = course.store.wanted(year)
    course.numbers = wanted is not None
    return None if wanted is None else errands.borrow(course, state, wanted)


def _proof(course: Course, state: SyncState) -> Errand | None:
    if state.waiting or course.barred:
        return None
    for name, stream in state.streams.items():
        if stream.rebuilding or stream.stopped:
            continue
        if name in course.differing and course.ready(f"{Word.BUCKET} {name}"):
            return errands.mend(course, state, name)
        if name in course.unproven and course.ready(f"{Word.DIGEST} {name}"):
            return errands.prove(course, state, name)
    return None
