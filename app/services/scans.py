"""Scans of signed papers (签字件): the signed original put beside the paper it was printed from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.role import Role
from app.rules.gates.names import paper_name
from app.services.approvals import NotFinalError
from app.services.case_reading import writable_case
from app.services.clues import ReasonMissingError
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.ports import Files, Pages
    from app.services.office import Office

_SCANNERS = (Role.HANDLER, Role.CLERK, Role.ARCHIVIST)
LARGEST = 100 * 1024 * 1024


class ScanTooLargeError(AppError):
    """A file to be kept as a scan is larger than a scan is."""

    code = "scan.too_large"
    hint = "请以较低的分辨率（300点/英寸以下）重新扫描，或者分成几个文件。"

    def __init__(self) -> None:
        super().__init__(f"扫描件超过{LARGEST // 1024 // 1024}兆字节。")


class ScanDesk:
    """扫描台: what is kept is first laid out, so that nothing unreadable gets into a case."""

    def __init__(self, office: Office, pages: Pages, files: Files) -> None:
        self._office = office
        self._pages = pages
        self._files = files

    def attach(self, document_id: UUID, content: bytes) -> Document:
        """Put the scan of a signed paper (JPEG, PNG, TIFF or PDF) beside it; the same one is kept once."""
        permit(self._office.who(), "上传签字件", *_SCANNERS)
        if len(content) > LARGEST:
            raise ScanTooLargeError
        count = len(self._pages.scan(content).pages)
        digest = self._files.put(content)
        with self._office.begin() as work:
            paper = work.of(Document).get(document_id)
            writable_case(work, paper.case_id)
            if not paper.standing:
                raise NotFinalError(paper)
            if digest in paper.scans:
                return paper
            kept = replace(paper, scans=(*paper.scans, digest))
            work.of(Document).save(kept)
            words = f"上传《{paper_name(paper.slug)}》{paper.number}签字件{count}页"
            log(work, self._office, kept.case_id, "document.scanned", words)
            work.commit()
        return kept

    def take_off(self, document_id: UUID, digest: str, reason: str) -> Document:
        """Take a scan that belongs elsewhere off a paper, with the reason; the file itself stays kept."""
        permit(self._office.who(), "移除签字件", *_SCANNERS)
        if not reason.strip():
            raise ReasonMissingError("移除签字件")
        with self._office.begin() as work:
            paper = work.of(Document).get(document_id)
            writable_case(work, paper.case_id)
            kept = replace(paper, scans=tuple(each for each in paper.scans if each != digest))
            work.of(Document).save(kept)
            words = f"移除《{paper_name(paper.slug)}》{paper.number}签字件：{reason.strip()}"
            log(work, self._office, kept.case_id, "document.scan_off", words)
            work.commit()
        return kept

    def pages(self, digest: str) -> LaidOut:
        """Return a kept scan as pages."""
        return self._pages.scan(self._files.get(digest))
