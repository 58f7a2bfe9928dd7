"""Every refusal leaves by one door: worded for people, named for programs, never with an inner detail."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.responses import JSONResponse

from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)
_SOON = 2.0


class BusyError(CityError):
    """More is asked of the server than it can do now."""

    status = 503
    code = "busy"
    hint = "请稍后再试；程序会自动重试。"
    retry_after = _SOON

    def __init__(self) -> None:
        super().__init__("平台繁忙。")


class FaultError(CityError):
    """A fault of the program, told without an inner detail; another time would not help."""

    status = 500
    code = "fault"
    hint = "其他操作不受影响；请联系平台管理员查看运行日志。"

    def __init__(self) -> None:
        super().__init__("平台处理这项请求时出错。")


class TooManyError(CityError):
    """One place asks too often."""

    status = 429
    code = "too_many"
    hint = "请过一会儿再试。"

    def __init__(self, wait: float) -> None:
        super().__init__("请求过于频繁。")
        self.retry_after = wait


def refusal(error: CityError) -> Response:
    """Return the answer that words a refusal."""
    body: dict[str, object] = {"code": error.code, "message": error.message, "hint": error.hint}
    headers = {}
    if error.retry_after is not None:
        body["retry_after"] = error.retry_after
        headers["Retry-After"] = str(math.ceil(error.retry_after))
    return JSONResponse(body, error.status, headers=headers)


async def on_database_away(_request: Request, error: Exception) -> Response:
    """Answer while the database is away, full or out of connections: nothing was kept, ask again."""
    if isinstance(error, DBAPIError) and not _away(error):
        raise error
    log.warning("the database did not answer: %s", type(error).__name__)
    return refusal(BusyError())


def _away(error: DBAPIError) -> bool:
    return isinstance(error, OperationalError) or error.connection_invalidated


DATABASE_FAULTS = (DBAPIError, PoolTimeoutError)
