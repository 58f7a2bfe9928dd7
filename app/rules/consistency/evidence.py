"""Numbers of evidence (证据编号): a number that papers cite means one piece."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.case_file import CaseFile
from app.domain.evidence import double_numbered
from app.rules.gates.refusal import Place, Refusal


def evidence_numbered_once(file: CaseFile) -> Iterable[Refusal]:
    """C15: no two pieces of evidence bear one number."""
    for each in double_numbered(file.evidence):
        first = next(one for one in file.evidence if one.number == each.number and one.id != each.id)
        message = f"证据{each.number}有两件：“{first.name}”和“{each.name}”。请在“证据”中给重号证据改号。"
        yield Refusal("C15", message, "案卷一致性：一件证据一个编号", Place("evidence", str(each.id)))
