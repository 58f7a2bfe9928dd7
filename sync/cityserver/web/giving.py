"""The page on which an administrator gives lists out to every town (下发): looked at first, then given."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.cityserver.errors import CityError
from sync.cityserver.publishing import GIVEN_OUT, give_out, opened, planned, standing
from sync.cityserver.reading import Question, Reading
from sync.cityserver.web.admin_words import DONE_WORDS
from sync.cityserver.web.door import Door, Short
from sync.cityserver.web.packing import OPENED_LIMIT, TooLargeError

if TYPE_CHECKING:
    from sync.cityserver.web.pages import Pages
    from sync.cityserver.web.platform import Platform
    from sync.protocol.publication import Publication

_KEPT = 4
"""Files that were looked at and wait for a word, in each process."""


class LookAgainError(CityError):
    """The file that was looked at is not at hand any more."""

    status = 409
    code = "look_again"
    hint = "请重新选择文件，查看后再下发。"

    def __init__(self) -> None:
        super().__init__("平台没有保留这个下发文件。")


class Giving:
    """下发台 of the administrators' pages; ``told`` in an address names what was done."""

    def __init__(self, platform: Platform, pages: Pages, door: Door) -> None:
        self._platform = platform
        self._pages = pages
        self._door = door
        self._reading = Reading(platform.reports)
        self._seen: OrderedDict[str, Publication] = OrderedDict()
        self._lock = Lock()

    def show(self, request: Request, told: str = "") -> Response:
        """Show what was given out, and ask for a file."""
        self._door.who(request)
        return self._shown(request, {"told": DONE_WORDS.get(told, "")})

    def look(
        self, request: Request, seal: Annotated[Short, Form()], file: Annotated[UploadFile, File()]
    ) -> Response:
        """Say what giving a file out would do; nothing is given out."""
        self._door.sealed(request, seal)
        content = file.file.read(OPENED_LIMIT + 1)
        if len(content) > OPENED_LIMIT:
            raise TooLargeError
        publication = opened(content)
        mark = sha256(content).hexdigest()
        with self._lock:
            self._seen[mark] = publication
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return self._shown(request, {"plan": planned(self._platform, publication), "mark": mark})

    def give(
        self, request: Request, seal: Annotated[Short, Form()], mark: Annotated[Short, Form()]
    ) -> Response:
        """Give out what was looked at."""
        name = self._door.sealed(request, seal)
        with self._lock:
            publication = self._seen.pop(mark, None)
        if publication is None:
            raise LookAgainError
        give_out(self._platform, publication, name)
        return RedirectResponse("/admin/giving?told=given", 303)

    def _shown(self, request: Request, more: dict[str, object]) -> Response:
        asked = Question("city_deed", "at desc", ["what = :what"], {"what": GIVEN_OUT})
        seen = {"standing": standing(self._platform), "found": self._reading.page(asked, 1)}
        asks = {"told": "", "plan": None, "mark": "", "seal": self._door.seal(request)}
        return self._pages.admin(request, "giving.html", {**seen, **asks, **more})
