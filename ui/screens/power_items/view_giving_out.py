"""Giving out (导出下发文件): a line that says what the file will hold, before it asks for the place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton

from app.services.giving_out import ENDING
from ui.screens.case.view_basis import label

if TYPE_CHECKING:
    from app.services.giving_out import Contents
    from ui.screens.power_items.giving_out import GivingOutModel

_HOW = "由市级平台下发各镇街；镇街自己导入的优先，裁量基准由镇街选用后才适用。"
_KIND = f"下发文件 (*{ENDING})"


class GivingOutLine(QFrame):
    """Hidden until somebody wants to give out; goes away when that is done or left."""

    def __init__(self, model: GivingOutModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.setObjectName("card")
        self.told = label("", "soft")
        self.place = QPushButton("选择位置…")
        self.place.setProperty("rank", "main")
        self.leave = QPushButton("不导出")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.told, 1)
        line.addWidget(self.leave)
        line.addWidget(self.place)
        self.hide()
        self.place.clicked.connect(self._ask)
        self.leave.clicked.connect(self.hide)
        model.counted.connect(self._show)
        model.written.connect(self.hide)

    def _show(self, contents: Contents) -> None:
        self.told.setText(f"下发文件将包含：{contents.words}。{_HOW}")
        self.show()
        self.place.setFocus()

    def _ask(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, "导出下发文件", self.model.suggested, _KIND)
        if path:
            self.model.write_to(Path(path))
