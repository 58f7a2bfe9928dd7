"""Enrolment over HTTP (登记入网接口): code, challenge, token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sync.cityserver.enrolment import Asked
from sync.cityserver.web.answers import Challenge, Enrolled, Issued, Shape
from sync.cityserver.web.forms import Form, Name
from sync.cityserver.web.packing import TooLargeError, UnreadableError, parsed, received
from sync.cityserver.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.web.platform import Platform

_LARGEST = 10_000
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64,128}$")]


class Enrol(Form):
    """登记: a code, and a key whose holder signs for it; who was let in before signs with the old key too."""

    code: Annotated[str, Field(pattern=r"^[ 0-9A-Za-z-]{1,60}$")]
    public_key: Hex
    name: Name
    proof: Hex
    former: Name | None = None
    former_proof: Hex | None = None


class AskChallenge(Form):
    """索取待签内容."""

    town: Name
    device: Name


class Renew(Form):
    """换取令牌: the challenge, signed."""

    challenge: Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,1000}$")]
    signature: Hex


class Entrance:
    """Answers what needs no token yet; each address gets a number of tries."""

    def __init__(self, platform: Platform, throttle: Throttle | None = None) -> None:
        self._enrolment = platform.enrolment
        self._throttle = throttle or Throttle(platform.clock)

    async def enrol(self, request: Request) -> Response:
        """Let a computer in by its code."""
        self._throttle.take(_address(request))
        asked = Asked(**(await _read(request, Enrol)))
        return _told(await run_in_threadpool(self._enrolment.enrol, asked))

    async def challenge(self, request: Request) -> Response:
        """Give a text to sign."""
        asked = await _read(request, AskChallenge)
        return _told({"challenge": self._enrolment.challenge(asked["town"], asked["device"])})

    async def token(self, request: Request) -> Response:
        """Give a fresh token to whoever signed the challenge."""
        asked = await _read(request, Renew)
        return _told(await run_in_threadpool(self._enrolment.renewed, **asked))


ENTERING: Mapping[str, tuple[type[Form], type[Shape]]] = {
    "enrol": (Enrol, Enrolled),
    "challenge": (AskChallenge, Challenge),
    "token": (Renew, Issued),
}
"""Path → what it asks for and what it is answered with."""


async def _read(request: Request, form: type[Form]) -> dict[str, Any]:
    body = await received(request)
    if len(body) > _LARGEST:
        raise TooLargeError
    try:
        asked = form.model_validate(parsed(body))
    except ValidationError:
        raise UnreadableError from None
    return {name: getattr(asked, name) for name in form.model_fields}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _told(body: Mapping[str, object]) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
