"""Bodies on the wire: JSON, packed by gzip or zstd, never larger than what was agreed."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Any

import orjson
import zstandard
from starlette.requests import ClientDisconnect

from sync.cityserver.arriving import PATIENCE, pieces
from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from starlette.requests import Request

PACKED_LIMIT = 2 << 20
"""Bytes of a request as it travels; twice what a desk is told it may send."""
OPENED_LIMIT = 16 << 20
"""Bytes of a request once unpacked."""
_WORTH_PACKING = 400
_PIECE = 1 << 16


class TooLargeError(CityError):
    """A request is larger than agreed."""

    status = 413
    code = "too_large"
    hint = "请分成较小的批次发送。"
    retry_after = 0.0

    def __init__(self) -> None:
        super().__init__("请求内容过大。")


class UnreadableError(CityError):
    """A request is no JSON, or not of the form agreed."""

    status = 422
    code = "unreadable"
    hint = "请保留数据并联系开发人员。"

    def __init__(self, where: str = "") -> None:
        super().__init__(f"请求内容无法读取{f'（{where}）' if where else ''}。")


class SilentLineError(CityError):
    """A request stopped arriving in the middle."""

    status = 408
    code = "silent_line"
    hint = "请检查网络后再试；程序会自动重试。"
    retry_after = 2.0

    def __init__(self) -> None:
        super().__init__("请求没有传完，线路长时间没有响应。")


async def received(request: Request, patience: float = PATIENCE) -> bytes:
    """Return the body of a request as it travelled; reading stops where it is too large or silent."""
    parts, size = [], 0
    try:
        async for part in pieces(request, patience):
            size += len(part)
            if size > PACKED_LIMIT:
                raise TooLargeError
            parts.append(part)
    except ClientDisconnect:
        raise UnreadableError from None
    except TimeoutError:
        raise SilentLineError from None
    return b"".join(parts)


def unpacked(body: bytes, way: str) -> bytes:
    """Return what was packed; a small body that opens into a huge one is refused before it does."""
    if way == "identity":
        return body
    try:
        if way == "gzip":
            return _bounded(gzip.GzipFile(fileobj=io.BytesIO(body)))
        if way == "zstd":
            return _bounded(zstandard.ZstdDecompressor().stream_reader(body))
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise UnreadableError(way) from error
    raise UnreadableError("content-encoding")


def packed(body: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
    """Return a body packed as the asker can open it best, and the headers that say how."""
    # An answer that names what it reads lets the next request be packed so too (RFC 9110, 12.5.3).
    varies = {"Vary": "Accept-Encoding", "Accept-Encoding": "zstd, gzip"}
    if len(body) < _WORTH_PACKING:
        return body, varies
    if "zstd" in accepted:
        return zstandard.ZstdCompressor(3).compress(body), {**varies, "Content-Encoding": "zstd"}
    if "gzip" in accepted:
        return gzip.compress(body, 1, mtime=0), {**varies, "Content-Encoding": "gzip"}
    return body, varies


def parsed(body: bytes) -> Any:
    """Return the JSON of a body."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnreadableError("JSON") from error


def written(value: Any) -> bytes:
    """Return a value as JSON."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)


def _bounded(source: Any) -> bytes:
    parts, size = [], 0
    while part := source.read(_PIECE):
        size += len(part)
        if size > OPENED_LIMIT:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)
