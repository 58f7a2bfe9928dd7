"""The line for files over HTTP (附件线路): a token is renewed once, a stranger's answer is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from sync.blob_line import Asked, Told
from sync.protocol.messages import SERVER_HEADER
from sync.unreachable import Barrier, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS = (10.0, 60.0)
_UNAUTHORISED = 401


class HttpBlobLine:
    """``BlobLine`` over one session; ``token`` gives the present token, or a fresh one when asked."""

    def __init__(self, session: requests.Session, address: str, token: Callable[[bool], str]) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._token = token

    def send(self, asked: Asked) -> Told:
        """Return the answer, or raise ``UnreachableError``."""
        told = self._sent(asked, self._token(False))  # noqa: FBT003 - the one question of a token
        return self._sent(asked, self._token(True)) if told.status == _UNAUTHORISED else told  # noqa: FBT003 - see above

    def _sent(self, asked: Asked, token: str) -> Told:
        headers = {**asked.headers, "Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        try:
            response = self._session.request(
                asked.method,
                self._address + asked.path,
                data=asked.body,
                headers=headers,
                timeout=_SECONDS,
                allow_redirects=False,
            )
        except requests.Timeout as error:
            raise UnreachableError(Barrier.SLOW) from error
        except requests.RequestException as error:
            raise UnreachableError(Barrier.OFFLINE) from error
        server = response.headers.get(SERVER_HEADER)
        if server is None:
            raise UnreachableError(Barrier.FOREIGN)
        named = {name.lower(): text for name, text in response.headers.items()}
        return Told(response.status_code, named, response.content, server, _seconds(named.get("retry-after")))


def _seconds(header: str | None) -> float | None:
    try:
        return None if header is None else max(0.0, float(header))
    except ValueError:
        return None
