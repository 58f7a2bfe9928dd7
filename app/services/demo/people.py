"""People (演示人员): the 381 fictional officers of the seventeen bureaus and their certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.certificate import Certificate, CertificateKind
from app.domain.officer import Establishment, Officer
from app.domain.role import Role
from app.services.demo.words import a_name, a_phone, an_id_number, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from app.domain.bureau import Bureau
    from app.ports import Ids

STRENGTH = 381
LEADING = (
    (Role.PRINCIPAL_HEAD, Role.ORGAN_HEAD),
    (Role.ORGAN_HEAD,),
    (Role.UNIT_HEAD,),
    (Role.UNIT_HEAD,),
    (Role.LEGAL_REVIEWER, Role.HEARING_HOST),
    (Role.CLERK, Role.ADMIN),
    (Role.ARCHIVIST,),
)
"""The first posts of each bureau; everybody after them is a handler."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of all bureaus (演示人员) with one certificate each."""

    officers: tuple[Officer, ...]
    certificates: tuple[Certificate, ...]


def staff(bureaus: Sequence[Bureau], chance: Random, ids: Ids, today: date) -> Staff:
    """Spread 381 officers over the bureaus, the first ones getting one more where it does not divide."""
    officers = tuple(_officers(bureaus, chance, ids, today))
    return Staff(officers, tuple(_certificate(each, chance, ids, today) for each in officers))


def _officers(bureaus: Sequence[Bureau], chance: Random, ids: Ids, today: date) -> Iterator[Officer]:
    share, rest = divmod(STRENGTH, len(bureaus))
    for place, bureau in enumerate(bureaus):
        for post in range(share + (place < rest)):
            roles = LEADING[post] if post < len(LEADING) else (Role.HANDLER,)
            yield _officer(bureau, roles, chance, ids, today)


def _officer(bureau: Bureau, roles: tuple[Role, ...], chance: Random, ids: Ids, today: date) -> Officer:
    born = date(today.year - chance.randrange(24, 58), chance.randrange(1, 13), chance.randrange(1, 29))
    handler = Role.HANDLER in roles
    return Officer(
        id=ids.new(),
        town=bureau.town,
        name=a_name(chance),
        id_number=an_id_number(chance, born),
        establishment=chance.choice((Establishment.CIVIL_SERVANT, Establishment.PUBLIC_INSTITUTION)),
        post=words()["posts"][roles[0].value],
        unit=chance.choice(words()["squadrons"]) if handler else bureau.name,
        telephone=a_phone(chance),
        roles=roles,
        legal_qualification=Role.LEGAL_REVIEWER in roles,
        in_post_from=date(today.year - 10, 1, 1),
        demonstration=True,
    )


def _certificate(officer: Officer, chance: Random, ids: Ids, today: date) -> Certificate:
    issued = today - timedelta(days=chance.randrange(400, 1500))
    return Certificate(
        id=ids.new(),
        town=officer.town,
        officer_id=officer.id,
        number=f"99{chance.randrange(10**9):09d}",
        kind=CertificateKind.NATIONAL,
        issuer=words()["marking"],
        issued_on=issued,
        valid_to=issued.replace(year=issued.year + 5, day=min(issued.day, 28)),
        area="江阴市",
    )
