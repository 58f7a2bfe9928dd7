"""Writes papers of a case as PDF files, and tells what the check of every template found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.cli.files import made_folder, written
from app.cli.finding import NotFoundError, find_case, find_document
from app.cli.word import Exit
from app.documents.catalogue import form, forms
from app.domain.document import DocumentState
from app.domain.errors import AppError
from app.services.form_checks import checked_lines

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from app.bootstrap import Program
    from app.cli.word import Say
    from app.domain.document import Document
    from app.services.form_checks import Checked

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')


class WhereToError(AppError):
    """It was not said which paper or case to write, or where to."""

    code = "cli.render"
    hint = "一件：documents render 文书 文件.pdf；一案全部：documents render --case 案件 --all --out 文件夹。"

    def __init__(self) -> None:
        super().__init__("没有写明要写出的文书、案件或者位置。")


def render_one(given: Namespace, program: Program, say: Say) -> Exit:
    """Write one paper as PDF; a draft as it is now."""
    path = given.file or given.out
    if not given.document or path is None:
        raise WhereToError
    document = find_document(program, given.document)
    if document is None:
        raise NotFoundError(f"没有文书“{given.document}”。")
    content = _content(program, document)
    if not given.dry_run:
        written(path, content)
    value = {
        "document": document.id,
        "file": str(path),
        "bytes": len(content),
        "draft": not document.frozen,
    }
    say.value(value, f"{'可以写出' if given.dry_run else '已写入'}{path}（{len(content)}字节）")
    return Exit.DONE


def render_case(given: Namespace, program: Program, say: Say) -> Exit:
    """Write every paper of a case that is not void into a folder, a PDF each, in the order they were made."""
    if not (given.case and given.all and given.out):
        raise WhereToError
    file = find_case(program, given.case)
    if not given.dry_run:
        made_folder(given.out)
    papers = sorted(
        (each for each in file.documents if each.state is not DocumentState.VOID and each.slug in forms()),
        key=lambda each: (each.created_at, each.slug),
    )
    value = [_written(program, each, at, given) for at, each in enumerate(papers, 1)]
    for each in value:
        say.line(f"{each['file']}（{each['pages']}页）")
    say.value({"folder": str(given.out), "documents": value}, f"共{len(value)}件文书")
    return Exit.DONE


def check_templates(program: Program, say: Say, only: str = "") -> Exit:
    """Check every installed template, or one: linted, filled empty, normal and long, reopened, compared."""
    found = []
    for each in [program.form_checks.check(only)] if only else program.form_checks.every():
        found.append(each)
        for line in checked_lines(each):
            say.line(line)
    bad = [each for each in found if not each.good]
    value = {"templates": [_told(each) for each in found], "good": len(found) - len(bad), "bad": len(bad)}
    say.value(value, f"{len(found)}个模板，{len(bad)}个有问题")
    return Exit.FAILED if bad else Exit.DONE


def _written(program: Program, paper: Document, at: int, given: Namespace) -> dict[str, Any]:
    path: Path = given.out / f"{at:02d}_{_name(paper)}.pdf"
    content = _content(program, paper)
    if not given.dry_run:
        written(path, content)
    pages = paper.pages if paper.frozen else len(program.documents.preview(paper.id).pages)
    return {
        "document": paper.id,
        "slug": paper.slug,
        "file": path.name,
        "pages": pages,
        "bytes": len(content),
    }


def _name(paper: Document) -> str:
    words = f"{form(paper.slug).title}{paper.number}{'' if paper.frozen else '（草稿）'}"
    return _FORBIDDEN.sub("_", words)


def _content(program: Program, document: Document) -> bytes:
    if document.frozen:
        return program.documents.pdf(document.id)
    laid = program.documents.preview(document.id)
    return program.pages.pdf([laid], title=form(document.slug).title)


def _told(found: Checked) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "title": found.title,
        "good": found.good,
        "faults": [str(each) for each in found.faults],
        "advice": [str(each) for each in found.advice],
        "tried": [
            {"trial": each.trial.value, "pages": each.pages, "wrong": each.wrong} for each in found.tried
        ],
    }
