"""The home page's limits of 20,000 cases: counted by the store, beside the calendar library per limit."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import chinese_calendar

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.rules.deadlines.law import published_law
from app.services.deadlines import NEAR, SOON, DeadlineDesk, DueCounts, derive
from app.services.office import Office
from localdb.store import open_store
from tests.db.surroundings import TickingClock, case, clerk, means
from tests.measuring import Measured, timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.deadline import Deadline
    from localdb.outbox import Means
    from localdb.store import Store

CASES = 20_000
RUNS = 40
SAMPLE = 1_000  # limits counted through the library; all of them would take most of a minute
MOST_MS, LEAST_TIMES = 5.0, 10_000
TODAY = date(2026, 7, 1)
DAY = timedelta(days=1)


def bench() -> Iterator[Measured]:
    """Count overdue, within two and within seven working days, both ways over the same limits."""
    given = means(TickingClock(datetime(2026, 7, 1, 1, tzinfo=UTC)))
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store", given)
        try:
            limits = _filled(store, given)
            yield from _measured(store, given, limits)
        finally:
            store.close()


def _measured(store: Store, given: Means, limits: Sequence[Deadline]) -> Iterator[Measured]:
    desk = DeadlineDesk(Office(store.begin, given.clock, given.ids, clerk, store.read), store.deadlines)
    ours = [each for each in limits if each.ours]
    some = ours[:: max(1, len(ours) // SAMPLE)]
    start = time.perf_counter()
    told = _by_library(some)
    library = (time.perf_counter() - start) * len(ours) / len(some)
    counted = timed(desk.counts, RUNS)
    _agree(desk.counts(), ours)
    _agree(told, some)
    times = library / counted.middle
    yield Measured(
        f"count {len(ours):,} limits of {CASES:,} cases for the home page, law and edges read anew",
        f"≤ {MOST_MS:.0f} ms",
        str(counted),
        counted.middle * 1e3 <= MOST_MS,
    )
    yield Measured(
        f"the same by the calendar library for each limit ({len(some):,} measured, scaled to all)",
        f"≥ {LEAST_TIMES:,}×",
        f"{library:.1f} s, {times:,.0f}×",
        times >= LEAST_TIMES,
    )


def _filled(store: Store, given: Means) -> list[Deadline]:
    """Keep what the rules derive of open cases: filed over a hundred days, every other one just decided."""
    law = published_law()
    kept: list[Deadline] = []
    batch = []
    for number in range(CASES):
        filed = TODAY - timedelta(days=number % 100)
        decided = TODAY - timedelta(days=number % 7) if number % 2 else None
        status = CaseStatus.DECIDED if decided else CaseStatus.INVESTIGATING
        one = replace(case(given), status=status, filed_on=filed, decided_on=decided)
        derived = derive(law, CaseFile(one))
        kept += derived
        batch.append((one.id, 0, derived))
    store.deadlines.keep(batch)
    return kept


def _by_library(limits: Sequence[Deadline]) -> DueCounts:
    """Count as a program without a table does: walk the days left of each limit through the library."""
    overdue = soon = near = later = 0
    for each in limits:
        left = _working_days_left(each.safe_due)
        overdue += left < 0
        soon += 0 <= left <= SOON
        near += SOON < left <= NEAR
        later += left > NEAR
    return DueCounts(overdue, soon, near, later)


def _working_days_left(due: date) -> int:
    day, left = TODAY, 0
    if due < TODAY:
        return -1
    while day < due:
        day += DAY
        left += chinese_calendar.is_workday(day)
    return left


def _agree(counts: DueCounts, limits: Sequence[Deadline]) -> None:
    """Stop where a count is not that of the table's own definition: a quick wrong answer is none."""
    calendar = published_law().calendar
    soon, near = calendar.after(TODAY, SOON), calendar.after(TODAY, NEAR)
    due = [each.safe_due for each in limits]
    expected = DueCounts(
        overdue=sum(each < TODAY for each in due),
        soon=sum(TODAY <= each <= soon for each in due),
        near=sum(soon < each <= near for each in due),
        later=sum(each > near for each in due),
    )
    if counts != expected:
        msg = f"counted {counts}, expected {expected}"
        raise AssertionError(msg)
