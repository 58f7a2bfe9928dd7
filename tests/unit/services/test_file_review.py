"""Every scoring rule has a file that loses the point and the spotless one that keeps it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus, Procedure
from app.domain.delivery import DeliveryWay
from app.domain.role import Role
from app.rules.file_review import WrongWeightError, checks, review, rules, weight_of
from app.services.case_reading import read_case_file
from app.services.file_review import FileReviewDesk, score_words
from app.services.refused import NotPermittedError
from tests.unit.services.papers import CASE
from tests.unit.services.review_breaks import (
    BREAKS,
    another_court,
    draft_left,
    heavier_than_told,
    no_organ,
    no_reason,
    served,
    served_late,
)
from tests.unit.services.reviewed_case import DECISION, losing, spotless
from tests.unit.services.world import FIRST

if TYPE_CHECKING:
    from app.domain.case_file import CaseFile


def test_a_spotless_file_keeps_every_point() -> None:
    closed = spotless()

    found = FileReviewDesk(closed.world.office).review(CASE)

    assert losing(closed) == {}
    assert (found.score, found.full) == (Fraction(100), 100)
    assert [each.rule.code for each in found.lines] == [each.code for each in rules()]


def test_every_rule_has_a_file_that_loses_the_point() -> None:
    assert list(BREAKS) == [each.code for each in rules()]


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_duty_loses_its_point_with_reason_and_place(code: str) -> None:
    closed = spotless()

    BREAKS[code](closed)

    found = FileReviewDesk(closed.world.office).review(CASE)
    line = next(each for each in found.lines if each.rule.code == code)
    assert 0 < line.lost <= line.points
    assert all(each.message.endswith("。") and each.place.kind for each in line.findings)
    assert found.score < Fraction(100)


def test_mail_with_its_number_and_a_witnessed_refusal_keep_their_points() -> None:
    posted, left = spotless(), spotless()

    served(posted, way=DeliveryWay.MAIL, note="邮单号EM123456789CN")
    served(left, way=DeliveryWay.LIEN, witness="示例见证人")

    assert losing(posted) == {}
    assert "R54" not in losing(left)


def test_every_check_is_named_by_one_rule_and_the_points_make_a_hundred() -> None:
    assert sorted(each.check for each in rules()) == sorted(checks())
    assert sum(each.points for each in rules()) == 100
    assert all(each.source and each.confidence for each in rules())
    assert len({each.code for each in rules()}) == len(rules())


def test_a_case_just_begun_is_not_scored_on_what_lies_ahead() -> None:
    closed = spotless()
    closed.world.change(closed.world.case, decided_on=None, closed_on=None)

    found = FileReviewDesk(closed.world.office).review(CASE)

    assert "R44" not in {each.rule.code for each in found.lines}
    assert "R11" in {each.rule.code for each in found.lines}


def test_an_archived_file_is_scored_as_the_closed_one_it_was() -> None:
    closed = spotless()
    closed.world.change(closed.world.case, status=CaseStatus.ARCHIVED)

    assert losing(closed) == {}


def test_a_case_on_the_spot_is_not_asked_for_filing_and_notice() -> None:
    closed = spotless()
    closed.world.change(closed.world.case, procedure=Procedure.SIMPLE)

    found = FileReviewDesk(closed.world.office).review(CASE)

    assert {"R11", "R15", "R21"}.isdisjoint(each.rule.code for each in found.lines)


def test_what_one_paper_can_put_right_is_told_before_it_is_printed() -> None:
    closed = spotless()
    another_court(closed)
    no_reason(closed)

    told = FileReviewDesk(closed.world.office).of_paper(DECISION.id)

    assert [line.rule.code for line, _ in told] == ["R44"]


def test_an_administrator_changes_what_a_rule_is_worth_and_takes_one_out() -> None:
    closed = spotless()
    no_reason(closed)
    desk = FileReviewDesk(closed.world.office)
    closed.world.seat.take(FIRST.id, "甲", Role.ADMIN)

    desk.set_weight("R45", 10)
    desk.set_weight("R01", 0)

    found = desk.review(CASE)
    line = next(each for each in found.lines if each.rule.code == "R45")
    assert (line.points, line.lost) == (10, 5)
    assert "R01" not in {each.rule.code for each in found.lines}
    assert {rule.code: points for rule, points in desk.weights()}["R45"] == 10


def test_only_an_administrator_changes_points_and_only_to_points() -> None:
    closed = spotless()
    desk = FileReviewDesk(closed.world.office)

    with pytest.raises(NotPermittedError):
        desk.set_weight("R45", 1)

    closed.world.seat.take(FIRST.id, "甲", Role.ADMIN)
    with pytest.raises(WrongWeightError):
        desk.set_weight("R45", 101)


def test_archiving_warns_of_lost_points_and_is_not_held_up_by_them() -> None:
    closed = spotless()
    no_reason(closed)

    offers = {each.transition.code: each for each in closed.world.desk.possible(CASE)}
    archive = next(each for each in offers.values() if each.transition.target.value == "ARCHIVED")

    assert [each.gate for each in archive.warnings] == ["R45"]
    assert "R45" not in {each.gate for each in archive.refusals}


@cache
def a_faulty_file() -> CaseFile:
    """Return a file that loses points in several groups."""
    closed = spotless()
    for breaks in (no_organ, heavier_than_told, another_court, served_late):
        breaks(closed)
    with closed.world.office.begin() as work:
        return read_case_file(work, CASE)


@given(weights=st.dictionaries(st.sampled_from([each.code for each in rules()]), st.integers(0, 100)))
def test_the_score_stays_between_nothing_and_a_hundred(weights: dict[str, int]) -> None:
    found = review(a_faulty_file(), date(2026, 4, 20), weights)

    assert 0 <= found.score <= 100
    assert found.full == sum(weight_of(each, weights) for each in rules())
    assert found.kept == found.full - sum(each.lost for each in found.lines)


def test_a_score_is_cut_never_rounded_up() -> None:
    closed = spotless()
    draft_left(closed)
    found = FileReviewDesk(closed.world.office).review(CASE)

    assert score_words(found) == "99.0分（满分100，适用100分，得99分）"
