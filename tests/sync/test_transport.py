"""Words go with a token that is renewed by signing a challenge for the bound server alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from nacl.signing import SigningKey

from sync.connection import open_session
from sync.exchange import Exchange
from sync.joining import Applicant, EnrolmentRefusedError, Former, join, server_name
from sync.membership import Membership
from sync.protocol.enrolment import challenge_content, enrolment_content, grant_content, succession_content
from sync.transport import HttpTransport, granted
from sync.unreachable import Barrier, UnreachableError
from tests.sync.loopback import Asked, Said, loopback, said

if TYPE_CHECKING:
    from collections.abc import Mapping

CITY, OTHER, DESK = (SigningKey(bytes([each]) * 32) for each in (1, 2, 3))
CITY_KEY = bytes(CITY.verify_key).hex()
SERVER = server_name(CITY_KEY)
MEMBER = Membership("http://city.invalid", SERVER, CITY_KEY, "desk-1", "320281101", "试验镇")


def grant(key: SigningKey = CITY, until: str = "2026-05-01T00:00:00Z") -> dict[str, str]:
    """Return a leave to work offline, signed by a key."""
    content = grant_content(MEMBER.device, MEMBER.town, "2026-03-01T00:00:00Z", until, SERVER)
    signature = key.sign(content).signature.hex()
    return {"issued": "2026-03-01T00:00:00Z", "until": until, "signature": signature}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *(("/v2/challenge", {}), ("/v2/challenge", {"challenge": 5}), ("/v2/challenge", {"challenge": ""})),
        *(("/v2/token", {}), ("/v2/token", {"token": None}), ("/v2/token", {"token": "令牌"})),
        ("/v2/token", {"token": "t\n1"}),
    ],
)
def test_an_odd_answer_to_who_we_are_is_told_and_gives_no_token(path: str, body: dict[str, object]) -> None:
    city = City()

    def oddly(asked: Asked) -> Said:
        return said(body, X_Sync_Server=SERVER) if asked.path == path else city(asked)

    with loopback(oddly) as server:
        desk = transport(server.address, [])
        for ask in (lambda: desk.call("hello", {}), desk.token):
            with pytest.raises(UnreachableError) as caught:
                ask()
            assert caught.value.barrier is Barrier.ODD
    assert "/v2/hello" not in [each.path for each in server.asked]


@pytest.mark.parametrize("wrong", [5, "leave", [], {}, {"issued": 1, "until": 2, "signature": 3}])
def test_an_odd_leave_is_none_and_the_word_goes_on(wrong: object) -> None:
    taken: list[Mapping[str, Any]] = []
    city = City()

    def oddly(asked: Asked) -> Said:
        told = city(asked)
        token = {"token": "t-1", "ends": "", "grant": wrong}
        return said(token, X_Sync_Server=SERVER) if asked.path == "/v2/token" else told

    with loopback(oddly) as server:
        assert transport(server.address, taken).call("hello", {}).status == 200

    assert taken == []


class City:
    """A city server that renews tokens; the word ``hello`` needs the newest one."""

    def __init__(self, server: str = SERVER) -> None:
        self.server = server
        self.tokens = 0
        self.valid = True

    def __call__(self, asked: Asked) -> Said:
        match asked.path:
            case "/v2/challenge":
                return said({"challenge": f"c-{asked.body['device']}"}, X_Sync_Server=self.server)
            case "/v2/token":
                content = challenge_content(asked.body["challenge"], MEMBER.device, SERVER)
                DESK.verify_key.verify(content, bytes.fromhex(asked.body["signature"]))
                self.tokens += 1
                self.valid = True
                return said(
                    {"token": f"t-{self.tokens}", "ends": "", "grant": grant()}, X_Sync_Server=self.server
                )
        good = self.valid and asked.headers["Authorization"] == f"Bearer t-{self.tokens}"
        return (
            said({"state": "open"}, X_Sync_Server=self.server)
            if good
            else said({"code": "token"}, 401, X_Sync_Server=self.server)
        )


def transport(address: str, taken: list[Mapping[str, Any]]) -> HttpTransport:
    """Return a transport of the desk to a server."""
    sign = lambda content: DESK.sign(content).signature.hex()  # noqa: E731 - one line says it
    return HttpTransport(Exchange(open_session(), address), MEMBER, sign, taken.append)


def test_the_first_word_fetches_a_token_and_a_leave_to_work_offline() -> None:
    taken: list[Mapping[str, Any]] = []
    with loopback(City()) as server:
        answer = transport(server.address, taken).call("hello", {})

    assert (answer.status, answer.read()) == (200, {"state": "open"})
    assert [each.path for each in server.asked] == ["/v2/challenge", "/v2/token", "/v2/hello"]
    assert taken == [grant()]


def test_a_token_past_its_end_is_renewed_once_on_the_way() -> None:
    city = City()
    with loopback(city) as server:
        desk = transport(server.address, [])
        desk.call("hello", {})
        city.valid = False
        assert desk.call("hello", {}).status == 200

    assert city.tokens == 2


def test_a_token_refused_again_is_the_answer() -> None:
    class Stubborn(City):
        def __call__(self, asked: Asked) -> Said:
            return said({"code": "token"}, 401) if asked.path == "/v2/hello" else super().__call__(asked)

    with loopback(Stubborn()) as server:
        answer = transport(server.address, []).call("hello", {})

    assert answer.status == 401
    assert [each.path for each in server.asked].count("/v2/hello") == 2


def test_another_server_gets_no_word_beyond_the_challenge() -> None:
    with loopback(City("0" * 32)) as server:
        answer = transport(server.address, []).call("push", {"changesets": ["secret"]})

    assert answer.server == "0" * 32
    assert [each.path for each in server.asked] == ["/v2/challenge"]


@pytest.mark.parametrize(
    "wrong",
    [grant(OTHER), {**grant(), "until": "2099-01-01T00:00:00Z"}, {**grant(), "signature": "xyz"}],
    ids=["another key", "longer than signed", "noise"],
)
def test_only_the_bound_server_gives_leave_to_work_offline(wrong: dict[str, str]) -> None:
    assert granted(MEMBER, grant())
    assert not granted(MEMBER, wrong)
    assert not granted(replace(MEMBER, device="desk-2"), grant())


def let_in(asked: Asked, **other: object) -> Said:
    """Answer an enrolment as the city does."""
    body = asked.body
    content = enrolment_content(body["code"], body["public_key"])
    DESK.verify_key.verify(content, bytes.fromhex(body["proof"]))
    known = {"device": "desk-1", "town": MEMBER.town, "town_name": MEMBER.town_name, "server": SERVER}
    return said(
        {**known, "server_key": CITY_KEY, "token": "t", "ends": "", "grant": grant(), **other},
        X_Sync_Server=SERVER,
    )


def test_a_code_and_a_key_make_a_computer_known() -> None:
    with loopback(let_in) as server:
        exchange = Exchange(open_session(), server.address)
        joined = join(exchange, server.address + "/", Applicant("320281101-ABCD", DESK, "办公室一号机"))

    assert joined.membership == replace(MEMBER, address=server.address)
    assert joined.grant == grant()
    assert server.asked[0].body["name"] == "办公室一号机"


def test_a_computer_let_in_before_signs_with_its_old_key_too() -> None:
    with loopback(let_in) as server:
        former = Former("desk-0", OTHER)
        join(
            Exchange(open_session(), server.address), server.address, Applicant("码", DESK, "一号机", former)
        )

    body = server.asked[0].body
    content = succession_content("desk-0", "码", body["public_key"])
    OTHER.verify_key.verify(content, bytes.fromhex(body["former_proof"]))


def unbelieving(asked: Asked) -> Said:
    """Answer an enrolment as a city does that knows the former computer by another key."""
    if "former" in asked.body:
        return said({"code": "proof", "message": "签名与这台电脑的密钥不符。"}, 403, X_Sync_Server=SERVER)
    return let_in(asked)


def test_a_computer_whose_old_key_is_not_believed_is_let_in_as_a_new_one() -> None:
    with loopback(unbelieving) as server:
        asking = Applicant("码", DESK, "一号机", Former("desk-0", OTHER))
        joined = join(Exchange(open_session(), server.address), server.address, asking)

    assert joined.membership.device == "desk-1"
    assert [each.body.get("former") for each in server.asked] == ["desk-0", None]
    assert "former_proof" not in server.asked[1].body


@pytest.mark.parametrize(("code", "former"), [("proof", None), ("enrolment_code", Former("desk-0", OTHER))])
def test_any_other_refusal_is_final(code: str, former: Former | None) -> None:
    refusal = {"code": code, "message": "登记码已过期。"}
    asking = Applicant("码", DESK, "一号机", former)
    with loopback(lambda _asked: said(refusal, 403)) as server, pytest.raises(EnrolmentRefusedError):
        join(Exchange(open_session(), server.address), server.address, asking)

    assert len(server.asked) == 1


def test_a_code_that_is_refused_is_told_in_the_citys_words() -> None:
    refusal = {"code": "enrolment_code", "message": "登记码已过期。", "hint": "请重新索取。"}
    with (
        loopback(lambda _asked: said(refusal, 403)) as server,
        pytest.raises(EnrolmentRefusedError) as caught,
    ):
        join(Exchange(open_session(), server.address), server.address, Applicant("x", DESK, "一号机"))

    assert (caught.value.message, caught.value.hint) == ("登记码已过期。", "请重新索取。")


@pytest.mark.parametrize(
    "odd", [{"server_key": "xyz"}, {"server_key": None}, {"device": 5}, {"town": ""}, {"town_name": None}]
)
def test_an_odd_answer_lets_nobody_in(odd: dict[str, object]) -> None:
    with (
        loopback(lambda asked: let_in(asked, **odd)) as server,
        pytest.raises(UnreachableError) as caught,
    ):
        join(Exchange(open_session(), server.address), server.address, Applicant("x", DESK, "一号机"))

    assert caught.value.barrier is Barrier.ODD


def test_a_leave_nobody_signed_comes_with_no_enrolment() -> None:
    with loopback(lambda asked: let_in(asked, grant=grant(OTHER))) as server:
        asking = Applicant("x", DESK, "一号机")
        joined = join(Exchange(open_session(), server.address), server.address, asking)

    assert joined.grant is None


def test_a_server_whose_name_is_not_its_keys_is_not_believed() -> None:
    other = bytes(OTHER.verify_key).hex()
    with loopback(lambda asked: let_in(asked, server_key=other)) as server, pytest.raises(UnreachableError):
        join(Exchange(open_session(), server.address), server.address, Applicant("x", DESK, "一号机"))
