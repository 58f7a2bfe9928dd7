"""Words of what went before (前序程序): the notice, the answers to it, the decision, its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed, plain_date
from app.documents.telling import DECISIONS, NOTICE
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.drafts import hearing
from app.documents.vocabulary.party import you
from app.documents.vocabulary.words import word
from app.documents.wording import worded
from app.domain.statement import STATEMENT_WORDS, Adoption

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document

_BECAME = {Adoption.WHOLE: "予以采纳", Adoption.PART: "部分予以采纳", Adoption.NONE: "不予采纳"}


@word("notice.number", "告知书文号", "document/penalty_prior_notice")
def notice_number(told: Telling) -> str:
    """The number of the notice before the penalty."""
    found = told.standing(NOTICE)
    return found.number if found else ""


@word("notice.date", "告知书日期", "document/penalty_prior_notice")
def notice_date(told: Telling) -> str:
    """The day of the notice."""
    return _made_on(told.standing(NOTICE))


@word("notice.served_on", "告知书送达日期", "delivery")
def notice_served_on(told: Telling) -> str:
    """The day the notice took effect by service."""
    return served_day(told, told.standing(NOTICE))


@word("hearing_right.text", "听证权", "document")
def hearing_right(told: Telling) -> str:
    """That a hearing may be asked for, or that the case is not one for a hearing (APL 63)."""
    chosen = told.chosen("notice.hearing") or str(hearing.say(told))
    wording = {"yes": "hearing_right", "no": "no_hearing"}.get(chosen, "")
    return worded(wording, told.day, {"you": str(you.say(told))}) if wording else ""


@word("decision.number", "决定书文号", "document/penalty_decision")
def decision_number(told: Telling) -> str:
    """The number of the decision."""
    found = told.standing(*DECISIONS)
    return found.number if found else ""


@word("decision.date", "决定书日期", "document/penalty_decision")
def decision_date(told: Telling) -> str:
    """The day of the decision."""
    return _made_on(told.standing(*DECISIONS))


@word("decision.served_on", "决定书送达日期", "delivery")
def decision_served_on(told: Telling) -> str:
    """The day the decision took effect by service."""
    return served_day(told, told.standing(*DECISIONS))


@word("inquiry.round_no", "询问次数", "document/inquiry_transcript")
def inquiry_round(told: Telling) -> str:
    """Which inquiry of the case this is."""
    before = [each for each in told.file.standing("inquiry_transcript") if each.id != told.document.id]
    return str(len(before) + 1)


@word("statement.account", "陈述申辩及听证情况", "statement")
def statement_account(told: Telling) -> str:
    """What the party did after the notice, in order."""
    return listed(
        f"{plain_date(each.made_on)}，当事人{STATEMENT_WORDS[each.kind]}"
        + (f"：{each.content.rstrip('。')}。" if each.content else "。")
        for each in told.statements
    ).replace("。；", "。\n")


@word("statement.review", "复核及采纳情况", "statement")
def statement_review(told: Telling) -> str:
    """What became of it: findings, and how far they were accepted (APL 45)."""
    return listed(
        f"{each.finding.rstrip('。')}。{_BECAME[each.adoption]}。"
        for each in told.statements
        if each.finding and each.adoption
    ).replace("。；", "。\n")


@word("correction.date", "责令改正日期", "document/correction_order")
def correction_date(told: Telling) -> str:
    """The day of the order to put it right, if one was made."""
    return _made_on(told.standing("correction_order"))


def _made_on(document: Document | None) -> str:
    if document is None or document.final_at is None:
        return ""
    return plain_date(document.issued_on or local(document.final_at).date())


def served_day(told: Telling, document: Document | None) -> str:
    """Return the day a document's latest service took effect, as papers print it."""
    served = told.file.deliveries_of(document) if document else ()
    return plain_date(served[-1].effective_on) if served else ""
