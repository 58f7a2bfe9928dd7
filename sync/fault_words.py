"""What a fault of the exchange means to a clerk, by its code."""

from __future__ import annotations

from sync.unreachable import Barrier, UnreachableError

_WORDS = {
    "other_server": "应答的不是本机绑定的市级平台，没有交换任何数据；请核对平台地址。",
    "not_an_answer": "应答不是市级平台发出的，可能是上网登录页面或代理服务器的提示。",
    "chain": "平台日志的校验链对不上，已停止下载并上报，请联系市级平台管理员。",
    "too_old": "本程序版本过旧，只能上传、不能下载，请更新程序。",
    "too_many": "平台请求过多，稍后自动继续。",
    "busy": "平台正忙，稍后自动继续。",
    "frozen": "平台恢复期间暂不发放文号，其他工作照常。",
    "recovering": "平台正在恢复，稍后自动继续。",
    "token": "平台没有接受这台电脑的身份凭证，稍后自动重试；长时间如此请重新登记入网。",
    "proof": "平台不认识这台电脑，可能是平台恢复到了登记以前；请联系市级平台管理员，领取登记码重新登记入网。",
    "device_revoked": "这台电脑已被市级平台停用。",
    "one_too_large": "有一项改动太大，平台不收，已停止上传，请联系软件维护人员。",
    "store.full": "本机磁盘空间不足，同步暂停，稍后自动重试；请清理磁盘。",
    "store.busy": "本机数据正被其他操作占用，稍后自动继续同步。",
    "store.unreachable": "本机数据暂时打不开（可能被杀毒软件占用），同步暂停，稍后自动重试。",
    "store.unreadable": "本机数据文件读写出错，同步暂停，稍后自动重试；请检查磁盘，必要时从备份恢复。",
    "guard.unwritable": "本机的防回退记录写不进去，同步暂停，稍后自动重试；请检查磁盘和杀毒软件。",
    "unreadable": "平台读不懂本机发出的内容，已停止上传，请联系软件维护人员。",
}
_HANDLED = frozenset(("", "gap", "device_fork", "epoch", "digest", "behind", "too_large", "not_enrolled"))
"""Faults the exchange mends by itself at once: a person need not hear of them."""
_ENDED_BY_JOINING = frozenset(("token", "proof"))


def fault_words(fault: str) -> str:
    """Return a fault in Chinese; empty when there is none, or it mends itself."""
    if fault in _HANDLED:
        return ""
    if fault in set(Barrier):
        error = UnreachableError(Barrier(fault))
        return f"{error.message}{error.hint}"
    return _WORDS.get(fault, f"同步暂时不能进行（{fault}），稍后自动重试。")


def ends_by_joining(fault: str) -> bool:
    """Tell whether a fault may last until this computer joins anew (重新登记)."""
    return fault in _ENDED_BY_JOINING
