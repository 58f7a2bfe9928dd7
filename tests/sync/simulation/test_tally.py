"""The count of stories goes on while the code stands, and begins anew with new stories when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.simulation.tally import Tally, key, load

if TYPE_CHECKING:
    from pathlib import Path


def test_a_count_goes_on_after_its_last_story(tmp_path: Path) -> None:
    kept = Tally(key(), seeds=30, steps=9000, first=11)
    kept.save(tmp_path / "tally.json")

    assert load(tmp_path / "tally.json") == kept
    assert kept.following == 41


def test_changed_code_is_counted_anew_by_stories_nobody_played(tmp_path: Path) -> None:
    Tally("of other code", seeds=30, steps=9000, first=11).save(tmp_path / "tally.json")

    assert load(tmp_path / "tally.json") == Tally(key(), first=41)


def test_a_first_count_begins_with_the_first_story(tmp_path: Path) -> None:
    assert load(tmp_path / "tally.json") == Tally(key(), first=1)
