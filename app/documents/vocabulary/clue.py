"""Words of the clue (线索) a case came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import plain_date, plain_time
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.words import word
from app.domain.clue import SOURCE_WORDS

if TYPE_CHECKING:
    from app.documents.telling import Telling

_SECRET = "（要求保密）"  # noqa: S105 - what is printed instead of an informant's name


@word("clue.register_no", "登记编号", "clue/register_no")
def register_no(told: Telling) -> str:
    """The number in the register of clues."""
    return told.file.clue.register_no if told.file.clue else ""


@word("clue.source", "来源类型", "clue/source")
def source(told: Telling) -> str:
    """What kind of source it was."""
    return SOURCE_WORDS[told.file.clue.source] if told.file.clue else ""


@word("clue.source_ref", "来源单号", "clue/source_ref")
def source_ref(told: Telling) -> str:
    """The number the source gave it."""
    return told.file.clue.source_ref if told.file.clue else ""


@word("clue.received_at", "登记时间", "clue/received_at")
def received_at(told: Telling) -> str:
    """When it was registered, Beijing time."""
    return plain_time(local(told.file.clue.received_at)) if told.file.clue else ""


@word("clue.informant_name", "提供人姓名", "clue/informant_name")
def informant_name(told: Telling) -> str:
    """Who told of it; never printed when secrecy was asked for."""
    clue = told.file.clue
    if clue is None:
        return ""
    return _SECRET if clue.informant_confidential else clue.informant_name


@word("clue.informant_phone", "提供人电话", "clue/informant_phone")
def informant_phone(told: Telling) -> str:
    """The informant's telephone; never printed when secrecy was asked for."""
    clue = told.file.clue
    if clue is None:
        return ""
    return _SECRET if clue.informant_confidential else clue.informant_phone


@word("clue.confidential", "匿名或要求保密", "clue/informant_confidential")
def confidential(told: Telling) -> str:
    """Whether the informant asked for secrecy."""
    return ("是" if told.file.clue.informant_confidential else "否") if told.file.clue else ""


@word("clue.subject_name", "被反映对象", "clue/subject_name")
def subject_name(told: Telling) -> str:
    """Whom it is about."""
    return told.file.clue.subject_name if told.file.clue else ""


@word("clue.place", "发生地点", "clue/place")
def place(told: Telling) -> str:
    """Where it happened."""
    return told.file.clue.place if told.file.clue else ""


@word("clue.occurred_on", "发生日期", "clue/occurred_on")
def occurred_on(told: Telling) -> str:
    """When it happened, if known."""
    clue = told.file.clue
    return "" if clue is None or clue.occurred_on is None else plain_date(clue.occurred_on)


@word("clue.summary", "内容摘要", "clue/summary")
def summary(told: Telling) -> str:
    """What was told."""
    return told.file.clue.summary if told.file.clue else ""


@word("clue.department", "涉及领域", "clue/department")
def department(told: Telling) -> str:
    """The field it belongs to."""
    return told.file.clue.department if told.file.clue else ""


@word("clue.check_opinion", "核查意见", "clue/check_opinion")
def check_opinion(told: Telling) -> str:
    """What the first check found."""
    return told.file.clue.check_opinion if told.file.clue else ""


@word("clue.registrar", "登记人", "clue/registrar_id")
def registrar(told: Telling) -> str:
    """Who registered it."""
    if told.file.clue is None:
        return ""
    officer = told.file.officer(told.file.clue.registrar_id)
    return "" if officer is None else officer.name
