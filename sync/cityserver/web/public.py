"""Pages for everybody (公众页面): published decisions, certificates, delegated powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from sync.cityserver.certificate_code import PREFIX, NoCodeError, read_code
from sync.cityserver.clock import beijing_day
from sync.cityserver.reading import Found, Question, Reading, containing, like
from sync.cityserver.web.pages import Pages, style

if TYPE_CHECKING:
    from sqlalchemy import Row

    from sync.cityserver.web.platform import Platform

KIND_WORDS = {"national": "全国统一执法证", "ministry": "部门执法证", "supervision": "执法监督证"}
STATE_WORDS = {"withheld": "已暂扣", "lost": "已声明遗失", "cancelled": "已注销", "frozen": "已冻结"}
VERDICT_WORDS = {
    "genuine": "真实有效",
    "expired": "真实，但已过有效期",
    "forged": "伪造或被改动",
    "unknown_key": "签发密钥未知，不能确认真伪",
}
Asked = Annotated[str, Query(max_length=2000)]
PageNo = Annotated[int, Query(ge=1, le=10_000)]


def public_pages(platform: Platform, pages: Pages) -> APIRouter:
    """Return the routes of the public pages."""
    shown = _Public(platform, pages)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/", shown.decisions, methods=["GET"])
    router.add_api_route("/decisions/{town}/{document}", shown.decision, methods=["GET"])
    router.add_api_route("/certificates", shown.certificates, methods=["GET"])
    router.add_api_route("/powers", shown.powers, methods=["GET"])
    router.add_api_route("/style.css", _style, methods=["GET"])
    return router


def _style() -> Response:
    return Response(style(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


class _Public:
    def __init__(self, platform: Platform, pages: Pages) -> None:
        self._reading = Reading(platform.public)
        self._identity = platform.identity
        self._clock = platform.clock
        self._pages = pages

    def decisions(self, request: Request, q: Asked = "", town: Asked = "", page: PageNo = 1) -> Response:
        """Show published decisions, the newest first."""
        where = [like("number", "party_shown", "cause")] if q.strip() else []
        where += ["town = :town"] if town else []
        values = {
            name: value
            for name, value in (("like", containing(q)), ("town", town))
            if f":{name}" in str(where)
        }
        asked = Question("published_decision", "decided_on desc, number", where, values)
        shows = {"found": self._reading.page(asked, page), "asked": q, "town": town}
        towns = self._reading.every(Question("public_town", "town"))
        return self._pages.public(request, "decisions.html", {**shows, "towns": towns})

    def decision(self, request: Request, town: str, document: str) -> Response:
        """Show one published decision."""
        where = ("town = :town", "document_id = :document")
        asked = Question("published_decision", "number", where, {"town": town, "document": document})
        rows = self._reading.every(asked)
        if not rows:
            gone = {"heading": "没有这份决定", "hint": "它可能没有公开，或者已经撤下。", "back": "/"}
            return self._pages.public(request, "refused.html", gone, 404)
        return self._pages.public(request, "decision.html", {"each": rows[0]})

    def certificates(self, request: Request, q: Asked = "") -> Response:
        """Check a certificate by its number or by the content of its code."""
        shows: dict[str, Any] = {"asked": q.strip(), "said": None, "fault": "", "rows": []}
        number = q.strip()
        if number.startswith(f"{PREFIX}."):
            try:
                shows["said"] = read_code(number, self._identity, beijing_day(self._clock.now()))
                number = shows["said"].number
            except NoCodeError as error:
                shows["fault"], number = error.message, ""
        if number:
            shows["rows"] = [self._certificate(row) for row in self._registered(number)]
        return self._pages.public(request, "certificate.html", {**shows, "verdict_words": VERDICT_WORDS})

    def powers(self, request: Request, q: Asked = "", page: PageNo = 1) -> Response:
        """Show delegated powers."""
        asked = Question("listed_power", "code")
        if q.strip():
            found_by = [like("code", "name", "department", "penalty_basis")]
            asked = Question("listed_power", "code", found_by, {"like": containing(q)})
        found = self._reading.page(asked, page)
        shows = {"found": Found(found.rows, page, found.more, self._reading.count(asked)), "asked": q}
        return self._pages.public(request, "powers.html", shows)

    def _registered(self, number: str) -> list[Row[Any]]:
        asked = Question("registered_certificate", "issued_on desc", ["number = :number"], {"number": number})
        return list(self._reading.every(asked))

    def _certificate(self, row: Row[Any]) -> dict[str, Any]:
        today = beijing_day(self._clock.now()).isoformat()
        standing = STATE_WORDS.get(row.state, "有效")
        if standing == "有效" and not row.issued_on <= today <= row.valid_to:
            standing = "不在有效期内"
        told = {"standing": standing, "kind_words": KIND_WORDS.get(row.kind, row.kind)}
        return {**row._asdict(), **told}
