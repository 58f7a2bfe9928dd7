"""Files of a case (案件文件): whether the bytes of each are where they can be found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.attachment import There
from app.services.form_titles import form_of

if TYPE_CHECKING:
    from app.domain.case_file import CaseFile
    from app.ports import Attachments

_SAFE = (There.KEPT, There.BACKED)


def absent_files(file: CaseFile, attachments: Attachments) -> tuple[str, ...]:
    """Return in Chinese the files of a case that neither this computer nor the city has.

    A colleague's computer holds them and has not sent them yet: a volume bound now could lose them.
    """
    names = _names(file)
    lines = sorted(attachments.of(names.keys()), key=lambda each: names[each.sha256])
    lost = (each for each in lines if each.here is False and each.there not in _SAFE)
    return tuple(f"{names[each.sha256]}的电子文件（本机没有，平台也没有收到）" for each in lost)


def _names(file: CaseFile) -> dict[str, str]:
    """Return what each file of the case is called, by the sha256 of its bytes."""
    scans = {scan: f"《{form_of(file, each).title}》签字件" for each in file.documents for scan in each.scans}
    return scans | {each.file_hash: f"证据“{each.name}”" for each in file.evidence if each.file_hash}
