"""A city that keeps attachments: real folder, real SQLite, real HTTP on loopback."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI, HTTPException

from sync.cityserver.blob_folder import BlobFolder
from sync.cityserver.blob_tables import METADATA
from sync.cityserver.blobs import Blobs
from sync.cityserver.blobs_http import blob_router
from sync.cityserver.scope import scoped, sqlite_engine
from sync.protocol.messages import SERVER_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import Request
    from starlette.responses import Response

SERVER = "the city of these tests"
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Token:
    """Whom a token of these tests names: ``town.device`` or ``town.device.revoked``."""

    town: str
    device: str
    revoked: bool = False


def identified(request: Request) -> Token:
    """Read the token, or refuse."""
    parts = request.headers.get("authorization", "").removeprefix("Bearer ").split(".")
    if len(parts) < 2:
        raise HTTPException(401)
    return Token(parts[0], parts[1], revoked=parts[-1] == "revoked")


@dataclass
class StandingClock:
    """A moment that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class BlobCity:
    """The parts, in one folder."""

    root: Path
    clock: StandingClock
    blobs: Blobs

    def open_again(self) -> BlobCity:
        """Return the city as it stands after its process was killed."""
        return blob_city(self.root, self.clock)


def blob_city(root: Path, clock: StandingClock | None = None) -> BlobCity:
    """Open a city over a folder."""
    root.mkdir(exist_ok=True)
    engine = sqlite_engine(root / "city.db")
    METADATA.create_all(engine)
    now = clock or StandingClock()
    return BlobCity(root, now, Blobs(partial(scoped, engine), BlobFolder(root / "blobs"), now))


def web(city: BlobCity) -> FastAPI:
    """Return the city as a web application."""
    application = FastAPI()

    @application.middleware("http")
    async def marked(request: Request, call_next: RequestResponseEndpoint) -> Response:
        answer = await call_next(request)
        answer.headers[SERVER_HEADER] = SERVER
        return answer

    application.include_router(blob_router(city.blobs, identified), prefix="/v2/t/blobs")
    return application


@contextmanager
def served(city: BlobCity) -> Iterator[str]:
    """Serve the city on loopback and return its address."""
    config = uvicorn.Config(web(city), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
