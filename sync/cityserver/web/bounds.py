"""Forms of the administrators' pages are short: a longer body is refused before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request

from sync.cityserver.errors import CityError
from sync.cityserver.web.packing import OPENED_LIMIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOK = "/admin/giving/look"
"""Where a file is handed over; nobody's is read who does not sit."""
_FORM = 1 << 16
_AROUND_A_FILE = 1 << 12


class FormTooLargeError(CityError):
    """A form of the pages is longer than any of them is, or does not say how long it is."""

    status = 413
    code = "form_too_large"
    hint = "请从本平台的页面提交；下发文件不超过16MB。"

    def __init__(self) -> None:
        super().__init__("提交的内容过大，没有接收。")


class Bounded:
    """Refuses a body of the administrators' pages that says no length, or too great a one."""

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        posted = scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith("/admin")
        if posted and not _short(Headers(scope=scope), scope["path"]):
            answer = await self._refuse(Request(scope), FormTooLargeError())
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _short(headers: Headers, path: str) -> bool:
    """Tell whether a body says that it is as short as a form of this place."""
    length, most = headers.get("content-length", ""), OPENED_LIMIT + _AROUND_A_FILE if path == LOOK else _FORM
    return length.isdecimal() and int(length) <= most and "transfer-encoding" not in headers
