"""Fixed sentences (固定告知) of the papers of an investigation: duties, rights, costs, consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.vocabulary.earlier import approval_of, text_in
from app.documents.vocabulary.party import you
from app.documents.vocabulary.people import handlers
from app.documents.vocabulary.words import word
from app.documents.wording import articles, worded
from app.domain.clue import ClueSource

if TYPE_CHECKING:
    from app.documents.telling import Telling

_SOURCES = {
    ClueSource.COMPLAINT: "complaint",
    ClueSource.REPORT: "complaint",
    ClueSource.HOTLINE_12345: "complaint",
    ClueSource.GRID: "assigned",
    ClueSource.TRANSFER_IN: "assigned",
    ClueSource.ASSIGNED: "assigned",
}


@word("inspection_rights.text", "权利义务告知", "subject/name")
def inspection_rights(told: Telling) -> str:
    """What the one inspected may and must do (APL 43, 50, 55)."""
    return _to_party(told, "inspection_rights")


@word("inquiry_duty.text", "不配合的后果", "subject/name")
def inquiry_duty(told: Telling) -> str:
    """That questions are to be answered and the inquiry not obstructed (APL 55)."""
    return _to_party(told, "inquiry_duty")


@word("preservation_duty.text", "不得销毁或者转移告知", "subject/name")
def preservation_duty(told: Telling) -> str:
    """That what is preserved may not be destroyed or moved (APL 56)."""
    return _to_party(told, "preservation_duty")


@word("sampling_rights.text", "抽样权利义务告知", "subject/name")
def sampling_rights(told: Telling) -> str:
    """What the party may ask of the sampling (APL 56)."""
    return _to_party(told, "sampling_rights")


@word("appraisal_fee.text", "费用承担", "subject/name")
def appraisal_fee(told: Telling) -> str:
    """That the organ bears the cost (ACL 25)."""
    return worded("appraisal_fee", told.day, {})


@word("objection.text", "异议（复检）权利", "subject/name")
def objection(told: Telling) -> str:
    """That a result may be objected to (APL 44, 45, 46)."""
    return _to_party(told, "objection")


@word("recusal_effect.text", "回避决定的效力", "subject/name")
def recusal_effect(told: Telling) -> str:
    """What the decision means for the inquiry, by what was decided (APL 43)."""
    chosen = told.chosen("recusal.decision")
    return worded(f"recusal_{chosen}", told.day, {}) if chosen else ""


@word("draft.recusal_basis", "决定依据", "document")
def recusal_basis(told: Telling) -> str:
    """The article for the role of the one challenged."""
    role = told.chosen("recusal.target_role")
    return articles("recusal").get(role, "") if role else ""


@word("draft.recusal_reason", "申请回避的理由", "document/matter_approval")
def recusal_reason(told: Telling) -> str:
    """The reason as the approval form gives it."""
    return text_in(approval_of(told, "recusal"), "matter.reason")


@word("draft.recusal_contact", "联系人", "case/handlers")
def recusal_contact(told: Telling) -> str:
    """A handler other than the one challenged."""
    target = told.answers.get("recusal.target_officer", "").strip()
    return next((each.name for each in handlers(told) if each.name != target), "")


@word("draft.summoned", "被通知人", "party/name")
def summoned(told: Telling) -> str:
    """The organisation with who represents it, or the person."""
    party = told.party
    if party is None:
        return ""
    spoken_for = not party.natural and party.representative
    return f"{party.name}（{party.representative}）" if spoken_for else party.full_name


@word("draft.inspection_source", "任务来源", "clue/source")
def inspection_source(told: Telling) -> str:
    """What the source of the case says of why it is inspected."""
    clue = told.file.clue
    return "" if clue is None else _SOURCES.get(clue.source, "")


def _to_party(told: Telling, wording: str) -> str:
    return worded(wording, told.day, {"you": str(you.say(told))})
