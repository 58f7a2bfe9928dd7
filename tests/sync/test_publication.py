"""The file in which the city gives out lists to all towns: read back as written, odd ones are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import derived_id
from sync.protocol.publication import Entry, Fault, Publication, PublicationError, read, written
from tests.sync.odd_json import JSON, altered

NAME = "calendar.2027"
ENTRY = Entry("setting", str(derived_id("", "setting", NAME)), {"name": NAME, "value": '"…"'})
PUBLICATION = Publication("2026-12-01T09:00:00+08:00", "内勤", (ENTRY,))


def told(**changed: Any) -> str:
    """Return the text of a file with some of its parts changed."""
    return json.dumps({**json.loads(written(PUBLICATION)), **changed})


def record(**changed: Any) -> dict[str, Any]:
    """Return the file's record with some of its parts changed."""
    raw: dict[str, Any] = json.loads(written(PUBLICATION))["records"][0]
    return {**raw, **changed}


def test_a_publication_is_read_back_as_it_was_written() -> None:
    assert read(written(PUBLICATION)) == PUBLICATION


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.UNREADABLE),
        ("[" * 5000, Fault.UNREADABLE),
        ("[]", Fault.UNREADABLE),
        ('{"form": "other"}', Fault.UNREADABLE),
        (told(format=2), Fault.NEWER),
        (told(format=True), Fault.ODD),
        (told(format=0), Fault.ODD),
        (told(made_by=None), Fault.ODD),
        (told(records={}), Fault.ODD),
        (told(records=[7]), Fault.ODD),
        (told(records=[record(coll="case")]), Fault.ODD),
        (told(records=[record(sv=99)]), Fault.ODD),
        (told(records=[record(set={"name": NAME})]), Fault.ODD),
        (told(records=[record(set={"name": NAME, "value": "a\0"})]), Fault.ODD),
        (told(records=[record(set={"name": "offline_days", "value": "9"})]), Fault.ODD),
        (told(records=[record(), record()]), Fault.TWICE),
    ],
)
def test_a_file_that_cannot_be_given_out_says_why(text: str, fault: Fault) -> None:
    with pytest.raises(PublicationError) as refused:
        read(text)

    assert refused.value.fault is fault


@given(st.one_of(JSON, altered(json.loads(written(PUBLICATION)))))
def test_whatever_json_a_file_holds_it_is_read_or_refused(body: Any) -> None:
    try:
        found = read(json.dumps(body))
    except PublicationError:
        return
    assert read(written(found)) == found
