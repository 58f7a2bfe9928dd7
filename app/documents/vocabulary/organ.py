"""Words of the organ (处罚主体) and what its settings say: remedies, bank, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.party import you
from app.documents.vocabulary.people import line
from app.documents.vocabulary.words import word
from app.documents.wording import worded

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.penalty_subject import PenaltySubject


@word("organ.name", "机关名称", "subject/name")
def name(told: Telling) -> str:
    """The organ in whose name it is signed and sealed."""
    return _of(told, "name")


@word("organ.bureau", "执法局名称", "subject/name")
def bureau(told: Telling) -> str:
    """The bureau that works the case."""
    return told.file.bureau.name if told.file.bureau else ""


@word("organ.town", "所属镇街", "subject/name")
def town(told: Telling) -> str:
    """The town or subdistrict."""
    return told.file.bureau.town_name if told.file.bureau else ""


@word("organ.address", "机关地址", "subject/address")
def address(told: Telling) -> str:
    """The organ's address, else the bureau's."""
    return _of(told, "address") or (told.file.bureau.address if told.file.bureau else "")


@word("organ.telephone", "机关电话", "subject/telephone")
def telephone(told: Telling) -> str:
    """The organ's telephone, else the bureau's."""
    return _of(told, "telephone") or (told.file.bureau.telephone if told.file.bureau else "")


@word("organ.head", "负责人", "subject/head_name")
def head(told: Telling) -> str:
    """The head of the organ."""
    return _of(told, "head_name")


@word("organ.bank", "代收机构名称、地址和账号", "subject/bank_name")
def bank(told: Telling) -> str:
    """Where a fine is paid (FCS 7): bank, address, payee, account; empty while no bank is set."""
    subject = told.file.subject
    if subject is None or not subject.bank_name or not subject.bank_account:
        return ""
    place = f"地址：{subject.bank_address}" if subject.bank_address else ""
    payee = f"户名：{subject.payee}" if subject.payee else ""
    return f"{subject.bank_name}（{listed((place, payee, f'账号：{subject.bank_account}'), '，')}）"


@word("organ.reconsideration", "行政复议机关", "subject/reconsideration_organ")
def reconsideration(told: Telling) -> str:
    """The organ of reconsideration."""
    return _of(told, "reconsideration_organ")


@word("organ.court", "管辖法院", "subject/court")
def court(told: Telling) -> str:
    """The court that has jurisdiction."""
    return _of(told, "court")


@word("remedy.text", "救济途径和期限", "subject/court")
def remedy(told: Telling) -> str:
    """Reconsideration and lawsuit with their terms; 19, 21, 24 and 36 have their own wording."""
    kinds = {
        "on_spot_decision": "remedy_reconsideration_first",
        "correction_order": "remedy_order",
        "seizure_decision": "remedy_measure",
        "seizure_extension": "remedy_measure",
    }
    return _worded(told, kinds.get(told.form.slug, "remedy"), told.file.subject)


@word("late_penalty.text", "逾期加处罚款说明", "subject/bank_name")
def late_penalty(told: Telling) -> str:
    """What late payment adds (APL 72)."""
    return worded("late_penalty", told.day, {})


@word("payment_term.text", "缴款方式和期限", "subject/bank_name")
def payment_term(told: Telling) -> str:
    """Where and by when a fine is paid (APL 67); empty while no bank is set."""
    where = bank.say(told)
    return worded("payment_term", told.day, {"bank": str(where)}) if where else ""


@word("statement_right.text", "陈述申辩权", "subject/statement_days")
def statement_right(told: Telling) -> str:
    """The right to state and defend, and until when (APL 44, 45)."""
    subject = told.file.subject
    given = {"statement_days": str(subject.statement_days), "you": str(you.say(told))} if subject else {}
    return worded("statement_right", told.day, given) if given else ""


@word("rights_told.text", "询问权利义务告知", "subject/name")
def rights_told(told: Telling) -> str:
    """Who asks, and what the one asked may and must do (APL 43, 45, 55)."""
    given = {"organ": name.say(told), "handlers": line.say(told)}
    return worded("rights_told", told.day, {key: str(said) for key, said in given.items()})


@word("order_consequence.text", "逾期后果", "subject/name")
def order_consequence(told: Telling) -> str:
    """What follows when nothing is put right."""
    return worded("order_consequence", told.day, {})


@word("court_enforcement.text", "强制执行告知", "subject/name")
def court_enforcement(told: Telling) -> str:
    """What follows when a decision is not carried out."""
    return worded("court_enforcement", told.day, {})


@word("publicity.text", "公开告知", "subject/name")
def publicity(told: Telling) -> str:
    """That the decision may be made public (APL 48)."""
    return worded("publicity", told.day, {})


def _of(told: Telling, attribute: str) -> str:
    return str(getattr(told.file.subject, attribute)) if told.file.subject else ""


def _worded(told: Telling, wording: str, subject: PenaltySubject | None) -> str:
    if subject is None or not subject.court or not subject.reconsideration_organ:
        return ""
    given = {"reconsideration_organ": subject.reconsideration_organ, "court": subject.court}
    return worded(wording, told.day, given)
