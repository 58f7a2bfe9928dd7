"""One case worked through the desks of a real store: what an office does, in as few words as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.approval import Verdict
from app.domain.case import Gains
from app.domain.clue import Clue, ClueSource
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.money import Money
from app.domain.officer import Establishment, Officer
from app.domain.party import Party, PartyKind
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.role import Role
from app.domain.statement import Statement, StatementKind
from app.rules.flow import MATTER
from app.services.approvals import Opinion
from app.services.demo.pictures import a_picture
from app.services.refused import RefusedError
from tests.e2e.office import MovedClock, founded, person

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.document import Document

HANDLERS = ("内勤甲", "承办乙")
SIGNERS = {
    Role.UNIT_HEAD: "中队长丙",
    Role.ORGAN_HEAD: "局长丁",
    Role.LEGAL_REVIEWER: "法制员戊",
}
_RECORDED = {"record.certificate_shown": "是"}


class Desks:
    """A bureau, its clock and one case of a person who occupies a road (CG-029)."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovedClock()
        self.program = founded(folder, self.clock)
        self._hire("法制员戊", Role.LEGAL_REVIEWER)
        self._hire("听证己", Role.HEARING_HOST)
        self.case_id = self._opened()

    @property
    def file(self) -> CaseFile:
        """The case as it is stored now."""
        return self.program.reading.open(self.case_id)

    @property
    def party(self) -> Party:
        """The party."""
        return self.file.parties[0]

    def wait_until(self, day: date, hour: int = 9) -> None:
        """Let time pass."""
        self.clock.go_to(day, hour)

    def step(self, code: str) -> None:
        """Take a step."""
        self.program.cases.advance(self.case_id, code)

    def refused(self, code: str) -> set[str]:
        """Try a step and return the gates against it."""
        try:
            self.step(code)
        except RefusedError as error:
            return {each.gate for each in error.refusals}
        return set()

    def paper(self, slug: str, *signed: Role, **answers: str) -> Document:
        """Make a paper final and have it signed by roles; a name's dot is written as ``__``."""
        desk = self.program.documents
        draft = desk.draft(self.case_id, slug)
        named = {name.replace("__", "."): text for name, text in answers.items()}
        if named:
            desk.answer(draft.id, named)
        final = desk.finalise(draft.id)
        for role in signed:
            self.sign(final, role)
        return final

    def served(self, slug: str, **answers: str) -> Document:
        """Make a paper final and hand it to the party."""
        final = self.paper(slug, **answers)
        self.serve(final)
        return final

    def approve(self, matter: str, **answers: str) -> Document:
        """Have a matter approved on form 03."""
        told = {"matter__reason": "案件办理需要。", **answers}
        return self.paper("matter_approval", Role.ORGAN_HEAD, **{MATTER.replace(".", "__"): matter}, **told)

    def sign(self, paper: Document, role: Role) -> None:
        """Record what the holder of a role signed on paper."""
        opinion = Opinion(Verdict.AGREE, "同意。", on_paper=True)
        self.program.approvals.transcribe(paper.id, role, person(self.program, SIGNERS[role]), opinion)

    def serve(self, paper: Document) -> None:
        """Hand a paper to the party."""
        now = self.clock.now()
        self.program.deliveries.serve(
            Delivery(
                *(self._id(), paper.town, self.case_id, paper.id, self.party.id),
                way=DeliveryWay.DIRECT,
                served_at=now,
                effective_on=self.clock.today(),
                place=self.party.address,
                receiver=self.party.name,
                relation="本人",
                servers=self.file.case.handlers,
            )
        )

    def say(self, kind: StatementKind, content: str = "") -> Statement:
        """Record what the party answers."""
        ids = (self._id(), self.file.case.town, self.case_id, self.party.id)
        return self.program.statements.record(Statement(*ids, kind, self.clock.today(), content))

    def filed(self) -> None:
        """File the case and begin the investigation."""
        self.paper("case_source_register", source__attachments="照片")
        self.paper("filing_approval", Role.UNIT_HEAD, Role.ORGAN_HEAD)
        for code in ("T02", "T03", "T04"):
            self.step(code)

    def proved(self, fine: int) -> None:
        """Write the records, verify the evidence and choose a penalty; the report is signed."""
        day = self.clock.today().isoformat()
        times = {"record__started_at": f"{day} 07:00", "record__ended_at": f"{day} 07:30"}
        shown = {name.replace(".", "__"): text for name, text in _RECORDED.items()}
        self.paper("site_record", **times, **shown, record__findings="占用道路经营。")
        self.served("correction_order", correction__mode="immediately")
        desk, case = self.program.evidence, self.file.case
        desk.verify(desk.add(self._picture(), a_picture(Random(1))).id)
        told = replace(case, findings="当事人擅自占用城市道路经营。", gains=Gains.NONE)
        self.program.cases.edit(told)
        self._punish(fine)
        self.paper("investigation_report", Role.UNIT_HEAD, report__hearing="是")
        self.step("T09")

    def lacking(self) -> dict[str, str]:
        """Return the papers the case page lists as lacking, and what of them."""
        owed = self.program.documents.owed(self.case_id)
        return {each.slug: each.lacks for each in owed if not each.done}

    def film(self, slot: str) -> None:
        """Keep a recording that the whole-process record wants (APL 47)."""
        piece = replace(self._picture(), kind=EvidenceKind.AUDIOVISUAL, name="现场录像", slot=slot)
        kept = self.program.evidence.add(piece, a_picture(Random(2)))
        self.program.evidence.verify(kept.id)

    def _hire(self, name: str, role: Role) -> None:
        town = self.program.sign_in.people()[0].town
        employed = Establishment.CIVIL_SERVANT
        self.program.officers.save(Officer(self._id(), town, name, "", employed, roles=(role,)))

    def _opened(self) -> UUID:
        town = self.program.sign_in.people()[0].town
        item = next(each for each in self.program.powers.on(self.clock.today()) if each.code == "CG-029")
        people = tuple(person(self.program, name) for name in HANDLERS)
        clue = Clue(
            *(self._id(), town, "", self.clock.now(), people[0], ClueSource.INSPECTION),
            subject_name="示例当事人",
            place="示例路",
            summary="占用道路经营",
        )
        case = self.program.clues.to_case(
            self.program.clues.register(clue).id, "擅自占用城市道路", "城管", people
        )
        party = Party(
            *(self._id(), town, case.id, PartyKind.PERSON, "示例当事人"),
            id_number="320281188001010018",
            address="示例路1号",
            telephone="051000000009",
        )
        self.program.cases.join_party(party)
        day = self.clock.today() - timedelta(days=1)
        act = Act(self._id(), town, case.id, item.id, item.code, day, place="示例路", facts="占用道路经营。")
        self.program.cases.add_act(act)
        return case.id

    def _picture(self) -> Evidence:
        case = self.file.case
        return Evidence(
            *(self._id(), case.town, case.id, 0, EvidenceKind.DOCUMENTARY, "现场照片"),
            proves="占用道路的事实",
            taken_at=self.clock.now(),
            taken_by=case.handlers,
            act_id=self.file.acts[0].id,
            file_name="照片.png",
        )

    def _punish(self, yuan: int) -> None:
        file = self.file
        ids = (self._id(), file.case.town, self.case_id, self.party.id, file.acts[0].id)
        fined = Penalty(*ids, (PenaltyKind.FINE,), Money.yuan(yuan), reason="占用时间较长，影响通行")
        self.program.penalties.choose(fined)

    def _id(self) -> UUID:
        return self.program.office.ids.new()
