"""``sync`` at the command line, over HTTP with a real city: joining, one exchange to the end, the leave."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.cli.entry import run
from app.device_key import VAULT_OPENED_BY
from app.domain.clue import Clue
from app.domain.errors import AppError
from app.domain.sync_centre import Lamp
from app.enrolled import KeyLostError
from app.services.leave import LeaveOverError, RevokedHereError
from localdb.sync.membership import SqlMembership
from sync.cityserver.opening import open_platform, sqlite_engines
from tests.builders import TOWN
from tests.db.surroundings import TickingClock

if TYPE_CHECKING:
    from app.bootstrap import Program
    from tests.sync.listening_city import Town


@pytest.fixture
def town(stranger: Town) -> Town:
    """A city that listens, and a desk that was not let in yet."""
    return stranger


def sealed(program: Program) -> bool:
    """Tell whether the key of a program lies under a passphrase nobody has given."""
    return program.online.sealed


def show_out(town: Town) -> None:
    """Let the administrator show the desk out."""
    engines = sqlite_engines(town.home / "city.db")
    ((device, _former),) = town.formers()
    open_platform(engines, town.home).enrolment.revoke(TOWN, device, "ann", "遗失")
    engines.app.dispose()


def test_a_desk_joins_exchanges_to_the_end_and_says_how_it_stands(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "status", *town.here]) == 0
    assert "还没有登记入网" in capsys.readouterr().out

    town.joined()
    assert "请与平台管理员核对平台标识" in capsys.readouterr().out
    assert run(["sync", "status", "--json", *town.here]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["waiting"] == 2
    assert told["link"]["leave_until"]

    assert run(["sync", "now", *town.here]) == 0
    assert capsys.readouterr().out == "同步完成。已同步。\n"
    assert run(["sync", "status", "--json", *town.here]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["lamp"], told["counts"]["waiting"], told["counts"]["received"]) == ("current", 0, 2)


def test_a_wrong_code_and_a_computer_that_was_not_let_in_are_refused_in_words(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "now", *town.here]) == 1
    assert "还没有登记入网" in capsys.readouterr().err
    assert run(["sync", "join", town.url, f"{TOWN}-AAAA-BBBB-CCCC", *town.here]) == 1
    assert "登记码" in capsys.readouterr().err
    town.joined()


def test_a_city_that_does_not_answer_fails_the_word_and_loses_nothing(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.joined()
    program = build(town.desk)
    membership = SqlMembership(program.store.engine)
    membership.keep({**membership.told(), "address": "http://127.0.0.1:9"})
    program.close()
    capsys.readouterr()

    assert run(["sync", "now", *town.here]) == 1

    assert capsys.readouterr().out.strip()
    run(["sync", "status", "--json", *town.here])
    assert json.loads(capsys.readouterr().out)["counts"]["waiting"] == 2


def test_a_desk_past_its_leave_reads_and_writes_again_once_it_met_the_city(town: Town) -> None:
    town.joined()
    later = TickingClock(datetime.now(UTC) + timedelta(days=60))
    program = build(town.desk, clock=later)
    try:
        (person,) = program.sign_in.people()
        program.sign_in.sign_in(person.id)
        with pytest.raises(LeaveOverError):
            town.work(program)
        with program.store.read() as work:
            assert len(work.of(Clue).find()) == 1

        assert program.online.exchange() == ""

        town.work(program)
        with program.store.read() as work:
            assert len(work.of(Clue).find()) == 2
    finally:
        program.close()


def test_a_forgotten_passphrase_costs_a_new_code_and_no_work(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.joined()
    monkeypatch.delenv(VAULT_OPENED_BY)
    program = build(town.desk)
    try:
        assert sealed(program)
        assert "保管口令" in program.online.barrier
        with pytest.raises(AppError) as wrong:
            program.online.unlock("忘记了")
        assert wrong.value.code == "vault.closed"
        assert sealed(program)
        with pytest.raises(AppError) as refused:
            program.online.join(town.url, f"{TOWN}-AAAA-BBBB-CCCC", None, "新的口令")
        assert refused.value.code == "sync.enrolment"
        assert sealed(program)

        program.online.join(town.url, town.new_code(), None, "新的口令")

        assert not sealed(program)
        program.online.pause()
        assert program.online.exchange() == ""
        assert program.syncing.lamp()[1].waiting == 0
        assert [former for _device, former in town.formers()] == [None, None], (
            "nobody can sign with a lost key"
        )
    finally:
        program.close()


def test_a_desk_that_joins_again_with_its_key_at_hand_is_known_as_the_same_one(town: Town) -> None:
    town.joined()
    program = build(town.desk)
    try:
        program.online.join(town.url, town.new_code(), None)
    finally:
        program.close()

    ((first, none), (_second, former)) = town.formers()
    assert (none, former) == (None, first)


def test_a_lost_key_is_told_of_and_the_right_passphrase_opens_a_kept_one(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.joined()
    monkeypatch.delenv(VAULT_OPENED_BY)
    program = build(town.desk)
    program.online.unlock("一个口令")
    assert program.online.barrier == ""
    program.close()
    for each in (town.desk / "vault").iterdir():
        each.unlink()

    program = build(town.desk)
    try:
        with pytest.raises(KeyLostError):
            program.online.unlock("一个口令")
        assert program.online.keyless
        assert "找不到本机的密钥" in program.online.barrier
    finally:
        program.close()


@pytest.mark.parametrize(
    "words", [["now"], ["export", "b.lsb"], ["export", "b.lsb", "--dry-run"], ["import", "b.lsb"]]
)
def test_who_lost_the_key_is_not_told_to_have_never_joined(
    town: Town, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    town.joined()
    for each in (town.desk / "vault").iterdir():
        each.unlink()

    assert run(["sync", *words, *town.here]) == 1

    told = capsys.readouterr().err
    assert "找不到本机的密钥" in told
    assert "还没有登记入网" not in told


def test_the_status_names_what_keeps_this_computer_from_exchanging(
    town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    town.joined()
    assert run(["sync", "now", *town.here]) == 0
    capsys.readouterr()
    assert status(town, capsys) == ("current", "")

    monkeypatch.delenv(VAULT_OPENED_BY)
    lamp, barrier = status(town, capsys)
    assert (lamp, "保管口令" in barrier) == ("hindered", True)

    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    for each in (town.desk / "vault").iterdir():
        each.unlink()
    lamp, barrier = status(town, capsys)
    assert (lamp, "找不到本机的密钥" in barrier) == ("hindered", True)
    assert run(["sync", "status", *town.here]) == 0
    told = capsys.readouterr().out
    assert "同步受阻" in told
    assert barrier in told


def status(town: Town, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return the lamp and the barrier that the status tells."""
    assert run(["sync", "status", "--json", *town.here]) == 0
    told = json.loads(capsys.readouterr().out)
    return told["lamp"], told["barrier"]


def test_a_desk_that_was_shown_out_saves_nothing_until_it_was_let_in_again(town: Town) -> None:
    town.joined()
    program = build(town.desk)
    try:
        (person,) = program.sign_in.people()
        program.sign_in.sign_in(person.id)
        town.work(program)
        show_out(town)
        assert program.online.exchange()

        assert program.syncing.lamp()[0] is Lamp.REVOKED
        with pytest.raises(RevokedHereError):
            town.work(program)
        with program.store.read() as work:
            assert len(work.of(Clue).find()) == 2

        program.online.join(town.url, town.new_code(), None)
        assert program.online.exchange() == ""

        town.work(program)
        with program.store.read() as work:
            assert len(work.of(Clue).find()) == 3
    finally:
        program.close()
