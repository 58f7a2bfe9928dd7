"""A certificate is judged by the day of the act, whatever was recorded afterwards and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.certificate import CertificateKind, CertificateState, Turn
from app.domain.officer import Establishment
from app.rules.flow import leaving
from app.rules.gates.people import two_officers
from app.rules.handlers import Occasion, candidates, why_not_act
from tests.builders import a_bureau, a_case, a_certificate, an_officer, ident
from tests.unit.people.staff import FIRST, HELD, ONE, SPAN, TWO, History, histories

if TYPE_CHECKING:
    from app.domain.certificate import Certificate


@given(history=histories())
def test_who_may_act_on_a_day_is_what_a_walk_through_the_days_finds(history: History) -> None:
    found = {}
    for day in history.good_days():
        posting = next((each for each in reversed(history.postings) if each.covers(day)), None)
        found[day] = not why_not_act(ONE, posting, history.certificates, Occasion(day))

    assert found == history.good_days()


@given(history=histories())
def test_the_gate_of_a_step_says_the_same_as_the_walk_on_every_day(history: History) -> None:
    case = a_case(CaseStatus.FILING_REVIEW)
    file = CaseFile(
        case,
        bureau=a_bureau(),
        officers=(ONE, TWO),
        certificates=(*history.certificates, a_certificate(TWO, issued_on=date(2020, 1, 1))),
        postings=history.postings,
    )
    step = leaving(CaseStatus.FILING_REVIEW)[0]

    open_days = {
        day: not two_officers(file, step, day) for day in (FIRST + timedelta(days=n) for n in range(SPAN))
    }

    assert open_days == history.good_days()


def test_what_was_recorded_late_counts_from_its_own_day() -> None:
    withheld = Turn("2026-02-01", "withheld", "暂扣")
    given_back = Turn("2026-03-01", "valid", "发还")
    late = Turn("2026-01-10", "frozen", "冻结")

    held = HELD.turned(withheld).turned(given_back).turned(late)

    days = {"2026-01-09": "有效", "2026-01-20": "冻结", "2026-02-10": "暂扣", "2026-03-02": "有效"}
    assert {day: held.standing_on(date.fromisoformat(day)) for day in days} == days
    assert (held.state, held.state_since) == (CertificateState.VALID, date(2026, 3, 1))


def test_a_state_kept_before_histories_were_is_the_first_line_of_the_history() -> None:
    old = replace(HELD, state=CertificateState.LOST, state_since=date(2026, 1, 5))

    found = old.turned(Turn("2026-02-01", "valid", "找回"))

    assert [each.state for each in found.turns] == ["lost", "valid"]
    assert found.why_not_on(date(2026, 1, 10))
    assert not found.why_not_on(date(2026, 2, 1))


def test_the_standing_of_a_term_is_a_word() -> None:
    assert HELD.standing_on(date(2023, 12, 31)) == "未生效"
    assert HELD.standing_on(date(2028, 12, 31)) == "有效"
    assert HELD.standing_on(date(2029, 1, 1)) == "过期"


def limited(field: str, area: str) -> Certificate:
    return a_certificate(ONE, fields=field, area=area)


def test_field_and_place_of_the_certificate_must_fit_the_act() -> None:
    day = date(2026, 4, 1)
    case = Occasion(day, "城管", "示例镇")

    assert why_not_act(ONE, None, [limited("城市管理、水利", "江阴市")], case) == ""
    assert why_not_act(ONE, None, [limited("", "示例镇")], case) == ""
    assert "执法领域（水利）不含城管" in why_not_act(ONE, None, [limited("水利", "")], case)
    assert "执法区域（其他镇）不含示例镇" in why_not_act(ONE, None, [limited("", "其他镇")], case)
    both = [limited("水利", ""), replace(limited("城管", ""), id=ident("second"))]
    assert why_not_act(ONE, None, both, case) == ""


def test_a_supervision_certificate_supervises_and_does_not_enforce() -> None:
    held = a_certificate(ONE, kind=CertificateKind.SUPERVISION)
    day = date(2026, 4, 1)

    assert why_not_act(ONE, None, [held], Occasion(day)) == "甲的证件示甲001是执法监督证，不能用于办案"
    both = [held, a_certificate(ONE, id=ident("second"))]
    assert why_not_act(ONE, None, both, Occasion(day)) == ""


def test_choosing_shows_who_may_and_says_why_the_others_may_not() -> None:
    day = date(2026, 4, 1)
    late = an_officer("丁", in_post_to=date(2026, 1, 1))
    helper = an_officer("戊", establishment=Establishment.AUXILIARY)
    bare = an_officer("己")
    people = [(each, None, (a_certificate(each),)) for each in (late, helper, ONE)]

    found = candidates([*people, (bare, None, ())], Occasion(day), {TWO.id: "乙已被决定回避"})

    assert [(each.officer.name, each.why_not) for each in found] == [
        ("甲", ""),
        ("丁", "丁当日不在岗"),
        ("戊", "戊是执法辅助人员"),
        ("己", "己没有执法证"),
    ]
    assert found[0].certificate == a_certificate(ONE)
