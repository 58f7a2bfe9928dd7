"""A database belongs to one server: a wrong folder never makes a new server over the work of all towns."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from sync.cityserver.__main__ import main
from sync.cityserver.belonging import SERVER, AnotherServerError
from sync.cityserver.identity import KeysMissingError, load_identity
from sync.cityserver.opening import open_platform
from tests.sync.cityserver.platforms import engines_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.cityserver.stores import Stores


def started(stores: Stores, home: Path) -> str:
    """Start a server over a folder and return its name."""
    return open_platform(engines_of(stores), home).identity.server_id


def test_a_server_is_the_same_at_every_start(stores: Stores, tmp_path: Path) -> None:
    assert started(stores, tmp_path / "home") == started(stores, tmp_path / "home")


def test_an_empty_folder_makes_no_keys_for_a_database_in_use(stores: Stores, tmp_path: Path) -> None:
    name = started(stores, tmp_path / "home")

    with pytest.raises(KeysMissingError, match="elsewhere") as refused:
        started(stores, tmp_path / "elsewhere")

    assert "--home" in refused.value.hint
    assert not (tmp_path / "elsewhere").exists()
    assert started(stores, tmp_path / "home") == name


def test_the_keys_of_another_server_are_refused(stores: Stores, tmp_path: Path) -> None:
    started(stores, tmp_path / "home")
    load_identity(tmp_path / "other" / "keys")

    with pytest.raises(AnotherServerError, match="other") as refused:
        started(stores, tmp_path / "other")

    assert "--database" in refused.value.hint


@pytest.mark.parametrize("lost", ["server.key", "certificates.key", "tokens.key"])
def test_a_lost_key_is_missed_and_not_made_anew(stores: Stores, tmp_path: Path, lost: str) -> None:
    name = started(stores, tmp_path / "home")
    kept = shutil.copytree(tmp_path / "home" / "keys", tmp_path / "kept")
    (tmp_path / "home" / "keys" / lost).unlink()

    with pytest.raises(KeysMissingError, match=lost):
        started(stores, tmp_path / "home")

    shutil.copy(kept / lost, tmp_path / "home" / "keys")
    assert started(stores, tmp_path / "home") == name


def test_whoever_owns_the_database_can_give_it_away(stores: Stores, tmp_path: Path) -> None:
    name = started(stores, tmp_path / "home")
    with stores.owner.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("truncate server")  # as the superuser's delete, past the policies
        else:
            connection.execute(delete(SERVER))

    assert started(stores, tmp_path / "elsewhere") != name


def test_an_address_that_names_one_account_for_all_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"

    done = main(["--home", str(home), "--database", "postgresql://ann@/city?host=/nowhere", "towns"])

    assert done == 1
    assert "{role}" in capsys.readouterr().out
    assert not home.exists()


def test_the_command_line_says_in_words_that_the_folder_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert main(["--home", str(home), "migrate"]) == 0
    shutil.rmtree(home / "keys")

    assert main(["--home", str(home), "migrate"]) == 1
    assert "没有密钥文件" in capsys.readouterr().out
