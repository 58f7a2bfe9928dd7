"""Which installed font stands in for a family a document names.

The names of one font (Chinese, English) count as the same font; a stand-in is a replacement the
program has to tell, because lines may move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Family:
    """A font family under all its names, and who stands in for it, the best first."""

    names: tuple[str, ...]
    stand_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The installed family to use; ``replaced`` when it is another font than the one asked for."""

    installed: str
    replaced: bool
    bold: bool = False


_SERIF = (
    "SimSun", "宋体", "NSimSun", "新宋体", "Noto Serif CJK SC", "Noto Serif SC",
    "Source Han Serif SC", "思源宋体", "STSong", "华文宋体", "FandolSong", "AR PL UMing CN",
)  # fmt: skip
_SANS = (
    "SimHei", "黑体", "Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "思源黑体", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "FandolHei",
)  # fmt: skip
_FANGSONG = (
    "FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "华文仿宋",
    "FZFangSong-Z02", "方正仿宋_GBK", "FandolFang", "FandolFang R",
)  # fmt: skip
_KAI = (
    "KaiTi", "楷体", "KaiTi_GB2312", "楷体_GB2312", "STKaiti", "华文楷体", "FandolKai",
    "AR PL UKai CN",
)  # fmt: skip
_TITLE = (
    "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S",
    "STZhongsong", "华文中宋",
)  # fmt: skip
_LATIN_SERIF = ("Liberation Serif", "Tinos", "Nimbus Roman", "DejaVu Serif")
_LATIN_SANS = ("Liberation Sans", "Arimo", "Carlito", "DejaVu Sans")

_FAMILIES = (
    Family(("宋体", "SimSun", "中易宋体"), _SERIF),
    Family(("新宋体", "NSimSun"), _SERIF),
    Family(("仿宋_GB2312", "FangSong_GB2312"), _FANGSONG + _SERIF),
    Family(("仿宋", "FangSong"), _FANGSONG + _SERIF),
    Family(("华文仿宋", "STFangsong"), _FANGSONG + _SERIF),
    Family(("楷体_GB2312", "KaiTi_GB2312"), _KAI + _SERIF),
    Family(("楷体", "KaiTi"), _KAI + _SERIF),
    Family(("华文楷体", "STKaiti"), _KAI + _SERIF),
    Family(("黑体", "SimHei"), _SANS),
    Family(("微软雅黑", "Microsoft YaHei"), _SANS),
    Family(("方正小标宋简体", "FZXiaoBiaoSong-B05S"), _TITLE),
    Family(("方正小标宋_GBK", "FZXiaoBiaoSong-B05"), _TITLE),
    Family(("华文中宋", "STZhongsong"), _TITLE),
    Family(("Times New Roman",), _LATIN_SERIF + _SERIF),
    Family(("Arial", "Calibri", "Helvetica"), _LATIN_SANS + _SANS),
)
_UNKNOWN = Family((), _SERIF + _SANS)
_LAST = (*_SERIF, *_SANS, "DejaVu Sans")
FALLBACKS = (*_SERIF, *_SANS, "Segoe UI Symbol", "SimSun-ExtB", "DejaVu Sans")


def choose_family(asked: str, installed: Collection[str]) -> Choice | None:
    """Choose the installed family for one a document names; None when nothing known is there."""
    have = {name.casefold(): name for name in installed}
    family = next((each for each in _FAMILIES if asked in each.names), _UNKNOWN)
    for name in (asked, *family.names):
        if name.casefold() in have:
            return Choice(have[name.casefold()], replaced=False)
    for name in (*family.stand_ins, *_LAST):
        if name.casefold() in have:
            # A title face that is missing keeps its weight: Song in bold.
            heavy = family.stand_ins is _TITLE and name not in _TITLE
            return Choice(have[name.casefold()], replaced=True, bold=heavy)
    return None
