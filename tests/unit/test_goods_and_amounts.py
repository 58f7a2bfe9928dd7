"""Lists are compared by what they name; amounts in capitals are read back as they are written."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.capitals import in_capitals
from app.domain.listed_goods import listed
from app.domain.money import Money
from app.rules.consistency.amounts import read_capitals
from tests.builders import a_document


@given(st.integers(0, 10**15))
def test_capitals_are_read_back_as_they_are_written(fen: int) -> None:
    assert read_capitals(in_capitals(Money(fen))) == Money(fen)


@pytest.mark.parametrize("words", ["贰佰块", "200", "贰佰"])
def test_what_is_no_amount_in_capitals_is_not_read(words: str) -> None:
    assert read_capitals(words) is None


def test_a_typed_list_and_a_fixed_one_say_the_same() -> None:
    typed = a_document("seizure_decision", answers={"seizure.items": "手推车|铁制|辆|2\n秤||台|1.5"})
    rows = [{"name": "手推车", "quantity": "2辆"}, {"name": "秤", "quantity": "1.5"}]
    fixed = a_document(
        "seizure_decision", frozen={"seizure.items": "\N{INFORMATION SEPARATOR ONE}" + json.dumps(rows)}
    )

    found = listed((typed,), "seizure.items")

    assert found == {"手推车": Fraction(2), "秤": Fraction(3, 2)} == listed((fixed,), "seizure.items")


def test_a_thing_without_a_quantity_counts_once_and_lists_add_up() -> None:
    papers = [a_document("seizure_release", answers={"release.items": "招牌"}) for _ in range(2)]

    assert listed(papers, "release.items") == {"招牌": Fraction(2)}
