"""A walk: one ordinary case after the other through the view-models, each confirmed step told at once.

Run as ``python -m tests.e2e.walk STORE`` it goes on until it is killed; a new start goes on where the
store says the last one stood.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.domain.act import Act
from app.domain.approval import Verdict
from app.domain.case import CaseStatus, Gains
from app.domain.clue import ClueSource, ClueState
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.draft import FormDraft
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.log_line import LogLine
from app.domain.money import Money
from app.domain.party import Party, PartyKind
from app.domain.payment import Payment, PaymentWay
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.role import Role
from app.domain.statement import Statement, StatementKind
from app.domain.volume import Retention
from app.services.approvals import Opinion
from app.services.demo.pictures import a_picture
from app.window import tools_of
from localdb.store import FILE_NAME
from tests.e2e.office import MovedClock, person, reopened
from ui.jobs import JobRunner
from ui.notices import Notices
from ui.screens.case.viewmodel import CaseModel
from ui.screens.clues.viewmodel import ClueModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Program
    from app.domain.case import Case
    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.errors import AppError

ITEM = "CG-041"
DRAFT = "walk"
ANSWERS = {
    "record.certificate_shown": "是",
    "record.findings": "现场检查情况示例。",
    "inquiry.rights_told": "是",
    "inquiry.recusal": "no",
    "inquiry.qa": "问：是否属实？\n答：属实。",
    "correction.mode": "immediately",
    "report.hearing": "否",
    "notice.hearing": "no",
    "receipt.copies": "1",
    "closing.correction": "corrected",
    "closing.remedy": "none",
    "closing.publicity": "已公示",
    "cover.part": "main",
}
STEPS = {
    CaseStatus.CLUE: "T02",
    CaseStatus.FILING_REVIEW: "T03",
    CaseStatus.FILED: "T04",
    CaseStatus.INVESTIGATING: "T09",
    CaseStatus.INVESTIGATED: "T10D",
    CaseStatus.NOTICE_DRAFT: "T11",
    CaseStatus.NOTIFIED: "T17D",
    CaseStatus.DECISION_REVIEW: "T17A",
    CaseStatus.DECIDED: "T18",
    CaseStatus.SERVED: "T20",
    CaseStatus.PERFORMED: "T26C",
    CaseStatus.CLOSING_REVIEW: "T26",
    CaseStatus.CLOSED: "T27",
}
PAPERS = {
    CaseStatus.CLUE: ("case_source_register", "filing_approval"),
    CaseStatus.INVESTIGATING: (
        "site_record",
        "inquiry_transcript",
        "correction_order",
        "investigation_report",
    ),
    CaseStatus.NOTICE_DRAFT: ("penalty_prior_notice",),
    CaseStatus.DECISION_REVIEW: ("decision_approval", "penalty_decision"),
    CaseStatus.CLOSING_REVIEW: ("closing_approval",),
}
SIGNED = {
    "filing_approval": ("中队长丙", "局长丁"),
    "investigation_report": ("中队长丙",),
    "decision_approval": ("中队长丙", "局长丁"),
    "closing_approval": ("中队长丙", "局长丁"),
}
ROLES = {"中队长丙": Role.UNIT_HEAD, "局长丁": Role.ORGAN_HEAD}
SERVED = ("correction_order", "penalty_prior_notice", "penalty_decision")


class StuckError(AssertionError):
    """A step of the walk was refused."""


class Walk:
    """Does the next thing of the newest case that is not in the archive."""

    def __init__(self, program: Program, clock: MovedClock) -> None:
        self._program, self._clock = program, clock
        self._jobs = JobRunner()
        self.tools = tools_of(program, self._jobs, Notices())
        self._error: AppError | None = None

    def close(self) -> None:
        """End the threads."""
        self._jobs.close()

    def step(self) -> str:
        """Do and confirm one thing; return what it was."""
        case_id = self._open_case()
        if case_id is None:
            return self._begin()
        model = CaseModel(self.tools, case_id)
        model.refresh()
        self._settle()
        done = self._next(model, model.file)
        self._settle()
        if self._error is not None:
            raise StuckError(f"{model.file.case.status} {done}: {self._error.message}")
        return done

    def _open_case(self) -> UUID | None:
        lists = self.tools.lists
        for row in lists.rows("cases", lists.ids("cases", {})):
            if row["status"] is not CaseStatus.ARCHIVED:
                found: UUID = row["id"]
                return found
        return None

    def _begin(self) -> str:
        model = ClueModel(self.tools)
        model.refused.connect(self._refuse)
        made: list[Any] = []
        model.registered.connect(made.append)
        model.filed.connect(made.append)
        open_clues = self.tools.lists.ids("clues", {"state": ClueState.OPEN})
        if not open_clues:
            now = self._clock.now()
            facts = {"received_at": now, "source": ClueSource.INSPECTION, "subject_name": "示例当事人"}
            model.register({**facts, "place": "示例路1号", "summary": "示例线索"})
            self._settle()
            return f"clue {made[0].register_no}"
        handlers = tuple(person(self._program, name) for name in ("内勤甲", "承办乙"))
        values = {"cause": "示例案由", "department": "城管", "handlers": handlers}
        model.to_case(UUID(bytes=open_clues[0]), values)
        self._settle()
        return f"case {made[0].id}"

    def _next(self, model: CaseModel, file: CaseFile) -> str:
        case = file.case
        for thing in (self._facts, self._papers, self._signatures, self._services, self._money):
            done = thing(model, file)
            if done:
                return done
        code = STEPS[case.status]
        if code == "T17D":
            self._clock.go_to(self._clock.today() + timedelta(days=1))
        if code == "T27" and file.volume is None:
            return self._do(model, "volume", lambda: self.tools.volumes.bind(case.id, Retention.PERMANENT))
        return self._do(model, code, lambda: self.tools.cases.advance(case.id, code))

    def _facts(self, model: CaseModel, file: CaseFile) -> str:
        case, tools = file.case, self.tools
        told = replace(case, gains=Gains.NONE, findings="查明的事实示例")
        inquiry = case.status is CaseStatus.INVESTIGATING
        things: tuple[tuple[str, bool, Callable[[], Any]], ...] = (
            ("party", not file.parties, lambda: tools.cases.join_party(self._party(case))),
            ("act", not file.acts, lambda: tools.cases.add_act(self._act(case))),
            ("findings", inquiry and case.gains is Gains.UNSTATED, lambda: tools.cases.edit(told)),
            ("evidence", inquiry and not file.evidence, lambda: self._photograph(case)),
            (
                "verified",
                bool(file.evidence) and not file.evidence[0].usable,
                lambda: tools.evidence.verify(file.evidence[0].id),
            ),
            (
                "penalty",
                inquiry and not file.penalties,
                lambda: tools.penalties.choose(self._penalty(file)),
            ),
        )
        return next((self._do(model, name, work) for name, lacking, work in things if lacking), "")

    def _photograph(self, case: Case) -> Evidence:
        return self.tools.evidence.add(self._evidence(case), a_picture(Random(1)))

    def _papers(self, model: CaseModel, file: CaseFile) -> str:
        for slug in PAPERS.get(file.case.status, ()):
            made = [each for each in file.documents if each.slug == slug]
            if not made:
                begin = partial(self.tools.documents.draft, file.case.id, slug)
                return self._do(model, f"draft {slug}", begin)
            if not made[0].standing:
                return self._finish(model, made[0])
        return ""

    def _finish(self, model: CaseModel, paper: Document) -> str:
        desk = self.tools.documents
        asks = {each.name for each in desk.sheet(paper.id).fields if each.ask is not None}
        answers = {name: text for name, text in ANSWERS.items() if name in asks} | self._times(paper, asks)
        if not answers.items() <= dict(paper.answers).items():
            return self._do(model, f"answers {paper.slug}", lambda: desk.answer(paper.id, answers))
        return self._do(model, f"final {paper.slug}", lambda: desk.finalise(paper.id))

    def _times(self, paper: Document, asks: set[str]) -> dict[str, str]:
        if "record.started_at" not in asks:
            return {}
        hour = {"site_record": 10, "inquiry_transcript": 11}[paper.slug]
        day = paper.created_at.date().isoformat()
        return {"record.started_at": f"{day}T{hour}:00", "record.ended_at": f"{day}T{hour}:30"}

    def _signatures(self, model: CaseModel, file: CaseFile) -> str:
        for paper in file.documents:
            given = {each.role for each in file.approvals_of(paper)}
            for name in SIGNED.get(paper.slug, ()) if paper.standing else ():
                if ROLES[name] not in given:
                    opinion = Opinion(Verdict.AGREE, "同意。", on_paper=True)
                    signer = person(self._program, name)
                    sign = partial(self.tools.approvals.transcribe, paper.id, ROLES[name], signer, opinion)
                    return self._do(model, f"signed {paper.slug} {ROLES[name]}", sign)
        return ""

    def _services(self, model: CaseModel, file: CaseFile) -> str:
        for paper in file.documents:
            if paper.slug in SERVED and paper.standing and not file.deliveries_of(paper):
                decided = paper.slug != "penalty_decision" or file.case.status is CaseStatus.DECIDED
                if decided:
                    serve = partial(self.tools.deliveries.serve, self._delivery(file, paper))
                    return self._do(model, f"served {paper.slug}", serve)
        if file.case.status is CaseStatus.NOTIFIED and not file.statements:
            waiver = self._waiver(file)
            return self._do(model, "waiver", lambda: self.tools.statements.record(waiver))
        return ""

    def _money(self, model: CaseModel, file: CaseFile) -> str:
        if file.case.status is CaseStatus.SERVED and not file.payments:
            paid = self._payment(file)
            return self._do(model, "paid", lambda: self.tools.payments.pay(paid))
        return ""

    def _do(self, model: CaseModel, told: str, work: Callable[[], Any]) -> str:
        model.do(work, failed=self._refuse)
        return told

    def _refuse(self, error: AppError) -> None:
        self._error = error

    def _settle(self) -> None:
        while self._jobs.busy:
            QCoreApplication.processEvents()

    def _party(self, case: Case) -> Party:
        return Party(
            self.tools.ids.new(),
            case.town,
            case.id,
            PartyKind.PERSON,
            "示例当事人",
            id_number="320281188001010018",
            address="示例路1号",
            telephone="051000000009",
        )

    def _act(self, case: Case) -> Act:
        item = next(each for each in self.tools.powers.on(self._clock.today()) if each.code == ITEM)
        day = self._clock.today() - timedelta(days=1)
        return Act(
            self.tools.ids.new(),
            case.town,
            case.id,
            item.id,
            item.code,
            day,
            place="示例路",
            facts="违法事实示例",
        )

    def _evidence(self, case: Case) -> Evidence:
        return Evidence(
            self.tools.ids.new(),
            case.town,
            case.id,
            0,
            EvidenceKind.DOCUMENTARY,
            "现场照片",
            proves="现场情况",
            taken_at=self._clock.now(),
            taken_by=case.handlers,
            file_name="照片.png",
        )

    def _penalty(self, file: CaseFile) -> Penalty:
        kinds = (PenaltyKind.FINE,)
        ids = (self.tools.ids.new(), file.case.town, file.case.id, file.parties[0].id, file.acts[0].id)
        return Penalty(*ids, kinds, Money.yuan(300), reason="情节一般，首次发现，及时改正")

    def _delivery(self, file: CaseFile, paper: Document) -> Delivery:
        now, party = self._clock.now(), file.parties[0]
        ids = (self.tools.ids.new(), file.case.town, file.case.id, paper.id, party.id)
        return Delivery(
            *ids,
            DeliveryWay.DIRECT,
            now,
            self._clock.today(),
            place="示例路1号",
            receiver=party.name,
            relation="本人",
            servers=file.case.handlers,
        )

    def _waiver(self, file: CaseFile) -> Statement:
        ids = (self.tools.ids.new(), file.case.town, file.case.id, file.parties[0].id)
        return Statement(*ids, StatementKind.WAIVER, self._clock.today(), content="放弃陈述申辩")

    def _payment(self, file: CaseFile) -> Payment:
        (decision,) = file.standing("penalty_decision")
        ids = (self.tools.ids.new(), file.case.town, file.case.id, file.parties[0].id, decision.id)
        return Payment(*ids, Money.yuan(300), self._clock.today(), PaymentWay.BANK, "示例票据0001")


def told_lines(folder: Path) -> list[str]:
    """Return the ids of the log lines of a store, in the order they were kept."""
    connection = sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro", uri=True)
    found = [row[0].hex() for row in connection.execute("SELECT id FROM log_lines ORDER BY rowid")]
    connection.close()
    return found


def resume_clock(program: Program, clock: MovedClock) -> None:
    """Put the clock behind everything the store holds, as a real one would stand."""
    with program.office.read() as work:
        clock.at = max([clock.at, *(each.at for each in work.of(LogLine).find())])


def main(folder: Path) -> None:
    """Walk until killed; each line tells a confirmed step, its log line, and the draft kept before."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QApplication(sys.argv[:1])
    clock = MovedClock()
    program = reopened(folder, clock)
    resume_clock(program, clock)
    walk = Walk(program, clock)
    before = program.store.drafts.load(DRAFT)
    number = int(before.texts["n"]) if before else 0
    while True:
        number += 1
        program.store.drafts.save(FormDraft(DRAFT, {"n": str(number)}, clock.now()))
        step = walk.step()
        print(f"{step}\t{told_lines(folder)[-1]}\t{number}", flush=True)  # noqa: T201 - this is how it tells


if __name__ == "__main__":
    main(Path(sys.argv[1]))
