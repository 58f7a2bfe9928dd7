"""Item page (事项页): versions, bases, fine in words, standards, papers, own cases, how sure it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.field import fields_of
from app.domain.power_item import PowerItem
from app.rules.discretion.spec import parse_spec
from ui.screens.case.discretion import CONFIDENCE_WORDS
from ui.screens.case.view_basis import card, label, standard_words
from ui.screens.power_items.fines import fine_lines
from ui.screens.power_items.viewmodel import REFERENCE, Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.grounds import PastFine

_VERIFIED = "verified"
_SHOWN = 8
"""How many of the latest own cases stand on the page."""


class ItemPage(QWidget):
    """One item, card below card.

    Signals:
        wants: Slug of a screen and what it is opened with.
    """

    wants = Signal(str, object)

    def __init__(self, known: Known) -> None:
        super().__init__()
        self.known = known
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        for each in self._cards():
            column.addWidget(each)
        column.addStretch()

    def _cards(self) -> Iterator[QWidget]:
        item = self.known.item
        yield card(item.name, f"{item.code}　{item.department}", self._head())
        yield card("依据", "条文以公布的文本为准", words("\n".join(_bases(item))))
        yield card(
            "罚则", f"处罚种类：{item.kinds.replace(';', '、') or '未写明'}", words("\n".join(_fines(item)))
        )
        yield card("裁量基准", "未选用的基准不适用，只供参考", self._standards())
        yield card("常用文书", "以行政处罚结案的案件通常需要", words("、".join(self.known.papers)))
        yield card("本单位案件", _rate(self.known), self._cases())
        yield card("版本", "行为日在哪个版本之内，就按哪个版本", words("\n".join(_versions(self.known))))
        yield card("来源和核实", "", words("\n".join(_source(item))))

    def _head(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for each in _marks(self.known.item):
            column.addWidget(label(each, "warn"))
        line = QHBoxLayout()
        for text, slug in (("试算裁量", "calculator"), ("选用裁量基准", "standards")):
            line.addWidget(self._link(text, slug, {"code": self.known.item.code}))
        line.addStretch()
        column.addLayout(line)
        return inside

    def _standards(self) -> QWidget:
        picked = self.known.standard
        lines = [
            f"✔ 本单位选用：{standard_words(picked)}"
            if picked is not None
            else "本单位没有为本事项选用裁量基准。"
        ]
        lines += [f"可选：{standard_words(each)}" for each in self.known.offered if each != picked]
        return words("\n".join(lines))

    def _cases(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for each in self.known.past[:_SHOWN]:
            column.addWidget(self._link(_told(each), "case", {"case_id": each.case_id}))
        if not self.known.past:
            column.addWidget(words("还没有决定过罚款。"))
        return inside

    def _link(self, text: str, slug: str, args: dict[str, object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("rank", "link")
        button.clicked.connect(lambda: self.wants.emit(slug, args))
        return button


def words(text: str) -> QLabel:
    """Return a text that wraps and can be copied."""
    found = QLabel(text)
    found.setWordWrap(True)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return found


def _marks(item: PowerItem) -> Iterator[str]:
    if item.reference:
        yield f"〔{REFERENCE}〕本项来自参考清单，办案前请与正式赋权清单核对。"
    if item.confidence != _VERIFIED:
        yield f"〔{CONFIDENCE_WORDS.get(item.confidence, '待确认')}〕使用前请核对条文原文。"
    if item.version_alert:
        yield f"〔版本提示〕{item.version_alert}"


def _bases(item: PowerItem) -> Iterator[str]:
    for name in ("duty_article", "penalty_law", "penalty_article", "penalty_basis", "effective_from"):
        value = getattr(item, name)
        if value not in ("", None):
            yield f"{_label(name)}：{value}"
    for name in ("rectify", "other_measures", "subject"):
        if getattr(item, name):
            yield f"{_label(name)}：{getattr(item, name)}"


def _source(item: PowerItem) -> Iterator[str]:
    yield f"来源：{item.source}"
    yield f"核实情况：{CONFIDENCE_WORDS.get(item.confidence, item.confidence)}"
    if item.notes:
        yield f"备注：{item.notes}"


def _label(name: str) -> str:
    return next(each.field.label for each in fields_of(PowerItem) if each.name == name)


def _fines(item: PowerItem) -> tuple[str, ...]:
    try:
        return fine_lines(parse_spec(item.fine_spec, item.penalty_article))
    except AppError as error:
        return (f"{error.message}{error.hint}",)


def _versions(known: Known) -> Iterator[str]:
    for each in known.versions or (known.item,):
        until = f"至{each.listed_to}" if each.listed_to is not None else "起至今"
        now = "（现行）" if each.id == known.item.id else ""
        mark = f"〔{REFERENCE}〕" if each.reference else ""
        yield f"{mark}{each.listed_from}{until}{now}：{'；'.join(_fines(each))}"


def _rate(known: Known) -> str:
    own, whole = known.cases
    share = f"，占全部{whole}件的{own * 100 // whole}%" if whole else ""
    return f"适用本事项{own}件{share}；已决定罚款{len(known.past)}件"


def _told(past: PastFine) -> str:
    return f"{past.number or '（未编号）'}　{past.decided_on}　罚款{past.fine}"
