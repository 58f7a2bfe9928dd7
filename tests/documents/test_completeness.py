"""What a form asks: defaults, presets, what is asked only then, gaps, strikes, and answers by type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.documents.answers import WrongAnswerError, checked, printed, rows
from app.documents.catalogue import form
from app.documents.completeness import BOXES, faults, told, with_gaps
from app.documents.finalising import final_values, frozen
from app.documents.gap import STRUCK, Gap
from app.documents.manifest import Ask, AskType, Choice
from app.domain.errors import AppError
from app.domain.money import Money
from tests.documents.sample import empty, sample

if TYPE_CHECKING:
    from app.documents.telling import Telling


def answered(slug: str, **answers: str) -> Telling:
    """Return the sample case with other answers; a name's dot is written as two underscores."""
    telling = sample(slug)
    named = {name.replace("__", "."): text for name, text in answers.items()}
    return replace(telling, document=replace(telling.document, answers=named))


def an_ask(kind: AskType, **changes: object) -> Ask:
    return replace(Ask("a.b", "示例", "组", kind), **changes)  # type: ignore[arg-type]  # fields by name


def names(telling: Telling) -> list[str]:
    return [each.name for each in faults(telling)]


def test_what_the_case_knows_is_offered_until_something_is_typed() -> None:
    offered = told(answered("penalty_prior_notice"))["notice.facts"]
    typed = told(answered("penalty_prior_notice", notice__facts="另行查明"))["notice.facts"]

    assert offered == told(sample("penalty_prior_notice"))["notice.facts"] != ""
    assert typed == "另行查明"


def test_a_preset_counts_as_an_answer() -> None:
    known = told(answered("file_cover"))

    assert known["cover.part"] == "正卷"
    assert str(known["cover.part" + BOXES]).startswith("☑正卷")


def test_an_offered_choice_ticks_its_box() -> None:
    assert str(told(answered("filing_approval"))["filing.kind" + BOXES]) == "☑立案　□不予立案"


def test_a_term_is_asked_only_for_a_correction_within_a_term() -> None:
    assert names(answered("correction_order", correction__mode="immediately")) == []
    assert names(answered("correction_order", correction__mode="within_term")) == ["correction.days"]
    assert names(answered("correction_order", correction__mode="限期改正")) == ["correction.days"]


def test_a_way_to_pay_is_asked_only_where_there_is_a_fine() -> None:
    given = answered("on_spot_decision", spot__act_at="2026-03-02 09:00", spot__penalty_at="2026-03-02 09:30")
    warned = replace(given.file.penalties[0], fine=Money(0))

    assert names(given) == ["spot.pay_mode"]
    assert names(replace(given, file=replace(given.file, penalties=(warned,)))) == []


def test_collecting_on_the_spot_wants_its_reason() -> None:
    given = answered(
        "on_spot_decision",
        spot__act_at="2026-03-02 09:00",
        spot__penalty_at="2026-03-02 09:30",
        spot__pay_mode="on_spot",
    )

    assert names(given) == ["spot.on_spot_reason"]


def test_a_bank_that_is_not_set_stands_against_a_decision_with_a_fine() -> None:
    telling = sample("penalty_decision")
    subject = telling.file.subject
    assert subject is not None

    without = replace(telling, file=replace(telling.file, subject=replace(subject, bank_account="")))

    assert names(without) == ["decision.performance"]


@pytest.mark.parametrize(
    "slug", ["penalty_decision", "no_penalty_decision", "on_spot_decision", "correction_order"]
)
def test_a_court_that_is_not_set_stands_against_every_form_with_remedies(slug: str) -> None:
    telling = sample(slug)
    subject = telling.file.subject
    assert subject is not None

    without = replace(telling, file=replace(telling.file, subject=replace(subject, court="")))

    assert names(without) == ["remedy.text"]


def test_the_on_spot_form_says_that_reconsideration_comes_first() -> None:
    assert "应当先" in str(told(sample("on_spot_decision"))["remedy.text"])
    assert "应当先" not in str(told(sample("penalty_decision"))["remedy.text"])


def test_a_choice_nobody_made_is_a_gap_with_its_boxes() -> None:
    telling = empty("correction_order")

    drafted = with_gaps(telling, told(telling))

    assert isinstance(drafted["correction.mode" + BOXES], Gap)
    assert str(drafted["correction.mode" + BOXES]) == "□立即改正　□限期改正"


def test_blanks_are_struck_when_the_form_is_final_and_opinions_stay_open() -> None:
    telling = sample("filing_approval")
    bare = replace(telling, file=replace(telling.file, approvals=(), clue=None))

    fixed = replace(bare, document=replace(bare.document, frozen=frozen(bare)))

    assert final_values(fixed)["clue.register_no"] is STRUCK
    assert final_values(fixed)["approvals.organ_head.name"] == ""
    assert "approvals.organ_head.name" not in fixed.document.frozen


def test_a_late_opinion_shows_on_the_final_form() -> None:
    telling = sample("filing_approval")
    fixed = replace(telling, document=replace(telling.document, frozen=frozen(telling)))

    assert final_values(fixed)["approvals.organ_head.name"] == "庚"


def test_rows_are_kept_and_come_back() -> None:
    telling = sample("penalty_decision")
    fixed = replace(telling, document=replace(telling.document, frozen=frozen(telling)))

    assert final_values(fixed)["decision.goods"] == (
        {"name": "烧烤炉具", "spec": "60厘米", "unit": "台", "quantity": "1", "order": "1"},
    )


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (AskType.DATE, "2026-03-09", "2026年3月9日"),
        (AskType.DATETIME, "2026-03-09 09:05", "2026年3月9日9时05分"),
        (AskType.NUMBER, "12", "12"),
        (AskType.TICK, "TRUE", "是"),
        (AskType.TICK, "0", "否"),
        (AskType.MONEY, "1234.5", "1,234.50元"),
        (AskType.TEXT, " 甲 ", "甲"),
        (AskType.TEXT, "", ""),
    ],
)
def test_answers_are_printed_by_their_type(kind: AskType, typed: str, words: str) -> None:
    ask = an_ask(kind)

    assert printed(ask, checked(ask, typed)) == words


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (AskType.DATE, "昨天"),
        (AskType.DATETIME, "9点"),
        (AskType.NUMBER, "-1"),
        (AskType.NUMBER, "三"),
        (AskType.TICK, "也许"),
        (AskType.CHOICE, "丙"),
        (AskType.MONEY, "一百"),
    ],
)
def test_answers_of_another_kind_are_refused_in_words(kind: AskType, typed: str) -> None:
    ask = an_ask(kind, choices=(Choice("a", "甲"),) if kind is AskType.CHOICE else ())

    with pytest.raises(AppError) as refusal:
        checked(ask, typed)

    assert refusal.value.hint
    assert isinstance(refusal.value, WrongAnswerError) or kind is AskType.MONEY


def test_a_choice_is_kept_by_code_or_by_words() -> None:
    ask = an_ask(AskType.CHOICE, choices=(Choice("a", "甲"), Choice("b", "乙")))

    assert printed(ask, checked(ask, "b")) == printed(ask, checked(ask, "乙")) == "乙"


def test_the_cells_of_a_table_are_read_and_printed_by_their_kind() -> None:
    ask = an_ask(AskType.TABLE, columns=("due", "amount"), cells=(AskType.DATE, AskType.MONEY))

    assert rows(ask, checked(ask, "2026-05-09 | 1000.5")) == (
        {"due": "2026年5月9日", "amount": "1,000.50元", "order": "1"},
    )
    assert rows(ask, "五月 | 100")[0]["due"] == "五月"
    with pytest.raises(WrongAnswerError, match="五月"):
        checked(ask, "2026-05-09 | 100\n五月 | 100")


def test_forms_that_bear_no_number_say_nothing_for_it() -> None:
    assert told(sample("site_record")).get("doc.number", "") == ""
    assert form("site_record").series == ""
