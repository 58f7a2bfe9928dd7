"""An officer list taken in from the command line, with every doubtful cell named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.adapters.photos import read_photos
from app.cli.seat import seated
from app.cli.store import opened
from app.cli.text_file import read_content
from app.cli.word import Exit, Say
from app.domain.errors import AppError
from app.rules.rosters.listed import WEIGHT_WORDS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from app.rules.rosters.listed import Finding
    from app.services.rosters import RosterReport


class NeedsRosterError(AppError):
    """Officers were to be imported without a file."""

    code = "cli.needs_roster"
    hint = "请写明人员名册文件（XLSX或XLS）。"

    def __init__(self) -> None:
        super().__init__("没有写明要导入的人员名册。")


def take_roster(given: Namespace, say: Say) -> Exit:
    """Take the good rows of an officer list in, and say what is wrong with the others."""
    if given.file is None:
        raise NeedsRosterError
    content = read_content(given.file)
    photos = None if given.photos is None else read_photos(given.photos)
    with opened(given) as program:
        seated(given, program)
        report = program.rosters.take_in(content, photos, dry_run=given.dry_run)
    for each in report.roster.findings:
        say.line(f"{WEIGHT_WORDS[each.weight]}　{each.words}")
    for name, why in report.left_over:
        say.line(f"照片未用　{name}：{why}")
    say.value(
        _told(report, kept=not given.dry_run), f"{report.summary}{'只报告，没有写入。' * given.dry_run}"
    )
    return Exit.FAILED if report.roster.refused else Exit.DONE


def _told(report: RosterReport, *, kept: bool) -> dict[str, Any]:
    return {
        "read": report.roster.rows,
        "added": report.added,
        "changed": report.changed,
        "certificates": report.certificates,
        "photos": report.photos,
        "photos_left": [{"name": name, "reason": why} for name, why in report.left_over],
        "refused": _findings(report.roster.refused),
        "warnings": _findings(report.roster.warnings),
        "kept": kept,
    }


def _findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "sheet": each.sheet,
            "row": each.row,
            "column": each.column,
            "title": each.title,
            "reason": each.what,
        }
        for each in found
    ]
