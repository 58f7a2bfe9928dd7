"""The exchanges of a computer with the city server, each made from what the store says."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any

from sync.course import Errand
from sync.protocol.chain import continues
from sync.protocol.messages import CITY, FORMAT, OLDEST_FORMAT, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.sync_state import LeaseRequest, LentNumbers, StreamState, SyncState
    from sync.course import Course

POLL = "poll"
"""What rests between two looks for news."""
BROKEN_CHAIN = "chain"
DIFFERENT = "digest"
ANOTHER_LIFE = "numbers given up"
YEAR_OVER = "year over"
_BEIJING = timezone(timedelta(hours=8))


def greet(course: Course, state: SyncState, program: str) -> Errand:
    """Open a round: tell how far this computer is, learn where the server stands."""
    waiting, conflicts = course.store.counts()
    asked = course.clock.now()
    request = {
        "incarnation": state.incarnation,
        "app": program,
        "schema": [OLDEST_FORMAT, FORMAT],
        "cursors": {each.name: {"seq": each.seq, "hash": each.hash} for each in state.streams.values()},
        "epoch": state.epoch,
        "at": asked.isoformat(),
        "waiting": waiting,
        "conflicts": conflicts,
        "skew": round(course.skew),
    }
    return Errand(Word.HELLO, request, partial(_greeted, course, state, asked))


def _greeted(course: Course, state: SyncState, asked: datetime, body: Mapping[str, Any]) -> str:
    middle = asked + (course.clock.now() - asked) / 2
    course.skew = (middle - datetime.fromisoformat(body["now"])).total_seconds()
    course.store.contact(round(course.skew * 1000), revoked=bool(body["revoked"]))
    course.poll = float(body["poll"])
    course.portions.operations = int(body["limits"]["ops"])
    course.portions.bytes.most = int(body["limits"]["bytes"])
    if not state.epoch:
        course.store.enter(body["epoch"])
    elif body["epoch"] not in (state.epoch, state.recovering):
        course.store.must_recover(body["epoch"])
    _forget(course, body["epoch"], body)
    course.greeted, course.numbers = True, True
    course.rest(POLL).begin(course.poll)
    course.fresh |= state.streams.keys()
    course.unproven |= state.streams.keys()
    return ""


def push(course: Course, state: SyncState) -> Errand:
    """Hand over what waits, oldest first."""
    size = course.portions.bytes.size
    sent = course.store.waiting(course.portions.operations, size)
    head = {"incarnation": state.incarnation, "epoch": state.epoch, "cursor": cursor(state)}
    request = {**head, "changesets": sent}
    return Errand(Word.PUSH, request, partial(pushed, course, state))


def cursor(state: SyncState) -> Mapping[str, Any]:
    """Return the town's cursor: by it the server sees that it was set back, before it takes anything."""
    stream = state.streams[state.town]
    return {"seq": stream.seq, "hash": stream.hash}


def pushed(course: Course, state: SyncState, body: Mapping[str, Any]) -> str:
    """Note what the server committed of a push, whether or not it took all."""
    outcomes = body.get("outcomes", ())
    if outcomes:
        course.store.answered(state.incarnation, outcomes)
        course.fresh.add(state.town)
        course.numbers = True
    _forget(course, state.epoch, body)
    course.portions.bytes.grow()
    return ""


def _forget(course: Course, epoch: str, body: Mapping[str, Any]) -> None:
    """Let go of what a kept backup holds, when the server tells of a newer one in an epoch."""
    known = course.backed[1] if course.backed[0] == epoch else {}
    told = (epoch, body.get("backed", known), int(body.get("backed_seq") or 0))
    if told != course.backed:
        course.store.forget(*told)
        course.backed = told


def pull(course: Course, state: SyncState, stream: StreamState) -> Errand:
    """Ask for the next page of a stream's log."""
    request = {
        "stream": stream.name,
        "after": stream.seq,
        "hash": stream.hash,
        "upto": course.upto.get(stream.name),
        "limit": course.portions.rows.size,
        "epoch": state.epoch,
        "schema": [OLDEST_FORMAT, FORMAT],
    }
    return Errand(Word.CHANGES, request, partial(_pulled, course, state, stream), stream.name)


def _pulled(course: Course, state: SyncState, stream: StreamState, body: Mapping[str, Any]) -> str:
    rows, more, name = body["rows"], bool(body["more"]), stream.name
    if not continues(stream.seq, stream.hash, rows):
        course.upto.pop(name, None)
        return BROKEN_CHAIN
    taken = course.store.take(name, rows, complete=not more) if rows or stream.rebuilding else None
    if taken is not None and taken.stopped:
        course.fresh.discard(name)
        return taken.stopped
    if rows:  # an empty page says nothing of the line
        course.portions.rows.grow()
    if name != CITY:
        _forget(course, state.epoch, body)
    if more:
        course.upto[name] = int(body["upto"])
        return ""
    course.upto.pop(name, None)
    if rows:
        course.unproven.add(name)
    if int(body["head"]) <= int(body["upto"]):
        _all_there(course, state, name)
    return ""


def _all_there(course: Course, state: SyncState, stream: str) -> None:
    """See that what was answered lies in the log; where it does not, the server was set back unspoken."""
    course.fresh.discard(stream)
    if stream == CITY:
        return
    course.store.missed()
    if not course.reported and course.store.orphaned():
        # Nobody pushes under an earlier incarnation; a report gives back everything that is kept.
        course.reported = True
        course.part = (0, 0)
        course.store.must_recover(state.epoch)


def give_up(course: Course, state: SyncState, numbers: Sequence[LentNumbers]) -> Errand:
    """Give numbers back: those of a year that is over, and all that earlier incarnations held."""
    request = {
        "incarnation": state.incarnation,
        "epoch": state.epoch,
        "numbers": flat(numbers),
        "reason": ANOTHER_LIFE if state.release_due else YEAR_OVER,
    }
    return Errand(Word.RELEASE, request, partial(_given_up, course, numbers))


def _given_up(course: Course, numbers: Sequence[LentNumbers], _body: Mapping[str, Any]) -> str:
    course.store.given_up(numbers)
    return ""


def borrow(course: Course, state: SyncState, wanted: LeaseRequest) -> Errand:
    """Ask for document numbers to hold in store."""
    request = {
        "request": wanted.request,
        "incarnation": state.incarnation,
        "epoch": state.epoch,
        "cursor": cursor(state),
        "series": wanted.series,
        "year": wanted.year,
        "count": wanted.count,
    }
    return Errand(Word.LEASE, request, partial(_lent, course, wanted))


def _lent(course: Course, wanted: LeaseRequest, body: Mapping[str, Any]) -> str:
    course.store.lent(wanted.request, [int(each) for each in body["numbers"]])
    return ""


def report(course: Course, state: SyncState) -> Errand:
    """Answer the roll call after a restore: numbers held, and a part of everything kept."""
    part, start = course.part
    given = course.store.archive(start, course.portions.operations, course.portions.bytes.size)
    end = start + len(given.change_sets)
    done = not course.store.archive(end, 1, 1).change_sets
    held = {word: flat(course.store.numbers(used=used)) for word, used in (("leased", False), ("used", True))}
    request = {
        "answers": state.recovering,
        "incarnation": state.incarnation,
        "part": part,
        "done": done,
        "numbers": held,
        "changesets": given.change_sets,
        "doubted": given.doubted,
    }
    return Errand(Word.RECOVER, request, partial(_reported, course, state, end, done))


def _reported(course: Course, state: SyncState, end: int, done: bool, _body: Mapping[str, Any]) -> str:  # noqa: FBT001 - bound by partial
    course.portions.bytes.grow()
    if not done:
        course.part = (course.part[0] + 1, end)
        return ""
    course.store.recovered(state.recovering)
    course.begin_anew()
    return ""


def prove(course: Course, state: SyncState, stream: str) -> Errand:
    """Compare the digest of a stream at rest."""
    seq, ours = course.store.digest(stream)
    request = {"stream": stream, "seq": seq, "epoch": state.epoch}
    return Errand(Word.DIGEST, request, partial(_proven, course, stream, ours), stream)


def _proven(course: Course, stream: str, ours: Sequence[int], body: Mapping[str, Any]) -> str:
    course.unproven.discard(stream)
    theirs = body["buckets"]
    wrong = [number for number, (mine, other) in enumerate(zip(ours, theirs, strict=True)) if mine != other]
    if not wrong:
        return ""
    course.differing[stream] = wrong
    course.store.note(DIFFERENT, f"{stream} {len(wrong)}")
    return DIFFERENT


def mend(course: Course, state: SyncState, stream: str) -> Errand:
    """Fetch one differing bucket, to replace the images that differ."""
    bucket = course.differing[stream][0]
    request = {"stream": stream, "bucket": bucket, "epoch": state.epoch}
    return Errand(Word.BUCKET, request, partial(_mended, course, stream, bucket), stream)


def _mended(course: Course, stream: str, bucket: int, body: Mapping[str, Any]) -> str:
    if course.store.repair(stream, int(body["seq"]), bucket, body["records"]):
        course.unproven.add(stream)  # equal records prove nothing new: compared at once, it would never end
    left = course.differing.pop(stream)[1:]
    if left:
        course.differing[stream] = left
    else:
        course.fresh.add(stream)
    return ""


def year_of(course: Course) -> int:
    """Return the year in Beijing, by the server's clock as far as it is known."""
    return (course.clock.now() - timedelta(seconds=course.skew)).astimezone(_BEIJING).year


def flat(numbers: Sequence[LentNumbers]) -> list[dict[str, Any]]:
    """Return numbers as they travel, one entry each."""
    return [
        {"series": each.series, "year": each.year, "loan": each.loan, "n": n}
        for each in numbers
        for n in each.numbers
    ]
