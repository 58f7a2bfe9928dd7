"""The lists shipped with the program, and reading lists of the same form."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from app.rules.deadlines.law import published_law
from app.rules.institutions import shipped_bureaus
from app.rules.power_list import NEEDED, PowerListFileError, profiles, read_power_list, reference_list

DAY = date(2026, 1, 1)
GOOD = {
    "code": "X-1",
    "department": "城管",
    "name": "某行为",
    "penalty_law": "某条例",
    "fine_spec_json": '[{""who"": ""any"", ""type"": ""unspecified""}]',
    "source": "某处",
    "confidence": "to-confirm",
}


def sheet(*rows: dict[str, str]) -> str:
    lines = [",".join(f'"{each.get(name, "")}"' for name in NEEDED) for each in rows]
    return "\n".join([",".join(NEEDED), *lines])


def test_the_reference_list_is_whole_and_says_it_is_only_a_reference() -> None:
    report = reference_list()
    assert (report.read, len(report.taken), report.refused) == (663, 663, ())
    assert len({each.department for each in report.taken}) == 14
    assert all(each.reference and each.source and each.confidence for each in report.taken)
    assert len({each.id for each in report.taken}) == 663


def test_marks_of_the_reference_list_are_kept() -> None:
    counted = Counter(each.confidence for each in reference_list().taken)
    assert counted == {"verified": 641, "well-known": 14, "to-confirm": 8}


def test_reading_the_reference_list_twice_gives_the_same_items() -> None:
    assert reference_list() == reference_list()


def test_every_department_with_a_profile_names_one_that_exists() -> None:
    known = set(published_law().book.profiles)
    assert set(profiles().values()) <= known
    assert set(profiles()) <= {each.department for each in reference_list().taken}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": ""}, "name为空"),
        ({"fine_spec_json": "[{]"}, "[{]"),
        ({"code": "X-1"}, "重复"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_reason(change: dict[str, str], reason: str) -> None:
    report = read_power_list(sheet(GOOD, GOOD | {"code": "X-2"} | change), listed_from=DAY, reference=False)
    assert (report.read, len(report.taken)) == (2, 1)
    assert report.refused[0].row == 3
    assert reason in report.refused[0].reason


def test_a_file_without_the_columns_is_refused_whole() -> None:
    with pytest.raises(PowerListFileError, match="fine_spec_json"):
        read_power_list("code,name\n1,2\n", listed_from=DAY, reference=False)


def test_seventeen_bureaus_are_shipped_with_their_mark() -> None:
    bureaus = shipped_bureaus()
    assert len({each.town for each in bureaus}) == len({each.number_mark for each in bureaus}) == 17
    assert all("to confirm" in each.mark for each in bureaus)
