"""The published description of the interfaces (OpenAPI): what may be sent, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from sync.cityserver.web.answers import Refused
from sync.cityserver.web.entering import ENTERING
from sync.cityserver.web.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import FastAPI
    from pydantic import BaseModel

_PLACE = "#/components/schemas/{model}"
_REFUSALS = {
    401: "访问令牌无效",
    403: "不允许",
    408: "请求没有传完",
    409: "序号、时期或位置不符",
    413: "内容过大",
    422: "内容无法读取",
    426: "程序版本过旧",
    429: "过于频繁",
    503: "平台繁忙",
}
BEARER = {"type": "http", "scheme": "bearer"}


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how the refusals of an interface are described."""
    return {status: {"model": Refused, "description": _REFUSALS[status]} for status in statuses or _REFUSALS}


def asking(form: type[BaseModel], *, token: bool) -> dict[str, Any]:
    """Return how the request of an interface is described."""
    schema = {"$ref": _PLACE.format(model=form.__name__)}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, **({"security": [{"token": []}]} if token else {})}


def describe(application: FastAPI) -> dict[str, Any]:
    """Return the description, made once: what FastAPI knows of answers, and our own forms of requests."""
    if application.openapi_schema is None:
        made = get_openapi(title=application.title, version=application.version, routes=application.routes)
        parts = made.setdefault("components", {})
        parts.setdefault("schemas", {}).update(
            _schemas([*FORMS.values(), *(form for form, _ in ENTERING.values())])
        )
        parts["securitySchemes"] = {"token": BEARER}
        application.openapi_schema = made
    return application.openapi_schema


def _schemas(forms: Iterable[type[BaseModel]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for form in forms:
        schema = form.model_json_schema(ref_template=_PLACE)
        found.update(schema.pop("$defs", {}))
        found[form.__name__] = schema
    return found
