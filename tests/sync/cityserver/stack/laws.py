"""What must hold on the real stack when everything has come to rest."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sync.protocol.chain import START, chained_texts
from sync.protocol.digest import bucket_of, value_of
from tests.sync.cityserver.stack.story import EAST, WEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.sync.cityserver.stack.story import Story

_LOG = "select town, seq, cs_id, outcome, cs, effects, conflicts, closed, hash from log order by town, seq"


def hold(story: Story, told: Sequence[Mapping[str, Any]]) -> None:
    """Hold every law against what desks tell and what the city keeps."""
    log = story.rows(_LOG)
    _the_log_has_no_hole_and_its_chain_holds(log)
    _nothing_saved_is_missing(story, {row.cs_id for row in log})
    _all_desks_of_a_town_show_what_the_log_says(story, told, log)
    _no_number_is_used_twice(story)
    _nothing_of_another_town_is_on_a_desk(story)


def _the_log_has_no_hole_and_its_chain_holds(log: Sequence[Any]) -> None:
    """I1."""
    at: dict[str, tuple[int, str]] = defaultdict(lambda: (0, START))
    for row in log:
        seq, before = at[row.town]
        said = json.loads(row.cs)
        what = (row.cs_id, said["hash"], row.outcome)
        assert row.seq == seq + 1, f"a hole in {row.town} before {row.seq}"
        assert chained_texts(before, row.seq, what, (row.effects, row.conflicts, row.closed)) == row.hash
        at[row.town] = (row.seq, row.hash)


def _nothing_saved_is_missing(story: Story, logged: set[str]) -> None:
    """I2: whatever a desk ever committed is in the log, but for what a copied disk alone had held."""
    for desk in story.desks:
        missing = desk.saved - desk.lost - logged
        assert not missing, f"{len(missing)} change sets of desk {desk.seed} are nowhere"


def _all_desks_of_a_town_show_what_the_log_says(
    story: Story, told: Sequence[Mapping[str, Any]], log: Sequence[Any]
) -> None:
    """I5: desk, server and a replay of the log agree on every record."""
    replayed: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in log:
        for each in json.loads(row.effects):
            replayed[row.town][each["coll"], each["id"]] = each["version"]
    kept = story.rows("select town, coll, id, version from rec")
    for town in (EAST, WEST):
        server = {(row.coll, row.id): row.version for row in kept if row.town == town}
        assert server == replayed[town]
        desks = [each["digest"] for each in told if each["town"] == town]
        assert all(each == _digest(server) for each in desks)


def _digest(versions: Mapping[tuple[str, str], int]) -> list[int]:
    buckets = [0] * 256
    for (coll, record), version in versions.items():
        bucket = bucket_of(coll, record)
        buckets[bucket] = (buckets[bucket] + value_of(coll, record, version)) % 2**64
    return buckets


def _no_number_is_used_twice(story: Story) -> None:
    """I7."""
    used: Counter[tuple[str, int]] = Counter()
    for row in story.rows("select town, fields from rec where coll = 'number_use' and not deleted"):
        said = json.loads(row.fields)
        used[row.town, said["n"]] += said["state"] == "used"
    twice = [number for number, times in used.items() if times > 1]
    assert not twice, f"numbers used twice: {twice}"
    for town in (EAST, WEST):
        numbers = [row.n for row in story.rows("select town, n from num order by n") if row.town == town]
        assert numbers == list(range(1, len(numbers) + 1)), "the register has a hole"


def _nothing_of_another_town_is_on_a_desk(story: Story) -> None:
    """I10: the canary words of a town are in no file of another's desk."""
    for desk in story.desks:
        foreign = f"暗号{WEST if desk.town == EAST else EAST}".encode()
        files = [path for path in desk.folder.rglob("*") if path.is_file()]
        assert files
        assert not [path for path in files if foreign in path.read_bytes()]
