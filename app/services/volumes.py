"""Volumes (组卷归档): what a closed case still lacks, and its papers bound page by page into one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.page import Bookmark, LaidOut, Stamp
from app.domain.case import Case
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.role import Role
from app.domain.volume import RETENTION_WORDS, Retention, Volume
from app.rules.volume_completeness import missing_contents
from app.rules.volume_contents import binding_slugs
from app.services.case_reading import read_case_file, volume_id, writable_case
from app.services.disputed import against_case_in_dispute, refuse_disputed
from app.services.leave import noted
from app.services.numbering import take_archive_number
from app.services.office import log
from app.services.press import Press
from app.services.refused import permit
from app.services.volume_covers import bind_papers
from app.services.volume_files import absent_files
from app.services.volume_parts import Part, entries_of, volume_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.ports import Attachments, Files, Forms, Pages, UnitOfWork
    from app.services.office import Office

_BINDERS = (Role.HANDLER, Role.CLERK, Role.ARCHIVIST)
REBOUND = "重新组卷"


class VolumeIncompleteError(AppError):
    """A volume was to be bound while papers are missing; ``missing`` names all of them."""

    code = "volume.incomplete"
    hint = "请按所列各项补齐后再组卷。"

    def __init__(self, missing: tuple[str, ...]) -> None:
        reasons = "".join(f"（{number}）{each}；" for number, each in enumerate(missing, 1))
        super().__init__(f"案卷材料不齐，不能组卷。尚缺：{reasons.rstrip('；')}。")
        self.missing = missing


class VolumeNotBoundError(AppError):
    """The bound file of a case was asked for before there is one."""

    code = "volume.not_bound"
    hint = "请先在“卷宗”中组卷。"

    def __init__(self, case: Case) -> None:
        super().__init__(f"案件“{case.number or case.cause}”还没有组卷。")


class VolumeStaleError(AppError):
    """The case changed while its volume was being bound."""

    code = "volume.stale"
    hint = "请重新组卷。"

    def __init__(self) -> None:
        super().__init__("组卷期间案件材料有变动，这一卷没有保存。")


@dataclass(frozen=True, slots=True)
class _Bound:
    """What one binding made: cover, index and note, the volume, and the old papers it replaces."""

    volume: Volume
    papers: tuple[Document, ...]
    replaced: tuple[Document, ...]


class VolumeDesk:
    """卷宗台."""

    def __init__(
        self, office: Office, forms: Forms, pages: Pages, files: Files, attachments: Attachments
    ) -> None:
        self._office = office
        self._press = Press(forms, pages, files)
        self._attachments = attachments

    def missing(self, case_id: UUID) -> tuple[str, ...]:
        """Return what the volume of a case still lacks for how it ended, in Chinese."""
        with self._office.begin() as work:
            file = read_case_file(work, case_id)
            disputed = tuple(each.message for each in against_case_in_dispute(work, case_id))
        return (*disputed, *self._missing(file))

    def bind(self, case_id: UUID, retention: Retention, checked_by: str = "") -> Volume:
        """Bind the volume anew: pages laid out first, then all kept in one transaction.

        Args:
            case_id: The case, closed and complete.
            retention: How long the volume is kept.
            checked_by: Name of who checked the volume; the name given before stays when empty.

        Raises:
            DisputedError: Computers disagree over the case, and nobody has settled it.
            VolumeIncompleteError: Something is missing.
            VolumeStaleError: The case changed meanwhile.
        """
        permit(self._office.who(), "组卷", *_BINDERS)
        town = self._office.who().town
        blank = Volume(volume_id(town, case_id), town, case_id, "", retention, checked_by=checked_by.strip())
        with self._office.begin() as work:
            file, planned = self._planned(work, blank)
        bound = self._bound(file, planned)
        with self._office.begin() as work:
            if self._planned(work, blank) != (file, planned):
                raise VolumeStaleError
            for each in (*bound.replaced, *bound.papers):
                work.of(Document).save(each)
            work.of(Volume).save(bound.volume)
            words = f"组卷{bound.volume.archive_no}：{len(bound.volume.entries)}件{bound.volume.pages}页"
            kept = f"{words}，保管期限{RETENTION_WORDS[retention]}"
            log(work, self._office, case_id, "volume.bound", kept)
            work.commit()
        return bound.volume

    def pdf(self, case_id: UUID) -> bytes:
        """Return the bound file, or raise ``VolumeNotBoundError``."""
        with self._office.begin() as work:
            file = read_case_file(work, case_id)
        if file.volume is None or not file.volume.pdf_hash:
            raise VolumeNotBoundError(file.case)
        return self._press.files.get(file.volume.pdf_hash)

    def printed(self, case_id: UUID, copies: int) -> None:
        """Note that the whole volume was printed, where there is leave to; also of an archived case."""
        with self._office.begin() as work:
            case = work.of(Case).get(case_id)
            log(work, self._office, case.id, "volume.printed", f"打印全卷{copies}份")
            noted(work)

    def _missing(self, file: CaseFile) -> tuple[str, ...]:
        return (*missing_contents(file, self._office.clock.today()), *absent_files(file, self._attachments))

    def _planned(self, work: UnitOfWork, blank: Volume) -> tuple[CaseFile, Volume]:
        """Read a complete case, and its volume with the number it has or would take now."""
        writable_case(work, blank.case_id)
        refuse_disputed("组卷", against_case_in_dispute(work, blank.case_id))
        file, today = read_case_file(work, blank.case_id), self._office.clock.today()
        missing = self._missing(file)
        if missing:
            raise VolumeIncompleteError(missing)
        old = file.volume or blank
        return file, replace(
            old,
            archive_no=old.archive_no or take_archive_number(work, old.id, today.year),
            retention=blank.retention,
            bound_on=today,
            bound_by=self._office.who().officer_id,
            checked_by=blank.checked_by or old.checked_by,
        )

    def _bound(self, file: CaseFile, planned: Volume) -> _Bound:
        parts = volume_parts(file, self._press, self._office.clock.today())
        entries = entries_of(parts)
        volume = replace(planned, entries=entries, pages=entries[-1].last_page if entries else 0)
        covers = bind_papers(file, volume, parts, (self._office, self._press))
        pdf = self._sewn(file, parts, tuple(laid for _, laid in covers))
        return _Bound(
            replace(volume, pdf_hash=self._press.files.put(pdf)),
            tuple(document for document, _ in covers),
            tuple(
                replace(each, state=DocumentState.VOID, void_reason=REBOUND)
                for slug in binding_slugs()
                for each in file.standing(slug)
            ),
        )

    def _sewn(self, file: CaseFile, parts: Sequence[Part], covers: Sequence[LaidOut]) -> bytes:
        """Sew cover, index, numbered pages and note together; only what the index lists is numbered."""
        cover, index, note = covers
        numbered = LaidOut(self._press.pages.stamped([each.laid for each in parts], Stamp()))
        titles = ["卷宗封面", "卷内文件目录", *(each.title for each in parts), "卷内备考表"]
        docs = [cover, index, *(each.laid for each in parts), note]
        marks, page = [], 0
        for title, laid in zip(titles, docs, strict=True):
            marks.append(Bookmark(title, page))
            page += len(laid.pages)
        title = f"{file.case.number}{file.case.cause}案卷"
        return self._press.pages.pdf([cover, index, numbered, note], title=title, bookmarks=marks)
