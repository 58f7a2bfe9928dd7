"""Benches are found by their modules, and say plainly whether a goal was met."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

from tests.bench.__main__ import names
from tests.measuring import Measured, Timing, timed


@pytest.mark.parametrize("name", names())
def test_every_module_of_the_folder_is_a_bench(name: str) -> None:
    module = import_module(f"tests.bench.{name}")

    assert list(inspect.signature(module.bench).parameters) == []
    assert module.__doc__


def test_there_are_benches() -> None:
    assert "deadlines" in names()


@pytest.mark.parametrize(("held", "word"), [(True, "held"), (False, "MISSED")])
def test_a_measured_goal_says_whether_it_held(held: bool, word: str) -> None:
    told = str(Measured("数期限", "≤ 5 ms", "2 ms", held))

    assert told.endswith(word)
    assert "≤ 5 ms" in told


def test_a_timing_tells_the_middle_and_the_slow_end() -> None:
    timing = Timing(tuple(each / 1000 for each in range(1, 101)))

    assert (round(timing.middle, 4), timing.slow) == (0.0505, 0.096)


def test_work_runs_once_more_than_it_is_measured() -> None:
    done: list[int] = []

    assert len(timed(lambda: done.append(1), 3).seconds) == 3
    assert len(done) == 4
