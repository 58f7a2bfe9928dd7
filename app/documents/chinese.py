"""Chinese (中文写法): dates, document numbers and citations as papers print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_STATE, _RULES = "中华人民共和国", ("办法", "方法")
_EDITION = re.compile(r"[（(][^（）()]*[）)]$")
_ITEM = re.compile(r"第[（(]([一二三四五六七八九十百]+)[）)]项")
_NAMED = re.compile("《([^《》]+)》")


def plain_date(day: date) -> str:
    """Write a date in Arabic figures: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain_time(moment: datetime) -> str:
    """Write a moment as it stands on the clock: 2026年3月9日9时05分."""
    return f"{plain_date(moment)}{moment.hour}时{moment.minute:02d}分"


def series_text(town_mark: str, series: str) -> str:
    """Return the words of a document number before its year: 澄 + town mark + 综执 + series + 字."""
    return f"澄{town_mark}综执{series}字"


def number_text(words: str, year: int, n: int) -> str:
    """Return a document number with hexagonal brackets: 澄江综执罚字〔2026〕1号."""
    return f"{words}〔{year}〕{n}号"


def law_title(name: str) -> str:
    """Return a law's full title: 水法 → 中华人民共和国水法; notes of its edition are left out.

    Every act of the National People's Congress (…法) bears the name of the state; rules named 办法 do not.
    """
    title = _EDITION.sub("", name.strip().strip("《》"))
    whole = title.endswith("法") and not title.endswith(_RULES) and not title.startswith(_STATE)
    return _STATE + title if whole else title


def citation(law: str, article: str) -> str:
    """Return a law in full with its article: 《中华人民共和国行政处罚法》第三十三条第一款第一项."""
    told = _ITEM.sub(r"第\1项", article.strip())
    name = law_title(law)
    return f"《{name}》{told}" if name else told


def cited(article: str, law: str) -> str:
    """Return an article that may name laws itself, each by its full title; else of the law given."""
    if "《" not in article:
        return citation(law, article) if article.strip() else ""
    return _ITEM.sub(r"第\1项", _NAMED.sub(lambda found: f"《{law_title(found[1])}》", article.strip()))


def listed(texts: Iterable[str], between: str = "；") -> str:
    """Join texts that say something, each once."""
    return between.join(dict.fromkeys(each for each in texts if each))
