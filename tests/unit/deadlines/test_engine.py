"""The engine counts as the law counts, and says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.deadlines.calendar import days_between
from app.rules.deadlines.compute import compute
from app.rules.deadlines.engine import NeedsTimeError, reckon, to_plain
from app.rules.deadlines.given import BEIJING, Extension, Given, day_of
from app.rules.deadlines.law import NeedsProfileError, published_law
from app.rules.deadlines.running import NeedsLengthError, add_months
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Bound, Cause, Unit
from tests.unit.deadlines.strategies import days, spans_near, stops

LAW = published_law()
RULES = sorted(
    rule_id
    for rule_id in LAW.book.rules
    if LAW.book.any_edition(rule_id).term.unit is not Unit.HOUR
    and LAW.book.any_edition(rule_id).term.valid_from <= date(2024, 1, 1)
)


def asked(rule_id: str, day: date, **more: Any) -> Given:
    """What a case says when only the day is known."""
    term = LAW.book.any_edition(rule_id).term
    length = 15 if term.length is None else None
    return Given({term.starts[0].key: day}, profile="default_apl", days=length, **more)


@pytest.mark.parametrize("rule_id", RULES)
@given(data=st.data())
def test_a_later_trigger_never_gives_an_earlier_date(rule_id: str, data: st.DataObject) -> None:
    early = data.draw(days(first=date(2024, 1, 1)))
    late = early + timedelta(days=data.draw(st.integers(0, 40)))

    one, two = reckon(LAW, rule_id, asked(rule_id, early)), reckon(LAW, rule_id, asked(rule_id, late))

    assert day_of(one.legal_due) <= day_of(two.legal_due)
    assert day_of(one.safe_due) <= day_of(two.safe_due)


@pytest.mark.parametrize("rule_id", RULES)
@given(day=days(first=date(2024, 1, 1)))
def test_the_safe_day_is_a_working_day_no_later_than_the_legal_one(rule_id: str, day: date) -> None:
    result = reckon(LAW, rule_id, asked(rule_id, day))

    assert day_of(result.safe_due) <= day_of(result.legal_due)
    assert day_of(result.unrolled) <= day_of(result.legal_due)
    if result.bound is Bound.LATEST:
        assert LAW.calendar.works(day_of(result.safe_due))


@given(st.data(), st.sampled_from([("D08", "construction_city"), ("D08", "market"), ("D06", "")]))
def test_an_excluded_day_more_never_shortens(data: st.DataObject, asking: tuple[str, str]) -> None:
    rule_id, profile = asking
    day = data.draw(days())
    own = data.draw(st.lists(spans_near(day), max_size=4))
    more = data.draw(spans_near(day, longest=1))
    extension = Extension(20, day + timedelta(days=data.draw(st.integers(0, 130))))

    def due(every: list[Span]) -> date:
        given = Given({"trigger": day}, profile=profile, stops=stops(every), extensions=(extension,))
        return day_of(reckon(LAW, rule_id, given).legal_due)

    assert due([*own, more]) >= due(own)


@given(st.data())
def test_the_order_of_excluded_stretches_changes_nothing(data: st.DataObject) -> None:
    day = data.draw(days())
    own = data.draw(st.lists(spans_near(day), max_size=4))
    mixed = data.draw(st.permutations(own))

    def result(every: list[Span]) -> object:
        given = Given({"trigger": day}, profile="market", stops=stops(every))
        return reckon(LAW, "D08", given)

    assert result(own) == result(mixed)


@given(st.data())
def test_ninety_days_are_ninety_days_that_were_not_excluded(data: st.DataObject) -> None:
    day = data.draw(days())
    own = data.draw(st.lists(spans_near(day), max_size=4))
    out = {each for span in own for each in days_between(span.first, span.last)}

    result = reckon(LAW, "D08", Given({"trigger": day}, profile="construction_city", stops=stops(own)))

    end = day_of(result.unrolled)
    counted = [each for each in days_between(day, end)[1:] if each not in out]
    assert len(counted) == 90
    assert counted[-1] == end


@given(days(), st.integers(1, 240))
def test_months_end_on_the_same_day_number_or_the_months_last(day: date, months: int) -> None:
    end = add_months(day, months)

    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("rule_id", "inputs", "due"),
    [
        # the readings that the worked examples name beside their own answer
        ("D12latest", {"hearing_on": "2026-03-10", "reading": "lenient"}, "2026-02-28"),
        ("D12earliest", {"trigger": "2025-09-24", "reading": "lenient"}, "2025-10-10"),
        ("D32", {"performance_on": "2026-06-23", "reading": "lenient"}, "2026-06-17"),
        ("D39", {"trigger": "2025-12-31", "reading": "lenient"}, "2026-01-06"),
        ("D06", {"trigger": "2025-05-06", "first_day": "excluded"}, "2025-06-05"),
        ("D06", {"trigger": "2025-05-06"}, "2025-06-04"),
        ("D16", {"trigger": "2025-09-05", "reading": "lenient"}, "2025-10-05"),
        # exclusions and extensions together: 90 + 20 + 30 = 140 days from 3 March: 21 July
        (
            "D08",
            {
                "trigger": "2025-03-03",
                "profile": "construction_city",
                "excluded": [["2025-03-20", "2025-04-01"], ["2025-03-28", "2025-04-08"]],
                "extension_days": 30,
            },
            "2025-07-21",
        ),
        # the APL itself knows neither exclusion nor extension
        (
            "D08",
            {"trigger": "2024-03-01", "excluded": [["2024-04-01", "2024-04-20"]]},
            "2024-05-30",
        ),
        ("D08", {"trigger": "2024-03-01", "extension_days": 30}, "2024-05-30"),
        ("D05", {"trigger": "2024-09-12", "excluded": [["2024-09-13", "2024-09-20"]]}, "2024-09-24"),
        # 30 + 30 is the most that a seizure may last
        ("D06", {"trigger": "2025-05-06", "first_day": "excluded", "extension_days": 60}, "2025-07-05"),
        # fields
        ("D08", {"trigger": "2026-01-31", "profile": "work_safety"}, "2026-03-02"),
        ("D08", {"trigger": "2026-02-02", "profile": "work_safety"}, "2026-05-06"),
        ("D09", {"trigger": "2025-08-18", "profile": "labour", "extension_days": 30}, "2025-12-26"),
        ("D03", {"trigger": "2025-09-26"}, "2025-10-13"),
        ("D03", {"trigger": "2025-06-03", "profile": "market"}, "2025-06-24"),
        # others
        ("D29", {"trigger": "2025-10-09"}, "2026-01-09"),
        ("D29", {"decision_served": "2025-04-02", "deferral_ended": "2025-12-31"}, "2026-03-31"),
        ("D34", {"decision_served": "2025-04-02"}, "2025-10-10"),
        ("D51", {"trigger": "2025-06-30"}, "2026-01-31"),
        ("D18", {"payment_due": "2026-05-25"}, "2026-05-26"),
        ("D49first", {"trigger": "2026-03-31"}, "2026-01-30"),
        # 26 to 31 May, then 11 June to 4 July are thirty days
        ("D31", {"late_penalty_from": "2026-05-26", "excluded": [["2026-06-01", "2026-06-10"]]},
            "2026-07-05"),
        ("D18cap", {"payment_due": "2026-05-25", "excluded": [["2026-06-01", "2026-06-10"]]}, "2026-07-08"),
    ],
)  # fmt: skip
def test_a_rule_gives_the_date_worked_out_by_hand(rule_id: str, inputs: dict[str, Any], due: str) -> None:
    assert compute(rule_id, inputs).legal_due == date.fromisoformat(due)


def test_a_hearing_on_a_rest_day_still_leaves_the_full_days() -> None:
    # Saturday 7 March 2026: 27 and 28 Feb (made up), 2 to 6 March are seven full working days
    safe = compute("D12latest", {"hearing_on": "2026-03-07"})
    lenient = compute("D12latest", {"hearing_on": "2026-03-07", "reading": "lenient"})

    assert safe.legal_due == date(2026, 2, 26)
    assert lenient.legal_due == date(2026, 2, 26)


def test_the_court_term_aims_at_the_end_that_never_rolled() -> None:
    result = compute("D29", {"decision_served": "2025-04-02"})

    assert result.legal_due == date(2026, 1, 9)
    assert result.safe_due == date(2025, 12, 31)


def test_hours_run_through_the_holiday_in_beijing_time() -> None:
    result = compute("D07", {"trigger": "2025-10-01T01:30:00+00:00"})

    assert result.legal_due == datetime(2025, 10, 2, 9, 30, tzinfo=BEIJING)
    assert to_plain(result)["legal_due"] == "2025-10-02 09:30"


def test_a_term_in_hours_needs_the_time() -> None:
    with pytest.raises(NeedsTimeError):
        compute("D07", {"trigger": "2025-10-01"})


def test_a_term_set_by_the_paper_needs_its_length() -> None:
    with pytest.raises(NeedsLengthError):
        compute("D50", {"trigger": "2025-06-16"})


def test_a_fields_own_term_needs_the_field() -> None:
    with pytest.raises(NeedsProfileError):
        compute("D09", {"trigger": "2025-06-16"})


def test_an_extension_counts_only_if_approved_by_the_old_end_that_never_rolled() -> None:
    # day 90 of 3 July 2025 is 1 October; the legal end rolls to 9 October
    in_time = Given({"trigger": date(2025, 7, 3)}, "market", extensions=(Extension(30, date(2025, 10, 1)),))
    too_late = Given({"trigger": date(2025, 7, 3)}, "market", extensions=(Extension(30, date(2025, 10, 2)),))

    kept, dropped = reckon(LAW, "D08", in_time), reckon(LAW, "D08", too_late)

    assert kept.unrolled == date(2025, 10, 31)
    assert dropped.legal_due == date(2025, 10, 9)
    assert any("不延长" in step and "已于2025年10月1日" in step for step in dropped.steps)


def test_a_stretch_after_the_end_revives_nothing() -> None:
    given = Given(
        {"trigger": date(2025, 3, 3)},
        "construction_city",
        stops=stops([Span(date(2025, 6, 2), date(2025, 6, 20))]),
    )

    result = reckon(LAW, "D08", given)

    assert result.unrolled == date(2025, 6, 1)
    assert result.excluded == ()
    assert any("不在期间之内" in step for step in result.steps)


def test_a_seizure_stands_still_only_for_testing_that_was_told_in_writing() -> None:
    span = Span(date(2026, 3, 10), date(2026, 3, 21))
    told = Stop(span, Cause.TESTING, "检测期间告知书")
    untold = Stop(span, Cause.TESTING, told_in_writing=False)
    hearing = Stop(span, Cause.HEARING)

    ends = [
        reckon(LAW, "D06", Given({"trigger": date(2026, 3, 2)}, stops=(each,)))
        for each in (told, untold, hearing)
    ]

    assert [each.legal_due for each in ends] == [
        date(2026, 4, 12),
        date(2026, 3, 31),
        date(2026, 3, 31),
    ]
    assert any("检测期间告知书" in step for step in ends[0].steps)
    assert any("没有书面告知当事人" in step for step in ends[1].steps)


def test_the_explanation_names_holidays_and_make_up_days_that_mattered() -> None:
    steps = "\n".join(compute("D15", {"trigger": "2025-09-26"}).steps)

    assert "2025年9月28日（周日）调休上班" in steps
    assert "国庆节放假" in steps
    assert "第六十一条" in steps


def test_the_explanation_says_why_a_date_rolled_or_did_not() -> None:
    rolled = "\n".join(compute("D08", {"trigger": "2025-07-03"}).steps)
    stayed = "\n".join(compute("D17", {"trigger": "2024-04-26"}).steps)
    never = "\n".join(compute("D01", {"trigger": "2024-06-18"}).steps)

    assert "国庆节" in rolled
    assert "顺延至2025年10月9日（周四）" in rolled
    assert "调休上班的工作日，不顺延" in stayed
    assert "实体期间，不因休息日顺延" in never


def test_a_date_beyond_the_published_calendar_is_provisional() -> None:
    assert compute("D23", {"trigger": "2026-08-31"}).provisional
    assert not compute("D23", {"trigger": "2026-06-30"}).provisional
    assert compute("D29", {"decision_served": "2026-04-02"}).provisional
    assert compute("D15", {"trigger": "2026-12-30"}).provisional


def test_a_result_can_be_written_as_plain_values() -> None:
    plain = to_plain(
        compute(
            "D08",
            {
                "trigger": "2025-03-03",
                "profile": "market",
                "excluded": [["2025-03-20", "2025-04-08"]],
            },
        )
    )

    assert plain["legal_due"] == "2025-06-23"
    assert plain["excluded"] == [["2025-03-20", "2025-04-08"]]
    assert plain["confidence"] == "verified: SAMRP"
