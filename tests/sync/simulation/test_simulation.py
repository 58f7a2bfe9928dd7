"""The laws of the exchange hold in every story that is told; a story is the same whenever it is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.sync.simulation.bugs import planted
from tests.sync.simulation.campaign import STEPS, Wish, campaign
from tests.sync.simulation.matrix import IMPOSSIBLE, fired
from tests.sync.simulation.tally import ROOT

SEEDS = 300
"""Stories of each ordinary run; the campaign of ``dev.py test --sim`` goes on from them."""


def test_every_law_holds_in_every_story() -> None:
    told = campaign(Wish(1, SEEDS, STEPS))

    assert told.broken == {}
    assert [cell for cell in IMPOSSIBLE if fired(told, *cell)] == [], "what is called impossible happened"


def test_a_seed_tells_the_same_story_in_every_process() -> None:
    def told(hash_seed: str) -> str:
        command = (sys.executable, "-m", "tests.sync.simulation", "one", "--seed", "7", "--steps", "120")
        around = {"PYTHONHASHSEED": hash_seed, "PATH": ""}
        return subprocess.run(
            command, cwd=ROOT, env=around, capture_output=True, text=True, check=True
        ).stdout

    assert told("1") == told("2")


@pytest.mark.parametrize("name", sorted(planted()))
def test_a_planted_bug_finds_its_place(name: str) -> None:
    bug = planted()[name]

    altered = bug.planted_in(bug.path.read_text("utf-8"))

    compile(altered, str(bug.path), "exec")
