"""Officer page: photo and facts left; certificates, posts, training and equipment in tabs right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.certificate import CERTIFICATE_KIND_WORDS, ISSUED_WORD
from app.domain.certificate_request import REQUEST_STATE_WORDS, REQUEST_WORDS
from app.domain.equipment import EQUIPMENT_WORDS
from app.domain.officer import ESTABLISHMENT_WORDS
from app.domain.role import ROLE_WORDS
from ui.screens.case.passing import content_of, put_aside
from ui.screens.case.view_rows import Cells, Rows, show
from ui.screens.officer.view_doing import Doing
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.attendance import Attendance
    from app.domain.certificate import Certificate
    from app.domain.training_session import TrainingSession
    from app.services.equipment import Piece
    from app.services.people import PersonFile
    from ui.screens.tools import Tools

_PHOTO = (120, 162)


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the page shows (人员全貌)."""

    file: PersonFile
    photo: bytes
    trained: tuple[tuple[TrainingSession, Attendance], ...]
    pieces: tuple[Piece, ...]


class OfficerView(DeskView):
    """One person."""

    def __init__(self, tools: Tools, officer_id: UUID) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools, self._officer_id = tools, officer_id
        self.seen: Seen | None = None
        self.photo, self.facts = QLabel("无照片"), QLabel()
        self.take_photo = QPushButton("更换照片…")
        self.tabs = QTabWidget()
        self.certificates, self.history = _certificates(tools.clock.today()), _history_rows()
        self.posts, self.training, self.gear = _posts(), _training(), _gear()
        self.buttons = Buttons(self.model)
        self.doing = Doing(self)
        self._lay()
        self.take_photo.clicked.connect(self._choose_photo)
        self.certificates.chosen.connect(lambda _one: self.doing.offer())
        self.history.opened.connect(self._open_paper)

    def take_keys(self) -> None:
        """Put the keys into the certificates."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.certificates.setFocus()

    def show_read(self, read: Any) -> None:
        """Show the person as of now."""
        self.seen = read
        file = read.file
        self.titled.emit(file.officer.name)
        self.facts.setText(_facts(file))
        self._show_photo(read.photo)
        self.certificates.show_records(sorted(file.certificates, key=_newest, reverse=True))
        self.history.show_records(_history(file))
        self.posts.show_records(tuple(reversed(file.postings)))
        self.training.show_records(read.trained)
        self.gear.show_records(read.pieces)
        year = self._tools.clock.today().year
        hours = sum(each.hours for each, entry in read.trained if each.on.year == year and entry.present)
        self.tabs.setTabText(2, f"培训（{year}年{hours}学时）")
        self.tabs.setTabText(3, f"装备（{len(read.pieces)}）")
        self.doing.offer()

    def _read(self) -> Seen:
        staff = self._tools.staff
        return Seen(
            staff.people.file(self._officer_id),
            staff.certificates.photo(self._officer_id),
            staff.training.of_officer(self._officer_id),
            staff.equipment.pieces(self._officer_id),
        )

    def _lay(self) -> None:
        left = QFrame()
        left.setObjectName("card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(16, 12, 16, 12)
        self.photo.setFixedSize(*_PHOTO)
        self.photo.setFrameShape(QFrame.Shape.Box)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo.setAccessibleName("证件照片")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (self.photo, self.take_photo, self.facts):
            inside.addWidget(each)
        inside.addStretch()
        for words, panel in (
            ("执法证", self._certificate_tab()),
            ("任职经历", self.posts),
            ("培训", self.training),
            ("装备", self.gear),
        ):
            self.tabs.addTab(panel, words)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.tabs)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 20, em * 62])
        split.setStretchFactor(1, 1)
        self.column.addWidget(split, 1)
        self.column.addWidget(self.buttons)

    def _certificate_tab(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.certificates, 2)
        line = QHBoxLayout()
        line.addWidget(QLabel("办理历史（Enter 打开文书）"))
        column.addLayout(line)
        column.addWidget(self.history, 3)
        return panel

    def _show_photo(self, content: bytes) -> None:
        image = QImage.fromData(content) if content else QImage()
        if image.isNull():
            self.photo.setText("无照片")
            return
        fitted = QPixmap.fromImage(image).scaled(
            *_PHOTO, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.photo.setPixmap(fitted)

    def _choose_photo(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "选择照片", "", "图片 (*.jpg *.jpeg *.png)")
        if name:
            certificates = self._tools.staff.certificates
            self.model.do(lambda: certificates.keep_photo(self._officer_id, content_of(Path(name))))

    def _open_paper(self, line: tuple[str, ...]) -> None:
        if line[5]:
            certificates = self._tools.staff.certificates
            name = f"{line[2]}_{line[0]}.pdf"
            self.model.look(lambda: put_aside(name, certificates.paper(line[5])), show)


def _certificates(day: date) -> Rows:
    return Rows(
        (
            Cells("证件号码", lambda each: each.number, 10),
            Cells("种类", lambda each: CERTIFICATE_KIND_WORDS[each.kind], 11),
            Cells("发证日期", lambda each: str(each.issued_on), 8),
            Cells("有效期至", lambda each: str(each.valid_to), 8),
            Cells("今日状态", lambda each: each.standing_on(day), 7),
            Cells("领域", lambda each: each.fields or "不限", 8),
        ),
        "没有执法证",
    )


def _history_rows() -> Rows:
    return Rows(
        (
            Cells("自", lambda each: each[0], 8),
            Cells("证件", lambda each: each[1], 9),
            Cells("事项", lambda each: each[2], 12),
            Cells("理由或结果", lambda each: each[3], 14),
            Cells("登记人", lambda each: each[4], 6),
        ),
        "没有办理记录",
    )


def _posts() -> Rows:
    return Rows(
        (
            Cells("自", lambda each: str(each[1].begins), 8),
            Cells("至", lambda each: str(each[1].ends or "今"), 8),
            Cells("中队（科室）", lambda each: each[1].unit, 10),
            Cells("职务", lambda each: each[1].post, 8),
            Cells("编制性质", lambda each: ESTABLISHMENT_WORDS[each[1].establishment], 9),
            Cells("依据", lambda each: each[1].basis, 10),
        ),
        "没有任职变动记录：自到岗起一直为现任职务",
    )


def _training() -> Rows:
    return Rows(
        (
            Cells("日期", lambda each: str(each[0].on), 8),
            Cells("课程", lambda each: each[0].title, 20),
            Cells("学时", lambda each: str(each[0].hours if each[1].present else 0), 5),
            Cells("签到", lambda each: "到课" if each[1].present else "缺席", 5),
            Cells("成绩", lambda each: each[1].score, 5),
        ),
        "没有培训记录",
    )


def _gear() -> Rows:
    return Rows(
        (
            Cells("种类", lambda each: EQUIPMENT_WORDS[each.equipment.kind], 9),
            Cells("编号", lambda each: each.equipment.number, 12),
            Cells("型号", lambda each: each.equipment.model, 12),
            Cells("领用日期", lambda each: str(each.moves[0].on) if each.moves else "", 8),
        ),
        "没有配发装备",
    )


def _newest(certificate: Certificate) -> tuple[object, UUID]:
    return (certificate.issued_on, certificate.id)


def _facts(file: PersonFile) -> str:
    one = file.officer
    until = f"（{one.in_post_to}离岗）" if one.in_post_to else ""
    roles = "、".join(ROLE_WORDS[each] for each in one.roles)
    law = f"\n法律职业资格　{one.legal_certificate or '有'}" if one.legal_qualification else ""
    return (
        f"{one.name}{until}\n{file.bureau}\n{one.unit}　{one.post}\n\n"
        f"编制　{ESTABLISHMENT_WORDS[one.establishment]}\n角色　{roles or '无'}\n电话　{one.telephone}\n"
        f"身份证号　{_masked(one.id_number)}\n到岗　{one.in_post_from or '未登记'}{law}"
    )


def _masked(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if number else "未登记"


def _history(file: PersonFile) -> list[tuple[str, ...]]:
    """Return every change, request, examination and check as lines, newest first."""
    numbers = {each.id: each.number for each in file.certificates}
    lines: list[tuple[str, ...]] = []
    for held in file.certificates:
        if not any(each.what == ISSUED_WORD for each in held.turns):
            lines.append((str(held.issued_on), held.number, ISSUED_WORD, held.issuer, "", ""))
        lines += [(each.on, held.number, each.what, each.reason, each.by, each.paper) for each in held.turns]
        lines += [
            (each.on, held.number, f"{each.subject}考试", f"{each.score}　{each.result}", "", "")
            for each in held.exams
        ]
        lines += [
            (each.on, held.number, f"{each.year}年度审验", each.result, each.by, "") for each in held.checks
        ]
    for ask in file.requests:
        number = numbers.get(ask.certificate_id, "") if ask.certificate_id else ""
        what = f"申请{REQUEST_WORDS[ask.kind]}（{REQUEST_STATE_WORDS[ask.state]}）"
        said = "；".join(each for each in (ask.reason, ask.outcome) if each)
        lines.append((str(ask.applied_on), number, what, said, "", ask.paper))
    return sorted(lines, key=lambda each: each[0], reverse=True)


def build(tools: Tools, args: Mapping[str, object]) -> OfficerView:
    """Build the page of ``officer_id``."""
    officer_id = args["officer_id"]
    if not isinstance(officer_id, UUID):
        raise TypeError(officer_id)
    view = OfficerView(tools, officer_id)
    view.refresh()
    return view
