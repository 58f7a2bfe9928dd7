"""Merging loses no value, keeps groups whole, and shows the clerk what the city server will hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import declarations
from sync.protocol.declaration import Declaration, Nature, Policy
from sync.protocol.images import Disagreement, DisagreementKind, Image
from sync.protocol.merging import duplicate, merge, remainder, shown
from sync.protocol.operations import atomic, prepared
from sync.protocol.refusal import Refusal, RefusedOperationError
from tests.sync.wire_strategies import MUTABLE, RECORD, TOWN, operation, patch, patches, whole

CASE, PARTY = declarations()["case"], declarations()["party"]
LINE = declarations()["log_line"]
SETTING, STATEMENT = declarations()["setting"], declarations()["statement"]
KINDS = st.sampled_from(MUTABLE)


def image(declared: Declaration, fields: dict[str, Any], version: int = 1, *, deleted: bool = False) -> Image:
    return Image(declared.name, RECORD, version, deleted, fields)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Declaration, Image, dict[str, Any], dict[str, Any]]:
    """A record, and two patches by two offices that saw the same of it."""
    declared = draw(KINDS)
    fields = draw(whole(declared))
    one, other = (draw(patches(declared, fields)) for _ in range(2))
    return declared, image(declared, fields), one, other


def after(current: Image, *ops: dict[str, Any]) -> Image:
    for op in ops:
        current = merge(current, op).image or current
    return current


def refusal(current: Image | None, op: dict[str, Any]) -> Refusal:
    with pytest.raises(RefusedOperationError) as caught:
        merge(current, prepared(op, TOWN))
    return caught.value.refusal


@given(meetings())
def test_the_same_patch_twice_changes_nothing_the_second_time(met: Any) -> None:
    _declared, start, one, _ = met
    first = after(start, one)

    again = merge(first, one)

    assert (again.image, again.held) == (None, ())


@given(meetings())
def test_every_value_of_the_second_office_is_taken_or_held(met: Any) -> None:
    declared, start, one, other = met
    standing = after(start, one)

    merged = merge(standing, other)

    result = (merged.image or standing).fields
    held = {name: each for each in merged.held for name in each.fields}
    for name, value in other["set"].items():
        if name in held:
            assert held[name].mine[name] == value
            assert held[name].theirs[name] == result[name]
        elif declared.policy(name) is not Policy.SET:
            assert result[name] == value


@given(meetings())
def test_no_value_is_replaced_that_its_author_had_not_seen(met: Any) -> None:
    declared, start, one, other = met
    standing = after(start, one)

    result = (merge(standing, other).image or standing).fields

    for name, value in standing.fields.items():
        if result[name] != value and declared.policy(name) is not Policy.SET:
            assert value == other["old"][name]


@given(meetings())
def test_a_group_is_taken_whole_or_held_whole(met: Any) -> None:
    declared, start, one, other = met
    standing = after(start, one)

    merged = merge(standing, other)

    held = {name for each in merged.held for name in each.fields}
    for group in declared.groups:
        mine = group & other["set"].keys()
        assert held & group in (set(), mine)
        if mine - held:
            result = (merged.image or standing).fields
            assert {name: result[name] for name in group} == {
                name: other["set"].get(name, other["old"][name]) for name in group
            }


@given(meetings())
def test_patches_of_different_groups_give_the_same_in_either_order(met: Any) -> None:
    declared, start, one, other = met
    groups = [{declared.group(name) for name in each["set"]} for each in (one, other)]
    if groups[0] & groups[1]:
        return

    forth, back = after(start, one, other), after(start, other, one)

    assert forth.fields == back.fields


@given(data=st.data())
def test_additions_and_removals_of_a_set_unite_in_either_order(data: st.DataObject) -> None:
    fields = data.draw(whole(CASE))
    lists = st.lists(st.sampled_from([RECORD, *fields["handlers"]]), unique=True)
    one, other = (patch(CASE, fields, {"handlers": data.draw(lists)}) for _ in range(2))
    start = image(CASE, fields)

    forth, back = after(start, one, other), after(start, other, one)

    seen = set(fields["handlers"])
    gone = {each for op in (one, other) for each in seen - set(op["set"]["handlers"])}
    come = {each for op in (one, other) for each in op["set"]["handlers"]}
    assert set(forth.fields["handlers"]) == set(back.fields["handlers"]) == (seen | come) - gone


@given(meetings())
def test_a_delete_never_beats_an_edit_it_had_not_seen(met: Any) -> None:
    declared, start, one, _ = met
    standing = after(start, one)

    merged = merge(standing, operation(declared, "del", old=dict(start.fields), reason="重复"))

    if standing.fields == start.fields:
        assert merged.image is not None
        assert merged.image.deleted
    else:
        assert merged.image is None
        assert [each.kind for each in merged.held] == [DisagreementKind.DELETE_VS_EDIT]


@given(meetings())
def test_an_edit_of_a_deleted_record_waits_for_a_person(met: Any) -> None:
    declared, start, one, _ = met
    gone = after(start, operation(declared, "del", old=dict(start.fields), reason="重复"))

    merged = merge(gone, one)

    assert merged.image is None
    assert [each.kind for each in merged.held] == [DisagreementKind.EDIT_VS_DELETE] * bool(one["set"])


@given(meetings())
def test_undeleting_brings_the_record_back_with_the_edit(met: Any) -> None:
    declared, start, one, _ = met
    gone = after(start, operation(declared, "del", old=dict(start.fields), reason="误删"))

    merged = merge(gone, operation(declared, "undelete", old=dict(start.fields), set=one["set"]))

    assert merged.image is not None
    assert not merged.image.deleted
    assert merged.image.fields == {**start.fields, **one["set"]}
    assert merged.image.version == gone.version + 1


@given(meetings())
def test_what_the_clerk_is_shown_is_what_the_server_makes_of_it(met: Any) -> None:
    _declared, start, one, other = met
    mine = after(start, one)
    merged = merge(mine, other)

    seen = shown(mine, [other])

    assert seen is not None
    if not merged.held:
        assert seen.fields == (merged.image or mine).fields


@given(meetings())
def test_own_pending_values_stay_in_view_over_whatever_arrives(met: Any) -> None:
    declared, start, one, other = met

    seen = shown(after(start, other), [one])

    assert seen is not None
    for name, value in one["set"].items():
        if declared.policy(name) is not Policy.SET:
            assert seen.fields[name] == value


@given(meetings())
def test_a_patch_survives_the_wire(met: Any) -> None:
    _declared, _start, one, _ = met

    assert prepared(json.loads(json.dumps(one)), TOWN) == one


@given(fields=whole(LINE))
def test_an_addition_happens_once_and_never_changes(fields: dict[str, Any]) -> None:
    born = operation(LINE, "append", set=fields)
    first = merge(None, born)

    assert first.image is not None
    assert first.image.version == 1
    assert merge(first.image, born) == merge(first.image, born)
    assert merge(first.image, born).image is None
    other = {**fields, "text": fields["text"] + "改"}
    assert refusal(first.image, operation(LINE, "append", set=other)) is Refusal.EXISTS


@given(data=st.data(), declared=KINDS)
def test_a_birth_gives_the_first_version_and_is_shown_at_once(
    data: st.DataObject, declared: Declaration
) -> None:
    fields = data.draw(whole(declared))
    born = operation(declared, "put", set=fields)

    merged = merge(None, born)

    assert merged.image == image(declared, fields)
    assert shown(None, [born]) == image(declared, fields, version=0)
    assert shown(merged.image, [born]) == merged.image


@given(name=st.just("示例设置"), value=st.text(max_size=3), other=st.text(max_size=3))
def test_two_births_under_an_id_that_follows_from_the_key_are_one_record(
    name: str, value: str, other: str
) -> None:
    first = merge(None, operation(SETTING, "put", set={"name": name, "value": value})).image
    second = operation(SETTING, "put", set={"name": name, "value": other})

    merged = merge(first, second)

    assert merged.image is None
    assert [(each.kind, each.mine["value"], each.theirs["value"]) for each in merged.held] == (
        [] if value == other else [(DisagreementKind.FIELD, other, value)]
    )
    seen = shown(first, [second])
    assert seen is not None
    assert seen.fields == second["set"]


def test_a_birth_of_what_was_deleted_meanwhile_is_a_question() -> None:
    born = operation(SETTING, "put", set={"name": "示例设置", "value": "1"})
    gone = after(image(SETTING, born["set"]), operation(SETTING, "del", old=born["set"], reason="重复登记"))
    again = operation(SETTING, "put", set={"name": "示例设置", "value": "2"})

    merged = merge(gone, again)

    assert [each.kind for each in merged.held] == [DisagreementKind.EDIT_VS_DELETE]
    seen = shown(gone, [again])
    assert seen is not None
    assert not seen.deleted


@given(fields=whole(PARTY))
def test_notes_disagree_without_urgency_and_facts_with_it(fields: dict[str, Any]) -> None:
    start = image(PARTY, {**fields, "telephone": "1", "address": "东街"})
    theirs = patch(PARTY, dict(start.fields), {"telephone": "2", "address": "西街"})
    mine = patch(PARTY, dict(start.fields), {"telephone": "3", "address": "北街"})

    merged = merge(after(start, theirs), mine)

    assert {each.fields: each.urgent for each in merged.held} == {("address",): True, ("telephone",): False}


@given(fields=whole(PARTY))
def test_resolving_closes_the_conflict_only_when_it_applies(fields: dict[str, Any]) -> None:
    start = image(PARTY, {**fields, "address": "东街"})
    moved = after(start, patch(PARTY, dict(start.fields), {"address": "西街"}))
    stale = patch(PARTY, dict(start.fields), {"address": "北街"}, "resolve") | {"conflict": "c"}
    fresh = patch(PARTY, dict(moved.fields), {"address": "北街"}, "resolve") | {"conflict": "c"}

    assert merge(moved, stale).closed == ()
    assert merge(moved, fresh).closed == ("c",)
    assert merge(moved, {**fresh, "set": {}, "old": {}}).closed == ("c",)


@given(fields=whole(PARTY))
def test_a_group_member_its_author_never_saw_counts_as_changed(fields: dict[str, Any]) -> None:
    start = image(PARTY, {**fields, "name": "甲"})
    partial = operation(PARTY, "patch", old={"name": "甲"}, set={"name": "乙"})

    merged = merge(start, partial)

    assert merged.image is None
    assert [each.fields for each in merged.held] == [("name",)]


@given(fields=whole(STATEMENT))
def test_what_is_fixed_at_birth_is_refused_another_value(fields: dict[str, Any]) -> None:
    start = image(STATEMENT, {**fields, "case_id": RECORD})
    other = patch(STATEMENT, dict(start.fields), {"case_id": "00000000-0000-0000-0000-000000000099"})

    assert refusal(start, other) is Refusal.FIXED


@given(fields=whole(PARTY))
def test_what_cannot_take_effect_is_refused_with_its_reason(fields: dict[str, Any]) -> None:
    start = image(PARTY, fields)
    empty = operation(PARTY, "patch", old={}, set={})

    assert refusal(None, empty) is Refusal.MISSING_BASE
    assert refusal(start, operation(PARTY, "put", set={**fields, "address": "丁"})) is Refusal.EXISTS
    assert refusal(None, {**empty, "coll": "invoice"}) is Refusal.UNKNOWN_COLLECTION
    assert refusal(None, {**empty, "town": "白石"}) is Refusal.FOREIGN_TOWN
    assert refusal(None, {**empty, "sv": PARTY.version + 1}) is Refusal.SCHEMA
    assert refusal(None, operation(PARTY, "put", set={"name": "甲"})) is Refusal.SCHEMA
    assert refusal(None, operation(PARTY, "append", set=fields)) is Refusal.SCHEMA
    assert refusal(None, operation(PARTY, "patch", old={}, set={"colour": "红"})) is Refusal.SCHEMA
    assert refusal(None, operation(PARTY, "patch", old={}, set={"name": 3})) is Refusal.SCHEMA


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: st.dictionaries(
            st.sampled_from(["op", "coll", "id", "town", "sv", "set", "old"]), inner
        ),
        max_leaves=8,
    )
)
def test_whatever_arrives_is_prepared_or_refused_and_never_breaks(op: Any) -> None:
    with pytest.raises(RefusedOperationError):
        prepared(op, TOWN)


def test_reference_data_is_refused_from_a_town_and_taken_from_the_city() -> None:
    item = declarations()["power_item"]
    gone = operation(item, "del", old={}, reason="废止")

    with pytest.raises(RefusedOperationError):
        prepared(gone, TOWN)
    assert prepared({**gone, "town": ""}, "")["coll"] == "power_item"


def test_withdrawing_names_a_change_set_of_the_own_town() -> None:
    taken_back = {"op": "withdraw", "coll": "", "id": "", "town": TOWN, "sv": 1, "cs_id": "c"}

    assert prepared(taken_back, TOWN) == taken_back
    assert not atomic([taken_back])
    for wrong in ({"town": "白石"}, {"cs_id": 3}):
        with pytest.raises(RefusedOperationError):
            prepared({**taken_back, **wrong}, TOWN)


def test_sealing_numbering_approving_and_resolving_are_atomic_and_drafting_is_not() -> None:
    document = declarations()["document"]
    draft = operation(document, "patch", old={}, set={"pages": 2})

    assert atomic([draft, operation(document, "patch", old={}, set={"final_at": None})])
    assert atomic([draft, operation(declarations()["number_use"], "put", set={})])
    assert atomic([draft, operation(declarations()["approval"], "append", set={})])
    assert atomic([draft, operation(PARTY, "resolve", old={}, set={}, conflict="c")])
    assert not atomic([draft, operation(PARTY, "put", set={}), operation(LINE, "append", set={})])


@given(meetings())
def test_an_operation_held_with_its_change_set_keeps_every_value_it_brought(met: Any) -> None:
    _declared, start, one, other = met
    standing = after(start, one)
    merged = merge(standing, other)

    rest = remainder(standing, other, merged)

    told: list[Disagreement] = [*merged.held, *([rest] if rest else [])]
    mine = {name: each.mine[name] for each in told for name in each.fields}
    for name, value in other["set"].items():
        assert mine.get(name, standing.fields[name]) == value


def test_a_second_holder_of_a_natural_key_is_a_duplicate_question() -> None:
    number = declarations()["number_use"]
    born = operation(number, "put", set={"series": "罚", "year": 2026, "n": 3})

    asked = duplicate(born, {"id": "x"})

    assert (asked.kind, asked.fields) == (DisagreementKind.DUPLICATE, ("series", "year", "n"))


def test_a_record_kept_since_an_older_layout_is_merged_as_if_it_had_todays_fields() -> None:
    document = declarations()["document"]
    fields = dict.fromkeys(set(document.fields) - {"scans"}, None)
    old = image(document, fields)

    merged = merge(old, operation(document, "patch", old={"scans": []}, set={"scans": ["a"]}))

    assert merged.image is not None
    assert merged.image.fields["scans"] == ["a"]
    assert all(each.nature is not Nature.REFERENCE for each in MUTABLE)
