"""The web application: every door of the city server in one."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.cityserver.arriving import PATIENCE
from sync.cityserver.blobs_http import blob_router
from sync.cityserver.errors import CityError
from sync.cityserver.web.admin import admin_pages
from sync.cityserver.web.answers import ANSWERS
from sync.cityserver.web.bounds import Bounded
from sync.cityserver.web.description import asking, describe, responses
from sync.cityserver.web.door import SIGN_IN, NotSignedInError
from sync.cityserver.web.entering import ENTERING, Entrance
from sync.cityserver.web.forms import FORMS
from sync.cityserver.web.pages import Pages
from sync.cityserver.web.public import public_pages
from sync.cityserver.web.refusals import DATABASE_FAULTS, FaultError, on_database_away, refusal
from sync.cityserver.web.words import Words
from sync.protocol.messages import SERVER_HEADER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sync.cityserver.web.platform import Platform

    Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger(__name__)
VERSION = "2"


class Application(FastAPI):
    """A FastAPI that publishes our own description of its interfaces."""

    def openapi(self) -> dict[str, Any]:
        """Return the description."""
        return describe(self)


def application(platform: Platform, patience: float = PATIENCE) -> FastAPI:
    """Return the application of a platform; a body that stops arriving is waited for ``patience`` seconds."""
    made = Application(title="澄执市级平台", version=VERSION, docs_url=None, redoc_url=None)
    pages = Pages(demonstration=platform.identity.demonstration)
    made.add_exception_handler(CityError, partial(_on_refusal, pages))
    for fault in DATABASE_FAULTS:
        made.add_exception_handler(fault, on_database_away)
    words = Words(platform, patience=patience)
    _open_words(made, words)
    _open_entrance(made, Entrance(platform))
    made.include_router(blob_router(platform.blobs, words.identify, patience), prefix="/v2/t/blobs")
    made.include_router(public_pages(platform, pages))
    made.include_router(admin_pages(platform, pages))
    made.add_middleware(Bounded, refuse=partial(_on_refusal, pages))
    made.add_middleware(Signed, server_id=platform.identity.server_id)
    made.add_exception_handler(Exception, partial(_on_fault, pages, platform.identity.server_id))
    return made


def _open_words(made: FastAPI, words: Words) -> None:
    for word, form in FORMS.items():
        made.add_api_route(
            f"/v2/{word}",
            _handler(words, word),
            methods=["POST"],
            name=word,
            summary=(form.__doc__ or "").split("\n")[0],
            responses={200: {"model": ANSWERS[word]}, **responses()},
            openapi_extra=asking(form, token=True),
        )


def _open_entrance(made: FastAPI, entrance: Entrance) -> None:
    for path, (form, answer) in ENTERING.items():
        made.add_api_route(
            f"/v2/{path}",
            getattr(entrance, path),
            methods=["POST"],
            name=path,
            summary=(form.__doc__ or "").split("\n")[0],
            responses={200: {"model": answer}, **responses(401, 403, 408, 413, 422, 429, 503)},
            openapi_extra=asking(form, token=False),
        )


def _handler(words: Words, word: str) -> Handler:
    async def handler(request: Request) -> Response:
        return await words.answer(word, request)

    return handler


async def _on_refusal(pages: Pages, request: Request, error: Exception) -> Response:
    """Answer an expected refusal: a program with JSON, a person with a page."""
    if not isinstance(error, CityError):
        raise error
    path = request.url.path
    if path.startswith("/v2/"):
        return refusal(error)
    if isinstance(error, NotSignedInError):
        return RedirectResponse(SIGN_IN, 303)
    back = "/admin" if path.startswith("/admin") else "/"
    shows = {"heading": error.message, "hint": error.hint, "back": back}
    return pages.public(request, "refused.html", shows, error.status)


async def _on_fault(pages: Pages, server_id: str, request: Request, error: Exception) -> Response:
    """Answer a fault of the program: outside all else, so signed here; raised again, and so traced."""
    log.error("a fault of the program: %s", type(error).__name__)
    answer = await _on_refusal(pages, request, FaultError())
    answer.headers[SERVER_HEADER] = server_id
    return answer


class Signed:
    """Puts the server's name on every answer: without it nothing is an acknowledgement."""

    def __init__(self, app: ASGIApp, server_id: str) -> None:
        self._app = app
        self._mark = (SERVER_HEADER.lower().encode(), server_id.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and name the server in its answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), self._mark]
            await send(message)

        await self._app(scope, receive, marked)
