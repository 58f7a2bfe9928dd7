"""Every layout a declaration ever had is kept, and what was written in it is still read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sync.protocol import declarations
from sync.protocol.declaration import Nature, Wire
from sync.protocol.merging import merge
from sync.protocol.operations import prepared
from sync.protocol.values import fits
from tests.sync.wire_strategies import TOWN, operation

if TYPE_CHECKING:
    from sync.protocol.declaration import Declaration

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(declarations())
SAMPLES: dict[str, Any] = {
    "text": "甲",
    "word": "a",
    "number": 3,
    "tick": True,
    "fen": 100,
    "day": "2026-01-02",
    "moment": "2026-01-02T03:04:05.000006+00:00",
    "id": "00000000-0000-0000-0000-000000000007",
    "ids": ["00000000-0000-0000-0000-000000000007"],
    "words": ["a"],
    "texts": ["甲"],
    "text_by_name": {"甲": "乙"},
    "lines": [],
}


def layout(declared: Declaration) -> dict[str, Any]:
    """Return what a version stands for: fields in their order, and how disagreements on them are settled."""
    return {
        "nature": declared.nature.value,
        "fields": {name: kind.value for name, kind in declared.fields.items()},
        "policies": {name: declared.policy(name).value for name in declared.fields},
        "groups": sorted(sorted(each) for each in declared.groups),
        "seals": sorted(declared.seals),
        "sealing": declared.sealing,
        "natural_key": list(declared.natural_key),
        **({"derived_id": True} if declared.derived_id else {}),
    }


def kept(name: str) -> dict[str, Any]:
    """Return the layouts kept of a declaration, by version."""
    path = GOLDEN / f"{name}.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def sample(fields: dict[str, str]) -> dict[str, Any]:
    """Return a record as a version with these fields wrote it."""
    return {name: SAMPLES[kind.rstrip("?")] for name, kind in fields.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_changes_only_with_its_version(name: str, accept: bool) -> None:
    declared, found = declarations()[name], kept(name)
    version = str(declared.version)
    if accept and version not in found:
        text = json.dumps({**found, version: layout(declared)}, ensure_ascii=False, indent=1)
        (GOLDEN / f"{name}.json").write_text(f"{text}\n", "utf-8")
        found = kept(name)

    assert found[version] == layout(declared)


@pytest.mark.parametrize("name", NAMES)
def test_every_older_version_has_its_layout_and_the_way_from_it(name: str) -> None:
    declared = declarations()[name]

    assert list(kept(name)) == [str(version) for version in range(1, declared.version + 1)]
    assert list(declared.upcasters) == list(range(1, declared.version))
    for version, upcast in declared.upcasters.items():
        before, then = (set(kept(name)[str(each)]["fields"]) for each in (version, version + 1))
        assert then - before == set(upcast.added)
        assert before <= then
        assert all(fits(declared.fields[each], value) for each, value in upcast.added.items())


@pytest.mark.parametrize(
    "name", [each for each in NAMES if declarations()[each].nature is not Nature.REFERENCE]
)
def test_what_every_older_version_wrote_is_read_today(name: str) -> None:
    declared = declarations()[name]
    word = "append" if declared.nature is Nature.APPEND else "put"
    for version, then in kept(name).items():
        written = sample(then["fields"])

        born = prepared(operation(declared, word, set=written) | {"sv": int(version)}, TOWN)

        assert set(born["set"]) == set(declared.fields)
        assert {each: born["set"][each] for each in written} == written
        assert merge(None, born).image is not None


def test_a_patch_of_an_older_layout_saw_the_new_fields_of_its_groups_as_they_were_born() -> None:
    penalty = declarations()["penalty"]
    first = kept("penalty")["1"]["fields"]
    born = prepared(operation(penalty, "put", set=sample(first)) | {"sv": 1}, TOWN)
    start = merge(None, born).image
    group = penalty.group("fine") & set(first)

    old = {each: sample(first)[each] for each in group}
    patch = prepared(operation(penalty, "patch", old=old, set={"fine": 7}) | {"sv": 1}, TOWN)
    merged = merge(start, patch)

    assert (patch["old"]["beyond"], patch["sv"]) == (False, penalty.version)
    assert merged.held == ()
    assert merged.image is not None
    assert merged.image.fields["fine"] == 7


def test_a_delete_of_an_older_layout_saw_the_new_fields_as_they_were_born() -> None:
    officer = declarations()["officer"]
    written = sample(kept("officer")["1"]["fields"])
    start = merge(None, prepared(operation(officer, "put", set=written) | {"sv": 1}, TOWN)).image

    gone = merge(
        start, prepared(operation(officer, "del", old=written, reason="重复") | {"sv": 1}, TOWN)
    ).image

    assert gone is not None
    assert gone.deleted


@pytest.mark.parametrize("kind", Wire)
def test_every_kind_takes_its_sample_and_refuses_others(kind: Wire) -> None:
    others = {"text": 1, "number": True, "fen": 1.5, "tick": 0, "day": "31.1.", "moment": "x", "id": "x"}
    name = kind.value.rstrip("?")

    assert fits(kind, SAMPLES[name])
    assert fits(kind, None) == kind.value.endswith("?")
    assert not fits(kind, others.get(name, 5))
    assert not fits(kind, [5] if isinstance(SAMPLES[name], list) else {"甲": 5})
