"""``documents``: lists a case's papers, checks them and writes one as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.case_telling import told_document
from app.cli.files import written
from app.cli.finding import NotFoundError, find_case, find_document
from app.cli.seat import ask_for_person, seated
from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word, ask_for_json
from app.documents.catalogue import form

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile
    from app.domain.document import Document


def _arguments(parser: ArgumentParser) -> None:
    does = parser.add_subparsers(required=True, metavar="动作", dest="does")
    listing = does.add_parser("list", help="列出案件的文书和本阶段应做的文书")
    listing.add_argument("case", help="案号、编号（id）或只有一件案件含有的词")
    checking = does.add_parser("check", help="检查文书缺项：一件文书，或者案件的全部草稿")
    checking.add_argument("what", help="文书编号（id）、文号，或者案件")
    rendering = does.add_parser("render", help="把一件文书写成PDF（草稿按现状预览）")
    rendering.add_argument("document", help="文书编号（id）或文号")
    rendering.add_argument("out", type=Path, help="PDF文件")
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
    file = find_case(program, given.case)
    seated(given, program)
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
    document = find_document(program, given.document)
    if document is None:
        raise NotFoundError(f"没有文书“{given.document}”。")
    if document.frozen:
        content = program.documents.pdf(document.id)
    else:
        title = form(document.slug).title
        content = program.pages.pdf([program.documents.preview(document.id)], title=title)
    if not given.dry_run:
        written(given.out, content)
    value = {
        "document": document.id,
        "file": str(given.out),
        "bytes": len(content),
        "draft": not document.frozen,
    }
    say.value(value, f"{'可以写出' if given.dry_run else '已写入'}{given.out}（{len(content)}字节）")
    return Exit.DONE


WORD = Word("documents", "查看、检查文书，写成PDF", _arguments, _run)
