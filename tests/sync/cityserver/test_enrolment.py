"""A computer comes in by a code once, is known by its key, and can be shown out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from nacl.signing import SigningKey

from sync.cityserver.__main__ import reader
from sync.cityserver.city import City, Keys
from sync.cityserver.codes import CODE_LIFE, CodeRefusedError
from sync.cityserver.computers import Computers, Registry
from sync.cityserver.enrolment import Asked, Enrolment, Holder, ProofRefusedError
from sync.cityserver.identity import Identity, signed
from sync.cityserver.opening import open_platform, sqlite_engines
from sync.cityserver.scope import scoped
from sync.cityserver.succession import former_names
from sync.cityserver.tokens import CHALLENGE_LIFE, TOKEN_LIFE, TokenError
from sync.cityserver.towns import NoSuchTownError
from sync.protocol.enrolment import (
    GRANT_DAYS,
    challenge_content,
    enrolment_content,
    grant_content,
    succession_content,
)
from tests.sync.cityserver.stores import EAST, TOWNS, WEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from tests.sync.cityserver.stores import Stores

KEY = SigningKey(b"k" * 32)


@dataclass
class Hands:
    """A clock that is moved by hand."""

    at: datetime = datetime(2026, 11, 2, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@dataclass
class Desk:
    """The enrolment desk of a city, with its clock and keys."""

    enrolment: Enrolment
    clock: Hands
    identity: Identity

    def enter(self, code: str, key: SigningKey = KEY) -> Mapping[str, Any]:
        return self.enrolment.enrol(asking(code, key))


def asking(code: str, key: SigningKey = KEY) -> Asked:
    public = bytes(key.verify_key).hex()
    proof = key.sign(enrolment_content(code, public)).signature.hex()
    return Asked(code, public, "办案一号机", proof)


def succeeding(code: str, former: str, old: SigningKey) -> Asked:
    asked = asking(code, SigningKey(b"n" * 32))
    proof = old.sign(succession_content(former, code, asked.public_key)).signature.hex()
    return replace(asked, former=former, former_proof=proof)


def former_of(stores: Stores, device: str) -> tuple[str, ...]:
    with scoped(stores.app, EAST) as connection:
        return former_names(connection, EAST, device)


@pytest.fixture
def desk(stores: Stores, tmp_path: Path) -> Desk:
    clock = Hands()
    identity = Identity(SigningKey(b"s" * 32), SigningKey(b"c" * 32), b"t" * 32)
    registry = Registry(stores.app, stores.look, Computers(tmp_path / "keys" / "computers.log"))
    return Desk(Enrolment(registry, identity, clock), clock, identity)


def test_a_code_lets_one_computer_into_its_town(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))

    assert (told["town"], told["town_name"]) == (EAST, TOWNS[EAST])
    assert (told["server"], told["server_key"]) == (desk.identity.server_id, desk.identity.public)
    assert desk.enrolment.holder(told["token"]) == Holder(EAST, told["device"], revoked=False)


def test_a_computer_declared_lost_that_greets_again_is_called_at_the_next_restore(
    stores: Stores, desk: Desk
) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))
    city = City(stores.app, desk.clock, "s", Keys(desk.enrolment.verify, desk.identity.sign, lambda: "t"))
    city.declare_lost(EAST, told["device"], "admin")
    city.restored(EAST)
    assert city.waited_for(EAST) == ()

    hello = {"app": "1", "waiting": 0, "conflicts": 0, "skew": None}
    desk.enrolment.greeted(Holder(EAST, told["device"], revoked=False), hello)
    city.restored(EAST)

    assert list(city.waited_for(EAST)) == [told["device"]]


def test_no_code_is_made_for_a_town_that_is_not_kept(desk: Desk) -> None:
    with pytest.raises(NoSuchTownError, match="没有这个镇"):
        desk.enrolment.new_code("999", "一号机", "admin")


def test_a_code_is_read_as_it_is_told_on_the_telephone(desk: Desk) -> None:
    code = desk.enrolment.new_code(EAST, "一号机", "admin")
    town, _, secret = code.partition("-")
    spoken = f" {town}-{secret.replace('-', '').replace('0', 'o').replace('1', 'l').lower()} "

    assert desk.enter(spoken)["town"] == EAST


def test_an_answer_that_was_lost_is_given_again_to_the_same_key_only(desk: Desk) -> None:
    code = desk.enrolment.new_code(EAST, "一号机", "admin")
    first = desk.enter(code)

    assert desk.enter(code)["device"] == first["device"]
    with pytest.raises(CodeRefusedError):
        desk.enter(code, SigningKey(b"x" * 32))


def test_a_code_ends_after_its_days(desk: Desk) -> None:
    code = desk.enrolment.new_code(EAST, "一号机", "admin")
    desk.clock.pass_by(CODE_LIFE)

    with pytest.raises(CodeRefusedError):
        desk.enter(code)


def test_a_code_of_one_town_opens_no_other(desk: Desk) -> None:
    secret = desk.enrolment.new_code(EAST, "一号机", "admin").partition("-")[2]

    for town in (WEST, "nowhere", ""):
        with pytest.raises(CodeRefusedError):
            desk.enter(f"{town}-{secret}")


def test_a_key_is_taken_only_from_whoever_can_sign_with_it(desk: Desk) -> None:
    code = desk.enrolment.new_code(EAST, "一号机", "admin")
    stolen = replace(asking(code), public_key=bytes(SigningKey(b"x" * 32).verify_key).hex())

    for wrong in (stolen, replace(stolen, public_key="nonsense"), replace(asking(code), proof="")):
        with pytest.raises(ProofRefusedError):
            desk.enrolment.enrol(wrong)


def test_a_computer_that_signs_with_its_old_key_is_known_as_the_same_one(desk: Desk, stores: Stores) -> None:
    old = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))["device"]

    new = desk.enrolment.enrol(succeeding(desk.enrolment.new_code(EAST, "一号机", "admin"), str(old), KEY))

    assert former_of(stores, str(new["device"])) == (old,)


def test_nobody_takes_the_place_of_a_computer_whose_key_he_lacks(desk: Desk) -> None:
    old = str(desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))["device"])
    code = desk.enrolment.new_code(EAST, "二号机", "admin")

    with pytest.raises(ProofRefusedError):
        desk.enrolment.enrol(succeeding(code, old, SigningKey(b"x" * 32)))

    assert desk.enter(code)["town"] == EAST, "the code is not used up"


def test_a_device_the_town_does_not_know_is_nobodys_former_name(desk: Desk, stores: Stores) -> None:
    other = str(desk.enter(desk.enrolment.new_code(WEST, "一号机", "admin"))["device"])

    for former in (other, "没有登记过"):
        told = desk.enrolment.enrol(succeeding(desk.enrolment.new_code(EAST, "二号机", "admin"), former, KEY))
        assert former_of(stores, str(told["device"])) == ()


def test_a_token_ends_and_is_renewed_by_a_signature(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))
    desk.clock.pass_by(TOKEN_LIFE)
    with pytest.raises(TokenError):
        desk.enrolment.holder(told["token"])

    challenge = desk.enrolment.challenge(EAST, told["device"])
    content = challenge_content(challenge, told["device"], told["server"])
    fresh: Any = desk.enrolment.renewed(challenge, KEY.sign(content).signature.hex())

    assert desk.enrolment.holder(fresh["token"]).device == told["device"]


def test_a_challenge_serves_its_device_its_server_and_two_minutes(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))
    challenge = desk.enrolment.challenge(EAST, told["device"])
    elsewhere = KEY.sign(challenge_content(challenge, told["device"], "another server")).signature.hex()
    with pytest.raises(ProofRefusedError):
        desk.enrolment.renewed(challenge, elsewhere)
    with pytest.raises(ProofRefusedError):
        desk.enrolment.renewed(desk.enrolment.challenge(WEST, told["device"]), elsewhere)

    desk.clock.pass_by(CHALLENGE_LIFE)
    right = KEY.sign(challenge_content(challenge, told["device"], told["server"])).signature.hex()
    with pytest.raises(TokenError):
        desk.enrolment.renewed(challenge, right)


@pytest.mark.parametrize("wrong", ["", "x", "x.y", "é.é", "a.b.c", "AAAA." + "A" * 43])
def test_a_forged_token_is_refused(desk: Desk, wrong: str) -> None:
    with pytest.raises(TokenError):
        desk.enrolment.holder(wrong)


def test_a_challenge_is_no_token(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))

    with pytest.raises(TokenError):
        desk.enrolment.holder(desk.enrolment.challenge(EAST, told["device"]))


def test_the_offline_grant_is_signed_by_the_server_for_its_days(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))

    grant = told["grant"]
    days = datetime.fromisoformat(grant["until"]) - datetime.fromisoformat(grant["issued"])
    content = grant_content(told["device"], EAST, grant["issued"], grant["until"], told["server"])
    assert days == timedelta(days=GRANT_DAYS)
    assert signed(told["server_key"], content, grant["signature"])


def test_a_computer_shown_out_keeps_a_token_but_no_grant(desk: Desk) -> None:
    told = desk.enter(desk.enrolment.new_code(EAST, "一号机", "admin"))
    desk.enrolment.revoke(EAST, told["device"], "admin", "遗失")

    challenge = desk.enrolment.challenge(EAST, told["device"])
    content = challenge_content(challenge, told["device"], told["server"])
    fresh: Any = desk.enrolment.renewed(challenge, KEY.sign(content).signature.hex())

    assert fresh["grant"] is None
    assert desk.enrolment.holder(fresh["token"]) == Holder(EAST, told["device"], revoked=True)
    assert desk.enrolment.device_key(EAST, told["device"]) == bytes(KEY.verify_key)
    assert desk.enrolment.device_key(WEST, told["device"]) is None


def test_the_operator_says_for_how_many_days_a_computer_may_work_offline(tmp_path: Path) -> None:
    options = reader().parse_args(["--leave-days", "10", "towns"])
    engines = sqlite_engines(tmp_path / "city.db")
    platform = open_platform(engines, tmp_path, leave_days=options.leave_days)

    grant = platform.enrolment.grant(Holder(EAST, "一号机", revoked=False))

    assert grant is not None
    days = datetime.fromisoformat(str(grant["until"])) - datetime.fromisoformat(str(grant["issued"]))
    assert days == timedelta(days=10)
    engines.dispose()


@pytest.mark.parametrize("days", ["0", "367", "ten"])
def test_days_that_mean_no_offline_work_or_no_end_are_refused(
    days: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        reader().parse_args(["--leave-days", days, "towns"])

    assert "--leave-days" in capsys.readouterr().err
