"""Checks of papers (文书自查): what a paper itself must not say when it is made final."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.stated import stated_day
from app.rules.deadlines.compute import compute
from app.rules.deadlines.engine import reckon
from app.rules.deadlines.given import Given, day_of
from app.rules.deadlines.law import Law
from app.rules.gates.compelling import court_window, instalments_fit, suspension_approved
from app.rules.gates.departure import open_departures
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from app.rules.gates.taking_checks import challenged_known, period_runs_forward
from app.rules.measures import DAYS, MOST_DAYS, extension_days, seizure_of, seizures
from app.rules.testing_time import testing_stops

HEARING_AT = "hearing.at"
_TWO = 2
_EXTENSION = "《行政强制法》第二十五条第一款、第二款"
_HEARING = "《行政处罚法》第六十四条第二项、第八十五条"

Check = Callable[[CaseFile, Document, date, Law], Iterable[Refusal]]


def departure(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """No notice announces an amount beyond its band before the head agreed to it (APL 34)."""
    yield from open_departures(file, paper.party_id)


def extension_in_time(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G06: a seizure is prolonged once, by at most thirty days, before its term ends (ACL 25)."""
    decision = seizure_of(file, paper)
    found = next((each for each in seizures(file) if each.decision == decision), None)
    if found is None:
        return
    if extension_days(paper) > MOST_DAYS:
        message = f"延长期限不得超过{MOST_DAYS}日。请更正延长天数。"
        yield Refusal("G06", message, _EXTENSION, Place("field", DAYS))
    if any(each.id != paper.id for each in found.extensions):
        message = "该查封、扣押已经延长过一次，不能再次延长。期限届满的，应当解除。"
        yield Refusal("G06", message, _EXTENSION, Place("document", "seizure_release"))
    given = Given({"trigger": found.began}, stops=testing_stops(file, found))
    end = day_of(reckon(law, "D06", given).legal_due)
    if today > end:
        message = f"查封、扣押期限已于{end}届满，不能再延长。请立即解除查封、扣押。"
        yield Refusal("G06", message, _EXTENSION, Place("document", "seizure_release"))


def hearing_far_enough(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G10: the party learns of the hearing seven working days before it (APL 64)."""
    hearing = stated_day(paper, HEARING_AT)
    if hearing is None:
        return
    earliest = day_of(compute("D12earliest", {"trigger": today.isoformat()}, law).legal_due)
    if hearing < earliest:
        message = (
            f"举行听证的七个工作日前应当通知当事人：今日（{today}）送达的，听证最早在{earliest}举行。"
            "请改定听证时间。"
        )
        yield Refusal("G10", message, _HEARING, Place("field", HEARING_AT))


def host_apart(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G03: a hearing is led by somebody who did not investigate the case (APL 64)."""
    article = "《行政处罚法》第六十四条第四项"
    for name, who in (("hearing.host", "主持人"), ("hearing.officers", "听证员")):
        for each in _handlers_in(file, paper.answers.get(name, "")):
            message = f"{each}是本案调查人员，不能担任听证{who}。请另行指定。"
            yield Refusal("G03", message, article, Place("field", name))


def reviewer_apart(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G03: who reviews a case does not handle it (APL 58)."""
    name = "review.reviewer"
    for each in _handlers_in(file, paper.answers.get(name, "")):
        message = f"{each}是本案承办人，不能审核本案。请由法制审核人员审核。"
        yield Refusal("G03", message, "《行政处罚法》第五十八条", Place("field", name))


def several_heads(file: CaseFile, paper: Document, today: date, law: Law) -> Iterator[Refusal]:
    """G12: a discussion of the heads has at least two of them, each with a view (APL 57)."""
    name = "discussion.speeches"
    speakers = {line.partition("|")[0].strip() for line in _lines(paper.answers.get(name, ""))}
    if len(speakers - {""}) < _TWO:
        message = f"《{paper_name(paper.slug)}》应当有两名以上负责人的发言。请逐人填写。"
        yield Refusal("G12", message, "《行政处罚法》第五十七条第二款", Place("field", name))


def _handlers_in(file: CaseFile, text: str) -> Iterator[str]:
    """Yield the handlers of the case whose names a text holds."""
    for officer_id in file.case.handlers:
        officer = file.officer(officer_id)
        if officer is not None and officer.name and officer.name in text:
            yield officer.name


def _lines(rows: str) -> list[str]:
    return [each.replace("\t", "|").replace("｜", "|") for each in rows.split("\n")]


CHECKS: Mapping[str, Check] = {
    each.__name__: each
    for each in (
        *(departure, extension_in_time, hearing_far_enough, host_apart, reviewer_apart, several_heads),
        *(court_window, instalments_fit, suspension_approved),
        *(challenged_known, period_runs_forward),
    )
}
