"""What every test stands on: the offscreen screen, property-test profiles, a quiet log, two options."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

from tests.quiet_log import QuietLog

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("commit", derandomize=True, max_examples=50, deadline=None)
settings.register_profile("noshrink", settings.get_profile("commit"), phases=[Phase.explicit, Phase.generate])
settings.register_profile("nightly", derandomize=False, max_examples=2000, deadline=None)
settings.load_profile("commit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--long`` and ``--accept``."""
    group = parser.getgroup("chengzhi")
    group.addoption("--long", action="store_true", help="also run the tests marked long")
    group.addoption("--accept", action="store_true", help="take today's results as the expected ones")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless they are asked for."""
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="long; runs with --long")
    for item in items:
        if item.get_closest_marker("long") is not None:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[QuietLog]:
    """Fail the test on a log line of WARNING or worse that it did not ``expect``."""
    watch = QuietLog()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    assert watch.complaints() == []


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether a test that keeps an expected result in a file may write it anew."""
    return bool(request.config.getoption("--accept"))
