"""Joining a city, and joining it anew: what is refused before anything is sent, and what stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.authority import AuthorityUnkeptError, keep_authority, kept_authority
from app.cli.entry import run
from app.device_key import VAULT_OPENED_BY
from localdb.sync.membership import SqlMembership
from localdb.sync.store import TownChangedError
from tests.sync.listening_city import Town, desk_of, listening
from tests.sync.loopback import certificate

if TYPE_CHECKING:
    from pathlib import Path

OTHER_TOWN = "320281102"


@pytest.fixture
def town(stranger: Town) -> Town:
    """A city that listens, and a desk that was not let in yet."""
    return stranger


def test_an_address_without_https_is_told_by_its_form_and_nothing_is_sent(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = town.url.removeprefix("http://")

    assert run(["sync", "join", bare, town.code, *town.here]) == 1

    assert "https://平台名称:8443" in capsys.readouterr().err
    assert town.formers() == []
    town.joined()


def test_a_computer_of_one_town_does_not_take_a_code_of_another(town: Town) -> None:
    town.joined()
    with desk_of(town) as program:
        before = program.syncing.link(), len(town.formers())

        with pytest.raises(TownChangedError) as refused:
            program.online.join(town.url, town.new_code(OTHER_TOWN), None)

        assert refused.value.code == "sync.other_town"
        assert OTHER_TOWN in refused.value.message
        assert (program.syncing.link(), len(town.formers())) == before
        assert program.online.exchange() == ""


def test_a_person_of_one_town_does_not_join_a_fresh_computer_to_another(town: Town) -> None:
    with desk_of(town) as program:
        (person,) = program.sign_in.people()
        program.sign_in.sign_in(person.id)

        with pytest.raises(TownChangedError):
            program.online.join(town.url, town.new_code(OTHER_TOWN), None)

        assert program.syncing.link() is None
        program.online.join(town.url, town.code.lower(), None)
        assert program.syncing.link() is not None


def test_an_offices_own_authority_is_trusted_after_its_stick_was_put_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    stick = tmp_path / "stick"
    stick.mkdir()
    shows = certificate(stick)
    with listening(tmp_path, shows) as town:
        monkeypatch.chdir(stick)
        given = ["--authority", shows.public.name]
        assert run(["sync", "join", town.url, town.code, *given, *town.here]) == 0
        monkeypatch.chdir(tmp_path)
        shows.public.rename(tmp_path / "elsewhere.pem")

        assert run(["sync", "now", *town.here]) == 0

        with desk_of(town) as program:
            membership = SqlMembership(program.store.engine)
            membership.keep({**membership.told(), "authority": str(tmp_path / "elsewhere.pem")})
        assert run(["sync", "now", *town.here]) == 0


def test_an_authority_that_cannot_be_copied_is_told_in_words(tmp_path: Path) -> None:
    given = tmp_path / "机关证书.pem"
    given.write_text("-", "utf-8")

    with pytest.raises(AuthorityUnkeptError, match=r"机关证书\.pem"):
        keep_authority(tmp_path / "none", given)

    assert keep_authority(tmp_path, None) == ""
    assert kept_authority(tmp_path, "") == ""


def test_joining_again_without_naming_the_offices_authority_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    shows = certificate(tmp_path)
    with listening(tmp_path, shows) as town, desk_of(town) as program:
        program.online.join(town.url, town.code, shows.public)
        membership = SqlMembership(program.store.engine)
        before = membership.told()

        program.online.join(town.url, town.new_code(), None)

        assert membership.told()["authority"] == before["authority"] != ""
        assert membership.told()["device"] != before["device"]
        assert program.online.exchange() == ""
