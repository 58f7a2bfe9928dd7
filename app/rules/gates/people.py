"""People (人员): two officers with good certificates, certificates shown, nobody his own approver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.evidence import EVIDENCE_WORDS, EvidenceKind
from app.domain.role import ROLE_WORDS, Role
from app.rules.deadlines.given import BEIJING
from app.rules.flow import Transition, current, outdated
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from app.rules.handlers import HOST, Occasion, recused, why_not_act

TWO = 2
CERTIFICATE_SHOWN = "record.certificate_shown"
"""Answer of a transcript that says the certificates were shown."""
STARTED = "record.started_at"
"""Answer of a transcript that says when the act began."""
_NOT_SHOWN = frozenset({"", "否", "false"})
_TRANSCRIPTS = ("site_record", "inquiry_transcript", "measure_scene_record")
_TAKEN_BY_OFFICERS = frozenset(
    {EvidenceKind.SCENE_RECORD, EvidenceKind.PARTY_STATEMENT, EvidenceKind.TESTIMONY, EvidenceKind.PHYSICAL}
)
_TWO_ARTICLE = "《行政处罚法》第四十二条"


def two_officers(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G01: at least two different officers with a certificate good on the day (APL 42)."""
    reasons = _why_not_two(file, file.case.handlers, today)
    if not reasons:
        return ()
    message = f"承办人须为两名以上持有效执法证的执法人员：{'；'.join(reasons)}。请调整承办人或更新执法证。"
    return (Refusal("G01", message, _TWO_ARTICLE, Place("field", "handlers")),)


def evidence_officers(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G01: records, statements and objects were taken by two such officers on that day."""
    found = []
    for each in file.evidence:
        if each.kind not in _TAKEN_BY_OFFICERS or each.excluded_reason or each.taken_at is None:
            continue
        reasons = _why_not_two(file, each.taken_by, each.taken_at.astimezone(BEIJING).date())
        if reasons:
            name = f"{EVIDENCE_WORDS[each.kind]}“{each.name}”"
            message = f"{name}的取证人不合要求：{'；'.join(reasons)}。请更正取证人，或者排除该证据。"
            found.append(Refusal("G01", message, _TWO_ARTICLE, Place("evidence", str(each.id))))
    return tuple(found)


def certificate_shown(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G02: every transcript says that the certificates were shown (APL 52, 55)."""
    papers = [each for slug in _TRANSCRIPTS for each in current(file, slug)]
    return tuple(_not_shown(each) for each in papers if each.answers.get(CERTIFICATE_SHOWN, "") in _NOT_SHOWN)


def nobody_recused(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G03: who was told to withdraw takes no further part in the case (APL 43)."""
    found = []
    for name in recused(file):
        officer = next((each for each in file.officers if each.name == name), None)
        if officer and officer.id in file.case.handlers:
            message = f"{name}已被决定回避，不能再承办本案。请更换承办人。"
            found.append(Refusal("G03", message, "《行政处罚法》第四十三条", Place("field", "handlers")))
    return tuple(found)


def reviewer_or_host(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G03: the host of the hearing of a case is none of its handlers (APL 64)."""
    hosts = {each.answers.get(HOST, "").strip() for each in current(file, "hearing_notice")}
    return tuple(
        Refusal(
            "G03",
            f"{officer.name}是本案听证主持人，不能承办本案。请更换承办人或者听证主持人。",
            "《行政处罚法》第六十四条第四项",
            Place("field", "handlers"),
        )
        for officer in file.officers
        if officer.name in hosts and officer.id in file.case.handlers
    )


def handlers_certified(file: CaseFile, document: Document, today: date) -> tuple[Refusal, ...]:
    """G01: who signs a paper of the case as a handler holds a good certificate on the day of the act.

    A transcript states its own day; every other paper is signed the day it is made final.
    """
    day = _day_of(document, today)
    reasons = _why_not_two(file, file.case.handlers, day)
    if not reasons:
        return ()
    message = (
        f"《{paper_name(document.slug)}》由承办人签名，{day}须有两名持有效执法证的执法人员："
        f"{'；'.join(reasons)}。请调整承办人，或者办理证件延续后再定稿。"
    )
    return (Refusal("G01", message, _TWO_ARTICLE, Place("field", "handlers")),)


def own_approver(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """No handler of the case gave the last opinion of another role on one of its papers."""
    own = set(file.case.handlers)
    slugs = {
        each.id: each.slug
        for each in file.documents
        if each.standing and each.case_id == file.case.id and not outdated(file, each)
    }
    last = {(each.document_id, each.role): each for each in file.approvals if each.role is not Role.HANDLER}
    return tuple(
        Refusal(
            "approver",
            f"承办人{each.by_name}以“{ROLE_WORDS[each.role]}”身份审批了本案文书。请由他人重新审批。",
            "《行政处罚法》第五十八条；审批与承办分离",
            Place("document", slugs[each.document_id]),
        )
        for each in last.values()
        if each.by_id in own and each.document_id in slugs
    )


def _day_of(document: Document, today: date) -> date:
    text = document.answers.get(STARTED, "")
    try:
        return datetime.fromisoformat(text).date() if text else today
    except ValueError:
        return today


def _not_shown(document: Document) -> Refusal:
    message = f"《{paper_name(document.slug)}》没有记明出示执法证件。请补记并由当事人确认。"
    return Refusal("G02", message, "《行政处罚法》第五十五条第一款", Place("document", document.slug))


def _why_not_two(file: CaseFile, officers: Iterable[UUID], day: date) -> list[str]:
    """Return why the people are not two good officers; empty when at least two of them are."""
    people = tuple(dict.fromkeys(officers))
    faults = [_why_not(file, each, day) for each in people]
    if sum(not each for each in faults) >= TWO:
        return []
    return [f"只有{len(people)}人"] if len(people) < TWO else [each for each in faults if each]


def _why_not(file: CaseFile, officer_id: UUID, day: date) -> str:
    officer = file.officer(officer_id)
    if officer is None:
        return "本机没有该人员"
    place = file.bureau.town_name if file.bureau else ""
    occasion = Occasion(day, file.case.department, place)
    return why_not_act(officer, file.posting_on(officer_id, day), file.certificates, occasion)
