"""Attachments (附件): each file that is not done, how much of it is left and why it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.attachment import THERE_WORDS, There
from app.services.in_words import moment_words
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.sync.view_lists import READING

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.attachment import Attachment
    from app.services.syncing import Files

_KIB, _MIB = 1 << 10, 1 << 20
_REASONS = {
    "": "",
    "lost_there": "平台恢复时丢失，须重新上传",
    "not_there": "平台还没有这个文件",
    "range": "下载位置不符，稍后重试",
    "blob_hash": "内容与校验值不符，须重新上传",
    "tail": "平台收到的内容不符，须重新上传",
    "blob_checksum": "传输中有损坏，稍后重试",
    "blob_too_large": "文件超过平台限制",
    "blob_no_room": "平台空间不足，稍后重试",
    "blob_busy": "平台正在接收同一文件，稍后重试",
    "blob_expired": "上次上传已过期，重新开始",
    "blob_offset": "上传位置不符，稍后重试",
    "blob_unknown": "平台不认识这次上传，重新开始",
    "blob_unreadable": "平台读不懂，稍后重试",
    "files.missing": "本机没有这个文件",
    "files.damaged": "本机的文件已损坏",
    "files.full": "本机磁盘空间不足，腾出空间后自动下载",
    "files.unreadable": "本机的文件被其他程序占用，稍后重试",
    "files.unwritable": "本机不能写入文件",
    "unreadable": "平台的答复读不懂，稍后重试",
    "sync.unreachable": "没有传到平台，可能被网络设备拦截，稍后重试",
    "sync.other_server": "答复的不是本单位的平台，稍后重试",
    "status_401": "平台没有认可本机，稍后重试",
    "status_405": "网络设备不放行，换一种方式重试",
    "status_429": "平台繁忙，稍后重试",
    "status_500": "平台处理出错，稍后重试",
    "status_501": "网络设备不放行，换一种方式重试",
    "status_502": "平台暂时不可用，稍后重试",
    "status_503": "平台暂时不可用，稍后重试",
    "status_504": "平台没有及时答复，稍后重试",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file on its way (一个附件), in words."""

    id: str
    name: str
    size: str
    left: str
    state: str
    reason: str
    due: datetime | None


class FilesTab(QWidget):
    """How many files the city has how, and those that are not done."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.rows = Rows(
            (
                Cells("文件", lambda each: each.name, 18),
                Cells("大小", lambda each: each.size, 7),
                Cells("还需传输", lambda each: each.left, 7),
                Cells("情况", lambda each: each.state, 8),
                Cells("原因", lambda each: each.reason, 14),
                Cells("下次传输", lambda each: moment_words(each.due), 10),
            ),
            "没有未完成的附件",
            strict=True,
        )
        self.rows.say_meanwhile(READING)
        self.setFocusProxy(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self.rows, 1)

    def show_files(self, files: Files) -> None:
        """Show a reading."""
        missing = {each.sha256 for each in files.absent}
        going = [each for each in files.unfinished if each.sha256 not in missing]
        self.rows.show_records([*(_up(each) for each in going), *(_down(each) for each in files.absent)])
        counts = [f"{THERE_WORDS[there]}{files.counts.get(there, 0)}个" for there in There]
        left = sum(_left(each) for each in going)
        total = f"；列出的还需上传{size_words(left)}" if left else ""
        absent = f"，本机缺{files.undone.absent}个" if files.undone.absent else ""
        self.summary.setText(f"{'、'.join(counts)}{absent}{total}。平台备份之前，本机的原件不能删除。")


def size_words(count: int) -> str:
    """Return a number of bytes as a clerk reads it."""
    if count >= _MIB:
        return f"{count / _MIB:.1f}兆"
    return f"{max(1, round(count / _KIB))}千字节" if count else ""


def _left(item: Attachment) -> int:
    return max(0, item.size - max(0, item.offset))


def _up(item: Attachment) -> FileLine:
    state, size = THERE_WORDS[item.there], size_words(item.size)
    return FileLine(
        item.sha256, item.name, size, size_words(_left(item)), state, _reason(item.reason), item.due
    )


def _down(item: Attachment) -> FileLine:
    size = size_words(item.size)
    return FileLine(item.sha256, item.name, size, size, "等待下载", _reason(item.reason), item.due)


def _reason(code: str) -> str:
    return _REASONS.get(code, f"传输没有成功（{code}），稍后重试")
