"""What is typed into a document is kept in a form that reads the same again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.catalogue import forms
from app.documents.manifest import Ask, AskType
from app.domain.errors import AppError
from ui.screens.document.asks import answer_of, pairs_of, typed_of
from ui.screens.document.orders import order_of
from ui.screens.document.questions import asked_count, questions_for, with_next

TODAY = date(2026, 4, 1)


def asked(kind: AskType) -> Ask:
    """Return an ask of a kind; a table has two columns."""
    columns = ("name", "remark") if kind is AskType.TABLE else ()
    return Ask("a.b", "某项", "某组", kind, columns=columns)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_typed_short_or_long_is_kept_in_one_form(day: date) -> None:
    typed = (day.strftime("%Y%m%d"), f"{day.year}年{day.month}月{day.day}日", day.isoformat())

    assert {answer_of(asked(AskType.DATE), each, TODAY) for each in typed} == {day.isoformat()}


@given(st.sampled_from(list(AskType)), st.text(max_size=20))
def test_whatever_is_typed_is_kept_the_same_twice_or_refused(kind: AskType, text: str) -> None:
    ask = asked(kind)
    try:
        kept = answer_of(ask, text, TODAY)
    except AppError:
        return

    assert answer_of(ask, typed_of(ask, kept), TODAY) == kept


def test_every_choice_of_every_form_is_kept_as_picked() -> None:
    picked = [(ask, key) for form in forms().values() for ask in form.asks for key, _ in pairs_of(ask)]

    assert picked
    assert [(ask, key) for ask, key in picked if answer_of(ask, key, TODAY) != key] == []


@pytest.mark.parametrize("department", ["城管", "安监(应急)", "住建", "市场监管", "民政"])
def test_the_questions_of_a_field_come_between_the_common_ones_and_end(department: str) -> None:
    questions = questions_for(department)
    text = ""
    for _ in questions:
        text = with_next(text, questions)

    assert asked_count(text, questions) == len(questions) == len(set(questions))
    assert with_next(text, questions) == text
    assert "以上记录请你核对" in questions[-1]


@pytest.mark.parametrize("text", ["左两毫米", "1,5", "100", "--1"])
def test_an_offset_that_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(AppError, match="不是毫米数"):
        order_of({"copies": "1", "right_mm": text}, "某文书")
