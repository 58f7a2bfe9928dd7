"""Pools tab: how many of each class would be drawn, who is in, who is left out and why; 冻结名录."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.domain.inspection import RISK_WORDS
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from app.rules.draw.pooling import Pools
    from ui.screens.random.viewmodel import RandomModel, Shown

_RISKS = {each.value: words for each, words in RISK_WORDS.items()}


class PoolsPanel(QWidget):
    """What the chosen plan would draw from today."""

    def __init__(self, model: RandomModel) -> None:
        super().__init__()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.inside, self.officers, self.outside = QListWidget(), QListWidget(), QListWidget()
        self.outside.setWordWrap(True)
        self.freeze = QPushButton("冻结名录（Ctrl+Enter）")
        self.freeze.setProperty("rank", "main")
        self.freeze.clicked.connect(model.freeze)
        bind(self, "finish", self.freeze.click)
        line = QHBoxLayout()
        for words, listed in (
            ("参加抽取的对象", self.inside),
            ("参加抽取的人员", self.officers),
            ("不参加抽取及原因", self.outside),
        ):
            column = QVBoxLayout()
            column.addWidget(QLabel(words))
            column.addWidget(listed, 1)
            listed.setAccessibleName(words)
            line.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(self.said)
        whole.addLayout(line, 1)
        whole.addWidget(self.freeze)
        self.freeze.setEnabled(False)

    def show_plan(self, shown: Shown) -> None:
        """Show the pools of a plan, or why there are none."""
        for each in (self.inside, self.officers, self.outside):
            each.clear()
        self.freeze.setEnabled(shown.pools is not None)
        if shown.pools is None:
            self.said.setText(f"✕ 现在不能抽取：{shown.why_not}")
            return
        lots = shown.pools.lots
        self.said.setText(_counts(shown.pools))
        self.inside.addItems([f"{one.name}　{_RISKS.get(one.group, '')}".rstrip() for one in lots.objects])
        self.officers.addItems([one.name for one in lots.officers])
        left = shown.pools.left_out
        self.outside.addItems(
            [each.why if each.why.startswith(each.name) else f"{each.name}：{each.why}" for each in left]
        )


def _counts(pools: Pools) -> str:
    there = Counter(one.group for one in pools.lots.objects)
    parts = [
        f"{_RISKS.get(take.group, '全部')}{there[take.group]}个抽取{take.count}个"
        for take in pools.lots.takes
        if there[take.group]
    ]
    sent = f"；每个对象派{pools.lots.each}名执法人员" if pools.lots.each else ""
    return f"{'，'.join(parts)}{sent}。冻结后名录不再变化。"
