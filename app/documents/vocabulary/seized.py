"""Words of coercive measures (查封、扣押): the decision, its term, its list, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import plain_date
from app.documents.kept import stated, stated_rows
from app.documents.vocabulary.party import you
from app.documents.vocabulary.remaining import made_about, remaining
from app.documents.vocabulary.words import Row, word
from app.documents.wording import articles, worded
from app.domain.stated import day_in

if TYPE_CHECKING:
    from datetime import date

    from app.documents.telling import Telling
    from app.domain.document import Document

SEIZURE, RELEASE, KIND = "seizure_decision", "seizure_release", "measure.kind"
_FROM, _TO = "seizure.period_from", "seizure.period_to"
_LISTED = ("seizure_decision", "preservation_notice", "sampling_notice")
_COLUMNS = ("name", "spec", "unit", "quantity", "price", "state", "remark")


@word("seized.number", "原决定书文号", "document/seizure_decision")
def number(told: Telling) -> str:
    """The number of the decision that a later paper is about."""
    found = _decision(told)
    return found.number if found else ""


@word("seized.until", "原期限止", "document/seizure_decision")
def until(told: Telling) -> str:
    """The last day the decision named."""
    return stated(_decision(told), _TO)


@word("seized.rows", "查封、扣押的场所、设施或者财物", "document/seizure_decision")
def rows(told: Telling) -> tuple[Row, ...]:
    """The list of the decision, less what was released already."""
    decision = _decision(told)
    return remaining(_rows(decision), made_about(told, decision, RELEASE), "release.items")


@word("draft.measure_kind", "措施种类", "document/seizure_decision")
def kind(told: Telling) -> str:
    """The kind of the measure that a later paper prolongs or ends, as printed."""
    return stated(_decision(told), KIND)


@word("draft.seizure_reason", "查封、扣押的理由", "case/cause")
def reason(told: Telling) -> str:
    """Why the measure is needed, in the words of the law (ACL 2)."""
    cause = told.file.case.cause
    return (
        f"{you.say(told)}涉嫌{cause}，为制止违法行为、防止证据损毁、避免危害发生，"
        "需要对有关场所、设施或者财物采取行政强制措施。"
        if cause
        else ""
    )


@word("draft.seizure_from", "期限起", "document")
def begins(told: Telling) -> str:
    """The day of the decision, which is handed over on the spot (ACL 24)."""
    return plain_date(told.day)


@word("draft.seizure_to", "期限止", "document")
def ends(told: Telling) -> str:
    """The last of the thirty days (ACL 25)."""
    return _due(told, _start(told.document) or told.day)


@word("draft.extension_to", "延长至", "document/seizure_decision")
def prolonged(told: Telling) -> str:
    """The last day of the prolonged term (ACL 25)."""
    decision, days = _decision(told), told.answers.get("extension.days", "") or "30"
    began = _start(decision) if decision else None
    return _due(told, began, int(days)) if began and days.isdecimal() else ""


@word("draft.scene_place", "实施地点", "document/seizure_decision")
def scene(told: Telling) -> str:
    """Where it was sealed or taken: where it was kept is elsewhere, so the place of the act."""
    return next((each.place for each in told.acts if each.place), "")


@word("draft.measure_told", "当场告知的内容", "document/seizure_decision")
def measure_told(told: Telling) -> str:
    """Reasons, basis, rights and remedies as told on the spot (ACL 18)."""
    decision, subject = _decision(told), told.file.subject
    why, basis = stated(decision, "seizure.reason"), stated(decision, "seizure.basis")
    if subject is None or not (why and basis and subject.court):
        return ""
    organs = {"reconsideration_organ": subject.reconsideration_organ, "court": subject.court}
    given = {"reason": f"{why.rstrip('。')}。", "basis": basis, **organs}
    return worded("measure_told", told.day, given)


@word("draft.release_on", "解除日期", "document")
def release_on(told: Telling) -> str:
    """The day of the decision: what is released is given back at once (ACL 28)."""
    return plain_date(told.day)


@word("release.basis", "解除依据", "document")
def release_basis(told: Telling) -> str:
    """The item of the article that the reason chosen falls under (ACL 28)."""
    return articles("release").get(told.chosen("release.reason"), "")


@word("measure_rights.text", "陈述申辩权", "party/kind")
def rights(told: Telling) -> str:
    """The right to state and defend against a measure (ACL 8)."""
    return worded("measure_rights", told.day, {"you": str(you.say(told))})


@word("measure_duty.text", "保管和义务", "party/kind")
def duty(told: Telling) -> str:
    """Who keeps and pays, and what the party may not do (ACL 26)."""
    return worded("measure_duty", told.day, {"you": str(you.say(told))})


@word("list.parent_title", "所附文书名称", "document/seizure_decision")
def parent_title(told: Telling) -> str:
    """The paper the list belongs to."""
    found = _listed(told)
    return forms()[found.slug].title if found else ""


@word("list.parent_number", "所附文书文号", "document/seizure_decision")
def parent_number(told: Telling) -> str:
    """The number of the paper the list belongs to."""
    found = _listed(told)
    return found.number if found else ""


@word("list.rows", "物品清单", "document/seizure_decision")
def list_rows(told: Telling) -> tuple[Row, ...]:
    """What that paper lists."""
    return _rows(_listed(told))


def _decision(told: Telling) -> Document | None:
    """The decision it hangs from, else the last one of the party."""
    parent = told.parent
    return parent if parent is not None and parent.slug == SEIZURE else told.standing(SEIZURE)


def _listed(told: Telling) -> Document | None:
    parent = told.parent
    known = tuple(each for each in _LISTED if each in forms())
    return parent if parent is not None and parent.slug in forms() else told.standing(*known)


def _rows(document: Document | None) -> tuple[Row, ...]:
    """Every row with every column of a list, whatever the paper it stands on asks for."""
    found = stated_rows(document, with_columns=frozenset({"name", "quantity"}))
    return tuple(
        {"order": str(order), **{name: row.get(name, "") for name in _COLUMNS}}
        for order, row in enumerate(found, 1)
    )


def _start(decision: Document) -> date | None:
    return day_in(stated(decision, _FROM))


def _due(told: Telling, began: date, longer: int = 0) -> str:
    asked = {"trigger": began.isoformat()} | ({"extension_days": longer} if longer else {})
    found = told.due("D06", **asked)
    return plain_date(found) if found else ""
