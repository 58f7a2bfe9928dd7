"""One exchange over HTTP: JSON packed both ways, and every way it can fail named."""

from __future__ import annotations

import gzip
import json
import ssl
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

import requests
import zstandard
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from sync.protocol.canonical import canonical
from sync.protocol.messages import EPOCH_HEADER, SERVER_HEADER, Answer
from sync.unreachable import Barrier, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 60.0
_WORTH_PACKING = 512


class Exchange:
    """Posts JSON to one server, packed with zstd once it has said that it reads it (RFC 9110, 12.5.3).

    Args:
        session: What carries the request.
        address: Where the server is asked.
        patience: Seconds a connection, or the next piece of an answer, is waited for.
    """

    def __init__(
        self,
        session: requests.Session,
        address: str,
        patience: tuple[float, float] = (CONNECT_SECONDS, ANSWER_SECONDS),
    ) -> None:
        self._session = session
        self._patience = patience
        self._address = address.rstrip("/")
        self._zstd = False

    def post(self, path: str, body: Mapping[str, Any], token: str | None = None) -> Answer:
        """Return the answer to one request.

        Raises:
            UnreachableError: There was none, or it was not the city server's.
        """
        content, packing = self._packed(canonical(body).encode())
        headers = {"Content-Type": "application/json", "Accept-Encoding": "zstd, gzip", **packing}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = self._session.post(
                self._address + path,
                data=content,
                headers=headers,
                timeout=self._patience,
                allow_redirects=False,
            )
        except (OSError, HTTPError) as error:  # requests lets some errors of the library below it pass
            raise UnreachableError(_barrier(error)) from error
        self._zstd = "zstd" in response.headers.get("Accept-Encoding", "")
        return _answer(response)

    def _packed(self, content: bytes) -> tuple[bytes, dict[str, str]]:
        if len(content) < _WORTH_PACKING:
            return content, {}
        if self._zstd:
            return zstandard.compress(content), {"Content-Encoding": "zstd"}
        return gzip.compress(content, 6), {"Content-Encoding": "gzip"}


def _answer(response: requests.Response) -> Answer:
    """Read an answer; without the server's mark it is a login page or a proxy's word, whatever its status."""
    server = response.headers.get(SERVER_HEADER)
    if server is None:
        raise UnreachableError(Barrier.FOREIGN)
    try:
        body = json.loads(_unpacked(response.content) or b"{}")
    except (ValueError, RecursionError, zstandard.ZstdError) as error:
        raise UnreachableError(Barrier.FOREIGN) from error
    if not isinstance(body, dict):
        raise UnreachableError(Barrier.FOREIGN)
    said = {"server": server, "epoch": response.headers.get(EPOCH_HEADER)}
    times = {"retry_after": _seconds(response), "date": _date(response)}
    return Answer(response.status_code, cast("Mapping[str, Any]", body), **said, **times)  # type: ignore[arg-type] # spelled out above


def _unpacked(content: bytes) -> bytes:
    """Undo zstd, which not every version of the library below undoes by itself."""
    packed = content.startswith(zstandard.FRAME_HEADER)
    return zstandard.ZstdDecompressor().decompressobj().decompress(content) if packed else content


def _seconds(response: requests.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None


def _date(response: requests.Response) -> str | None:
    try:
        return parsedate_to_datetime(response.headers["Date"]).isoformat()
    except (KeyError, ValueError, OverflowError):
        return None


def _barrier(error: Exception) -> Barrier:
    """Tell what a failure of the line was; a connection cut under way may have been too slow for so much."""
    causes = tuple(_causes(error))
    if _any(causes, requests.exceptions.ContentDecodingError):
        return Barrier.FOREIGN
    if _any(causes, requests.ReadTimeout, ReadTimeoutError, ProtocolError, ssl.SSLEOFError):
        return Barrier.SLOW
    if _any(causes, requests.exceptions.SSLError):
        return Barrier.UNTRUSTED
    return Barrier.REFUSED if _any(causes, ConnectionRefusedError) else Barrier.OFFLINE


def _any(causes: tuple[BaseException, ...], *kinds: type[BaseException]) -> bool:
    return any(isinstance(each, kinds) for each in causes)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised for."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
