"""Parties (演示当事人): fictional persons, sole traders, companies and other organisations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.party import Party, PartyKind
from app.rules.discretion.facts import Subject
from app.services.demo.words import (
    a_company,
    a_credit_code,
    a_name,
    a_phone,
    a_shop,
    an_address,
    an_id_number,
)

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from app.domain.bureau import Bureau

_KINDS = {
    Subject.PERSON: (PartyKind.PERSON, PartyKind.SOLE_TRADER),
    Subject.ORGANISATION: (PartyKind.LEGAL_PERSON, PartyKind.OTHER_ORGANISATION),
}


def a_party(subject: Subject, bureau: Bureau, chance: Random, ids: tuple[UUID, UUID]) -> Party:
    """Return a party that the law treats as a subject; ``ids`` are its own and its case's."""
    kind = chance.choice(_KINDS[subject])
    born = date(chance.randrange(1966, 2002), chance.randrange(1, 13), chance.randrange(1, 29))
    address = an_address(chance, bureau.town_name)
    plain: dict[str, Any] = {
        "address": address,
        "telephone": a_phone(chance),
        "electronic_service": f"{a_phone(chance)}（短信）" if chance.randrange(3) == 0 else "",
    }
    maker = {
        PartyKind.PERSON: _person,
        PartyKind.SOLE_TRADER: _trader,
        PartyKind.LEGAL_PERSON: _company,
        PartyKind.OTHER_ORGANISATION: _organisation,
    }[kind]
    return Party(ids[0], bureau.town, ids[1], kind, **maker(chance, an_id_number(chance, born)), **plain)


def _person(chance: Random, number: str) -> dict[str, Any]:
    return {"name": a_name(chance), "id_number": number}


def _trader(chance: Random, number: str) -> dict[str, Any]:
    return {
        "name": a_name(chance),
        "id_number": number,
        "business_name": a_shop(chance),
        "credit_code": a_credit_code(chance, "92"),
    }


def _company(chance: Random, _number: str) -> dict[str, Any]:
    return {
        "name": a_company(chance),
        "credit_code": a_credit_code(chance, "91"),
        "representative": a_name(chance),
        "representative_post": "执行董事",
    }


def _organisation(chance: Random, _number: str) -> dict[str, Any]:
    return {
        "name": f"{a_shop(chance)}（普通合伙）",
        "credit_code": a_credit_code(chance, "91"),
        "representative": a_name(chance),
        "representative_post": "负责人",
    }
