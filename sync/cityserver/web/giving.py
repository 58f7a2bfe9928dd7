"""The page on which an administrator gives lists out to every town (下发): looked at first, then given."""

from __future__ import annotations

from asyncio import timeout
from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import Form
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from sync.cityserver.errors import CityError
from sync.cityserver.publishing import GIVEN_OUT, give_out, opened, planned, standing
from sync.cityserver.reading import Question, Reading
from sync.cityserver.web.admin_words import DONE_WORDS
from sync.cityserver.web.door import Door, Short
from sync.cityserver.web.packing import SilentLineError, UnreadableError

if TYPE_CHECKING:
    from sync.cityserver.publishing import Plan
    from sync.cityserver.web.pages import Pages
    from sync.cityserver.web.platform import Platform

_KEPT = 4
"""Files that were looked at and wait for a word, in each process."""
_PATIENCE = 300.0
"""Seconds in which a file has to arrive."""


class LookAgainError(CityError):
    """The file that was looked at is not at hand any more, or would do something else now."""

    status = 409
    code = "look_again"
    hint = "请重新选择文件，查看后再下发。"

    def __init__(self) -> None:
        super().__init__("下发前的查看已经过期。")


class GiveForm(BaseModel):
    """What was looked at is to be given out (下发表单)."""

    seal: Short
    mark: Short


class Giving:
    """下发台 of the administrators' pages; ``told`` in an address names what was done."""

    def __init__(self, platform: Platform, pages: Pages, door: Door) -> None:
        self._platform = platform
        self._pages = pages
        self._door = door
        self._reading = Reading(platform.reports)
        self._seen: OrderedDict[tuple[str, str], Plan] = OrderedDict()
        self._lock = Lock()

    def show(self, request: Request, told: str = "") -> Response:
        """Show what was given out, and ask for a file."""
        self._door.who(request)
        return self._shown(request, {"told": DONE_WORDS.get(told, "")})

    async def look(self, request: Request) -> Response:
        """Say what giving a file out would do; nothing is given out, and nothing read of who does not sit."""
        await run_in_threadpool(self._door.who, request)
        try:
            seal, content = await _received(request)
        except (TimeoutError, ClientDisconnect):
            raise SilentLineError from None
        except HTTPException:
            raise UnreadableError from None
        return await run_in_threadpool(self._looked, request, seal, content)

    def give(self, request: Request, form: Annotated[GiveForm, Form()]) -> Response:
        """Give out what was looked at, if nothing changed since."""
        name = self._door.sealed(request, form.seal)
        with self._lock:
            plan = self._seen.pop((form.seal, form.mark), None)
        if plan is None or planned(self._platform, plan.publication).ops != plan.ops:
            raise LookAgainError
        give_out(self._platform, plan.publication, name)
        return RedirectResponse("/admin/giving?told=given", 303)

    def _looked(self, request: Request, seal: str, content: bytes) -> Response:
        self._door.sealed(request, seal)
        plan, mark = planned(self._platform, opened(content)), sha256(content).hexdigest()
        with self._lock:
            self._seen[seal, mark] = plan
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return self._shown(request, {"plan": plan, "mark": mark})

    def _shown(self, request: Request, more: dict[str, object]) -> Response:
        asked = Question("city_deed", "at desc", ["what = :what"], {"what": GIVEN_OUT})
        seen = {"standing": standing(self._platform), "found": self._reading.page(asked, 1)}
        asks = {"told": "", "plan": None, "mark": "", "seal": self._door.seal(request)}
        return self._pages.admin(request, "giving.html", {**seen, **asks, **more})


async def _received(request: Request) -> tuple[str, bytes]:
    """Return the seal and the file of a form, once all of it arrived."""
    async with timeout(_PATIENCE), request.form(max_files=1, max_fields=2) as form:
        file, seal = form.get("file"), form.get("seal")
        return str(seal), await file.read() if isinstance(file, UploadFile) else b""
