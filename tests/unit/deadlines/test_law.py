"""The office's settings count where the law is silent, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.deadlines.compute import compute
from app.rules.deadlines.law import Law, UnsuitableSettingError, published_law

PUBLISHED = published_law()


def law_with(**settings: int | str) -> Law:
    """The published law with an office's settings."""
    return Law(PUBLISHED.book, PUBLISHED.calendar, settings)


def test_the_statement_term_is_the_offices_choice() -> None:
    asked = {"trigger": "2025-06-09"}

    assert compute("D10", asked).legal_due == date(2025, 6, 16)
    assert compute("D10", asked, law_with(statement_days=3)).legal_due == date(2025, 6, 12)


def test_what_the_paper_says_goes_before_the_setting() -> None:
    result = compute("D10", {"trigger": "2025-06-09", "days": 4}, law_with(statement_days=3))

    assert result.legal_due == date(2025, 6, 13)


def test_the_reading_and_the_first_day_are_settings_too() -> None:
    law = law_with(reading_before_event="lenient", seizure_first_day="excluded")

    assert compute("D12", {"hearing_on": "2026-03-10"}, law).legal_due == date(2026, 2, 28)
    assert compute("D06", {"trigger": "2025-05-06"}, law).legal_due == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("rule_id", "inputs", "settings"),
    [
        ("D10", {"trigger": "2025-06-09"}, {"statement_days": 0}),
        ("D10", {"trigger": "2025-06-09"}, {"statement_days": "three"}),
        ("D12", {"hearing_on": "2026-03-10"}, {"reading_before_event": "loose"}),
        ("D06", {"trigger": "2026-03-10"}, {"seizure_first_day": "half"}),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    rule_id: str, inputs: dict[str, str], settings: dict[str, int | str]
) -> None:
    with pytest.raises(UnsuitableSettingError):
        compute(rule_id, inputs, law_with(**settings))


def test_every_choice_is_listed_with_its_default() -> None:
    choices = {each.name: each.default for each in PUBLISHED.choices()}

    assert choices["statement_days"] == 5
    assert choices["reading_before_event"] == "safe"
    assert choices["seizure_first_day"] == "counted"
    assert choices["correction_days"] is None
    assert len(choices) == len(PUBLISHED.choices())


def test_a_setting_changes_the_version() -> None:
    assert law_with(statement_days=3).version != PUBLISHED.version
    assert law_with().version == PUBLISHED.version
