"""``documents``: lists a case's papers, checks them and writes one as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.case_telling import told_document
from app.cli.document_files import check_templates, render_case, render_one
from app.cli.finding import find_case, find_document
from app.cli.seat import ask_for_person, seated, seated_if_known
from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word, ask_for_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile
    from app.domain.document import Document


def _arguments(parser: ArgumentParser) -> None:
    does = parser.add_subparsers(required=True, metavar="动作", dest="does")
    listing = does.add_parser("list", help="列出案件的文书和本阶段应做的文书")
    listing.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    checking = does.add_parser("check", help="检查文书缺项；不写文书或者案件时，检查全部文书模板")
    checking.add_argument("what", nargs="?", default="", help="文书编号（id）、文号，或者案件")
    checking.add_argument("--form", default="", help="只检查一个模板（文书代码，如 penalty_decision）")
    rendering = does.add_parser("render", help="把文书写成PDF（草稿按现状预览）")
    rendering.add_argument("document", nargs="?", default="", help="文书编号（id）或文号")
    rendering.add_argument("file", nargs="?", type=Path, help="PDF文件")
    rendering.add_argument("--case", default="", help="案件；与--all合用")
    rendering.add_argument("--all", action="store_true", help="案件的全部文书，一件一个文件")
    rendering.add_argument("--pdf", action="store_true", help="写成PDF（目前只有这一种）")
    rendering.add_argument("--out", type=Path, help="文件夹，或者一件文书的PDF文件")
    rendering.add_argument("--dry-run", action="store_true", help="只检查，不写文件")
    for each in (listing, checking, rendering):
        ask_for_store(each)
        ask_for_person(each)
        ask_for_json(each)


def _run(given: Namespace, say: Say) -> Exit:
    with opened(given) as program:
        does = {"list": _list, "check": _check, "render": _render}
        return does[given.does](given, program, say)


def _list(given: Namespace, program: Program, say: Say) -> Exit:
    seated(given, program)
    file = find_case(program, given.case)
    papers = [told_document(file, each) for each in file.documents]
    owed = [
        {"slug": each.slug, "title": each.title, "party": each.party_name, "lacks": each.lacks}
        for each in program.documents.owed(file.case.id)
        if not each.done
    ]
    lines = [
        "　".join(filter(None, (each["title"], each["number"], each["party"], each["state_word"])))
        for each in papers
    ]
    lines += [f"应做：{each['title']}　{each['party']}　{each['lacks']}" for each in owed]
    say.value({"documents": papers, "owed": owed}, "\n".join(lines))
    return Exit.DONE


def _check(given: Namespace, program: Program, say: Say) -> Exit:
    if not given.what:
        return check_templates(program, say, given.form)
    seated_if_known(given, program)
    document = find_document(program, given.what)
    file = find_case(program, given.what) if document is None else program.reading.open(document.case_id)
    drafts = [each for each in file.documents if not each.frozen] if document is None else [document]
    value = [_checked(program, file, each) for each in drafts]
    faults = [f"{each['title']}：{fault}" for each in value for fault in each["faults"]]
    say.value({"documents": value}, "\n".join(faults) or "没有缺项")
    return Exit.FAILED if faults else Exit.DONE


def _checked(program: Program, file: CaseFile, document: Document) -> dict[str, list[str]]:
    faults = [each.message for each in program.documents.faults(document.id)]
    return {**told_document(file, document), "faults": faults}


def _render(given: Namespace, program: Program, say: Say) -> Exit:
    seated_if_known(given, program)
    if given.case or given.all:
        return render_case(given, program, say)
    return render_one(given, program, say)


WORD = Word("documents", "查看、检查文书，写成PDF", _arguments, _run)
