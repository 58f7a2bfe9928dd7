"""A line that falls silent in the middle of a request holds up nobody, and what came over it is kept."""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import requests
from starlette.applications import Starlette
from starlette.routing import Route

from sync.cityserver.errors import CityError
from sync.cityserver.web.application import application
from sync.cityserver.web.refusals import refusal
from sync.cityserver.web.words import Words
from tests.sync.cityserver.desks import Desk, enrolled
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import EAST, sqlite_stores
from tests.sync.cityserver.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from sync.cityserver.web.platform import Platform

SHORT, LONG = 0.3, 30.0
FILE = b"what the camera saw " * 100
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    stores = sqlite_stores(tmp_path / "city.db")
    yield platform_over(stores, tmp_path)
    stores.close()


@pytest.fixture
def desk(platform: Platform) -> Iterator[Desk]:
    with served(application(platform, patience=SHORT)) as address:
        yield enrolled(address.url, platform.enrolment.new_code(EAST, "一号机", "admin"))


@contextmanager
def narrow(platform: Platform, patience: float) -> Iterator[str]:
    """Serve the words to one request at a time."""
    words = Words(platform, at_once=1, patience=patience)

    async def answered(word: str, request: Request) -> Response:
        try:
            return await words.answer(word, request)
        except CityError as error:
            return refusal(error)

    route = Route("/v2/hello", partial(answered, "hello"), methods=["POST"])
    with served(Starlette(routes=[route])) as address:
        yield address.url


def begun(url: str, asked: str, length: int, token: str, **more: str) -> socket.socket:
    """Begin a request and fall silent before its body."""
    host, port = url.removeprefix("http://").split(":")
    line = socket.create_connection((host, int(port)), timeout=20)
    named = {"Host": host, "Content-Length": str(length), "Authorization": f"Bearer {token}"}
    head = "".join(f"{name}: {value}\r\n" for name, value in {**named, **more}.items())
    line.sendall(f"{asked} HTTP/1.1\r\n{head}\r\n".encode())
    return line


def heard(line: socket.socket) -> tuple[int, bytes]:
    """Return the status of the answer and what else came with it."""
    said = line.recv(65536)
    return int(said.split(b" ")[1]), said


def test_a_request_that_stops_arriving_is_answered_and_its_place_is_free_again(
    platform: Platform, desk: Desk
) -> None:
    with (
        narrow(platform, SHORT) as url,
        begun(url, "POST /v2/hello", 100, desk.told["token"]) as line,
    ):
        line.sendall(b'{"app"')
        status, said = heard(line)
        after = requests.post(f"{url}/v2/hello", headers=token_of(desk), timeout=20)

    assert (status, b"silent_line" in said) == (408, True)
    assert after.json()["code"] == "unreadable"


def test_whoever_has_no_token_holds_no_place_with_a_body_that_never_comes(
    platform: Platform, desk: Desk
) -> None:
    with narrow(platform, LONG) as url, begun(url, "POST /v2/hello", 100, "x") as line:
        status, _said = heard(line)
        after = requests.post(f"{url}/v2/hello", headers=token_of(desk), timeout=20)

    assert status == 401
    assert after.json()["code"] == "unreadable"


def test_who_is_shown_out_while_the_request_comes_is_answered_as_shown_out(
    platform: Platform, desk: Desk
) -> None:
    hello: dict[str, object] = {
        "incarnation": "i",
        "app": "1",
        "schema": [1, 1],
        "cursors": {},
        "epoch": None,
        "at": None,
    }
    body = json.dumps({**hello, "waiting": 0, "conflicts": 0, "skew": None}).encode()

    with (
        narrow(platform, LONG) as url,
        begun(url, "POST /v2/hello", len(body), desk.told["token"]) as line,
    ):
        line.sendall(body[:5])
        platform.enrolment.revoke(EAST, desk.told["device"], "admin", "被盗")
        line.sendall(body[5:])
        status, said = heard(line)

    assert (status, b'"revoked":true' in said) == (200, True)


def announced(desk: Desk) -> str:
    """Announce a file and return the address of its upload."""
    named = b64encode(sha256(FILE).hexdigest().encode()).decode()
    told = {"Upload-Length": str(len(FILE)), "Upload-Metadata": f"sha256 {named}", **TUS}
    answer = desk.session.post(f"{desk.url}/v2/t/blobs/", headers={**told, **token_of(desk)}, timeout=20)
    return answer.headers["Location"]


def token_of(desk: Desk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.told['token']}"}


def test_a_chunk_that_stops_arriving_keeps_what_came_and_lets_the_upload_go(desk: Desk) -> None:
    place = announced(desk)
    chunk = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", **TUS}

    with begun(desk.url, f"PATCH {place}", len(FILE), desk.told["token"], **chunk) as line:
        line.sendall(FILE[:700])
        status, said = heard(line)
    rest = {**chunk, **token_of(desk), "Upload-Offset": "700"}
    ended = desk.session.patch(f"{desk.url}{place}", FILE[700:], headers=rest, timeout=20)

    assert (status, b"blob_silent" in said) == (408, True)
    assert (ended.status_code, ended.headers["Upload-Offset"]) == (204, str(len(FILE)))
