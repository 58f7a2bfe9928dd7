"""Benches are found by their modules, and say plainly whether a goal was met."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.bench.__main__ import measure, names
from tests.bench._peer import NoNodeError, installed_peer
from tests.measuring import Measured, Timing, timed

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_bench_that_cannot_run_is_named_and_the_others_still_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def bench(name: str) -> tuple[Measured, ...]:
        if name == "first":
            raise NoNodeError
        return (Measured("数期限", "≤ 5 ms", "2 ms", held=True),)

    assert measure(("first", "second"), bench) == 1

    told = capsys.readouterr().out
    assert "CANNOT RUN: node and npm are missing" in told
    assert told.endswith("1 goals held, 0 missed, not run: first\n")


@pytest.mark.parametrize("there", ["node", "npm", ""])
def test_without_node_or_npm_the_peer_says_what_is_missing(tmp_path: Path, there: str) -> None:
    if there:
        (tmp_path / there).touch(0o755)

    with pytest.raises(NoNodeError, match="nodejs npm"):
        installed_peer(str(tmp_path))


def test_a_timing_tells_the_middle_and_the_slow_end() -> None:
    timing = Timing(tuple(each / 1000 for each in range(1, 101)))

    assert (round(timing.middle, 4), timing.slow) == (0.0505, 0.096)


def test_work_runs_once_more_than_it_is_measured() -> None:
    done: list[int] = []

    assert len(timed(lambda: done.append(1), 3).seconds) == 3
    assert len(done) == 4
