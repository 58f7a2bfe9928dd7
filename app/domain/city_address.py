"""City address (平台地址): where the city server is asked; what is sent there must not be read on the way."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.domain.errors import AppError

if TYPE_CHECKING:
    from urllib.parse import SplitResult


class CityAddressError(AppError):
    """An address of the city server is not written as one, or would be asked in the open."""

    code = "sync.address"
    hint = "请连同开头的 https:// 一起填写，如 https://平台名称:8443；没有发送任何内容。"

    def __init__(self, address: str) -> None:
        super().__init__(f"“平台地址”不能写成“{address}”。")


def city_address(text: str) -> str:
    """Return an address as asked, or raise ``CityAddressError``; plain http only leads to this computer."""
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise CityAddressError(address) from None
    if not whole or not _safe(parts) or parts.query or parts.fragment or "@" in parts.netloc:
        raise CityAddressError(address)
    return address


def _safe(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and _here(parts.hostname or ""))


def _here(host: str) -> bool:
    """Tell whether a host is this computer itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
