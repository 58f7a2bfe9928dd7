"""A small HTTP server on the loopback that answers as a test tells it, and remembers what it was asked."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """One request as it arrived, unpacked."""

    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Said:
    """One answer to give."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)


def said(body: object, status: int = 200, **headers: str) -> Said:
    """Return an answer in JSON, marked as the server ``city-1`` in epoch ``e1`` unless told otherwise."""
    marks = {"X-Sync-Server": "city-1", "X-Sync-Epoch": "e1"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(status, json.dumps(body).encode(), {**marks, **named})


@dataclass
class Loopback:
    """A server under test's command."""

    address: str
    asked: list[Asked]


@dataclass(frozen=True)
class Certificate:
    """A certificate that vouches for itself, and its key."""

    public: Path
    private: Path


def certificate(folder: Path) -> Certificate:
    """Make a certificate of the loopback that no system trusts."""
    made = Certificate(folder / "authority.pem", folder / "authority.key")
    given = ("-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes")
    files = ("-keyout", str(made.private), "-out", str(made.public))
    subprocess.run(
        ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", *given, *files),
        check=True,
        capture_output=True,
    )
    return made


@contextmanager
def loopback(answer: Callable[[Asked], Said], shows: Certificate | None = None) -> Iterator[Loopback]:
    """Run a server that answers every POST as told, over TLS where it shows a certificate."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            packing = self.headers.get("Content-Encoding")
            if packing == "gzip":
                content = gzip.decompress(content)
            elif packing == "zstd":
                content = zstandard.decompress(content)
            one = Asked(self.path, dict(self.headers), json.loads(content))
            asked.append(one)
            given = answer(one)
            self.send_response(given.status)
            for name, value in {"Content-Length": str(len(given.body)), **given.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(given.body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_refused: None  # type: ignore[method-assign] # a handshake that fails is the test's business
    if shows is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(shows.public, shows.private)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        scheme = "http" if shows is None else "https"
        yield Loopback(f"{scheme}://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def bad_line(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run a server that treats its one connection as told, down to the socket; yields its address."""
    with socket.socket() as door:
        door.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVBUF, 4096
        )  # what nobody reads soon waits at the sender
        door.bind(("127.0.0.1", 0))
        door.listen()

        def serve() -> None:
            line, _caller = door.accept()
            with line:
                talk(line)

        serving = Thread(target=serve, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        serving.join()
