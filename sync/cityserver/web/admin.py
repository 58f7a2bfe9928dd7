"""Pages for the city's administrators (管理页面): towns, computers, quarantine, conflicts, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.cityserver.clock import stamp
from sync.cityserver.closing import close_year, running_year
from sync.cityserver.reading import Question, Reading
from sync.cityserver.towns import NoSuchTownError
from sync.cityserver.web.admin_words import DONE_WORDS, KIND_WORDS, NUMBER_WORDS, REASON_WORDS
from sync.cityserver.web.door import Door, Short
from sync.cityserver.web.giving import Giving
from sync.cityserver.web.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Row

    from sync.cityserver.web.platform import Platform

    Handler = Callable[..., Response | Awaitable[Response]]

Word = Annotated[str, Query(max_length=60)]
PageNo = Annotated[int, Query(ge=1, le=10_000)]


class Sealed(BaseModel):
    """A form of a sitting (表单)."""

    seal: Short


class CodeForm(Sealed):
    """What a new code is for."""

    label: Short


class ShowOutForm(Sealed):
    """A computer is shown out or declared lost, with the reason."""

    act: Literal["revoke", "lost"]
    reason: Short


class SettleForm(Sealed):
    """What becomes of quarantined work, with the reason."""

    town: Short
    cs_id: Short
    act: Literal["admit", "dismiss"]
    reason: Short


class YearForm(Sealed):
    """A year whose unused numbers are to be voided, with the reason."""

    town: Short
    year: Annotated[int, Field(ge=1900, le=9999)]
    reason: Short


class VoidForm(Sealed):
    """A number to be voided."""

    town: Short
    series: Short
    year: int
    n: int
    reason: Short


def admin_pages(platform: Platform, pages: Pages) -> APIRouter:
    """Return the routes of the administrators' pages."""
    door = Door(platform, pages)
    shown, acts, giving = Shown(platform, pages, door), Acts(platform, door), Giving(platform, pages, door)
    router = APIRouter(include_in_schema=False)
    seen: dict[str, Handler] = {"": shown.overview, "/towns/{town}": shown.town, "/deeds": shown.deeds}
    seen |= {"/quarantine": shown.quarantine, "/conflicts": shown.conflicts, "/numbers": shown.numbers}
    done: dict[str, Handler] = {
        "/towns/{town}/devices/{device}": acts.show_out,
        "/quarantine": acts.settle,
        "/numbers": acts.void,
    }
    seen |= {"/giving": giving.show}
    done |= {"/giving/look": giving.look, "/giving": giving.give, "/numbers/year": acts.close_year}
    seen |= {"/sign-in": door.show, "/sign-out": door.sign_out}
    done |= {"/towns/{town}/codes": shown.new_code, "/sign-in": door.sign_in}
    for path, page in seen.items():
        router.add_api_route(f"/admin{path}", page, methods=["GET"], response_model=None)
    for path, act in done.items():
        router.add_api_route(f"/admin{path}", act, methods=["POST"], response_model=None)
    return router


class Shown:
    """What administrators see (管理页面)."""

    def __init__(self, platform: Platform, pages: Pages, door: Door) -> None:
        self._platform = platform
        self._reading = Reading(platform.reports)
        self._pages = pages
        self._door = door

    def overview(self, request: Request) -> Response:
        """Show all towns."""
        self._door.who(request)
        towns = self._reading.every(Question("town_overview", "town"))
        waited = {each.town: len(self._platform.core.waited_for(each.town)) for each in towns}
        shows = {"towns": towns, "waited": waited, "fingerprint": self._platform.identity.fingerprint}
        return self._pages.admin(request, "overview.html", shows)

    def town(self, request: Request, town: str, told: Word = "") -> Response:
        """Show the computers and codes of a town."""
        self._door.who(request)
        return self._town(request, town, {"told": DONE_WORDS.get(told, ""), "code": ""})

    def new_code(self, request: Request, town: str, form: Annotated[CodeForm, Form()]) -> Response:
        """Make an enrolment code and show it this once."""
        name = self._door.sealed(request, form.seal)
        self._named(town)
        code = self._platform.enrolment.new_code(town, form.label, name)
        self._platform.staff.did(name, DONE_WORDS["code"], f"{town} {form.label}")
        return self._town(request, town, {"told": "", "code": code})

    def quarantine(self, request: Request, town: Word = "", told: Word = "", page: PageNo = 1) -> Response:
        """Show what was kept without effect."""
        self._door.who(request)
        shows = self._listed("quarantined_work", "received_at", town, page)
        words = {"reason_words": REASON_WORDS, "told": DONE_WORDS.get(told, "")}
        return self._pages.admin(
            request, "quarantine.html", {**shows, **words, "seal": self._door.seal(request)}
        )

    def conflicts(self, request: Request, town: Word = "", page: PageNo = 1) -> Response:
        """Show open conflicts side by side."""
        self._door.who(request)
        shows = self._listed("open_conflict", "town, at", town, page)
        return self._pages.admin(request, "conflicts.html", {**shows, "kind_words": KIND_WORDS})

    def numbers(self, request: Request, town: Word = "", told: Word = "", page: PageNo = 1) -> Response:
        """Show the number register of a town."""
        self._door.who(request)
        towns = self._reading.every(Question("public_town", "town"))
        chosen = town or (towns[0].town if towns else "")
        shows = self._listed("number_register", "year desc, series, n desc", chosen, page)
        words: dict[str, Any] = {"state_words": NUMBER_WORDS, "told": DONE_WORDS.get(told, "")}
        words |= {"towns": towns, "last_year": running_year(self._platform) - 1}
        return self._pages.admin(
            request, "numbers.html", {**shows, **words, "seal": self._door.seal(request)}
        )

    def deeds(self, request: Request, page: PageNo = 1) -> Response:
        """Show what administrators did."""
        self._door.who(request)
        found = self._reading.page(Question("city_deed", "at desc"), page)
        return self._pages.admin(request, "deeds.html", {"found": found})

    def _town(self, request: Request, town: str, told: dict[str, str]) -> Response:
        mine, named = ["town = :town"], {"town": town}
        devices = self._reading.every(Question("city_device", "enrolled_at", mine, named))
        shows: dict[str, Any] = {
            "town": self._named(town),
            "devices": devices,
            "waited": set(self._platform.core.waited_for(town)),
            "succeeded": {each.former for each in devices},
            "codes": self._reading.every(Question("city_code", "made_at desc", mine, named)),
            "now": stamp(self._platform.clock.now()),
            "seal": self._door.seal(request),
        }
        return self._pages.admin(request, "town.html", {**shows, **told})

    def _named(self, town: str) -> Row[Any]:
        found = self._reading.every(Question("public_town", "town", ["town = :town"], {"town": town}))
        if not found:
            raise NoSuchTownError
        return found[0]

    def _listed(self, view: str, order: str, town: str, page: int) -> dict[str, Any]:
        where, values = (["town = :town"], {"town": town}) if town else ([], {})
        return {"found": self._reading.page(Question(view, order, where, values), page), "town": town}


class Acts:
    """What administrators do (管理操作); each leaves a line in their log."""

    def __init__(self, platform: Platform, door: Door) -> None:
        self._platform = platform
        self._core = platform.core
        self._enrolment = platform.enrolment
        self._staff = platform.staff
        self._door = door

    def show_out(
        self, request: Request, town: str, device: str, form: Annotated[ShowOutForm, Form()]
    ) -> Response:
        """Show a computer out, or declare it lost."""
        name = self._door.sealed(request, form.seal)
        if form.act == "revoke":
            self._enrolment.revoke(town, device, name, form.reason)
        else:
            self._enrolment.declare_lost(town, device)
            self._core.declare_lost(town, device, name)
        self._staff.did(name, DONE_WORDS[form.act], f"{town} {device}：{form.reason}")
        return RedirectResponse(f"/admin/towns/{town}?told={form.act}", 303)

    def settle(self, request: Request, form: Annotated[SettleForm, Form()]) -> Response:
        """Take kept work in after all, or leave it out with a reason."""
        name = self._door.sealed(request, form.seal)
        self._core.settle(form.town, form.cs_id, name, apply=form.act == "admit")
        self._staff.did(name, DONE_WORDS[form.act], f"{form.town} {form.cs_id}：{form.reason}")
        return RedirectResponse(f"/admin/quarantine?told={form.act}", 303)

    def void(self, request: Request, form: Annotated[VoidForm, Form()]) -> Response:
        """Void a leased number with a reason."""
        name = self._door.sealed(request, form.seal)
        number = (form.series, form.year, form.n)
        self._core.void_number(form.town, number, form.reason, name)
        about = f"{form.town} {form.series}〔{form.year}〕{form.n}号：{form.reason}"
        self._staff.did(name, DONE_WORDS["void"], about)
        return RedirectResponse(f"/admin/numbers?town={form.town}&told=void", 303)

    def close_year(self, request: Request, form: Annotated[YearForm, Form()]) -> Response:
        """Void what is left of a year that is over, lent or free."""
        name = self._door.sealed(request, form.seal)
        left = close_year(self._platform, (form.town, form.year), form.reason, name)
        told = "closed" if left else "none_left"
        return RedirectResponse(f"/admin/numbers?town={form.town}&told={told}", 303)
