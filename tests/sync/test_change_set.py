"""Change sets, chain and digest: one text form, one hash, on both sides of the wire."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical
from sync.protocol.chain import START, chained
from sync.protocol.change_set import ChangeSet, UnreadableChangeSetError
from sync.protocol.digest import added, bucket_of, empty, packed, removed, unpacked
from sync.protocol.images import Image
from sync.protocol.messages import STATUS, Answer, Code

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def change_sets(draw: st.DrawFn) -> ChangeSet:
    """Any change set with the hash of its content."""
    names = ("device", "incarnation", "cs_id", "town", "user", "at")
    numbers: dict[str, Any] = {name: draw(st.integers(1, 99)) for name in ("cs_no", "sv")}
    ops = tuple(draw(st.lists(st.dictionaries(TEXTS, JSON, max_size=3), max_size=3)))
    texts: dict[str, Any] = {name: draw(TEXTS) for name in names}
    return ChangeSet(**texts, **numbers, ops=ops, hash="", sig="").hashed()


@given(change_sets())
def test_a_change_set_survives_the_wire_and_is_written_one_way(one: ChangeSet) -> None:
    sent = json.loads(json.dumps(one.to_wire()))

    assert ChangeSet.from_wire(sent) == one
    assert one.text == canonical(one.to_wire())


@given(change_sets())
def test_the_hash_is_over_the_content_without_the_number(one: ChangeSet) -> None:
    content = {name: getattr(one, name) for name in ("at", "cs_id", "sv", "town", "user")}

    again = one.numbered("another life", one.cs_no + 1)

    assert one.hash == replace(one, ops=tuple(json.loads(one.ops_text))).content_hash
    assert canonical({**content, "ops": list(one.ops)}).encode()
    assert (again.content_hash, again.sig) == (one.hash, "")
    assert again.signed_text != one.signed_text


def test_the_hash_and_the_signed_text_are_what_the_protocol_says() -> None:
    one = ChangeSet("d", "i", 3, "c", "青溪", "u", "t", 1, ({"op": "put"},), "", "").hashed()

    assert one.hash == "44d29318c9f2b2c9a477688097b12257a278f2789e208ca184074832c6c900db"
    assert one.signed_text == (
        f'{{"cs_id":"c","cs_no":3,"device":"d","hash":"{one.hash}","incarnation":"i"}}'
    )
    assert one.signed(lambda text: text.decode()).sig == one.signed_text


@given(change_sets(), st.sampled_from(["at", "cs_id", "town", "user", "ops", "sv"]))
def test_a_changed_content_is_seen(one: ChangeSet, name: str) -> None:
    other = {"ops": [*one.ops, {}], "sv": one.sv + 1}.get(name, f"{getattr(one, name)}x")

    with pytest.raises(UnreadableChangeSetError):
        ChangeSet.from_wire({**one.to_wire(), name: other})


@given(change_sets(), st.sampled_from(["device", "cs_no", "ops", "sig", "hash"]), JSON)
def test_a_head_that_cannot_be_read_is_refused(one: ChangeSet, name: str, value: Any) -> None:
    sent = {**one.to_wire(), name: value}
    if type(value) is type(getattr(one, name)) and name != "hash":
        return
    if name == "ops" and value == list(one.ops):
        return
    with pytest.raises(UnreadableChangeSetError):
        ChangeSet.from_wire(sent)


def row(seq: int, outcome: str = "applied") -> dict[str, Any]:
    return {
        "seq": seq,
        "cs": {"cs_id": f"c{seq}", "hash": "h"},
        "outcome": outcome,
        "effects": [{"id": "甲"}],
        "conflicts": [],
        "closed": [],
    }


def test_the_chain_notices_a_row_that_was_changed_dropped_or_moved() -> None:
    def chain(*rows: dict[str, Any]) -> str:
        head = START
        for each in rows:
            head = chained(head, each)
        return head

    honest = chain(row(1), row(2), row(3))

    assert honest == chain(row(1), row(2), row(3))
    assert chained("", row(1)) == "87b40a480b4d0efce836c0027e1493ca23d72856756fca6b88c5fe9f6ce7106b"
    others = (
        chain(row(1), row(3)),
        chain(row(2), row(1), row(3)),
        chain(row(1), row(2, "conflict"), row(3)),
        chain(row(1), row(2) | {"effects": []}, row(3)),
        chain(row(1), row(2) | {"closed": ["x"]}, row(3)),
    )
    assert honest not in others


IMAGES = st.builds(
    Image, st.just("case"), st.sampled_from("abcdefgh"), st.integers(1, 9), st.booleans(), st.just({})
)


@given(st.lists(IMAGES, max_size=8, unique_by=lambda each: each.id), st.randoms())
def test_the_digest_depends_on_the_records_and_not_on_the_way_there(images: list[Image], rng: Any) -> None:
    straight, wandering = empty(), empty()
    for each in images:
        added(straight, each)
    rng.shuffle(images)
    for each in images:
        added(wandering, replace(each, version=each.version + 1))
        removed(wandering, replace(each, version=each.version + 1))
        added(wandering, each)

    assert straight == wandering
    assert unpacked(packed(straight)) == straight
    assert (sum(map(bool, straight)) > 0) == bool(images)


def test_a_record_lies_in_one_bucket_for_ever() -> None:
    assert bucket_of("case", "a") == 41


def test_every_code_has_its_status_and_an_answer_reads_the_same_written_or_not() -> None:
    assert set(STATUS) == set(Code)
    assert Answer(200, None, "s", "e", text='{"a":1}').read() == Answer(200, {"a": 1}, "s", "e").read()
    assert Answer(200, {"a": 1}, "s", "e").json() == '{"a":1}'
    assert Answer(401, None, None, None).read() == {}
