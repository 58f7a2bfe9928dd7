"""Carries a penalty on the spot through its steps, each its own transaction, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.documents.catalogue import form
from app.domain.case import CaseStatus
from app.domain.delivery import Delivery
from app.domain.document import DocumentState
from app.domain.draft import FormDraft
from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.payment import Payment, PaymentWay
from app.rules.gates.figures import flags_of
from app.rules.weighing import weigh_records
from ui.forms.entries import Choice
from ui.forms.supply import FormSupply, Picks, read_picks, with_reasons
from ui.jobs import Job, Lane
from ui.screens.case.discretion import penalty_of
from ui.screens.case.values import fit
from ui.screens.document.orders import TO_FILE, last_printer, order_of, remembered
from ui.screens.on_spot.facts import SLUG, Fresh, SpotLimitError, answers, check_limit, clue_texts, spot_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.documents.completeness import Fault
    from app.documents.page import LaidOut
    from app.documents.printing import PrintOrder
    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.power_item import PowerItem
    from ui.screens.case.discretion import Chosen
    from ui.screens.on_spot.facts import Spot
    from ui.screens.tools import Tools

CLUE_PLACE = "clue/new"


BEYOND = "罚款数额超出裁量基准区间，须经批准"


class ClueDraftError(AppError):
    """A clue somebody is typing would be written over."""

    code = "on_spot.clue_draft"
    hint = "请先到“登记线索”登记或者清空，再转普通程序。"

    def __init__(self) -> None:
        super().__init__("“登记线索”中有没有完成的录入。")


class Stage(IntEnum):
    """Where a penalty on the spot stands (当场处罚步骤)."""

    SCENE = 0
    PENALTY = 1
    PAPER = 2
    HANDING = 3
    PAYING = 4
    RECORDING = 5
    DONE = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """The case as read after a step (当场处罚现状).

    Attributes:
        paper: The decision, once drafted; ``pages`` and ``faults`` are its own.
    """

    file: CaseFile
    stage: Stage
    paper: Document | None = None
    pages: LaidOut | None = None
    faults: tuple[Fault, ...] = ()


class SpotModel(QObject):
    """One penalty on the spot.

    Signals:
        ready: People and items can be picked from ``supply``.
        stands: The case after a step (``Standing``).
        refused: An ``AppError``; the step was not done.
        printed: The decision went to the printer, in so many copies.
        left_for_clue: The form of a new clue holds what was typed, for the ordinary procedure.
        busy_changed: Whether a step runs; a second one is not begun meanwhile.
    """

    ready = Signal()
    stands = Signal(object)
    refused = Signal(object)
    printed = Signal(int)
    left_for_clue = Signal()
    busy_changed = Signal(bool)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self.items: Mapping[UUID, PowerItem] = {}
        self._busy = False

    def read(self) -> None:
        """Read who and what can be picked."""
        self.tools.jobs.start(self, Job(lambda _token: self._picks(), self._take_picks))

    def resume(self, case_id: UUID) -> None:
        """Go on with a case begun earlier."""
        self._do(lambda: self._standing(case_id), self.stands.emit)

    def spot(self, party: Mapping[str, Any], facts: Mapping[str, Any]) -> Spot:
        """Return what was typed as records, or raise an ``AppError``; nothing is kept yet."""
        ids, item = self.tools.ids, self.items[facts["item_id"]]
        fresh = Fresh(ids.new(), ids.new(), ids.new(), self.tools.who().town, self.tools.clock.now())
        return spot_of(fresh, party, facts, item)

    def begin(self, spot: Spot, chosen: Chosen) -> None:
        """Open the case, keep the penalty and draft the decision; refuse before anything is kept."""
        tools, today = self.tools, self.tools.clock.today()
        act = replace(spot.act, fine_facts=chosen.fine_facts)
        penalty = penalty_of(chosen, tools.ids.new())

        begun: list[UUID] = []

        def work() -> Standing:
            check_limit(spot, chosen, today)
            ground = tools.penalties.footing(spot.item, act.last_day).ground
            found = weigh_records(spot.party, act, spot.item, chosen.found, ground)
            typed = answers(spot, chosen, small=found.flags(penalty.fine).on_spot_collection)
            if tools.penalties.assess(act, spot.party, penalty, chosen.found).beyond:
                raise SpotLimitError(BEYOND)
            begun.append(tools.cases.start_simple(spot.case, [spot.party], [act]).id)
            tools.penalties.choose(penalty, chosen.found)
            paper = tools.documents.draft(spot.case.id, SLUG, spot.party.id)
            tools.documents.answer(paper.id, typed)
            return self._standing(spot.case.id)

        def go_on() -> None:
            for each in begun:
                self.resume(each)

        self._do(work, self.stands.emit, go_on)

    def finalise(self, now: Standing) -> None:
        """Make the decision final; it takes its number."""
        paper = _paper(now)
        self._step(now, lambda: self.tools.documents.finalise(paper.id))

    def print_paper(self, now: Standing) -> None:
        """Print the decision on the printer used last, in its prescribed number, off the store's thread."""
        tools, paper = self.tools, _paper(now)

        def order() -> tuple[LaidOut, PrintOrder]:
            printer = last_printer(tools.drafts)
            name = "" if printer == TO_FILE else printer
            texts = {"printer": name, "copies": str(form(SLUG).copies), **remembered(tools.drafts, name)}
            laid, again = tools.documents.for_print(paper.id)
            return laid, replace(order_of(texts, f"{form(SLUG).title}{paper.number}"), reprint=again)

        def out(ordered: tuple[LaidOut, PrintOrder]) -> None:
            laid, how = ordered
            job = Job(lambda _token: tools.pages.print(laid, how), lambda _none: count(how), lane=Lane.OTHER)
            tools.jobs.start(self, job)

        def count(how: PrintOrder) -> None:
            job = Job(lambda _token: tools.documents.printed(paper.id, how.copies))
            self.printed.emit(how.copies)
            tools.jobs.start(self, job)

        tools.jobs.start(self, Job(lambda _token: order(), out))

    def serve(self, now: Standing, values: Mapping[str, Any]) -> None:
        """Record that the decision was handed over, and take the step."""
        paper, party = _paper(now), now.file.active_parties[0]
        day = self.tools.clock.today()
        delivery = Delivery(
            id=self.tools.ids.new(),
            town=now.file.case.town,
            case_id=now.file.case.id,
            document_id=paper.id,
            party_id=party.id,
            effective_on=day,
            **fit(Delivery, values),
        )

        def work() -> None:
            if not now.file.deliveries_of(paper):
                self.tools.deliveries.serve(delivery)
            self.tools.cases.advance(now.file.case.id, "S01")

        self._step(now, work)

    def collect(self, now: Standing, values: Mapping[str, Any]) -> None:
        """Record the money taken at the scene, and take the step."""
        party = now.file.active_parties[0]
        payment = Payment(
            id=self.tools.ids.new(),
            town=now.file.case.town,
            case_id=now.file.case.id,
            party_id=party.id,
            document_id=_paper(now).id,
            way=PaymentWay.ON_THE_SPOT,
            **fit(Payment, values),
        )

        def work() -> None:
            if not now.file.payments:
                self.tools.payments.pay(payment)
            self.tools.cases.advance(now.file.case.id, "S02")

        self._step(now, work)

    def leave_to_pay(self, now: Standing) -> None:
        """Leave the payment to the bank; a warning goes the same way."""
        self._step(now, lambda: self.tools.cases.advance(now.file.case.id, "S03"))

    def report(self, now: Standing) -> None:
        """File the decision with the bureau."""
        self._step(now, lambda: self.tools.cases.advance(now.file.case.id, "S04"))

    def turn_ordinary(self, spot: Spot) -> None:
        """Hand what was typed to the form of a new clue."""
        draft, drafts = FormDraft(CLUE_PLACE, clue_texts(spot), self.tools.clock.now()), self.tools.drafts

        def work() -> None:
            if drafts.load(CLUE_PLACE) is not None:
                raise ClueDraftError
            drafts.save(draft)

        self._do(work, lambda _done: self.left_for_clue.emit())

    def small(self, now: Standing) -> bool:
        """Whether the fine may be taken at the scene without a further ground."""
        return flags_of(now.file, now.file.active_parties[0], self.tools.clock.today()).on_spot_collection

    def _step(self, now: Standing, work: Callable[[], object]) -> None:
        def done() -> Standing:
            work()
            return self._standing(now.file.case.id)

        self._do(done, self.stands.emit, lambda: self.resume(now.file.case.id))

    def _do(
        self, work: Callable[[], Any], done: Callable[[Any], None], after: Callable[[], object] | None = None
    ) -> None:
        if self._busy:
            return
        self._set_busy(on=True)

        def left_half() -> None:
            if after is not None:
                after()

        def failed(error: AppError) -> None:
            self.refused.emit(error)
            left_half()

        rest = lambda: self._set_busy(on=False)  # noqa: E731 - one line says it
        self.tools.jobs.start(self, Job(lambda _token: work(), done, failed, ended=rest, broke=left_half))

    def _standing(self, case_id: UUID) -> Standing:
        file = self.tools.reading.open(case_id)
        papers = [each for each in file.documents if each.slug == SLUG and not each.void_reason]
        paper = papers[-1] if papers else None
        stage = stage_of(file, paper)
        if paper is None or stage > Stage.HANDING:
            return Standing(file, stage, paper)
        documents = self.tools.documents
        return Standing(file, stage, paper, documents.preview(paper.id), documents.faults(paper.id))

    def _picks(self) -> tuple[Mapping[UUID, PowerItem], Picks]:
        able = self.tools.staff.people.handlers(self.tools.clock.today())
        people = with_reasons(read_picks(self.tools.lists, self.tools.who().town), able).officers
        items = self.tools.powers.on(self.tools.clock.today())
        found = (
            Choice(each.id, f"{each.code}　{each.name}", f"{each.department} {each.initials}")
            for each in items
        )
        return {each.id: each for each in items}, Picks(people, tuple(found))

    def _take_picks(self, read: tuple[Mapping[UUID, PowerItem], Picks]) -> None:
        self.items, picks = read
        self.supply = FormSupply(self.tools.clock, picks, self.tools.in_capitals)
        self.ready.emit()

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)


def stage_of(file: CaseFile, paper: Document | None) -> Stage:
    """Return where a case of the simple procedure stands."""
    stages = {
        CaseStatus.SP_SERVED: Stage.PAYING,
        CaseStatus.SP_COLLECTED: Stage.RECORDING,
        CaseStatus.SP_AWAIT_PAYMENT: Stage.RECORDING,
    }
    if file.case.status is not CaseStatus.SP_DRAFT:
        return stages.get(file.case.status, Stage.DONE)
    drafted = paper is None or paper.state is DocumentState.DRAFT
    return Stage.PAPER if drafted else Stage.HANDING


def fined(now: Standing) -> bool:
    """Whether there is anything to pay."""
    return any(each.fine > ZERO for each in now.file.penalties)


def _paper(now: Standing) -> Document:
    if now.paper is None:
        msg = "no decision was drafted yet"
        raise ValueError(msg)
    return now.paper
