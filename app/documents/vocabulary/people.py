"""Words of the people (人员): handlers with the certificates they held that day, approvers, contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed, plain_date
from app.documents.vocabulary.words import Row, Word, word
from app.domain.approval import VERDICT_WORDS
from app.domain.role import ROLE_WORDS, Role

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Say
    from app.domain.officer import Officer


@word("handlers.names", "承办人", "case/handlers")
def names(told: Telling) -> str:
    """The handlers' names."""
    return listed((each.name for each in handlers(told)), "、")


@word("handlers.rows", "承办人及执法证号", "case/handlers")
def rows(told: Telling) -> tuple[Row, ...]:
    """The handlers with the certificate numbers of the document's day."""
    return tuple(
        {"name": each.name, "certificate": certificate_number(told, each)} for each in handlers(told)
    )


@word("handlers.line", "执法人员及执法证号", "case/handlers")
def line(told: Telling) -> str:
    """The handlers and their certificate numbers; empty unless each has one (APL 55)."""
    found = handlers(told)
    numbers = [certificate_number(told, each) for each in found]
    pairs = zip(found, numbers, strict=True)
    return "、".join(f"{each.name}（执法证号：{no}）" for each, no in pairs) if all(numbers) else ""


@word("handlers.telephone", "承办人电话", "case/handlers")
def telephone(told: Telling) -> str:
    """The first handler's telephone, else the organ's."""
    own = listed((each.telephone for each in handlers(told)), "、")
    subject = told.file.subject
    return own or (subject.telephone if subject else "")


@word("handlers.recorder", "记录人", "case/handlers")
def recorder(told: Telling) -> str:
    """The second handler writes, while the first asks."""
    return listed([each.name for each in handlers(told)][1:2])


def _opinion(role: Role) -> Say:
    def say(told: Telling) -> str:
        found = [each for each in told.file.approvals_of(told.document) if each.role is role]
        return found[-1].opinion or VERDICT_WORDS[found[-1].verdict] if found else ""

    return say


def _verdict(role: Role) -> Say:
    def say(told: Telling) -> str:
        found = [each for each in told.file.approvals_of(told.document) if each.role is role]
        return VERDICT_WORDS[found[-1].verdict] if found else ""

    return say


def _name(role: Role) -> Say:
    def say(told: Telling) -> str:
        found = [each for each in told.file.approvals_of(told.document) if each.role is role]
        return found[-1].by_name if found else ""

    return say


def _day(role: Role) -> Say:
    def say(told: Telling) -> str:
        found = [each for each in told.file.approvals_of(told.document) if each.role is role]
        return plain_date(found[-1].on) if found else ""

    return say


_PARTS = (
    ("opinion", "意见", _opinion),
    ("verdict", "审批结果", _verdict),
    ("name", "签名", _name),
    ("date", "日期", _day),
)
_ROLES = (Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD)


def approval_words() -> tuple[Word, ...]:
    """Return the words of every approving role: opinion, verdict, name and day of its latest approval."""
    return tuple(
        word(f"approvals.{role.value}.{part}", f"{ROLE_WORDS[role]}{label}", "document", late=True)(
            make(role)
        )
        for role in _ROLES
        for part, label, make in _PARTS
    )


def handlers(told: Telling) -> tuple[Officer, ...]:
    """Return the handlers of the case in their order."""
    found = (told.file.officer(each) for each in told.file.case.handlers)
    return tuple(each for each in found if each is not None)


def certificate_number(told: Telling, officer: Officer) -> str:
    """Return the number of the certificate good on the document's day; empty when none was."""
    held = told.file.certificate_on(officer.id, told.day)
    return "" if held is None or held.why_not_on(told.day) else held.number
