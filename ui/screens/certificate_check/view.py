"""Certificate check page: the code's text or a picture above, the verdict in words and colour below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from app.domain.certificate import CERTIFICATE_KIND_WORDS
from app.rules.verification import VERDICT_WORDS, Verdict
from ui.screens.case.passing import content_of
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import DeskView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.cards import Checked
    from ui.screens.tools import Tools

_RANKS = {Verdict.GENUINE: "good", Verdict.EXPIRED: "warn", Verdict.OUTDATED: "warn"}
_MARKS = {Verdict.GENUINE: "✔", Verdict.EXPIRED: "！", Verdict.OUTDATED: "！"}


class CheckView(DeskView):
    """Checks one code after the other; a reader that types like a keyboard ends with Enter."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, lambda: None))
        self._tools = tools
        self.code = QLineEdit(placeholderText="用扫码枪扫描，或者粘贴二维码内容，按回车核验")
        self.picture = QPushButton("从图片核验…")
        self.verdict, self.words, self.facts = QLabel("等待核验"), QLabel(), QLabel()
        self.verdict.setProperty("rank", "title")
        for each in (self.words, self.facts):
            each.setWordWrap(True)
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found: tuple[Checked, ...] = ()
        self._lay()
        self.code.returnPressed.connect(lambda: self.check(self.code.text()))
        self.picture.clicked.connect(self._choose)

    def take_keys(self) -> None:
        """Put the keys into the code."""
        self.code.setFocus()

    def show_read(self, read: Any) -> None:
        """Nothing is read before a code is given."""

    def check(self, text: str) -> None:
        """Check the text of a code."""
        cards = self._tools.staff.cards
        self.model.look(lambda: (cards.check(text),), self._tell)
        self.code.selectAll()

    def check_picture(self, path: Path) -> None:
        """Check the codes in a picture."""
        cards = self._tools.staff.cards
        self.model.do(lambda: cards.check_picture(content_of(path)), self._tell)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, "选择含二维码的图片", "", "图片 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff)"
        )
        if name:
            self.check_picture(Path(name))

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.code, 1)
        top.addWidget(self.picture)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        for each in (self.verdict, self.words, self.facts):
            inside.addWidget(each)
        note = QLabel("核验不需要网络：用本机保存的市级公钥检查签名，再与本机的人员证件对照。")
        note.setProperty("rank", "soft")
        note.setWordWrap(True)
        self.column.setSpacing(12)
        self.column.addLayout(top)
        self.column.addWidget(card)
        self.column.addWidget(note)
        self.column.addStretch()

    def _tell(self, found: tuple[Checked, ...]) -> None:
        self.found = found
        worst = next((each for each in found if each.verdict is not Verdict.GENUINE), found[0])
        several = f"（图片中共{len(found)}个二维码）" if len(found) > 1 else ""
        mark = _MARKS.get(worst.verdict, "✕")
        self.verdict.setText(f"{mark} {VERDICT_WORDS[worst.verdict]}{several}")
        rank = _RANKS.get(worst.verdict, "bad")
        self.words.setProperty("rank", rank)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText("\n".join(each.words for each in found))
        self.facts.setText("\n\n".join(_facts(each) for each in found if each.statement))


def _facts(checked: Checked) -> str:
    said = checked.statement
    if said is None:
        return ""
    return (
        f"姓名：{said.name}　单位：{said.bureau}\n"
        f"证件号码：{said.number}　种类：{CERTIFICATE_KIND_WORDS[said.kind]}\n"
        f"发证日期：{said.issued_on}　有效期至：{said.valid_to}　打印日期：{said.printed_on}"
    )


def build(tools: Tools, args: Mapping[str, object]) -> CheckView:
    """Build the page, checking ``code`` when given."""
    view = CheckView(tools)
    if "code" in args:
        view.code.setText(str(args["code"]))
        view.check(view.code.text())
    return view
