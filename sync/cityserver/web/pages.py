"""Pages are rendered from templates; no script, no foreign address, nothing kept by a browser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from sync.cityserver.clock import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

PUBLIC_SECTIONS = (("/", "处罚决定公示"), ("/certificates", "执法证核验"), ("/powers", "赋权事项"))
ADMIN_SECTIONS = (
    *(("/admin", "各镇街"), ("/admin/quarantine", "隔离的变更"), ("/admin/conflicts", "未决冲突")),
    *(("/admin/numbers", "文号登记"), ("/admin/giving", "下发"), ("/admin/deeds", "操作记录")),
    ("/admin/sign-out", "退出"),
)
GUARDS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Pages:
    """Renders a page inside its frame (页面)."""

    def __init__(self, *, demonstration: bool) -> None:
        loader = PackageLoader("sync.cityserver.web", "pages")
        self._made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self._made.filters["moment"] = shown
        self._demonstration = demonstration

    def public(self, request: Request, name: str, shows: Mapping[str, Any], status: int = 200) -> Response:
        """Return a page for everybody."""
        frame = {"site": "江阴市镇街综合行政执法信息公开", "sections": PUBLIC_SECTIONS}
        return self._page(name, {**frame, "here": request.url.path, **shows}, status, {})

    def admin(self, request: Request, name: str, shows: Mapping[str, Any], status: int = 200) -> Response:
        """Return a page for administrators; a browser keeps nothing of it."""
        frame = {"site": "澄执市级平台", "sections": ADMIN_SECTIONS, "here": request.url.path}
        return self._page(name, {**frame, **shows}, status, {"Cache-Control": "no-store"})

    def _page(self, name: str, shows: Mapping[str, Any], status: int, headers: Mapping[str, str]) -> Response:
        rendered = self._made.get_template(name).render(**shows, demonstration=self._demonstration)
        return HTMLResponse(rendered, status, headers={**GUARDS, **headers})


@cache
def style() -> str:
    """Return the style of every page."""
    return files("sync.cityserver.web").joinpath("style", "city.css").read_text("utf-8")
