"""What was seized or preserved is followed thing by thing until nothing is left of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.rules.consistency.settled import closed_with_nothing_open
from app.rules.file_review.ending import measures_ended
from app.rules.held_goods import held_goods, left_goods
from tests.builders import a_case, a_document, a_party, at, ident

if TYPE_CHECKING:
    from app.domain.document import Document

PARTY, OTHER = a_party(), a_party(name="另一家店")
TODAY = date(2026, 4, 1)
LATER = at(date(2026, 3, 20))
SEIZED = a_document("seizure_decision", PARTY, answers={"seizure.items": "手推车||辆|2\n秤||台|1"})
KEPT = a_document("preservation_notice", PARTY, answers={"preservation.items": "账本||册|3"})


def a_file(*papers: Document) -> CaseFile:
    return CaseFile(a_case(CaseStatus.CLOSING_REVIEW), parties=(PARTY,), documents=papers)


def released(items: str, at_id: str = "r") -> Document:
    answers = {"release.items": items, "release.scope": "part"}
    return a_document("seizure_release", PARTY, id=ident(at_id), answers=answers, final_at=LATER)


def settled(items: str, kind: str) -> Document:
    answers = {"disposal.items": items, "disposal.kind": kind}
    return a_document("preservation_disposal", PARTY, answers=answers, final_at=LATER)


def left(*papers: Document) -> list[str]:
    return [each.left_words for each in held_goods(a_file(*papers)) if each.left]


def test_what_was_only_taken_is_all_left() -> None:
    assert left(SEIZED, KEPT) == ["手推车2辆", "秤1台", "账本3册"]


def test_releases_in_parts_leave_the_rest() -> None:
    assert left(SEIZED, released("手推车||辆|1")) == ["手推车1辆", "秤1台"]
    assert left(SEIZED, released("手推车||辆|1"), released("手推车||辆|1\n秤||台|1", "s")) == []


def test_a_disposal_record_and_a_transfer_count_once_over_all_lists() -> None:
    kept_too = a_document("preservation_notice", PARTY, answers={"preservation.items": "手推车||辆|1"})
    disposed = a_document("goods_disposal_record", answers={"goods.items": "手推车||辆|2"}, final_at=LATER)
    police = a_document("criminal_transfer", answers={"police.items": "秤||1台"}, final_at=LATER)

    assert left(SEIZED, kept_too, disposed, police) == ["手推车1辆"]


@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        ("return", []),
        ("evidence_fixed_return", []),
        ("seize", []),
        ("transfer", []),
        ("send_appraisal", ["账本3册"]),
        ("confiscate_later", ["账本3册"]),
    ],
)
def test_a_preservation_ends_where_the_organ_no_longer_has_the_thing(kind: str, rest: list[str]) -> None:
    assert left(KEPT, settled("账本||册|3", kind)) == rest


def test_a_release_to_one_party_leaves_the_list_of_another_alone() -> None:
    theirs = a_document("seizure_decision", OTHER, answers={"seizure.items": "手推车||辆|1"})

    assert left(SEIZED, theirs, released("手推车||辆|2\n秤||台|1")) == ["手推车1辆"]


def test_the_review_names_what_is_left_and_loses_nothing_once_nothing_is() -> None:
    (found,) = measures_ended(a_file(SEIZED, released("手推车||辆|2")), TODAY)

    assert "秤1台" in found.message
    assert "手推车" not in found.message
    assert (found.place.kind, found.place.key) == ("document", "seizure_release")
    assert list(measures_ended(a_file(SEIZED, released("手推车||辆|2\n秤||台|1")), TODAY)) == []


def test_a_case_is_not_closed_over_preserved_things_of_which_some_are_left() -> None:
    in_part = [*closed_with_nothing_open(a_file(KEPT, settled("账本||册|2", "return")))]
    whole = [*closed_with_nothing_open(a_file(KEPT, settled("账本||册|3", "return")))]

    assert [("账本1册" in each.message, each.gate) for each in in_part] == [(True, "C14")]
    assert whole == []


@given(had=st.integers(0, 50), back=st.integers(0, 80), on=st.integers(0, 80))
def test_what_is_left_is_never_below_nothing_nor_above_what_was_taken(had: int, back: int, on: int) -> None:
    taken = a_document("seizure_decision", PARTY, answers={"seizure.items": f"货架||个|{had}"})
    moved = a_document("goods_disposal_record", answers={"goods.items": f"货架||个|{on}"}, final_at=LATER)
    file = a_file(taken, released(f"货架||个|{back}"), moved)

    (held,) = held_goods(file)

    assert held.left == max(Fraction(0), Fraction(had - back - on))
    assert bool(left_goods(file, "seizure_decision")) == (held.left > 0)
