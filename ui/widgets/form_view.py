"""Form view (录入页面): a form that scrolls, above its buttons, with the notice that a draft was put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from ui.forms.form import Form


class FormView(ScreenView):
    """Holds one form at a time; Ctrl+Enter or the button confirms, 清空重填 throws the draft away."""

    def __init__(self, title: str, confirm: str) -> None:
        super().__init__()
        self.form: Form | None = None
        heading = QLabel(title)
        heading.setProperty("rank", "title")
        self.told = QLabel()
        self.told.setProperty("rank", "soft")
        self.confirm_button = QPushButton(f"{confirm}（Ctrl+Enter）")
        self.confirm_button.setProperty("rank", "main")
        self.confirm_button.setAutoDefault(True)
        self.clear_button = QPushButton("清空重填")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.clear_button)
        line.addWidget(self.confirm_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(heading)
        column.addWidget(self._area, 1)
        column.addLayout(line)
        self.confirm_button.clicked.connect(self._confirm)
        self.clear_button.clicked.connect(self._clear)

    def hold(self, form: Form) -> None:
        """Show a form."""
        self.form = form
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addStretch()
        self._area.setWidget(inside)
        form.ended.connect(self.confirm_button.setFocus)
        form.restored.connect(lambda: self.told.setText("已恢复上次未完成的录入。"))
        form.edited.connect(lambda: self.told.setText("录入即存为草稿。"))
        self.take_keys()

    def take_keys(self) -> None:
        """Put the keys into the first field, or the first required one that is empty."""
        if self.form is not None:
            next(iter(self.form.slots_.values())).entry.setFocus()

    def busy(self, *, on: bool) -> None:
        """Lock the buttons while a confirmation runs, so that it happens once."""
        self.confirm_button.setEnabled(not on)
        self.clear_button.setEnabled(not on)

    def _confirm(self) -> None:
        if self.form is not None:
            self.form.confirm()

    def _clear(self) -> None:
        if self.form is not None:
            self.form.reset()
            self.told.setText("")
            self.take_keys()
