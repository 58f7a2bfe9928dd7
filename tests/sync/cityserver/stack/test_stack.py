"""The real stack: whoever is killed or set back, and however the line lies, nothing is lost or doubled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.sync.cityserver.stack.laws import hold
from tests.sync.cityserver.stack.story import Story

if TYPE_CHECKING:
    from pathlib import Path

WORK = "select count(*) from log"


def told(folder: Path, seed: int, seconds: float) -> Story:
    """Tell a story, hold every law against its end, and print what happened."""
    story = Story(folder, seed, seconds)
    try:
        hold(story, story.tell())
        count = story.rows(WORK)[0][0]
    finally:
        story.close()
    fired = {fault.value: times for fault, times in sorted(story.proxy.fired.items())}
    sys.stdout.write(f"\nseed {seed}: {count} change sets; {dict(story.happened)}; {fired}\n")
    return story


def test_nothing_is_lost_or_doubled_on_the_real_stack(tmp_path: Path) -> None:
    story = told(tmp_path, seed=1, seconds=1.2)

    assert len(story.happened) >= 6
    assert sum(story.proxy.fired.values()) > 50


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 7))
def test_nothing_is_lost_or_doubled_on_the_real_stack_for_longer(tmp_path: Path, seed: int) -> None:
    story = told(tmp_path, seed, seconds=25.0)

    assert min(story.proxy.fired.values()) >= 5
