"""A fault of the program is answered in the server's name: one errand rests, not the whole exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from sync.cityserver.web.application import application
from sync.protocol.messages import SERVER_HEADER
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import sqlite_stores
from tests.sync.cityserver.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.quiet_log import QuietLog

WORDS = "a detail of the inside"
LOGGED = "a fault of the program: ZeroDivisionError"


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    stores = sqlite_stores(tmp_path / "city.db")
    yield platform_over(stores, tmp_path)
    stores.close()


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    """A server with two handlers that raise."""
    made = application(platform)

    def broken() -> None:
        raise ZeroDivisionError(WORDS)

    made.add_api_route("/v2/broken", broken)
    made.add_api_route("/broken", broken)
    with served(made) as address:
        yield address.url


def test_a_program_is_told_of_a_fault_with_the_servers_name_and_no_time_to_come_back(
    platform: Platform, url: str, quiet_log: QuietLog
) -> None:
    quiet_log.expect(LOGGED)

    answer = requests.get(f"{url}/v2/broken", timeout=20)

    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert answer.headers[SERVER_HEADER] == platform.identity.server_id
    assert "Retry-After" not in answer.headers
    assert WORDS not in answer.text


def test_a_person_is_shown_a_page_that_says_so(url: str, quiet_log: QuietLog) -> None:
    quiet_log.expect(LOGGED)

    answer = requests.get(f"{url}/broken", timeout=20)

    assert answer.status_code == 500
    assert "平台处理这项请求时出错" in answer.text
    assert WORDS not in answer.text
