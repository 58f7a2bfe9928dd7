"""Head of the sync centre (同步状态): what is told above the lists, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.sync_centre import Lamp, lamp_words, leave_left, leave_over
from app.services.in_words import moment_words
from app.services.keepers import DECIDERS_WORDS
from app.services.syncing import SHOWN
from ui.screens.sync.journal_words import STOPS

if TYPE_CHECKING:
    from app.services.syncing import Centre

_GROUP = 4
_CUT = f"各列表只列最近{SHOWN}项，标签上是全部数量。"
_STOPPED = "同步已停下，等人查看。"
_GO_ON = f"请由{DECIDERS_WORDS}核实后按“已查看，继续…”。"
_MORE = "冲突共{}项，先列{}项，急的在前；处理后其余各项依次列出。"
_LOCKED = (
    "离线使用期限已过：现在只能查看和导出，不能录入；联网同步，或者导入平台用U盘交回的同步包后，自动恢复。"
)
_REVOKED = (
    "这台电脑已被市级平台停用：不能再保存，也不再接收新数据，本机内容仍可查看和导出；"
    "请联系平台管理员取得登记码，重新登记后恢复。"
)
RANKS = {
    Lamp.CURRENT: "good",
    Lamp.WAITING: "soft",
    Lamp.ALONE: "soft",
    Lamp.OFFLINE: "soft",
    Lamp.PERSON: "warn",
    Lamp.HINDERED: "warn",
    Lamp.RECOVERING: "warn",
    Lamp.PAUSED: "warn",
    Lamp.STOPPED: "bad",
    Lamp.LOCKED: "bad",
    Lamp.REVOKED: "bad",
}
"""Which colour says how it stands; the words say it too."""


def headline(centre: Centre) -> str:
    """Return the lamp in words, with what waits."""
    return f"● {lamp_words(centre.lamp, centre.counts)}"


def facts(centre: Centre) -> str:
    """Return the server, the last contact, the clock and the leave to work alone, a line each."""
    link = centre.link
    if link is None:
        alone = "这台电脑还没有登记入网：所有数据只在本机，请按时备份。登记入网后自动上传、下载。"
        return f"{alone}\n{_CUT}" if centre.cut else alone
    lines = [
        f"市级平台：{link.address or '地址未知'}　平台标识：{grouped(link.server)}　镇街：{link.town_name}",
        f"最近联系：{moment_words(link.contact_at) or '还没有联系过'}"
        + (f"　可离线工作至：{moment_words(link.leave_until)}" if link.leave_until else ""),
    ]
    return "\n".join(lines + warnings(centre))


def warnings(centre: Centre) -> list[str]:
    """Return what a person should know or do first, a line each."""
    link = centre.link
    if link is None:
        return []
    minutes = round(abs(link.skew) / 60)
    left = leave_left(link, centre.now)
    shown, whole = centre.conflicts, centre.conflicts_whole
    way = "快" if link.skew > 0 else "慢"
    told = (
        (leave_over(link, centre.now), _LOCKED),
        (left is not None, f"离线使用期限还剩{0 if left is None else left.days}天，请尽快联网或用U盘同步。"),
        (centre.sealed and not centre.keyless, "本机的密钥由口令保管，输入保管口令后才能同步。"),
        (centre.clock_back, "本机时钟早于上一次保存的时间，请校准：日期时间是法定事实。"),
        (link.revoked, _REVOKED),
        (bool(link.stopped), f"{STOPS.get(link.stopped, _STOPPED)}{_GO_ON}"),
        (link.recovering, "市级平台曾从备份恢复，正在把平台缺少的内容补交上去，可以照常办案。"),
        (bool(centre.barrier) and (centre.keyless or not centre.sealed), centre.barrier),
        (centre.clock_wrong, f"本机时钟比平台{way}约{minutes}分钟，请校准：日期时间是法定事实。"),
        (centre.paused, "同步已暂停，不会上传、下载；按“继续同步”后恢复。"),
        (centre.cut, _CUT),
        (len(shown) < whole, _MORE.format(whole, len(shown))),
        (bool(centre.counts.unreadable), f"有{centre.counts.unreadable}条记录须更新程序后才能显示。"),
    )
    return [words for holds, words in told if holds]


def grouped(server: str) -> str:
    """Return a server's identity in groups of four, to be compared by eye with the administrator's."""
    name = server.upper()
    return " ".join(name[at : at + _GROUP] for at in range(0, len(name), _GROUP))
