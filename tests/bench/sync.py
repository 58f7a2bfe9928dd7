"""Records up and down, one changed record and none, beside PouchDB 9 with a PouchDB server.

Every record is a change set of its own, signed; the server checks signatures, chains the log, keeps to
row policies and commits durably. PouchDB's server does none of that and does not wait for the disk.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sync.codecs import encode
from sync.protocol.messages import Word
from tests.bench._counting import counted
from tests.bench._desktop import BenchDesktop, cases
from tests.bench._peer import peer
from tests.bench._served import served_city, towns
from tests.measuring import Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from app.domain.case import Case
    from tests.bench._counting import Counted
    from tests.bench._peer import Peer
    from tests.bench._served import ServedCity

RECORDS = "CHENGZHI_BENCH_RECORDS"
"""Environment variable with how many records go up and down; 10,000 without it."""
ROUNDS, CHANGES = 3, 11
UP, DOWN, PROCESSOR, BYTES = 1.5, 2.0, 0.5, 0.2
BOUND = "signatures, chain, row policies, durable commits on our side alone"


@dataclass(frozen=True, slots=True)
class Leg:
    """One direction of an exchange (一趟), all figures for one record."""

    seconds: float
    processor: float


@dataclass
class Side:
    """What one side took: every round up and down, every small exchange in bytes and seconds."""

    up: list[Leg] = field(default_factory=list)
    down: list[Leg] = field(default_factory=list)
    sent: list[tuple[int, float]] = field(default_factory=list)
    got: list[tuple[int, float]] = field(default_factory=list)
    idle: list[tuple[int, float]] = field(default_factory=list)


def bench() -> Iterator[Measured]:
    """Exchange the same records both ways in turn on both sides, and then one changed record at a time."""
    count = int(os.environ.get(RECORDS, "10000"))
    before = os.getloadavg()[0]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        city, other = stack.enter_context(served_city()), stack.enter_context(peer(folder))
        ours, theirs = Side(), Side()
        pairs = []
        for n in range(ROUNDS):
            pairs.append(_ours(city, folder, n, count, ours))
            _theirs(other, folder, n, _documents(pairs[-1][0], folder), theirs)
        with counted(city.port) as way:
            _small(_our_moves(*pairs[-1], way), way, ours)
        with counted(other.port) as way:
            _small(_their_moves(other, f"{way.url}/round{ROUNDS - 1}"), way, theirs)
    load = f"load of the machine {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    yield from _verdicts(count, ours, theirs, load)


def _ours(
    city: ServedCity, folder: Path, n: int, count: int, side: Side
) -> tuple[BenchDesktop, BenchDesktop]:
    here, there = (BenchDesktop(folder, city, towns()[n], f"{name}{n}") for name in ("here", "there"))
    here.save(cases(here, count))
    side.up.append(_leg(here, Word.PUSH, city, count))
    here.exchange()
    side.down.append(_leg(there, Word.CHANGES, city, count))
    found = len(there.cases())
    assert found == count, f"{found} of {count} records arrived"
    return here, there


def _leg(desktop: BenchDesktop, word: Word, city: ServedCity, count: int) -> Leg:
    """Exchange up to rest; the leg ends with the last answer to its word, what follows is not its own."""
    began, used = time.perf_counter(), city.processor()
    ended = [(began, used)]
    desktop.exchange(word, lambda: ended.append((time.perf_counter(), city.processor())))
    return Leg((ended[-1][0] - began) / count, (ended[-1][1] - used) / count)


def _documents(desktop: BenchDesktop, folder: Path) -> Path:
    """Write the records of a desktop as PouchDB's documents."""
    path = folder / "records.jsonl"
    made = ({"_id": str(each.id), **_fields(each)} for each in desktop.cases())
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in made), "utf-8")
    return path


def _fields(case: Case) -> Mapping[str, Any]:
    born = encode(None, case)
    assert born is not None
    fields: Mapping[str, Any] = born["set"]
    return fields


def _theirs(other: Peer, folder: Path, n: int, records: Path, side: Side) -> None:
    here = folder / f"stores{n}"
    here.mkdir()
    other.do("open", folder=str(here))
    _seconds, count = other.do("fill", records=str(records))
    for work, legs in (("push", side.up), ("pull", side.down)):
        used = other.processor()
        seconds, moved = other.do(work, url=other.url(f"round{n}"))
        assert moved == count, f"{moved} of {count} documents moved"
        legs.append(Leg(seconds / count, (other.processor() - used) / count))


Moves = tuple["Callable[[int], object]", "Callable[[], object]", "Callable[[], object]"]


def _our_moves(here: BenchDesktop, there: BenchDesktop, way: Counted) -> Moves:
    for each in (here, there):
        each.reach(way.url)
        each.exchange()
    known = here.cases()
    return (
        lambda n: here.save([_changed(known[(n * 977 + 13) % len(known)], n)]),
        here.exchange,
        there.exchange,
    )


def _changed(case: Case, n: int) -> Case:
    return replace(case, brief=f"再修改{n}")


def _their_moves(other: Peer, url: str) -> Moves:
    for each in ("push", "pull"):
        other.do(each, url=url)
    return (
        lambda n: other.do("change", n=n),
        lambda: other.do("push", url=url),
        lambda: other.do("pull", url=url),
    )


def _small(moves: Moves, way: Counted, side: Side) -> None:
    """Change one record, send it, get it, and ask once more when there is nothing."""
    change, push, pull = moves
    for n in range(CHANGES):
        change(n)
        for move, kept in ((push, side.sent), (pull, side.got), (pull, side.idle)):
            way.taken()
            began = time.perf_counter()
            move()
            kept.append((way.taken(), time.perf_counter() - began))


def _verdicts(count: int, ours: Side, theirs: Side, load: str) -> Iterator[Measured]:
    for way, goal, mine, other in (("up", UP, ours.up, theirs.up), ("down", DOWN, ours.down, theirs.down)):
        yield _speed(f"{count} records of 2 KB {way}, {ROUNDS} rounds in turn; {load}", goal, mine, other)
        yield _work(f"the server's processor for a record {way}", mine, other)
    yield _bytes("one changed record sent", ours.sent, theirs.sent)
    yield _bytes("one changed record got", ours.got, theirs.got)
    yield _bytes("nothing new", ours.idle, theirs.idle)


def _speed(work: str, goal: float, mine: Sequence[Leg], other: Sequence[Leg]) -> Measured:
    ours, theirs = (1 / median(each.seconds for each in legs) for legs in (mine, other))
    told = f"{ours:,.0f}/s ({BOUND}), {theirs:,.0f}/s there, {ours / theirs:.2f}×"
    return Measured(work, f"≥ {goal}× PouchDB", told, ours / theirs >= goal)


def _work(work: str, mine: Sequence[Leg], other: Sequence[Leg]) -> Measured:
    ours, theirs = (median(each.processor for each in legs) * 1e6 for legs in (mine, other))
    told = f"{ours:.0f} µs, {theirs:.0f} µs there, {ours / theirs:.2f}×"
    return Measured(work, f"≤ {PROCESSOR}× PouchDB's server", told, ours <= PROCESSOR * theirs)


def _bytes(work: str, mine: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> Measured:
    ours, theirs = (median(size for size, _seconds in each) for each in (mine, other))
    took, takes = (median(seconds for _size, seconds in each) * 1e3 for each in (mine, other))
    told = f"{ours:,.0f} bytes in {took:.1f} ms, {theirs:,.0f} in {takes:.1f} ms there, {ours / theirs:.2f}×"
    goal = f"≤ {BYTES}× PouchDB's bytes, headers counted"
    return Measured(work, goal, told, ours <= BYTES * theirs)
