"""The laws of files hold in every drawn story of them, and every fault strikes at every step of an upload."""

from __future__ import annotations

from collections import Counter

from tests.sync.simulation.files.happenings import Happening
from tests.sync.simulation.files.line import FAULTS, MOMENTS
from tests.sync.simulation.files.story import FileStory

SEEDS, STEPS = 16, 150


def test_every_law_of_files_holds_in_every_story() -> None:
    broken: list[str] = []
    came: Counter[Happening] = Counter()
    fired: Counter[str] = Counter()
    for seed in range(1, SEEDS + 1):
        story = FileStory(seed, STEPS)
        told = story.play()
        broken += [told] if told else []
        came.update(story.chance.came)
        fired.update(moment for fault, moment in story.chance.fired if fault in FAULTS)

    assert broken == []
    assert set(Happening) <= came.keys(), "each of them happened"
    assert set(MOMENTS.values()) <= fired.keys(), "the line failed at each step"


def test_a_seed_tells_the_same_story_of_files_again() -> None:
    first, again = (FileStory(7, STEPS) for _ in range(2))

    assert first.play() == again.play()
    assert first.chance.fired == again.chance.fired
