"""Joining a city, and joining it anew: what is refused before anything is sent, and what stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.entry import run
from app.device_key import VAULT_OPENED_BY
from tests.sync.listening_city import Town, listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A city that listens, and a desk."""
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as made:
        yield made


def test_an_address_without_https_is_told_by_its_form_and_nothing_is_sent(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = town.url.removeprefix("http://")

    assert run(["sync", "join", bare, town.code, *town.here]) == 1

    assert "https://平台名称:8443" in capsys.readouterr().err
    assert town.formers() == []
    town.joined()
