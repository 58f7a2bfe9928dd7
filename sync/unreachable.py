"""Why the city server could not be reached, in words a clerk can act on."""

from __future__ import annotations

from enum import StrEnum

from app.domain.errors import AppError


class Barrier(StrEnum):
    """What stood between this computer and the city server."""

    OFFLINE = "offline"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"
    SLOW = "slow"
    FOREIGN = "foreign"
    ODD = "odd_answer"


_WORDS: dict[Barrier, tuple[str, str]] = {
    Barrier.OFFLINE: ("现在连不上市级平台。", "可以照常办案，联网后会自动上传；请检查网线或无线网络。"),
    Barrier.REFUSED: (
        "市级平台没有应答。",
        "平台可能正在维护，稍后会自动重试；长时间如此请联系市级平台管理员。",
    ),
    Barrier.UNTRUSTED: (
        "市级平台的安全证书没有通过验证，没有发送任何内容。",
        "请核对电脑的日期时间；单位使用自建证书的，登记入网时须填写“自建证书文件”，已入网的请联系系统管理员。",
    ),
    Barrier.SLOW: ("网络太慢，市级平台没有在限定时间内应答。", "稍后会自动重试，已发送的不会重复登记。"),
    Barrier.FOREIGN: (
        "应答不是市级平台发出的，可能是上网登录页面或代理服务器的提示。",
        "请先用浏览器完成上网登录，或向网络管理员核对代理设置。",
    ),
    Barrier.ODD: ("平台的应答本程序读不懂，可能需要更新程序；没有丢失任何内容。", "稍后会自动重试。"),
}


class UnreachableError(AppError):
    """A request got no answer of the city server; whether it was done there is unknown."""

    code = "sync.unreachable"

    def __init__(self, barrier: Barrier) -> None:
        super().__init__(*_WORDS[barrier])
        self.barrier = barrier
