"""Founding (演示建局): the bureaus, organs, people and the reference list of the town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from app.domain.penalty_subject import PenaltySubject
from app.domain.role import Role
from app.rules.institutions import shipped_bureaus, shipped_city_teams, usual_squadrons
from app.services.demo.desks import Seat
from app.services.demo.people import Staff, staff
from app.services.demo.scene import desk_data
from app.services.demo.words import a_phone, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from app.domain.bureau import Bureau
    from app.domain.certificate import Certificate
    from app.domain.officer import Officer
    from app.domain.unit import Unit
    from app.services.demo.desks import Desks

_ORGANS_SINCE = date(2021, 7, 15)


def found_town(desks: Desks, chance: Random, today: date) -> tuple[Seat, tuple[Bureau, ...]]:
    """Fill an empty store with everything a town has before its first clue."""
    bureaus = tuple(replace(each, telephone=a_phone(chance)) for each in shipped_bureaus())
    people = near_their_end(staff(bureaus, chance, desks.office.ids, today), today)
    first = next(each for each in people.officers if Role.ADMIN in each.roles)
    desks.sign_in.found(first)
    for bureau in bureaus:
        desks.bureaus.save(bureau)
        desks.bureaus.save_subject(_organ(bureau, people, chance))
    _employ(desks, people, first)
    for unit in (*shipped_city_teams(), *_squadrons(bureaus)):
        desks.postings.save_unit(unit)
    desks.powers.install_reference()
    return Seat(desks.sign_in, people.officers), bureaus


def near_their_end(people: Staff, today: date) -> Staff:
    """Return the people with certificates near their end in the roles listed, so that warnings show."""
    left = {Role(raw["role"]): timedelta(days=raw["days"]) for raw in desk_data()["ending"]}
    roles = {each.id: each.roles for each in people.officers}

    def ending(held: Certificate) -> Certificate:
        found = next((left[each] for each in roles[held.officer_id] if each in left), None)
        return held if found is None else replace(held, valid_to=today + found)

    return replace(people, certificates=tuple(map(ending, people.certificates)))


def _squadrons(bureaus: Sequence[Bureau]) -> tuple[Unit, ...]:
    names = tuple(words()["squadrons"])
    return tuple(unit for bureau in bureaus for unit in usual_squadrons(bureau, names))


def _employ(desks: Desks, people: Staff, first: Officer) -> None:
    for each in people.officers:
        if each.id != first.id:
            desks.officers.save(each)
    for held in people.certificates:
        desks.officers.certify(held)


def _organ(bureau: Bureau, people: Staff, chance: Random) -> PenaltySubject:
    """The organ whose name stands on the decisions; which it is remains to be confirmed (APL 24)."""
    head = next(
        each for each in people.officers if each.town == bureau.town and Role.PRINCIPAL_HEAD in each.roles
    )
    office = "办事处" if bureau.town_name.endswith("街道") else "人民政府"
    return PenaltySubject(
        id=uuid5(NAMESPACE_URL, f"chengzhi:demonstration:organ:{bureau.town}"),
        town=bureau.town,
        name=f"江阴市{bureau.town_name}{office}",
        valid_from=_ORGANS_SINCE,
        head_name=head.name,
        head_title=head.post,
        address=f"江阴市{bureau.town_name}演示路1号",
        telephone=a_phone(chance),
        bank_name="江阴演示银行",
        bank_address=f"江阴市{bureau.town_name}演示路2号",
        bank_account=f"99{chance.randrange(10**14):014d}",
        payee="江阴演示财政专户",
        court="江阴演示人民法院",
        mark=words()["marking"],
    )
