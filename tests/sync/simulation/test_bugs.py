"""The simulation has teeth: bugs planted in the product's own code are noticed, and soon."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.sync.simulation.bugs import planted
from tests.sync.simulation.bugs.runner import Hunt, hunt, noticed
from tests.sync.simulation.bugs.table import load, summary
from tests.sync.simulation.tally import ROOT, key

LEAST, LEAST_ALONE = 40, 36
ROTATING = 5
NEAR = 15
"""Stories from the one in the table on; a change of the exchange makes other stories of the same seeds."""


def test_the_table_speaks_of_every_planted_bug_and_of_no_other() -> None:
    table = load()

    assert table.keys() == planted().keys()
    assert len(table) >= LEAST
    assert sum(each.alone for each in table.values()) >= LEAST_ALONE
    assert all(each.stories and each.law for each in table.values())


def test_a_bug_that_does_no_harm_names_the_rule_that_covers_it() -> None:
    covered = {name: each.without for name, each in load().items() if not each.alone}

    assert covered == {name: planted()[name].harmless_by for name in covered}
    assert set(covered.values()) <= planted().keys()


def test_the_architecture_tells_the_figures_of_the_table() -> None:
    told = " ".join((ROOT / "ARCHITECTURE.md").read_text("utf-8").split())

    assert summary(load()) in told


@pytest.mark.timeout(600)
def test_five_planted_bugs_are_noticed() -> None:
    table, names = load(), todays()

    with ThreadPoolExecutor(2) as lanes:
        found = list(lanes.map(lambda name: hunt(name, Hunt(table[name].seed, NEAR)), names))

    assert [name for name, caught in zip(names, found, strict=True) if not caught] == []


def todays() -> list[str]:
    """Return five of those that are noticed quickly, others with each change of the exchange."""
    now, quick = key(), [name for name, each in load().items() if each.quick]
    return sorted(quick, key=lambda name: hashlib.sha256(f"{now}{name}".encode()).digest())[:ROTATING]


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", sorted(planted()))
def test_every_planted_bug_is_noticed(name: str) -> None:
    found = noticed(name, Hunt())

    assert found is not None
    assert found.without == load()[name].without
