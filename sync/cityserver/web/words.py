"""The words of the exchange (交换接口): ``POST /v2/<word>`` by an enrolled computer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.cityserver.arriving import PATIENCE
from sync.cityserver.tokens import TokenError
from sync.cityserver.web.forms import FORMS
from sync.cityserver.web.packing import UnreadableError, packed, parsed, received, unpacked
from sync.cityserver.web.refusals import BusyError
from sync.protocol.messages import EPOCH_HEADER

if TYPE_CHECKING:
    from starlette.requests import Request

    from sync.cityserver.enrolment import Holder
    from sync.cityserver.web.platform import Platform
    from sync.protocol.messages import Answer

AT_ONCE = 200
"""Requests in work or waiting for it: forty desktops that save and a town that comes back at once have room.

The next one is told to come back, so that a flood neither fills the memory nor lets everyone wait for long.
"""
_BEARER = "Bearer "


class Words:
    """Answers one word after the other, each in one piece of work beside the event loop."""

    def __init__(self, platform: Platform, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._platform = platform
        self._free = at_once
        self._patience = patience

    async def answer(self, word: str, request: Request) -> Response:
        """Answer a request of one of the words."""
        if self._free <= 0:
            raise BusyError
        self._free -= 1
        try:
            # Before its body, so that nobody unknown holds a place by sending slowly.
            self._platform.enrolment.seal_holds(_token_of(request))
            body = await received(request, self._patience)
            return await run_in_threadpool(self._work, word, request, body)
        finally:
            self._free += 1

    def identify(self, request: Request) -> Holder:
        """Return the computer whose token a request carries, or raise ``TokenError``."""
        return self._platform.enrolment.holder(_token_of(request))

    def _work(self, word: str, request: Request, body: bytes) -> Response:
        # After its body: who was shown out while it came gets nothing.
        holder, headers = self.identify(request), request.headers
        asked = checked(word, parsed(unpacked(body, headers.get("content-encoding", "identity").lower())))
        if word == "hello":
            self._platform.enrolment.greeted(holder, asked)
        return _response(self._platform.core.answer(word, holder, asked), headers.get("accept-encoding", ""))


def _token_of(request: Request) -> str:
    authorization = request.headers.get("authorization", "")
    if not authorization.startswith(_BEARER):
        raise TokenError
    return authorization.removeprefix(_BEARER)


def checked(word: str, asked: Any) -> dict[str, Any]:
    """Return a request as it was sent once it has the form agreed, or raise ``UnreadableError``."""
    try:
        FORMS[word].model_validate(asked)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise UnreadableError(".".join(map(str, first["loc"]))[:100]) from None
    result: dict[str, Any] = asked
    return result


def _response(answer: Answer, accepted: str) -> Response:
    body, headers = packed(answer.json().encode(), accepted)
    if answer.epoch is not None:
        headers[EPOCH_HEADER] = answer.epoch
    if answer.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(answer.retry_after))
    return Response(body, answer.status, headers, "application/json")
