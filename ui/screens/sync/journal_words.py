"""Words of the sync journal (同步日志): what each line means to a clerk; its codes and names stay inside."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.sync_centre import SyncLine

WHYS = {
    "enrolled": "登记入网",
    "gap": "平台缺少本机较早的内容",
    "fork": "平台已有同号的其他内容",
    "unknown_here": "数据文件来自其他电脑或者其他用户",
    "copied": "数据文件是复制来的",
    "rolled_back": "数据文件回到了旧状态",
}
"""Why a computer numbers its work anew."""
STOPS = {
    "wipe": "平台要一次替换或删除本机两成以上的记录，已停下，等人确认。",
}
_CITY = "city"


def event_words(line: SyncLine) -> str:
    """Return what happened."""
    return _EVENTS.get(line.code, "其他")


def detail_words(line: SyncLine) -> str:
    """Return the particulars; empty where there are none, or they cannot be read."""
    say = _DETAILS.get(line.code)
    return "" if say is None else say(line.detail)


def _renumbered(detail: str) -> str:
    try:
        told = json.loads(detail)
        why, count = WHYS.get(told["why"], ""), int(told["renumbered"])
    except (ValueError, KeyError, TypeError):
        return ""
    again = f"{count}份待上传的内容已重新编号" if count else ""
    return "；".join(each for each in (why, again) if each)


def _stream(detail: str) -> str:
    return "全市共用数据" if detail.split(" ", maxsplit=1)[0] == _CITY else "本镇街数据"


def _counted(words: str) -> Callable[[str], str]:
    """Return what says the last number of a detail in a sentence."""

    def say(detail: str) -> str:
        numbers = re.findall(r"\d+$", detail)
        return words.format(stream=_stream(detail), count=numbers[0]) if numbers else ""

    return say


def _stopped(detail: str) -> str:
    return f"{_stream(detail)}：{STOPS.get(detail.rpartition(' ')[2], '须由人查看。')}"


_EVENTS = {
    "incarnation": "重新编号",
    "repaired": "已核对修复",
    "laid": "程序更新后已重新整理",
    "recovered": "平台恢复后已补交",
    "recovering": "平台曾从备份恢复",
    "digest": "核对不一致",
    "stopped": "停下等人查看",
    "allowed": "已由人确认继续",
    "chain": "平台数据前后不衔接",
    "too_old": "程序版本太旧",
    "missed": "平台丢失已收到的改动",
    "gone_back": "数据文件回到了旧状态",
}
_DETAILS: Mapping[str, Callable[[str], str]] = {
    "incarnation": _renumbered,
    "laid": _counted("有{count}条记录按新版本重新显示"),
    "repaired": _counted("{stream}：按平台内容修复了{count}条记录"),
    "recovered": lambda _detail: "平台缺少的内容已补交完毕，恢复正常同步",
    "recovering": lambda _detail: "正在把平台缺少的内容补交上去，可以照常办案",
    "digest": _counted("{stream}：有{count}组记录与平台不一致，正在逐条修复"),
    "stopped": _stopped,
    "allowed": lambda detail: f"{_stream(detail)}：继续接收",
    "chain": lambda detail: f"{_stream(detail)}：没有采用，稍后重新下载",
    "too_old": lambda _detail: "暂时只能上传，请升级程序",
    "missed": _counted("{count}份改动已重新上传"),
    "gone_back": _counted("此后的{count}份改动不在本机，已上传的将从平台取回"),
}
