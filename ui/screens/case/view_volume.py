"""Volume tab (卷宗): what is missing in it, binding with its retention, opening it, archiving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout

from app.domain.case import READ_ONLY
from app.domain.volume import Retention
from ui.forms.form import Asked
from ui.jobs import Job, Lane
from ui.screens.case.exporting import written_export
from ui.screens.case.passing import put_aside
from ui.screens.case.values import BindingFacts
from ui.screens.case.view_rows import Cells, show
from ui.screens.case.view_tab import RowsTab
from ui.screens.document.view_printing import PrintPanel
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from app.documents.printing import PrintOrder
    from app.domain.case_file import CaseFile
    from app.domain.volume import VolumeEntry
    from app.services.cases import Offer
    from ui.screens.case.viewmodel import CaseModel, Seen


_FOLDER = "文件夹 (*)"


def _pages(entry: VolumeEntry) -> str:
    if entry.first_page == entry.last_page:
        return str(entry.first_page)
    return f"{entry.first_page}-{entry.last_page}"


_COLUMNS = (
    Cells("序号", lambda each: str(each.order), 4),
    Cells("文件名称", lambda each: each.title, 20),
    Cells("文号", lambda each: each.number, 14),
    Cells("责任者", lambda each: each.responsible, 10),
    Cells("日期", lambda each: each.day, 6),
    Cells("页码", _pages, 4),
)


class VolumeTab(RowsTab):
    """The index of the bound volume, below what is still missing in it."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.standing = QLabel()
        self.standing.setProperty("rank", "soft")
        column = self.front.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.missing)
            column.insertWidget(1, self.standing)
        self.binding = self.add_button("组卷", "bind_volume", self.ask_retention)
        self.opening = self.add_looker("打开电子卷", "open_paper", self.open_pdf)
        self.exporting = self.add_looker("导出案卷", "export", self._export)
        self.printing_all = self.add_looker("打印全卷", "print", self._ask_print)
        self.printing = PrintPanel(model.tools, model.supply)
        self.addWidget(self.printing)
        self.printing.left.connect(self._back)
        self.printing.confirmed.connect(self._print)
        self.archiving = self.add_button("归档", "archive", self._archive)

    def records(self, file: CaseFile) -> Sequence[VolumeEntry]:
        """Return the lines of the index."""
        return () if file.volume is None else file.volume.entries

    def show_seen(self, seen: Seen) -> None:
        """Show the volume; what is missing is read while the tab is looked at."""
        super().show_seen(seen)
        volume = seen.file.volume
        bound = volume is not None and bool(volume.pdf_hash)
        words = "尚未组卷。"
        if volume is not None and bound:
            kept = shown(volume.retention)
            words = f"已组卷：共{volume.pages}页，归档号{volume.archive_no or '未编'}，保管期限{kept}。"
        self.standing.setText(words)
        self.show_button(self.opening, on=bound)
        self.show_button(self.printing_all, on=bound)
        self.show_button(self.archiving, on=self._archiving_step(seen) is not None)
        if self.isVisible():
            self._read_missing()

    def open_record(self, record: VolumeEntry) -> None:
        """Open the paper of a line."""
        if record.document_id:
            self.wants.emit("document", {"document_id": UUID(record.document_id)})

    def go(self, _key: str) -> None:
        """Ask for the retention, to bind the volume."""
        if self.writable:
            self.ask_retention()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what is missing when the tab comes to be seen."""
        super().showEvent(event)
        if self.model.seen is not None:
            self._read_missing()

    def ask_retention(self) -> None:
        """Ask how long the volume is kept, and bind it."""
        volume = self.model.file.volume
        start = {"retention": Retention.PERMANENT if volume is None else volume.retention}
        self.ask(
            Question(
                "组卷",
                "组卷并生成电子卷",
                Asked(BindingFacts, (), f"case/{self.model.case_id}/volume", start),
                lambda values: self.model.tools.volumes.bind(self.model.case_id, values["retention"]),
                said="已组卷，电子卷已生成。",
                told="保管期限：普通程序案件一般为永久（各地规定不一，待确认）。重新组卷以最近一次为准。",
            )
        )

    def open_pdf(self) -> None:
        """Show the bound volume."""
        volumes, case_id = self.model.tools.volumes, self.model.case_id
        self.model.look(lambda: put_aside(f"案卷_{case_id}.pdf", volumes.pdf(case_id)), show)

    def export_to(self, path: Path) -> None:
        """Write the case into a zip, or into a folder of that name, with its manifest."""
        exports, case_id = self.model.tools.exports, self.model.case_id

        def done(count: int) -> None:
            self.model.tools.notices.say(f"已导出{count}个文件（含清单和校验值）到“{path}”。")

        self.model.do(lambda: written_export(exports.pieces(case_id), path), done)

    def _export(self) -> None:
        case = self.model.file.case
        name = f"案卷 {case.number or case.cause}.zip"
        path, kind = QFileDialog.getSaveFileName(self, "导出案卷", name, f"压缩包 (*.zip);;{_FOLDER}")
        if path:
            folder = kind == _FOLDER
            self.export_to(Path(path).with_suffix("") if folder else Path(path))

    def _ask_print(self) -> None:
        if self.model.file.volume is None:
            return
        self.printing.title.setText("打印全卷（封面、目录、各件、备考表）")
        self.printing.ask(f"案卷 {self.model.file.volume.archive_no}", 1)
        self.setCurrentWidget(self.printing)
        self.printing.take_keys()

    def _print(self, order: PrintOrder) -> None:
        """The bound file itself goes to paper, page by page as it was archived."""
        tools, case_id = self.model.tools, self.model.case_id

        def paper(content: bytes) -> None:
            job = Job(
                lambda _token: tools.pages.print(tools.pages.scan(content), order),
                lambda _none: self.model.do(lambda: tools.volumes.printed(case_id, order.copies), done),
                tools.notices.failed,
                lane=Lane.OTHER,
            )
            tools.jobs.start(self, job)

        def done(_none: object) -> None:
            tools.notices.say(f"全卷已打印{order.copies}份。")
            self._back()

        self.model.look(lambda: tools.volumes.pdf(case_id), paper)

    def _opened(self, record: VolumeEntry) -> None:
        self.open_record(record)

    def _archive(self) -> None:
        offer = self._archiving_step(self.model.seen)
        if offer is not None:
            self.step_wanted.emit(offer)

    def _archiving_step(self, seen: Seen | None) -> Offer | None:
        offers = () if seen is None else seen.offers
        return next((each for each in offers if each.transition.target in READ_ONLY), None)

    def _read_missing(self) -> None:
        volumes, case_id = self.model.tools.volumes, self.model.case_id
        self.model.look(lambda: volumes.missing(case_id), self._show_missing)

    def _show_missing(self, missing: Sequence[str]) -> None:
        words = "卷内应有文书已齐。" if not missing else f"卷内还缺{len(missing)}项：{'；'.join(missing)}。"
        self.missing.setText(f"{'✔' if not missing else '⚠'} {words}")
