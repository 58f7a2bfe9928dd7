"""Volume export (案卷导出): bound file, papers, signed originals and evidence, with a manifest of sha256."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.errors import AppError
from app.rules.volume_contents import bound_papers
from app.services.case_reading import read_case_file
from app.services.form_titles import form_of
from app.services.leave import noted
from app.services.office import log
from app.services.press import Press, telling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.ports import Files, Forms, Pages
    from app.services.office import Office

MANIFEST, SUMS = "manifest.json", "sha256sums.txt"
VOLUME = "案卷.pdf"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_ENDINGS = (
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8", ".jpg"),
    (b"II*", ".tif"),
    (b"MM", ".tif"),
)
_STAMP = (1980, 1, 1, 0, 0, 0)


class BadExportError(AppError):
    """An exported case differs from its manifest."""

    code = "volume.export_bad"
    hint = "请从本系统重新导出该案卷。"

    def __init__(self, wrong: tuple[str, ...]) -> None:
        self.wrong = wrong
        super().__init__(f"导出的案卷与清单不一致：{'；'.join(wrong)}。")


@dataclass(frozen=True, slots=True)
class Piece:
    """One exported file (导出件): its path within the export, what it is, its bytes."""

    path: str
    title: str
    content: bytes


class VolumeExport:
    """案卷导出台: reads, and leaves a log line where it may; also of an archived case."""

    def __init__(self, office: Office, forms_: Forms, pages: Pages, files: Files) -> None:
        self._office = office
        self._press = Press(forms_, pages, files)

    def pieces(self, case_id: UUID) -> tuple[Piece, ...]:
        """Return every file of a case with its manifest last; where it may be, it is noted as exported."""
        with self._office.read() as work:
            file = read_case_file(work, case_id)
        found = tuple(self._pieces(file))
        whole = (*found, *_manifest(file, found))
        with self._office.begin() as work:
            log(work, self._office, case_id, "volume.exported", f"导出案卷{len(found)}个文件")
            noted(work)
        return whole

    def _pieces(self, file: CaseFile) -> Iterator[Piece]:
        files = self._press.files
        if file.volume is not None and file.volume.pdf_hash:
            yield Piece(VOLUME, "案卷（装订卷）", files.get(file.volume.pdf_hash))
        papers = [each for each in bound_papers(file) if each.slug in forms()]
        for at, paper in enumerate(papers, 1):
            title = form_of(file, paper).title
            name = f"{at:02d}_{_plain(title + paper.number)}"
            yield Piece(f"文书/{name}.pdf", f"{title}{paper.number}", self._pdf(file, paper))
            for n, digest in enumerate(paper.scans, 1):
                content = files.get(digest)
                yield Piece(f"签字件/{name}_{n}{_ending(content)}", f"{title}签字件", content)
        for piece in sorted(file.evidence, key=lambda each: each.number):
            if piece.file_hash:
                name = f"{piece.number:02d}_{_plain(piece.file_name or piece.name)}"
                yield Piece(f"证据/{name}", f"证据{piece.number}：{piece.name}", files.get(piece.file_hash))

    def _pdf(self, file: CaseFile, paper: Document) -> bytes:
        return self._press.pdf(telling_of(file, paper, self._office.clock.today()))


def zipped(pieces: Iterable[Piece]) -> bytes:
    """Return the pieces as one zip; the same pieces give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for each in pieces:
            info = zipfile.ZipInfo(each.path, _STAMP)
            info.flag_bits |= 0x800
            package.writestr(info, each.content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def check_export(names: Iterable[str], read: Callable[[str], bytes]) -> int:
    """Return how many files of an export agree with its manifest, or raise ``BadExportError``.

    Args:
        names: Every file there is, by its path within the export.
        read: Returns the bytes of one.
    """
    there = set(names)
    if MANIFEST not in there:
        raise BadExportError((f"没有清单{MANIFEST}",))
    listed = json.loads(read(MANIFEST))["files"]
    wrong = []
    for each in listed:
        path = each["path"]
        if path not in there:
            wrong.append(f"缺少{path}")
        elif sha256(read(path)).hexdigest() != each["sha256"]:
            wrong.append(f"{path}被改动")
    extra = there - {each["path"] for each in listed} - {MANIFEST, SUMS}
    wrong += [f"多出{each}" for each in sorted(extra)]
    if wrong:
        raise BadExportError(tuple(wrong))
    return len(listed)


def _manifest(file: CaseFile, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    listed = [
        {
            "path": each.path,
            "title": each.title,
            "bytes": len(each.content),
            "sha256": sha256(each.content).hexdigest(),
        }
        for each in pieces
    ]
    case = file.case
    told = {
        "case": case.number,
        "cause": case.cause,
        "archive_no": file.volume.archive_no if file.volume else "",
        "demonstration": case.demonstration,
        "files": listed,
    }
    sums = "".join(f"{each['sha256']}  {each['path']}\n" for each in listed)
    yield Piece(SUMS, "校验值", sums.encode())
    yield Piece(MANIFEST, "清单", (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def _plain(words: str) -> str:
    return _FORBIDDEN.sub("_", words).strip("._") or "无名"


def _ending(content: bytes) -> str:
    marks = (
        (b"%PDF", ".pdf"),
        (b"\x89PNG", ".png"),
        (b"\xff\xd8", ".jpg"),
        (b"II*", ".tif"),
        (b"MM", ".tif"),
    )
    return next((ending for mark, ending in marks if content.startswith(mark)), "")
