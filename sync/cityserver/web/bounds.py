"""Forms of the administrators' pages are short: a longer body is refused before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request

from sync.cityserver.web.packing import OPENED_LIMIT, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOK = "/admin/giving/look"
"""Where a file is handed over; nobody's is read who does not sit."""
_FORM = 1 << 16
_AROUND_A_FILE = 1 << 12


class Bounded:
    """Refuses a body of the administrators' pages that says no length, or too great a one."""

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith("/admin"):
            length = Headers(scope=scope).get("content-length", "")
            if not length.isdecimal() or int(length) > _most(scope["path"]):
                answer = await self._refuse(Request(scope), TooLargeError())
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _most(path: str) -> int:
    return OPENED_LIMIT + _AROUND_A_FILE if path == LOOK else _FORM
