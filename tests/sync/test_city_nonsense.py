"""Whatever stands inside an operation, the city answers with an outcome and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import declarations
from sync.protocol.chain import START, chained
from tests.sync.city_kit import TOWN, CityKit, numbered, op, patch, put, remove, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(st.characters(codec="utf-8"), max_size=3)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)
RECORDS = st.sampled_from(["a", "b"])
KINDS = st.sampled_from(["case", "document", "log_line", "number_use", "officer", "power_item"])
WORDS = st.sampled_from(["put", "append", "patch", "del", "undelete", "resolve", "withdraw"])


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """Return an operation of which some parts are anything."""
    kind = draw(KINDS)
    names = sorted(declarations()[kind].fields)
    parts: dict[str, Any] = {
        "set": whole(kind),
        "old": whole(kind),
        "reason": "",
        "conflict": "东机-1.0.cause",
        "cs_id": "东机-1",
    }
    made = op(draw(WORDS), kind, draw(RECORDS), **parts)
    for part in draw(st.lists(st.sampled_from([*made, "set", "old"]), max_size=2)):
        inner = st.dictionaries(st.sampled_from(names), JSON, max_size=3)
        made[part] = draw(inner | JSON if part in ("set", "old") else JSON)
    return made


@st.composite
def sensible(draw: st.DrawFn) -> dict[str, Any]:
    """Return an operation as desks make them."""
    record, text = draw(RECORDS), draw(st.sampled_from("甲乙丙"))
    kinds: Mapping[str, dict[str, Any]] = {
        "birth": put("case", record, cause=text),
        "edit": patch("case", record, {"cause": draw(st.sampled_from("甲乙丙"))}, cause=text),
        "seal": patch("document", record, {}, state=text, pages=draw(st.integers(1, 3))),
        "paper": put("document", record),
        "number": numbered(record, draw(st.integers(1, 3))),
        "end": remove("case", record, cause=text),
        "line": put("log_line", record, text=text),
        "settled": op(
            "resolve", "case", record, conflict=f"东机-{draw(st.integers(1, 4))}.0.cause", old={}, set={}
        ),
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]


@given(sets=st.lists(st.lists(broken() | sensible(), max_size=3), min_size=1, max_size=6))
def test_every_change_set_gets_its_row_and_the_chain_holds(sets: list[list[dict[str, Any]]]) -> None:
    kit = CityKit()
    desk = kit.desk("东机")
    sent = [desk.change(*ops) for ops in sets]

    outcomes = desk.push(*sent).read()["outcomes"]
    again = desk.push(*sent).read()["outcomes"]

    assert outcomes == again
    assert [each["seq"] for each in outcomes] == list(range(1, len(sent) + 1))
    rows, last = kit.rows(), START
    for row, outcome in zip(rows, outcomes, strict=True):
        last = chained(last, row)
        assert (row["hash"], row["outcome"], row["reason"]) == (last, outcome["outcome"], outcome["reason"])
    kit.engine.dispose()


@given(sets=st.lists(st.lists(sensible(), max_size=3), min_size=1, max_size=6))
def test_one_by_one_and_all_at_once_come_to_the_same(sets: list[list[dict[str, Any]]]) -> None:
    at_once, singly = CityKit(), CityKit()
    one, other = at_once.desk("东机"), singly.desk("东机")
    one.push(*(one.change(*ops) for ops in sets))
    for ops in sets:
        other.push(other.change(*ops))

    assert [row["hash"] for row in at_once.rows()] == [row["hash"] for row in singly.rows()]
    assert at_once.register() == singly.register()
    seq = len(sets)
    digests = [each.ask("digest", stream=TOWN, seq=seq).read() for each in (one, other)]
    assert digests[0] == digests[1]
    for kit in (at_once, singly):
        kit.engine.dispose()
