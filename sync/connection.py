"""One HTTP session for the city server: the system's trust store and proxies, an authority of one's own."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import requests
import truststore
from requests.adapters import HTTPAdapter

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class AuthorityUnreadableError(AppError):
    """The file of the office's own certificate authority cannot be used."""

    code = "sync.authority"
    hint = "请选择 PEM 格式的证书文件（.pem 或 .crt）。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"证书文件“{path.name}”读不出来。")


class _Trusting(HTTPAdapter):
    """Checks servers against a given set of authorities, also behind a proxy."""

    def __init__(self, trusted: ssl.SSLContext) -> None:
        self._trusted = trusted
        super().__init__(pool_connections=2, pool_maxsize=4)

    def init_poolmanager(self, *args: Any, **given: Any) -> None:
        """Make the pool of direct connections."""
        super().init_poolmanager(*args, ssl_context=self._trusted, **given)

    def proxy_manager_for(self, proxy: str, **given: Any) -> Any:
        """Make the pool of connections through a proxy."""
        return super().proxy_manager_for(proxy, ssl_context=self._trusted, **given)


def open_session(authority: Path | None = None) -> requests.Session:
    """Return a session that trusts what the system trusts, and an office's own authority besides.

    Raises:
        AuthorityUnreadableError: The file holds no certificate.
    """
    trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority is not None:
        try:
            trusted.load_verify_locations(cafile=str(authority))
        except (OSError, ssl.SSLError) as error:
            raise AuthorityUnreadableError(authority) from error
    session = requests.Session()
    session.mount("https://", _Trusting(trusted))
    return session
