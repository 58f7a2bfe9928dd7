"""Basis (依据卡片): the item of an act with its articles and how sure they are, and the reasoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.rules.flow import current
from ui.screens.case.discretion import CONFIDENCE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case_file import CaseFile
    from app.rules.discretion.standards.catalogue import NamedStandard
    from ui.screens.case.discretion import Pair

_VERIFIED = "verified"
CORRECTION = "correction_order"


def item_card(pair: Pair, *, file: CaseFile, orders: bool = True) -> QFrame:
    """Return the item of a pair: articles, the version the act's day pins, every mark, and correction.

    Correction is told where ``orders`` to put things right can be made.
    """
    item, act = pair.item, pair.act
    until = f"至{act.ended_on}" if act.ended_on is not None else ""
    told = (f"责令改正：{correction(file, pair)}",) if orders else ()
    words = QLabel("\n".join((*_articles(pair), *told)))
    words.setWordWrap(True)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(words)
    for each in _marks(pair):
        column.addWidget(label(each, "warn"))
    return card(f"{pair.party.name}：{item.name}", f"{item.code}　行为日 {act.began_on}{until}", inside)


def correction_open(file: CaseFile, pair: Pair) -> bool:
    """Whether neither an order nor a reason against one stands."""
    return not current(file, CORRECTION, pair.party.id) and not file.case.correction_needless.strip()


def correction(file: CaseFile, pair: Pair) -> str:
    """Return what the article says of correction, and what the case has of it (APL 28)."""
    rule = f"{pair.item.rectify}；" if pair.item.rectify else ""
    orders = current(file, CORRECTION, pair.party.id)
    if orders:
        return f"{rule}已制作责令改正通知书{orders[-1].number}"
    if file.case.correction_needless.strip():
        return f"{rule}无需责令改正，{file.case.correction_needless}"
    return f"{rule}尚未责令改正，也没有写明无需改正的理由"


def exempt_card(pair: Pair) -> QFrame:
    """Return the card of the bureau's exemption lists: under which conditions the act is not punished."""
    words = label("\n".join(each.words for each in pair.exemptions), "warn")
    return card("不予处罚清单", "条件都具备的，勾选相应情节并选“不予处罚”", words)


def standard_words(standard: NamedStandard) -> str:
    """Return title, source and standing of a standard the bureau applies."""
    sure = CONFIDENCE_WORDS.get(standard.confidence, standard.confidence)
    note = f"；{standard.note}" if standard.note else ""
    return f"{origin(standard)}{standard.title}（{sure}；{standard.source}{note}）"


def origin(standard: NamedStandard) -> str:
    """Return the mark of a standard that is not the bureau's own; empty for its own."""
    if standard.from_city:
        return "〔市级下发〕"
    return "〔参考〕" if standard.reference else ""


def why_card(words: QLabel) -> QFrame:
    """Return the card of the reasoning; ``words`` takes its lines."""
    return card("计算过程", "依据和数额如何得出，一并存入处罚裁量", words)


def card(title: str, told: str, inside: QWidget) -> QFrame:
    """Return something under a heading with a soft line."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(label(title, "title"))
    if told:
        column.addWidget(label(told, "soft"))
    column.addWidget(inside)
    return frame


def label(words: str, rank: str) -> QLabel:
    """Return words that wrap, of a rank."""
    found = QLabel(words)
    found.setProperty("rank", rank)
    found.setWordWrap(True)
    return found


def _articles(pair: Pair) -> Iterator[str]:
    item = pair.item
    if item.duty_article:
        yield f"违反：{item.duty_article}"
    yield f"处罚依据：{item.penalty_basis}（{CONFIDENCE_WORDS.get(item.confidence, '待确认')}）"
    lines = [f"清单版本自{item.listed_from}起"]
    if item.effective_from is not None:
        lines.insert(0, f"所用文本自{item.effective_from}施行")
    if item.other_measures:
        lines.append(f"其他措施：{item.other_measures}")
    yield "；".join(lines)


def _marks(pair: Pair) -> Iterator[str]:
    item, day = pair.item, pair.act.last_day
    if item.reference:
        yield "〔参考〕本事项取自参考清单，以公布的赋权清单和裁量基准为准。"
    if item.confidence != _VERIFIED:
        yield f"〔{CONFIDENCE_WORDS.get(item.confidence, '待确认')}〕使用前请核对条文原文。"
    if item.effective_from is not None and day < item.effective_from:
        since = f"行为日早于所用文本的施行日{item.effective_from}"
        yield f"〔请核对〕{since}，应适用行为时的规定（《行政处罚法》第三十七条）。"
    if not item.listed_on(day):
        yield f"〔请核对〕行为日{day}不在清单版本的有效期内。"
    told = "；".join(filter(None, (item.version_alert, item.notes)))
    if told:
        yield f"〔提示〕{told}"
