"""Bundle by stick (同步包): what a person is told of one, before and after it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Watch = Callable[[int, int], object]
"""Hears how far the work is: done, of how much; what it raises ends the work."""
_MEBIBYTE = 1 << 20

AGAIN_WORDS = {
    "": "",
    "entered": "已与平台建立联系，请再导出一个同步包送交平台。",
    "recovery": "平台恢复过数据，请再导出一个同步包，把平台缺少的内容补交。",
    "recovered": "补交已被平台收下，请再导出一个同步包。",
    "gap": "平台缺少较早的内容，请再导出一个同步包。",
    "fork": "本机数据曾被复制或恢复，已重新编号，请再导出一个同步包。",
}
"""Why the stick must travel once more."""


def unwatched(_done: int, _total: int) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Due:
    """待导出: what the city has not confirmed."""

    waiting: int
    files: int

    @property
    def words(self) -> str:
        """What would go on the stick."""
        return f"待上传变更{self.waiting}项、附件{self.files}个"


@dataclass(frozen=True, slots=True)
class Exported:
    """已导出 (a bundle as written).

    Attributes:
        left: How many files did not fit.
    """

    parts: tuple[str, ...]
    waiting: int
    files: int
    left: int
    bytes: int

    @property
    def words(self) -> str:
        """What was written, and what becomes of it."""
        size = f"{self.bytes / _MEBIBYTE:.1f}兆字节"
        left = f"另有{self.left}个附件放不下，请下次再导出。" if self.left else ""
        what = f"变更{self.waiting}项、附件{self.files}个，{size}"
        return f"已导出{'、'.join(self.parts)}：{what}。{left}导入平台交回的同步包后，才算上传完成。"


@dataclass(frozen=True, slots=True)
class Looked:
    """已核对 (a bundle that is whole, signed by the city and for this computer); nothing of it is taken.

    Attributes:
        town: Code of the town (镇街代码); ``town_name`` is what people call it.
    """

    town: str
    number: int
    made_at: datetime
    parts: int
    answers: int
    receipts: int
    files: int
    town_name: str

    @property
    def words(self) -> str:
        """Whose it is and what it holds."""
        what = f"平台答复{self.answers}项、附件回执{self.receipts}个、附件{self.files}个"
        return f"{self.town_name}，第{self.number}号，{self.parts}个文件：{what}。签名无误，没有导入。"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """已导入 (what a bundle brought).

    Attributes:
        leave: Whether it brought a fresh leave to work on without a line.
        again: Why the stick must travel once more, as a code.
        stopped: Why it was not taken to its end: a person must look first.
        left: How many files it holds that this computer could not keep.
    """

    outcomes: int
    rows: int
    numbers: int
    receipts: int
    files: int
    leave: bool
    again: str
    stopped: str
    left: int = 0

    @property
    def news(self) -> bool:
        """Whether anything was new; a bundle taken twice brings nothing."""
        return any((self.rows, self.numbers, self.receipts, self.files, self.leave, self.again, self.stopped))

    @property
    def words(self) -> str:
        """What came, and what must be done next."""
        if self.stopped == "chain":
            return "导入停下了：平台数据前后不衔接，没有采用，请联系市级平台管理员。"
        if self.stopped:
            return "导入停下了：将有大量数据被替换或删除，请在“同步中心”查看后决定。"
        left = f"另有{self.left}个附件没有存下，请检查磁盘空间后再导入一次。" if self.left else ""
        if left and not self.news:
            return left
        if not self.news:
            return "没有新内容：这个同步包已导入过，或内容已由网络取得。"
        parts = (
            *(f"变更回执{self.outcomes}项", f"新内容{self.rows}项", f"借用文号{self.numbers}个"),
            *(f"附件回执{self.receipts}个", f"取得附件{self.files}个"),
        )
        leave = "离线使用期限已延长。" if self.leave else ""
        return f"已导入：{'，'.join(parts)}。{left}{leave}{AGAIN_WORDS[self.again]}"
