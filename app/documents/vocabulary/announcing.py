"""Announcing (送达地址与公告): where papers go, and what an announcement tells the one it seeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import listed, plain_date
from app.documents.telling import DECISIONS, NOTICE
from app.documents.vocabulary.case import cause
from app.documents.vocabulary.party import you
from app.documents.vocabulary.punishment import sentence
from app.documents.vocabulary.words import Row, word
from app.documents.wording import worded

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document

_SELF = "service_announcement"


@word("party.electronic", "电子送达地址", "party/electronic_service")
def electronic(told: Telling) -> str:
    """Where the party agreed to be served electronically (APL 61)."""
    return listed(each.electronic_service for each in told.parties)


@word("party.agrees_electronic", "是否同意电子送达", "party/electronic_service")
def agrees_electronic(told: Telling) -> str:
    """Whether it agreed: an address for it was given."""
    if not told.parties:
        return ""
    return "同意" if electronic.say(told) else "不同意"


@word("address_notice.text", "告知事项", "subject/name")
def address_notice(told: Telling) -> str:
    """What follows from an address that is wrong or was changed without a word."""
    return worded("address_notice", told.day, {})


@word("draft.announced_papers", "公告送达的文书", "document")
def announced_papers(told: Telling) -> tuple[Row, ...]:
    """The party's papers that stand and were not served."""
    return tuple(
        {"order": str(order), "title": forms()[each.slug].title, "number": each.number}
        for order, each in enumerate(waiting(told), 1)
    )


@word("draft.announced_gist", "文书主要内容", "document")
def announced_gist(told: Telling) -> str:
    """What the papers say, in short."""
    if not waiting(told) or not cause.say(told):
        return ""
    who, what = you.say(told), sentence.say(told)
    lead = f"{who}{cause.say(told)}一案"
    if what and _has(told, *DECISIONS):
        return f"{lead}，本机关决定对{who}作出如下行政处罚：{what}。"
    if what and _has(told, NOTICE):
        return f"{lead}，本机关拟对{who}作出如下行政处罚：{what}。"
    names = listed((f"《{forms()[each.slug].title}》" for each in waiting(told)), "、")
    return f"{lead}，本机关已依法作出{names}。"


@word("announced_rights.text", "权利救济告知", "subject/court")
def announced_rights(told: Telling) -> str:
    """The rights and terms of the papers, counted from the day the announcement counts as service."""
    subject = told.file.subject
    if subject is None or not subject.court or not waiting(told):
        return ""
    given = {
        "you": str(you.say(told)),
        "reconsideration_organ": subject.reconsideration_organ,
        "court": subject.court,
        "statement_days": str(subject.statement_days),
    }
    kind = "decision" if _has(told, *DECISIONS) else "notice" if _has(told, NOTICE) else "other"
    return worded(f"announced_{kind}", told.day, given)


@word("announcement.deemed_on", "视为送达日", "document")
def deemed_on(told: Telling) -> str:
    """The day on which thirty days are over (CPL 95)."""
    day = told.reckoning.announced_until
    return "" if day is None or not told.parties else plain_date(day)


def waiting(told: Telling) -> tuple[Document, ...]:
    """Return the standing papers for the party that were not served, by kind in the order of the list."""
    order = list(forms())
    found = [
        each
        for each in told.file.documents
        if each.standing
        and each.slug in order
        and each.slug != _SELF
        and forms()[each.slug].audience == "party"
        and each.party_id == told.document.party_id
        and not told.file.deliveries_of(each)
    ]
    return tuple(sorted(found, key=lambda each: order.index(each.slug)))


def _has(told: Telling, *slugs: str) -> bool:
    return any(each.slug in slugs for each in waiting(told))
