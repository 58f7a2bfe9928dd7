"""The words over HTTP: what is published is what is answered, and nothing ever ends in a fault of ours."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
import requests
import schemathesis
import zstandard
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from sync.cityserver.identity import load_identity
from sync.cityserver.opening import Engines, assemble
from sync.cityserver.web.application import application
from sync.cityserver.web.packing import OPENED_LIMIT, PACKED_LIMIT
from sync.protocol.messages import EPOCH_HEADER, SERVER_HEADER
from tests.sync.cityserver.desks import Desk, born, enrolled
from tests.sync.cityserver.stores import EAST, WEST
from tests.sync.cityserver.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores

CANARY = "西桥镇的秘密"
WORDS = ("hello", "push", "changes", "lease", "release", "recover", "digest", "bucket")


@pytest.fixture
def platform(stores: Stores, tmp_path: Path) -> Platform:
    engines = Engines(stores.app, stores.report, stores.public, stores.owner, stores.look)
    return assemble(engines, tmp_path, load_identity(tmp_path / "keys"))


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    with served(application(platform)) as address:
        yield address.url


@pytest.fixture
def desk(platform: Platform, url: str) -> Desk:
    desk = enrolled(url, platform.enrolment.new_code(EAST, "一号机", "admin"))
    desk.hello()
    return desk


def test_what_is_pushed_is_read_by_the_other_desk_of_the_town(
    platform: Platform, url: str, desk: Desk
) -> None:
    answer = desk.push([desk.saved([born("party", EAST, name="王某")])])
    other = enrolled(url, platform.enrolment.new_code(EAST, "二号机", "admin"), seed=2)
    other.hello()

    assert [each["outcome"] for each in answer.json()["outcomes"]] == ["applied"]
    (row,) = other.pull()["rows"]
    assert row["effects"][0]["fields"]["name"] == "王某"


def test_a_change_set_of_very_many_operations_is_taken(desk: Desk) -> None:
    born_at_once = [born("party", EAST, name=f"当事人{n}") for n in range(3000)]

    (outcome,) = desk.push([desk.saved(born_at_once)]).json()["outcomes"]

    assert outcome["outcome"] == "applied"


def test_what_the_city_publishes_can_be_read_before_it_has_published_anything(desk: Desk) -> None:
    answer = desk.pull(stream="city")

    assert (answer["rows"], answer["more"]) == ([], False)


def test_every_answer_names_the_server_and_every_word_its_epoch(
    platform: Platform, url: str, desk: Desk
) -> None:
    answers = [requests.get(f"{url}/{path}", timeout=5) for path in ("", "nothing", "openapi.json")]
    answers += [requests.post(f"{url}/v2/{word}", timeout=5) for word in WORDS]

    assert {each.headers[SERVER_HEADER] for each in answers} == {platform.identity.server_id}
    assert (
        desk.call("digest", {"stream": EAST, "seq": 0, "epoch": desk.epoch}).headers[EPOCH_HEADER]
        == desk.epoch
    )


def test_the_citys_stream_is_there_before_anything_is_published(desk: Desk) -> None:
    assert desk.pull(stream="city")["rows"] == []


@pytest.mark.parametrize("word", WORDS)
def test_no_word_is_answered_without_a_token(url: str, word: str) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp4"}):
        answer = requests.post(f"{url}/v2/{word}", json={}, headers=headers, timeout=5)
        assert (answer.status_code, answer.json()["code"]) == (401, "token")


@pytest.mark.parametrize("way", ["gzip", "zstd"])
def test_bodies_are_packed_both_ways(desk: Desk, way: str) -> None:
    pushed = {"incarnation": desk.incarnation, "epoch": desk.epoch}
    many = [desk.saved([born("party", EAST, name=f"王{n}")]) for n in range(20)]
    body = json.dumps({**pushed, "changesets": many}).encode()
    small = gzip.compress(body) if way == "gzip" else zstandard.compress(body)
    headers = {
        "Authorization": f"Bearer {desk.told['token']}",
        "Content-Encoding": way,
        "Accept-Encoding": way,
    }

    answer = requests.post(f"{desk.url}/v2/push", small, headers=headers, timeout=20)

    assert answer.headers["Content-Encoding"] == way
    # The library undoes gzip by itself, zstd only with a part it does not bring along.
    content = answer.content if way == "gzip" else zstandard.decompress(answer.content)
    assert len(json.loads(content)["outcomes"]) == 20


def test_what_is_too_large_is_refused_before_it_is_opened(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.told['token']}"}
    bomb = gzip.compress(b" " * (OPENED_LIMIT + 1))
    plain: dict[str, str] = {}
    ways = ((b" " * (PACKED_LIMIT + 1), plain), (bomb, {"Content-Encoding": "gzip"}))

    for body, more in ways:
        answer = requests.post(f"{desk.url}/v2/push", body, headers={**headers, **more}, timeout=20)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert "Retry-After" in answer.headers


@pytest.mark.parametrize(
    ("body", "way"), [(b"{", ""), (b"[]", ""), (b"\xff", ""), (b"{}", "gzip"), (b"{}", "zstd"), (b"{}", "br")]
)
def test_what_cannot_be_read_is_called_unreadable(desk: Desk, body: bytes, way: str) -> None:
    headers = {"Authorization": f"Bearer {desk.told['token']}", "Content-Encoding": way or "identity"}

    answer = requests.post(f"{desk.url}/v2/push", body, headers=headers, timeout=20)

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


def test_text_that_no_database_can_hold_is_kept_aside_not_lost(desk: Desk) -> None:
    sent = [desk.saved([born("party", EAST, name=name)]) for name in ("a\x00b", "王某")]

    outcomes = desk.push(sent).json()["outcomes"]

    assert [each["outcome"] for each in outcomes] == ["quarantined", "applied"]


def test_a_token_of_one_town_hears_nothing_of_another(platform: Platform, url: str, desk: Desk) -> None:
    west = enrolled(url, platform.enrolment.new_code(WEST, "三号机", "admin"), seed=3)
    west.hello()
    record = "0192f0c0-0000-7000-8000-000000000001"
    west.push([west.saved([born("party", WEST, record, name=CANARY)])])
    asked = [
        desk.call(
            "changes", {"stream": WEST, "after": 0, "hash": "", "upto": None, "limit": 9, "epoch": desk.epoch}
        ),
        desk.call("digest", {"stream": WEST, "seq": 1, "epoch": desk.epoch}),
        *(desk.call("bucket", {"stream": WEST, "bucket": n, "epoch": desk.epoch}) for n in range(0, 256, 16)),
        desk.push([desk.saved([{**born("party", EAST, record, name="x"), "town": WEST}])]),
        desk.push([desk.saved([born("party", EAST, record, name="x")])]),
    ]
    pulled = desk.pull()

    assert all(CANARY not in each.text and each.status_code < 500 for each in asked)
    assert CANARY not in json.dumps(pulled, ensure_ascii=False)
    assert west.pull()["rows"][0]["effects"][0]["fields"]["name"] == CANARY


def test_a_computer_shown_out_hands_over_and_hears_nothing(platform: Platform, desk: Desk) -> None:
    platform.enrolment.revoke(EAST, desk.told["device"], "admin", "遗失")

    pushed = desk.push([desk.saved([born("party", EAST, name="王某")])])
    pulled = desk.call(
        "changes", {"stream": EAST, "after": 0, "hash": "", "upto": None, "limit": 9, "epoch": desk.epoch}
    )

    assert [each["outcome"] for each in pushed.json()["outcomes"]] == ["quarantined"]
    assert (pulled.status_code, pulled.json()["code"]) == (403, "device_revoked")
    assert desk.hello()["revoked"] is True


def test_the_published_description_holds_for_whatever_is_sent(url: str, desk: Desk) -> None:
    schema: Any = schemathesis.openapi.from_url(f"{url}/openapi.json")
    seen: dict[int, int] = {}
    for found in schema.get_all_operations():

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=found.ok().as_strategy())
        def check(case: Any) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {desk.told['token']}"}
            response = case.call()
            case.validate_response(
                response,
                checks=(not_a_server_error, status_code_conformance, response_schema_conformance),
            )
            seen[response.status_code] = seen.get(response.status_code, 0) + 1

        check()
    assert 200 in seen
