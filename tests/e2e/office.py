"""A bureau as it stands before its first clue: people, certificates, organ and the reference list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.bootstrap import build
from app.domain.certificate import Certificate, CertificateKind
from app.domain.officer import Establishment, Officer
from app.domain.penalty_subject import PenaltySubject
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.rules.institutions import shipped_bureaus

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from app.bootstrap import Program

START = datetime(2026, 3, 3, 9, 0, tzinfo=BEIJING)
PEOPLE = {
    "内勤甲": (Role.ADMIN, Role.CLERK, Role.HANDLER, Role.ARCHIVIST),
    "承办乙": (Role.HANDLER,),
    "中队长丙": (Role.UNIT_HEAD,),
    "局长丁": (Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD),
}
"""The one at the keyboard handles cases; the heads sign on paper."""


@dataclass
class MovedClock:
    """A clock that runs by seconds and is put forward by days."""

    at: datetime = START

    def now(self) -> datetime:
        """Return a moment one second after the last."""
        self.at += timedelta(seconds=1)
        return self.at

    def today(self) -> date:
        """Return its day in Beijing."""
        return self.at.astimezone(BEIJING).date()

    def go_to(self, day: date, hour: int = 9) -> None:
        """Put it forward to an hour of a day; never back."""
        self.at = max(self.at, datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))


def founded(folder: Path, clock: MovedClock) -> Program:
    """Return a program over a new store in which the bureau is set up and the first person signed in."""
    program = build(folder, clock)
    bureau = shipped_bureaus()[0]
    people = {name: _officer(program, bureau.town, name) for name in PEOPLE}
    first = people["内勤甲"]
    program.sign_in.found(first)
    program.bureaus.save(bureau)
    program.bureaus.save_subject(_organ(program, bureau.town, bureau.town_name))
    for each in people.values():
        if each != first:
            program.officers.save(each)
    for name in ("内勤甲", "承办乙"):
        program.officers.certify(_certificate(program, people[name]))
    program.powers.install_reference()
    return program


def reopened(folder: Path, clock: MovedClock) -> Program:
    """Return a program over the store again, with the same person signed in."""
    program = build(folder, clock)
    program.sign_in.sign_in(person(program, "内勤甲"))
    return program


def person(program: Program, name: str) -> UUID:
    """Return the id of a person of the bureau."""
    return next(each.id for each in program.sign_in.people() if each.name == name)


def _officer(program: Program, town: str, name: str) -> Officer:
    return Officer(
        program.office.ids.new(),
        town,
        name,
        "",
        Establishment.CIVIL_SERVANT,
        unit="一中队",
        telephone="051000000000",
        roles=PEOPLE[name],
    )


def _certificate(program: Program, officer: Officer) -> Certificate:
    return Certificate(
        program.office.ids.new(),
        officer.town,
        officer.id,
        f"示{officer.name[-1]}0001",
        CertificateKind.NATIONAL,
        "示例机关",
        date(2024, 1, 1),
        date(2028, 12, 31),
    )


def _organ(program: Program, town: str, town_name: str) -> PenaltySubject:
    return PenaltySubject(
        program.office.ids.new(),
        town,
        f"江阴市{town_name}人民政府",
        date(2021, 7, 15),
        head_name="局长丁",
        head_title="主任",
        address="示例路1号",
        telephone="051000000001",
        bank_name="示例银行",
        bank_address="示例路2号",
        bank_account="9900000000000000",
        payee="示例财政专户",
        court="示例人民法院",
    )
