"""The city server on loopback for tests: real HTTP, real database, a real browser where one looks."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

    from tests.sync.loopback import Certificate


@dataclass(frozen=True)
class Address:
    """Where a server listens."""

    port: int
    scheme: str = "http"

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"{self.scheme}://127.0.0.1:{self.port}"


@contextmanager
def served(application: ASGIApp, shows: Certificate | None = None) -> Iterator[Address]:
    """Serve an application on loopback until the block ends, over TLS where it shows a certificate."""
    config = uvicorn.Config(application, host="127.0.0.1", port=0, log_level="warning")
    if shows is not None:
        config.ssl_certfile, config.ssl_keyfile = shows.public, shows.private
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        yield Address(server.servers[0].sockets[0].getsockname()[1], "https" if config.is_ssl else "http")
    finally:
        server.should_exit = True
        thread.join()
