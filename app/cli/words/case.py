"""``case``: lists cases, shows one, and takes a step in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.case_telling import called, told_case, told_lines
from app.cli.files import written
from app.cli.finding import find_case
from app.cli.review_telling import review_lines, told_review
from app.cli.seat import ask_for_person, seated, seated_if_known
from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word, ask_for_json
from app.domain.case import STATUS_WORDS, CaseStatus
from app.domain.errors import AppError
from app.rules.flow import step
from app.services.own_town import OtherTownError, own_town
from app.services.volume_export import zipped

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.bootstrap import Program

_MOST = 50


class UnknownStatusError(AppError):
    """A list was narrowed to a status that does not exist."""

    code = "cli.status"

    def __init__(self, words: str) -> None:
        known = "、".join(STATUS_WORDS.values())
        super().__init__(f"没有“{words}”这一案件状态。", f"可用的状态：{known}。")


class FactFormError(AppError):
    """A fact of a step was not written as name=value."""

    code = "cli.fact"
    hint = "请写成 --fact reason=理由 的形式。"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是“名称=内容”。")


def _arguments(parser: ArgumentParser) -> None:
    does = parser.add_subparsers(required=True, metavar="动作", dest="does")
    listing = does.add_parser("list", help="列出案件")
    listing.add_argument("--text", default="", help="检索词")
    listing.add_argument("--status", help="案件状态，例如 调查取证")
    listing.add_argument("--department", help="领域")
    listing.add_argument("--town", help="镇街代码")
    listing.add_argument("--limit", type=int, default=_MOST, help=f"最多列出几件，默认{_MOST}")
    showing = does.add_parser("show", help="查看一件案件")
    showing.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    advancing = does.add_parser("advance", help="办理一个步骤")
    advancing.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    advancing.add_argument("code", help="步骤代码，见 case show 所列可办步骤")
    advancing.add_argument("--fact", action="append", default=[], help="步骤所需的内容，例如 reason=理由")
    advancing.add_argument("--dry-run", action="store_true", help="只报告能否办理，不写入")
    for each in (listing, showing, advancing):
        ask_for_store(each)
        ask_for_json(each)
    reviewing = does.add_parser("review", help="案卷评查：得分、每处扣分和原因")
    reviewing.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    ask_for_store(reviewing)
    ask_for_json(reviewing)
    exporting = does.add_parser("export", help="导出案卷：装订卷、文书、签字件、证据，附清单和校验值")
    exporting.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    exporting.add_argument("out", type=Path, help="压缩包（.zip）")
    exporting.add_argument("--dry-run", action="store_true", help="只列出文件，不写入")
    ask_for_store(exporting)
    ask_for_json(exporting)
    for each in (listing, showing, advancing, reviewing, exporting):
        ask_for_person(each)


def _run(given: Namespace, say: Say) -> Exit:
    with opened(given) as program:
        does = {"list": _list, "show": _show, "advance": _advance, "review": _review, "export": _export}
        return does[given.does](given, program, say)


def _list(given: Namespace, program: Program, say: Say) -> Exit:
    seated_if_known(given, program)
    own = own_town(program.sign_in)
    if given.town and own not in (None, given.town):
        raise OtherTownError(f"“{given.town}”的案件")
    wanted = {"department": given.department, "town": given.town, "status": _status(given.status)}
    filters: dict[str, object] = {name: value for name, value in wanted.items() if value}
    ids = program.lists.ids("cases", filters, given.text)
    cases = [_row(each) for each in program.lists.rows("cases", ids[: given.limit])]
    lines = [
        "　".join(
            (
                called(each["number"], each["procedure"]),
                each["status_word"],
                "、".join(each["parties"]),
                each["cause"],
            )
        )
        for each in cases
    ]
    value = {"town": own, "count": len(ids), "cases": cases}
    say.value(value, "\n".join([*lines, f"共{len(ids)}件"]))
    return Exit.DONE


def _row(row: Any) -> dict[str, Any]:
    status = CaseStatus(row["status"])
    kept = ("id", "number", "cause", "department", "town", "filed_on", "decided_on", "parties", "procedure")
    found = {name: row[name] for name in kept}
    return {**found, "status": status.value, "status_word": STATUS_WORDS[status]}


def _status(words: str | None) -> CaseStatus | None:
    if not words:
        return None
    for status, word in STATUS_WORDS.items():
        if words in (status.value, word):
            return status
    raise UnknownStatusError(words)


def _show(given: Namespace, program: Program, say: Say) -> Exit:
    seated(given, program)
    file = find_case(program, given.case)
    offers = program.cases.possible(file.case.id)
    say.value(told_case(file, offers), "\n".join(told_lines(file, offers)))
    return Exit.DONE


def _advance(given: Namespace, program: Program, say: Say) -> Exit:
    facts = dict(_fact(each) for each in given.fact)
    seated(given, program)
    file = find_case(program, given.case)
    if given.dry_run:
        return _try(given, program, say)
    case = program.cases.advance(file.case.id, given.code, **facts)
    word = STATUS_WORDS[case.status]
    value = {"case": case.id, "number": case.number, "status": case.status.value, "status_word": word}
    say.value(value, f"{case.number or case.cause}：{word}")
    return Exit.DONE


def _review(given: Namespace, program: Program, say: Say) -> Exit:
    """Tell the score; points lost are a finding, not a failure."""
    seated_if_known(given, program)
    file = find_case(program, given.case)
    found = program.file_review.review(file.case.id)
    say.value(told_review(found), "\n".join(review_lines(found)))
    return Exit.DONE


def _export(given: Namespace, program: Program, say: Say) -> Exit:
    seated(given, program)
    file = find_case(program, given.case)
    pieces = program.exports.pieces(file.case.id)
    if not given.dry_run:
        written(given.out, zipped(pieces))
    value = {"file": str(given.out), "files": [each.path for each in pieces]}
    say.value(value, "\n".join([*(each.path for each in pieces), f"共{len(pieces)}个文件"]))
    return Exit.DONE


def _try(given: Namespace, program: Program, say: Say) -> Exit:
    """Say what stands against a step, and write nothing."""
    file = find_case(program, given.case)
    wanted = step(file.case.status, given.code)
    offer = next(each for each in program.cases.possible(file.case.id) if each.transition == wanted)
    against = [each.message for each in offer.refusals]
    value = {"open": offer.open, "permitted": offer.permitted, "refusals": against}
    say.value(value, "\n".join(against) or ("可以办理" if offer.open else "本人没有办理该步骤的角色"))
    return Exit.DONE if offer.open else Exit.FAILED


def _fact(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise FactFormError(text)
    return name, value


WORD = Word("case", "查看和办理案件", _arguments, _run)
