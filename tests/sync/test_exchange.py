"""One exchange over HTTP packs both ways, and tells every failure by its own name."""

from __future__ import annotations

import os
import socket
import struct
import zlib
from threading import Event
from typing import TYPE_CHECKING

import pytest
import zstandard

from sync.connection import AuthorityUnreadableError, open_session
from sync.exchange import Exchange
from sync.unreachable import Barrier, UnreachableError
from tests.sync.loopback import Said, bad_line, certificate, loopback, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = {"text": "城市管理" * 400}
VERY_LONG = {"text": os.urandom(12 << 20).hex()}
BEGUN = b'HTTP/1.1 200 OK\r\nX-Sync-Server: city-1\r\nContent-Length: 200\r\n\r\n{"rows": ['


def stalls(line: socket.socket) -> None:
    """Begin an answer and wait until the other side has had enough."""
    line.recv(4096)
    line.sendall(BEGUN)
    line.recv(4096)


def cuts(line: socket.socket) -> None:
    """End in the middle of an answer."""
    line.recv(4096)
    line.sendall(BEGUN)


def says_nothing(line: socket.socket) -> None:
    """Hear the request and hang up."""
    line.recv(4096)


def resets(line: socket.socket) -> None:
    """Tear the connection down."""
    line.recv(4096)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def waits(line: socket.socket) -> None:
    """Hear the request and wait until the other side has had enough."""
    line.recv(4096)
    line.recv(4096)


def test_a_short_request_goes_as_it_is_and_its_answer_is_read() -> None:
    with loopback(lambda _asked: said({"state": "open"}, Retry_After="7")) as server:
        answer = Exchange(open_session(), server.address + "/").post("/v2/hello", {"at": "今日"}, "t-1")

    (asked,) = server.asked
    assert (asked.path, asked.body, asked.headers["Authorization"]) == (
        "/v2/hello",
        {"at": "今日"},
        "Bearer t-1",
    )
    assert (answer.status, answer.server, answer.epoch, answer.retry_after) == (200, "city-1", "e1", 7.0)
    assert answer.read() == {"state": "open"}
    assert answer.date is not None


def test_a_long_request_is_packed_with_gzip_until_the_server_says_that_it_reads_zstd() -> None:
    with loopback(lambda _asked: said({}, Accept_Encoding="gzip, zstd")) as server:
        exchange = Exchange(open_session(), server.address)
        for _ in range(2):
            exchange.post("/v2/push", LONG)

    assert [each.headers["Content-Encoding"] for each in server.asked] == ["gzip", "zstd"]
    assert [each.body for each in server.asked] == [LONG, LONG]


def test_an_answer_packed_with_zstd_is_read() -> None:
    packed = zstandard.compress(b'{"rows": []}')
    headers = {"X-Sync-Server": "city-1", "Content-Encoding": "zstd"}
    with loopback(lambda _asked: Said(200, packed, headers)) as server:
        assert Exchange(open_session(), server.address).post("/v2/changes", {}).read() == {"rows": []}


@pytest.mark.parametrize(
    "given",
    [
        Said(200, b"<html>please sign in</html>"),
        Said(200, b"{}"),
        Said(302, b"", {"Location": "http://login.invalid/"}),
        Said(502, b"bad gateway"),
        Said(200, b"<html>", {"X-Sync-Server": "city-1"}),
        Said(200, b"[]", {"X-Sync-Server": "city-1"}),
        Said(200, zlib.compress(b"{}"), {"X-Sync-Server": "city-1"}),
        Said(200, b"{}", {"X-Sync-Server": "city-1", "Content-Encoding": "gzip"}),
        Said(200, b"[" * 100_000, {"X-Sync-Server": "city-1"}),
        Said(413, b"too large for this proxy"),
    ],
    ids=[
        *("login page", "no mark", "redirect", "proxy", "marked page", "marked list", "marked noise"),
        *("packed otherwise than told", "without end", "too large for a proxy"),
    ],
)
def test_what_is_not_the_citys_word_is_never_an_answer(given: Said) -> None:
    with loopback(lambda _asked: given) as server, pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), server.address).post("/v2/push", {})

    assert caught.value.barrier is Barrier.FOREIGN


def holds(ended: Event) -> None:
    """Hear nothing until told."""
    ended.wait()


@pytest.mark.parametrize("talk", [stalls, cuts, says_nothing, resets, waits])
def test_a_line_that_fails_under_way_is_told_as_too_slow(talk: Callable[[socket.socket], None]) -> None:
    with bad_line(talk) as address, pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), address, (1.0, 0.2)).post("/v2/changes", {})

    assert caught.value.barrier is Barrier.SLOW


def test_a_request_that_is_not_taken_in_time_is_told_as_too_slow() -> None:
    ended = Event()
    with bad_line(lambda _line: holds(ended)) as address:
        with pytest.raises(UnreachableError) as caught:
            Exchange(open_session(), address, (0.3, 5.0)).post("/v2/push", VERY_LONG)
        ended.set()

    assert caught.value.barrier is Barrier.SLOW


@pytest.mark.parametrize("address", ["http://city..invalid", f"http://{'a' * 70}.invalid", "http://", "city"])
def test_an_address_that_is_none_is_told_as_offline(address: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), address).post("/v2/hello", {})

    assert caught.value.barrier is Barrier.OFFLINE


def test_a_closed_port_is_told_as_a_server_that_does_not_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), f"http://127.0.0.1:{port}").post("/v2/hello", {})

    assert caught.value.barrier is Barrier.REFUSED


def test_an_unknown_name_is_told_as_offline() -> None:
    with pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), "http://city.invalid").post("/v2/hello", {})

    assert caught.value.barrier is Barrier.OFFLINE


def test_a_server_without_a_trusted_certificate_hears_nothing(tmp_path: Path) -> None:
    shown = certificate(tmp_path)
    with loopback(lambda _asked: said({}), shown) as server, pytest.raises(UnreachableError) as caught:
        Exchange(open_session(), server.address).post("/v2/hello", {})

    assert caught.value.barrier is Barrier.UNTRUSTED
    assert "没有发送任何内容" in caught.value.message
    assert server.asked == []


def test_an_offices_own_authority_is_trusted_where_it_was_chosen(tmp_path: Path) -> None:
    shown = certificate(tmp_path)
    with loopback(lambda _asked: said({"state": "open"}), shown) as server:
        answer = Exchange(open_session(shown.public), server.address).post("/v2/hello", {})

    assert answer.read() == {"state": "open"}


def dates_oddly(line: socket.socket) -> None:
    """Answer at a moment no calendar has."""
    line.recv(4096)
    date = b"Date: Mon, 01 Jan 99999999999999999999 00:00:00 GMT"
    line.sendall(b"HTTP/1.1 200 OK\r\nX-Sync-Server: city-1\r\nContent-Length: 2\r\n" + date + b"\r\n\r\n{}")


def test_a_date_that_is_none_is_no_date() -> None:
    with bad_line(dates_oddly) as address:
        assert Exchange(open_session(), address).post("/v2/hello", {}).date is None


def test_an_authority_that_is_no_certificate_is_refused_by_name(tmp_path: Path) -> None:
    wrong = tmp_path / "机关证书.pem"
    wrong.write_text("nothing", "utf-8")

    with pytest.raises(AuthorityUnreadableError, match=r"机关证书\.pem"):
        open_session(wrong)
