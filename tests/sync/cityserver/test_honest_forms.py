"""The forms at the border take whatever honest programs send in the simulated stories, which pass it by."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sync.cityserver.web.forms import FORMS
from sync.cityserver.web.words import checked
from tests.sync.simulation.world import World

SEEDS = range(1, 13)


def test_every_request_of_the_stories_passes_the_border() -> None:
    seen: Counter[str] = Counter()

    def examined(word: str, request: Any) -> None:
        seen[word] += 1
        checked(word, json.loads(json.dumps(request, ensure_ascii=False)))

    for seed in SEEDS:
        world = World(seed, 300)
        world.net.examine = examined
        assert world.play() is None, seen
    assert seen.keys() >= FORMS.keys()
