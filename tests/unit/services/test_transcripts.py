"""Nobody sits in two transcripts at the same time, neither in one case nor in two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus
from app.rules.transcripts import Sitting, clashes
from app.services.refused import RefusedError
from tests.builders import FICTIONAL_ID, a_case, a_document, a_party, an_officer, ident
from tests.unit.services.papers import Bench
from tests.unit.services.world import PARTY, World

if TYPE_CHECKING:
    from app.domain.document import Document

TIMES = ("2026-03-20T09:00", "2026-03-20T10:00")


def a_bench() -> Bench:
    return Bench(World(a_case(CaseStatus.INVESTIGATING)))


def standing(name: str, began: str, ended: str, person: str = "", **changes: object) -> Document:
    """Return a final inquiry of a person by the number of the identity card."""
    answers = {"record.started_at": began, "record.ended_at": ended, "inquiry.id_number": person}
    answers |= {"inquiry.person": "示例当事人"}
    paper = a_document("inquiry_transcript", id=ident(name), answers=answers)
    return replace(paper, **changes)  # type: ignore[arg-type] # named by the caller


def finish(bench: Bench, **answers: str) -> None:
    given_times = {"record.started_at": TIMES[0], "record.ended_at": TIMES[1]}
    told = {**given_times, "inquiry.id_number": FICTIONAL_ID, **answers}
    bench.finished("inquiry_transcript", None, **told)


def elsewhere(bench: Bench, handlers: tuple[str, ...] = ("丁", "戊")) -> None:
    """Put another case in, of the same party and other officers."""
    for name in handlers:
        bench.world.put(an_officer(name))
    other = a_case(
        CaseStatus.INVESTIGATING, id=ident("other"), handlers=tuple(ident(each) for each in handlers)
    )
    bench.world.put(other, a_party("另案当事人", case_id=other.id))


def test_the_same_person_at_the_same_time_in_another_case_is_refused() -> None:
    bench = a_bench()
    elsewhere(bench)
    paper = standing("there", "2026-03-20T09:30", "2026-03-20T11:00", FICTIONAL_ID)
    bench.world.put(replace(paper, case_id=ident("other"), created_by=ident("丁")))

    with pytest.raises(RefusedError) as told:
        finish(bench)

    (refusal,) = told.value.refusals
    assert refusal.gate == "C02"
    assert "时间与本笔录重叠" in refusal.message
    assert refusal.place.key == "record.started_at"


def test_one_after_the_other_is_allowed() -> None:
    bench = a_bench()
    elsewhere(bench)
    paper = standing("there", "2026-03-20T10:00", "2026-03-20T11:00", FICTIONAL_ID)
    bench.world.put(replace(paper, case_id=ident("other"), created_by=ident("丁")))

    finish(bench)


def test_the_handlers_cannot_ask_somebody_else_at_the_same_time_in_another_case() -> None:
    bench = a_bench()
    elsewhere(bench, ("甲", "乙"))
    paper = standing("there", "2026-03-20T09:30", "2026-03-20T11:00", "320281199001019999")
    bench.world.put(replace(paper, case_id=ident("other"), created_by=ident("甲")))

    with pytest.raises(RefusedError, match="甲、乙"):
        finish(bench)


def test_a_draft_or_void_transcript_stands_in_nobodys_way() -> None:
    bench = a_bench()
    for state in ("draft", "void"):
        paper = standing(state, "2026-03-20T09:30", "2026-03-20T11:00", FICTIONAL_ID)
        bench.world.put(replace(paper, state=type(paper.state)(state)))

    finish(bench)


START = datetime(2026, 3, 20, 9)  # noqa: DTZ001 - a transcript's time is that of the place
MINUTES = st.integers(0, 600)


@given(first=st.tuples(MINUTES, MINUTES), second=st.tuples(MINUTES, MINUTES))
def test_clashing_is_the_same_from_both_sides(first: tuple[int, int], second: tuple[int, int]) -> None:
    sittings = [
        Sitting(
            a_document("site_record", PARTY, id=ident(name)),
            a_case(),
            START + timedelta(minutes=min(times)),
            START + timedelta(minutes=max(times) + 1),
            {"id": "示例当事人"},
        )
        for name, times in (("one", first), ("two", second))
    ]
    one, two = sittings

    there, back = list(clashes(one, [two])), list(clashes(two, [one]))

    assert bool(there) == bool(back)
    assert bool(there) == (one.began < two.ended and two.began < one.ended)
    assert list(clashes(one, [one])) == []
