"""Checks of the papers of evidence-taking (取证文书自查): whom a challenge names, which period is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.stated import stated_day
from app.rules.deadlines.law import Law
from app.rules.gates.refusal import Place, Refusal
from app.rules.handlers import RECUSED
from app.rules.testing_time import FIRST, LAST

_ROLE, _HANDLER = "recusal.target_role", frozenset({"handler", "承办人"})


def challenged_known(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G03: a handler who is challenged is one of the case, by the name of the register (APL 43)."""
    name = paper.answers.get(RECUSED, "").strip()
    if paper.answers.get(_ROLE, "") not in _HANDLER or not name:
        return
    officers = (file.officer(each) for each in file.case.handlers)
    known = [each.name for each in officers if each is not None]
    if name not in known:
        message = f"“{name}”不是本案承办人（{'、'.join(known) or '未指定'}）。请核对被申请回避人员的姓名。"
        yield Refusal("G03", message, "《行政处罚法》第四十三条", Place("field", RECUSED))


def period_runs_forward(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G06: the period of testing that is told is definite: it does not end before it begins (ACL 25)."""
    first, last = stated_day(paper, FIRST), stated_day(paper, LAST)
    if first is not None and last is not None and last < first:
        message = f"检测期间止（{last}）早于期间起（{first}）。请更正后定稿。"
        yield Refusal("G06", message, "《行政强制法》第二十五条第三款", Place("field", LAST))
