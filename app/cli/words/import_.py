"""``import``: takes lists into the store and says what became of every row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters.clock import SystemClock
from app.adapters.sheets import read_sheets
from app.cli.list_telling import tell_items, tell_standards
from app.cli.rosters import take_roster
from app.cli.seat import ask_for_person, seated
from app.cli.store import ask_for_store, opened
from app.cli.text_file import read_content, read_text
from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError
from app.rules.deadlines.calendar_file import parse_year
from app.services.list_import import Listing

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.services.powers import ListChange


_BOOKS = (".xls", ".xlsx", ".xlsm", ".et")


class NeedsDayError(AppError):
    """An official list was given without the day it is in force from."""

    code = "cli.needs_day"
    hint = "请加上 --from 2026-01-01 这样的施行日期。"

    def __init__(self) -> None:
        super().__init__("没有写明清单的施行日期。")


class NeedsFileError(AppError):
    """Holidays or standards were to be imported without a file."""

    code = "cli.needs_file"
    hint = "请写明文件：放假安排的格式与随程序提供的各年文件相同，裁量基准为XLSX或XLS。"

    def __init__(self) -> None:
        super().__init__("没有写明要导入的文件。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        choices=("powers", "standards", "exemptions", "hearing", "calendar", "officers"),
        help="导入种类：权力清单、裁量基准、不予处罚清单、听证标准、放假安排、人员名册",
    )
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="清单（CSV、XLSX、XLS）或放假安排（TOML）；权力清单不写则导入随程序提供的参考清单",
    )
    parser.add_argument("--from", dest="day", type=date.fromisoformat, help="清单施行日期；不写则只报告")
    parser.add_argument("--source", default="", help="清单的公布机关和文号；不写则用文件名")
    parser.add_argument("--whole", action="store_true", help="这是完整清单：其中没有的事项自施行日起退出")
    parser.add_argument("--announced", type=int, help="公布的事项总数，与读到的核对")
    parser.add_argument("--photos", type=Path, help="证件照片所在的文件夹或zip，按证号或身份证号命名")
    parser.add_argument("--dry-run", action="store_true", help="只报告，不写入")
    ask_for_store(parser)
    ask_for_person(parser)


def _run(given: Namespace, say: Say) -> Exit:
    if given.kind == "calendar":
        return _calendar(given, say)
    if given.kind == "officers":
        return take_roster(given, say)
    if given.kind in ("standards", "exemptions", "hearing"):
        return _standards(given, say)
    is_book = given.file is not None and given.file.suffix.lower() in _BOOKS
    return _book(given, say) if is_book else _powers(given, say)


def _listing(given: Namespace) -> Listing:
    day = given.day or SystemClock().today()
    return Listing(day, given.source or given.file.stem, given.announced)


def _book(given: Namespace, say: Say) -> Exit:
    """Take a workbook of items; without the day it is in force from nothing is kept."""
    content = read_content(given.file)
    dry_run = given.dry_run or given.day is None
    with opened(given) as program:
        desk = program.lists_import
        report = desk.take_in(content, _listing(given), whole=given.whole, dry_run=dry_run)
    tell_items(report, say, kept=not dry_run)
    return Exit.FAILED if report.review else Exit.DONE


def _standards(given: Namespace, say: Say) -> Exit:
    """Take a workbook of tier tables; they apply only where the bureau picks them."""
    if given.file is None:
        raise NeedsFileError
    content = read_content(given.file)
    dry_run = given.dry_run or given.day is None
    with opened(given) as program:
        seated(given, program)
        desk, listing = program.standards, _listing(given)
        if given.kind == "hearing":
            report = desk.take_limits(read_sheets(content), listing, dry_run=dry_run)
        else:
            take = desk.take_in if given.kind == "standards" else desk.take_exemptions
            report = take(program.lists_import.look(content), listing, dry_run=dry_run)
    tell_standards(report, say, kept=not dry_run)
    return Exit.FAILED if report.review else Exit.DONE


def _calendar(given: Namespace, say: Say) -> Exit:
    """Take a year's holidays, which the law's clock uses from then on."""
    if given.file is None:
        raise NeedsFileError
    text = read_text(given.file)
    year = parse_year(text)
    derived = 0
    if not given.dry_run:
        with opened(given) as program:
            seated(given, program)
            program.law.import_year(text)
            derived = program.deadlines.refresh()
    rests = [{"name": each.name, "first": each.first, "last": each.last} for each in year.rest]
    value = {"year": year.year, "title": year.title, "rests": rests, "kept": not given.dry_run}
    told = "可以导入" if given.dry_run else "已导入"
    again = "" if given.dry_run else f"\n已重新计算{derived}件案件的期限。"
    say.value(value | {"derived": derived}, f"{told}{year.year}年：{year.title}{again}")
    return Exit.DONE


def _powers(given: Namespace, say: Say) -> Exit:
    text = None if given.file is None else read_text(given.file)
    if text is not None and given.day is None:
        raise NeedsDayError
    with opened(given) as program:
        if text is None:
            change = program.powers.install_reference(dry_run=given.dry_run)
        else:
            change = program.powers.take_in(text, listed_from=given.day, dry_run=given.dry_run)
    for row in change.report.refused:
        say.line(f"第{row.row}行未导入：{row.reason}")
    say.value(_told(change), change.summary)
    return Exit.FAILED if change.report.refused else Exit.DONE


def _told(change: ListChange) -> dict[str, object]:
    return {
        "read": change.report.read,
        "taken": len(change.report.taken),
        "refused": [{"row": each.row, "reason": each.reason} for each in change.report.refused],
        "added": len(change.added),
        "changed": len(change.changed),
        "withdrawn": len(change.withdrawn),
    }


WORD = Word("import", "导入清单并报告每一行的去向", _arguments, _run)
