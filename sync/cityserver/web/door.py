"""Who sits at the administrators' pages (登录): a cookie only the browser knows, a seal on every form."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from fastapi import Form
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.cityserver.errors import CityError
from sync.cityserver.staff import SITTING, SignInRefusedError
from sync.cityserver.web.throttle import Throttle

if TYPE_CHECKING:
    from sync.cityserver.web.pages import Pages
    from sync.cityserver.web.platform import Platform

COOKIE = "sitting"
SIGN_IN = "/admin/sign-in"
Short = Annotated[str, Field(min_length=1, max_length=200)]


class NotSignedInError(CityError):
    """Nobody sits, or a form does not come from a page of this sitting."""

    status = 403
    code = "not_signed_in"
    hint = "请重新登录。"

    def __init__(self) -> None:
        super().__init__("登录已失效。")


class SignInForm(BaseModel):
    """Name and password (登录表单)."""

    name: Short
    password: Short


class Door:
    """登录台 of the administrators' pages."""

    def __init__(self, platform: Platform, pages: Pages) -> None:
        self._staff = platform.staff
        self._secret = platform.identity.token_secret
        self._pages = pages
        self._throttle = Throttle(platform.clock)

    def show(self, request: Request) -> Response:
        """Ask for name and password."""
        return self._shown(request, "", 200)

    def sign_in(self, request: Request, form: Annotated[SignInForm, Form()]) -> Response:
        """Begin a sitting, or say that it could not be."""
        address = request.client.host if request.client else ""
        self._throttle.take(address)
        try:
            secret = self._staff.sign_in(form.name, form.password, address)
        except SignInRefusedError as error:
            return self._shown(request, f"{error.message}{error.hint}", error.status)
        answer = RedirectResponse("/admin", 303)
        secure = request.url.scheme == "https"
        seconds = int(SITTING.total_seconds())
        answer.set_cookie(COOKIE, secret, seconds, httponly=True, samesite="strict", secure=secure)
        return answer

    def sign_out(self, request: Request) -> Response:
        """End the sitting."""
        self._staff.sign_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE)
        return answer

    def who(self, request: Request) -> str:
        """Return the name of whoever sits, or raise ``NotSignedInError``."""
        name = self._staff.who(request.cookies.get(COOKIE, ""))
        if name is None:
            raise NotSignedInError
        return name

    def seal(self, request: Request) -> str:
        """Return what proves that a form was sent from a page of this sitting."""
        return hmac.digest(self._secret, request.cookies.get(COOKIE, "").encode(), sha256).hex()

    def sealed(self, request: Request, seal: str) -> str:
        """Return the name of whoever sits and sent a form, or raise ``NotSignedInError``."""
        name = self.who(request)
        if not hmac.compare_digest(seal.encode(), self.seal(request).encode()):
            raise NotSignedInError
        return name

    def _shown(self, request: Request, fault: str, status: int) -> Response:
        return self._pages.admin(request, "sign_in.html", {"fault": fault, "sections": ()}, status)
