"""How it was done (程序评查): filed, told, heard, reviewed, discussed, in time and in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.rules.consistency.order import decided_in_time, stages_in_order
from app.rules.consistency.people import transcripts_apart, transcripts_end_after_they_begin
from app.rules.file_review import Lost
from app.rules.flow import current
from app.rules.gates.announced import heavier_than_announced
from app.rules.gates.figures import discussion_due, hearing_due, review_due
from app.rules.gates.names import paper_name
from app.rules.gates.papers import last_verdicts
from app.rules.gates.recording import filled, needed_slots
from app.rules.gates.refusal import Place

_FILING, _NOTICE, _RIGHT = "filing_approval", "penalty_prior_notice", "hearing_right_notice"
_REVIEW, _DISCUSSION = "legal_review_opinion", "collective_discussion"
_SHOWN = ("site_record", "inquiry_transcript")
_YES = frozenset({"是", "true", "yes", "1"})


def filing_approved(file: CaseFile, today: date) -> Iterable[Lost]:
    """R11: the head of the organ approved the filing (APL 54)."""
    if file.case.split_from is not None:
        return
    if not any(_agreed(file, each, Role.ORGAN_HEAD) for each in current(file, _FILING)):
        message = "没有经行政机关负责人批准的《立案审批表》。请补办审批或者上传签字件。"
        yield Lost(message, Place("document", _FILING))


def certificate_shown(file: CaseFile, today: date) -> Iterable[Lost]:
    """R12: each record says that certificates were shown (APL 55)."""
    for each in _records(file):
        if each.answers.get("record.certificate_shown", "").casefold() not in _YES:
            message = f"《{paper_name(each.slug)}》没有记明出示执法证件。请核对；确已出示的，作书面补正。"
            yield Lost(message, Place("document", str(each.id)))


def recusal_told(file: CaseFile, today: date) -> Iterable[Lost]:
    """R13: who is asked is told the rights, and whether a recusal is wanted is noted (APL 43, 45)."""
    for each in current(file, "inquiry_transcript"):
        told = each.answers.get("inquiry.rights_told", "").casefold() in _YES
        if not (told and each.answers.get("inquiry.recusal", "")):
            message = "《询问笔录》没有记明告知权利义务和是否申请回避。请核对；确已告知的，作书面补正。"
            yield Lost(message, Place("document", str(each.id)))


def correction_ordered(file: CaseFile, today: date) -> Iterable[Lost]:
    """R14: who is punished was ordered to correct, or why not is written (APL 28)."""
    if not current(file, "penalty_decision"):
        return
    if not current(file, "correction_order") and not file.case.correction_needless.strip():
        message = "没有责令改正，也没有写明无需责令改正的理由。请补填。"
        yield Lost(message, Place("field", "correction_needless"))


def told_before_decision(file: CaseFile, today: date) -> Iterable[Lost]:
    """R15: every party got the notice before the decision (APL 44)."""
    decided = file.case.decided_on
    if decided is None or not current(file, "penalty_decision"):
        return
    for party in file.active_parties:
        papers = current(file, _NOTICE, party.id)
        days = [each.effective_on for paper in papers for each in file.deliveries_of(paper)]
        if not any(day <= decided for day in days):
            message = f"决定作出前没有向{party.name}送达《{paper_name(_NOTICE)}》。请核对送达登记。"
            yield Lost(message, Place("document", _NOTICE))


def statements_answered(file: CaseFile, today: date) -> Iterable[Lost]:
    """R16: what a party said was checked, and the finding is written (APL 45)."""
    for each in file.statements:
        if each.kind is StatementKind.STATEMENT and not each.finding.strip():
            message = f"{each.made_on}的陈述申辩没有复核意见。请补填复核意见和是否采纳。"
            yield Lost(message, Place("statement", str(each.id)))


def not_heavier_than_told(file: CaseFile, today: date) -> Iterable[Lost]:
    """R17: the decision is not heavier than the notice (APL 45)."""
    if not current(file, "penalty_decision"):
        return
    for each in file.penalties:
        words = heavier_than_announced(each)
        if words:
            yield Lost(f"决定重于告知：{words}。请核对裁量和告知内容。", Place("penalty", str(each.id)))


def hearing_right_told(file: CaseFile, today: date) -> Iterable[Lost]:
    """R18: whoever may ask for a hearing was told so (APL 63)."""
    day = file.case.decided_on or today
    for party in file.active_parties:
        told = any(file.deliveries_of(each) for each in current(file, _RIGHT, party.id))
        if hearing_due(file, party, day) and not told:
            message = f"对{party.name}的处罚符合听证条件，没有送达《{paper_name(_RIGHT)}》。"
            yield Lost(message, Place("document", _RIGHT))


def legally_reviewed(file: CaseFile, today: date) -> Iterable[Lost]:
    """R19: where legal review is compulsory, it was passed (APL 58)."""
    agreed = any(_agreed(file, each, Role.LEGAL_REVIEWER) for each in current(file, _REVIEW))
    if review_due(file) and not agreed:
        message = "应当法制审核的案件没有审核同意的《法制审核意见书》。"
        yield Lost(message, Place("document", _REVIEW))


def discussed_together(file: CaseFile, today: date) -> Iterable[Lost]:
    """R20: where the heads must discuss a case, the record is there (APL 57)."""
    if discussion_due(file, file.case.decided_on or today) and not current(file, _DISCUSSION):
        yield Lost("应当集体讨论的案件没有《集体讨论记录》。", Place("document", _DISCUSSION))


def decided_within_the_term(file: CaseFile, today: date) -> Iterable[Lost]:
    """R21: decided within the term of the field (APL 60)."""
    return (Lost(each.message, each.place) for each in decided_in_time(file))


def stages_follow(file: CaseFile, today: date) -> Iterable[Lost]:
    """R22: each stage comes after the one before it, and nobody was in two places at once."""
    for check in (stages_in_order, transcripts_apart, transcripts_end_after_they_begin):
        for each in check(file):
            yield Lost(each.message, each.place)


def whole_process_recorded(file: CaseFile, today: date) -> Iterable[Lost]:
    """R23: each slot of the record is filled, or why not is written (APL 47)."""
    for slot in needed_slots(file):
        if not filled(file, slot) and not file.case.unrecorded.get(slot.name, "").strip():
            message = f"全过程记录缺少“{slot.label}”环节。请补记录或者写明原因。"
            yield Lost(message, Place("recording", slot.name))


def _records(file: CaseFile) -> tuple[Document, ...]:
    return tuple(each for slug in _SHOWN for each in current(file, slug))


def _agreed(file: CaseFile, document: Document, role: Role) -> bool:
    """A principal head stands above the head."""
    given = last_verdicts(file, document)
    roles = (role, Role.PRINCIPAL_HEAD) if role is Role.ORGAN_HEAD else (role,)
    return any(given.get(each) is Verdict.AGREE for each in roles)
