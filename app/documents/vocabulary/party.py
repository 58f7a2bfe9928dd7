"""Words of the party (当事人): one, or all of them where a form is about the whole case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.words import word
from app.domain.party import ID_KIND_WORDS, PARTY_WORDS, PartyKind

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.party import Party


@word("party.kind", "当事人类型", "party/kind")
def kind(told: Telling) -> str:
    """Citizen, sole trader, legal person or other organisation."""
    return listed((PARTY_WORDS[each.kind] for each in told.parties), "、")


@word("party.name", "姓名或名称", "party/name")
def name(told: Telling) -> str:
    """The name; of a sole trader also the business name."""
    return listed(map(full_name, told.parties), "、")


@word("doc.you", "对当事人的称呼", "party/kind")
def you(told: Telling) -> str:
    """How a notice speaks to the party: 你 to a person, 你单位 to an organisation."""
    if not told.parties:
        return "你（单位）"
    return "你" if all(each.natural for each in told.parties) else "你单位"


@word("party.id_number", "证件号码", "party/id_number")
def id_number(told: Telling) -> str:
    """The number of the person's identity paper."""
    return listed((each.id_number for each in told.parties), "、")


@word("party.credit_code", "统一社会信用代码", "party/credit_code")
def credit_code(told: Telling) -> str:
    """The unified social credit code."""
    return listed((each.credit_code for each in told.parties), "、")


@word("party.identity", "证件号码或统一社会信用代码", "party/id_number")
def identity(told: Telling) -> str:
    """The code of an organisation, the identity number of a person."""
    return listed((each.credit_code or each.id_number for each in told.parties), "、")


@word("party.id_line", "身份证明", "party/id_number")
def id_line(told: Telling) -> str:
    """The identity papers with their names."""
    return listed((_id_line(each) for each in told.parties), "；")


@word("party.representative", "法定代表人（负责人）", "party/representative")
def representative(told: Telling) -> str:
    """Who represents an organisation; of a sole trader the trader."""
    return listed((each.representative for each in told.parties), "、")


@word("party.address", "住所（住址）", "party/address")
def address(told: Telling) -> str:
    """Where the party lives or is registered."""
    return listed(each.address for each in told.parties)


@word("party.service_address", "送达地址", "party/service_address")
def service_address(told: Telling) -> str:
    """Where papers are served: the confirmed address, else the party's own."""
    return listed(each.service_address or each.address for each in told.parties)


@word("party.telephone", "联系电话", "party/telephone")
def telephone(told: Telling) -> str:
    """The party's telephone."""
    return listed((each.telephone for each in told.parties), "、")


@word("party.block", "当事人基本情况", "party/name")
def block(told: Telling) -> str:
    """The lines of identity that open a notice, one party after the other."""
    return "\n".join(_block(each) for each in told.parties)


def full_name(party: Party) -> str:
    """Return a party's name; a sole trader's with the business name in brackets."""
    return party.full_name


def _id_line(party: Party) -> str:
    told = (
        f"统一社会信用代码：{party.credit_code}" if party.credit_code else "",
        f"{ID_KIND_WORDS[party.id_kind]}：{party.id_number}" if party.id_number else "",
    )
    return listed(told, "，")


def _block(party: Party) -> str:
    person = party.kind is PartyKind.PERSON
    post = f"（{party.representative_post}）" if party.representative_post else ""
    lines = (
        f"当事人：{full_name(party)}",
        _id_line(party),
        f"法定代表人（负责人）：{party.representative}{post}" if party.representative else "",
        f"{'住址' if person else '住所'}：{party.address}" if party.address else "",
        f"联系电话：{party.telephone}" if party.telephone else "",
    )
    return listed(lines, "\n") if party.name else ""
