"""Words of service, payment and the bound file (送达、缴款、案卷)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.documents.chinese import listed, plain_date, plain_time
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.party import full_name
from app.documents.vocabulary.words import Row, word
from app.domain.delivery import WAY_WORDS
from app.domain.money import ZERO
from app.domain.payment import PAYMENT_WORDS
from app.domain.volume import RETENTION_WORDS

if TYPE_CHECKING:
    from uuid import UUID

    from app.documents.telling import Telling
    from app.domain.volume import VolumeEntry


@word("delivery.document", "送达文书名称及文号", "document")
def document(told: Telling) -> str:
    """Title and number of the document served."""
    parent = told.parent
    return "" if parent is None else f"《{form(parent.slug).title}》{parent.number}"


@word("delivery.addressee", "受送达人", "delivery/party_id")
def addressee(told: Telling) -> str:
    """Whom it is served on."""
    wanted = told.delivery.party_id if told.delivery else told.document.party_id
    party = told.file.party(wanted)
    return full_name(party) if party else ""


@word("delivery.way", "送达方式", "delivery/way")
def way(told: Telling) -> str:
    """How it was served."""
    return WAY_WORDS[told.delivery.way] if told.delivery else ""


@word("delivery.served_at", "收到时间", "delivery/served_at")
def served_at(told: Telling) -> str:
    """When it was received, Beijing time."""
    return plain_time(local(told.delivery.served_at)) if told.delivery else ""


@word("delivery.place", "送达地点", "delivery/place")
def place(told: Telling) -> str:
    """Where it was served."""
    return told.delivery.place if told.delivery else ""


@word("delivery.receiver", "收件人", "delivery/receiver")
def receiver(told: Telling) -> str:
    """Who took it."""
    return told.delivery.receiver if told.delivery else ""


@word("delivery.relation", "代收人与受送达人关系", "delivery/relation")
def relation(told: Telling) -> str:
    """How the one who took it stands to the addressee."""
    return told.delivery.relation if told.delivery else ""


@word("delivery.witness", "见证人", "delivery/witness")
def witness(told: Telling) -> str:
    """Who witnessed a refusal."""
    return told.delivery.witness if told.delivery else ""


@word("delivery.note", "备注", "delivery/note")
def note(told: Telling) -> str:
    """Reason of refusal, mail number, way of announcement."""
    return told.delivery.note if told.delivery else ""


@word("delivery.taken", "签收情况", "delivery/receiver")
def taken(told: Telling) -> str:
    """The receiver, or the witnessed refusal, or the note of how it was sent (CPL 87-95)."""
    served = told.delivery
    if served is None:
        return ""
    witnessed = f"拒收，见证人{served.witness}" if served.witness else ""
    return served.receiver or witnessed or served.note


@word("delivery.servers", "送达人", "delivery/servers")
def servers(told: Telling) -> str:
    """Who served it."""
    return listed(_people(told, told.delivery.servers if told.delivery else ()), "、")


@word("payment.receipt_no", "缴款票据号", "payment/receipt_no")
def receipt_no(told: Telling) -> str:
    """The numbers of the official receipts."""
    return listed((each.receipt_no for each in told.file.payments), "、")


@word("payment.amount", "缴款金额", "payment/amount")
def amount(told: Telling) -> str:
    """What was paid together; empty when nothing was."""
    paid = sum((each.amount for each in told.file.payments), start=ZERO)
    return str(paid) if paid.fen else ""


@word("payment.account", "缴款情况", "payment")
def account(told: Telling) -> str:
    """Every payment told in a sentence."""
    return listed(
        f"{plain_date(each.paid_on)}以{PAYMENT_WORDS[each.way]}方式缴纳{each.amount}"
        for each in told.file.payments
    )


@word("volume.archive_no", "归档号", "volume/archive_no")
def archive_no(told: Telling) -> str:
    """The file's number in the archive."""
    return told.file.volume.archive_no if told.file.volume else ""


@word("volume.retention", "保管期限", "volume/retention")
def retention(told: Telling) -> str:
    """How long it is kept."""
    return RETENTION_WORDS[told.file.volume.retention] if told.file.volume else ""


@word("volume.pages", "本卷页数", "volume")
def pages(told: Telling) -> str:
    """Pages of the papers in the file."""
    return str(told.file.volume.pages) if told.file.volume else ""


@word("volume.count", "本卷件数", "volume")
def count(told: Telling) -> str:
    """Papers in the file."""
    return str(len(told.file.volume.entries)) if told.file.volume else ""


@word("volume.rows", "卷内文件", "volume")
def rows(told: Telling) -> tuple[Row, ...]:
    """The index: order, number, title, responsible, day, pages."""
    entries = told.file.volume.entries if told.file.volume else ()
    return tuple(
        {
            "order": str(each.order),
            "number": each.number,
            "title": each.title,
            "responsible": each.responsible,
            "day": each.day,
            "pages": _page_range(each),
        }
        for each in entries
    )


@word("volume.bound_on", "立卷日期", "volume/bound_on")
def bound_on(told: Telling) -> str:
    """The day it was bound."""
    volume = told.file.volume
    return "" if volume is None or volume.bound_on is None else plain_date(volume.bound_on)


@word("volume.bound_by", "立卷人", "volume/bound_by")
def bound_by(told: Telling) -> str:
    """Who bound it."""
    volume = told.file.volume
    return "" if volume is None or volume.bound_by is None else listed(_people(told, (volume.bound_by,)))


@word("volume.checked_by", "检查人", "volume/checked_by")
def checked_by(told: Telling) -> str:
    """Who checked it."""
    return told.file.volume.checked_by if told.file.volume else ""


def _page_range(entry: VolumeEntry) -> str:
    single = entry.first_page == entry.last_page
    return str(entry.first_page) if single else f"{entry.first_page}-{entry.last_page}"


def _people(told: Telling, ids: tuple[UUID, ...]) -> tuple[str, ...]:
    found = (told.file.officer(each) for each in ids)
    return tuple(each.name for each in found if each is not None)
