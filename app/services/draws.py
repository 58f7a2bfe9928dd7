"""Draws (双随机抽取): pools frozen and seed committed, then drawn before a witness, each kept as a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from app.documents.plain_docx import plain_docx
from app.domain.case import Case, CaseStatus
from app.domain.certificate import Certificate
from app.domain.draft import FormDraft
from app.domain.errors import AppError
from app.domain.inspection import (
    DRAWN_WORDS,
    DrawnFrom,
    DrawState,
    Finding,
    InspectionDraw,
    InspectionMatter,
    InspectionObject,
    InspectionPlan,
    InspectionTask,
)
from app.domain.officer import Officer
from app.domain.posting import Posting, posting_on
from app.rules.draw.drawing import commitment, draw
from app.rules.draw.minutes import minutes
from app.rules.draw.pooling import Pools, objects_of, pools_of, recusals_of
from app.rules.draw.pools import Entry, checked
from app.rules.draw.record import DrawRecord, frozen, frozen_lots, verified, written
from app.rules.handlers import Occasion, candidates
from app.services.demonstration import is_demonstration
from app.services.inspections import WRITERS
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.ports import Drafts, Files, Pages, UnitOfWork
    from app.services.office import Office

_CLOSED = (CaseStatus.CLOSED, CaseStatus.ARCHIVED, CaseStatus.SP_CLOSED, CaseStatus.SP_ARCHIVED)


class DrawStateError(AppError):
    """A draw is not in the state the step needs."""

    code = "draw.state"
    hint = "请刷新后查看抽取的当前状态。"


class SeedLostError(AppError):
    """The committed seed is not at this computer."""

    code = "draw.seed_lost"
    hint = "请到冻结名录的那台电脑上抽取；那台电脑无法使用的，请作废本次冻结后重新冻结。"

    def __init__(self) -> None:
        super().__init__("本机没有这次抽取已承诺的种子，不能抽取。")


@dataclass(frozen=True, slots=True)
class DrawMeans:
    """What drawing needs beside the office (抽取所需).

    Attributes:
        drafts: Keeps the seed at this computer between freezing and drawing; never sent.
        entropy: Returns 32 bytes that nobody can foresee.
    """

    files: Files
    drafts: Drafts
    pages: Pages
    entropy: Callable[[], bytes]


class DrawDesk:
    """抽取台; every method is one transaction."""

    def __init__(self, office: Office, means: DrawMeans) -> None:
        self._office = office
        self._files, self._drafts = means.files, means.drafts
        self._pages, self._entropy = means.pages, means.entropy

    def pools(self, plan_id: UUID) -> Pools:
        """Return what a plan would draw from today, with everything left out and why."""
        with self._office.read() as work:
            return self._pools(work, work.of(InspectionPlan).get(plan_id))

    def freeze(self, plan_id: UUID) -> InspectionDraw:
        """Fix the pools as they are now and commit a fresh seed; the commitment is what is made public."""
        who = self._office.who()
        permit(who, "冻结抽取名录", *WRITERS)
        seed, draw_id = self._entropy(), self._office.ids.new()
        # The seed is at this computer before the commitment is kept: the other way round it could be lost.
        self._drafts.save(FormDraft(_place(draw_id), {"seed": seed.hex()}, self._office.clock.now()))
        with self._office.begin() as work:
            plan = work.of(InspectionPlan).get(plan_id)
            lots = checked(self._pools(work, plan).lots)
            made = InspectionDraw(
                draw_id,
                plan.town,
                plan.id,
                self._office.clock.now(),
                who.officer_id,
                commitment(seed),
                self._files.put(frozen(lots, commitment(seed))),
                demonstration=is_demonstration(work),
            )
            work.of(InspectionDraw).save(made)
            log(work, self._office, None, "draw.frozen", f"冻结抽取名录，承诺值{made.committed}")
            work.commit()
        return made

    def reveal(self, draw_id: UUID, witness: str, word: str) -> tuple[InspectionTask, ...]:
        """Draw with the committed seed and the word of the witness; the record and the tasks are kept."""
        who = self._office.who()
        permit(who, "双随机抽取", *WRITERS)
        if not witness.strip():
            raise DrawStateError("见证人未填写。", "请填写见证人姓名，并由见证人当场说一个词。")
        seed = self._seed(draw_id)
        with self._office.begin() as work:
            made = _in(work.of(InspectionDraw).get(draw_id), DrawState.FROZEN)
            plan = work.of(InspectionPlan).get(made.plan_id)
            lots = frozen_lots(self._files.get(made.frozen_hash), made.committed)
            now = self._office.clock.now()
            about = self._about(plan, made, witness, now.isoformat(timespec="seconds"))
            record = DrawRecord(about, lots, made.committed, word, seed, draw(lots, seed, word))
            digest = self._files.put(written(record))
            drawn = replace(made, state=DrawState.DRAWN, witness=witness, word=word, record_hash=digest)
            work.of(InspectionDraw).save(replace(drawn, drawn_at=now, drawn_by=who.officer_id))
            tasks = self._tasks(record, drawn)
            for task in tasks:
                work.of(InspectionTask).save(task)
            words = f"{plan.name}抽取{len(tasks)}个，见证人{witness}，记录{digest}"
            log(work, self._office, None, "draw.drawn", words)
            work.commit()
        self._drafts.drop(_place(draw_id))
        return tasks

    def void(self, draw_id: UUID, reason: str) -> InspectionDraw:
        """Give up a frozen draw that was not drawn, saying why; what was drawn stays for ever."""
        permit(self._office.who(), "作废冻结名录", *WRITERS)
        if not reason.strip():
            raise DrawStateError("作废须写明理由。", "请写明为什么不再抽取。")
        with self._office.begin() as work:
            made = _in(work.of(InspectionDraw).get(draw_id), DrawState.FROZEN)
            kept = replace(made, state=DrawState.VOID, void_reason=reason)
            work.of(InspectionDraw).save(kept)
            log(work, self._office, None, "draw.void", f"作废冻结名录：{reason}")
            work.commit()
        self._drafts.drop(_place(draw_id))
        return kept

    def draws(self, plan_id: UUID) -> tuple[InspectionDraw, ...]:
        """Return the draws of a plan, oldest first."""
        with self._office.read() as work:
            return work.of(InspectionDraw).find(plan_id=plan_id)

    def frozen_file(self, draw_id: UUID) -> bytes:
        """Return the frozen pools with the commitment, to be handed over before the draw."""
        with self._office.read() as work:
            return self._files.get(work.of(InspectionDraw).get(draw_id).frozen_hash)

    def record_file(self, draw_id: UUID) -> bytes:
        """Return the record of a draw, checked again before it is handed over."""
        with self._office.read() as work:
            made = _in(work.of(InspectionDraw).get(draw_id), DrawState.DRAWN)
        content = self._files.get(made.record_hash)
        verified(content)
        return content

    def minutes(self, draw_id: UUID) -> bytes:
        """Return the minutes of a draw as PDF: hashes, word, result and where everybody signs."""
        record = verified(self.record_file(draw_id))
        with self._office.read() as work:
            made = work.of(InspectionDraw).get(draw_id)
        title, lines = minutes(record, made.record_hash)
        laid = self._pages.layout(plain_docx(title, lines))
        return self._pages.pdf((laid,), title=title)

    def _seed(self, draw_id: UUID) -> bytes:
        kept = self._drafts.load(_place(draw_id))
        if kept is None:
            raise SeedLostError
        return bytes.fromhex(kept.texts["seed"])

    def _pools(self, work: UnitOfWork, plan: InspectionPlan) -> Pools:
        town, today = plan.town, self._office.clock.today()
        if plan.drawn_from is DrawnFrom.FILES:
            cases = (each for each in work.of(Case).find(town=town) if each.status in _CLOSED)
            entries = tuple(Entry(str(each.id), each.number or each.cause) for each in cases)
            return pools_of(plan, entries, (), ())
        matter = None if plan.matter_id is None else work.of(InspectionMatter).get(plan.matter_id)
        offered = candidates(_people(work, town, today), Occasion(today, matter.department if matter else ""))
        if plan.drawn_from is DrawnFrom.OFFICERS:
            people = tuple(Entry(str(one.officer.id), one.officer.name) for one in offered if not one.why_not)
            return pools_of(plan, people, (), ())
        objects = work.of(InspectionObject).find(town=town)
        inside, left = objects_of(objects, matter, _checked(work, plan))
        pools = pools_of(plan, inside, offered, recusals_of(objects))
        return replace(pools, left_out=(*left, *pools.left_out))

    def _about(self, plan: InspectionPlan, made: InspectionDraw, witness: str, at: str) -> dict[str, str]:
        return {
            "抽查计划": plan.name,
            "抽取对象": DRAWN_WORDS[plan.drawn_from],
            "冻结时间": made.frozen_at.isoformat(timespec="seconds"),
            "抽取时间": at,
            "操作人": self._office.who().name,
            "见证人": witness,
            **({"数据性质": "演示数据"} if made.demonstration else {}),
        }

    def _tasks(self, record: DrawRecord, made: InspectionDraw) -> tuple[InspectionTask, ...]:
        names = {one.id: one.name for one in record.lots.objects}
        return tuple(
            InspectionTask(
                self._office.ids.new(),
                made.town,
                made.id,
                made.plan_id,
                UUID(one.object_id),
                names[one.object_id],
                tuple(map(UUID, one.officer_ids)),
                demonstration=made.demonstration,
            )
            for one in record.result
        )


def _place(draw_id: UUID) -> str:
    return f"draw/{draw_id}"


def _in(made: InspectionDraw, state: DrawState) -> InspectionDraw:
    if made.state is not state:
        wanted = "还没有抽取" if state is DrawState.DRAWN else "已经抽取或者作废"
        raise DrawStateError(f"这次抽取{wanted}。")
    return made


def _people(
    work: UnitOfWork, town: str, today: date
) -> list[tuple[Officer, Posting | None, tuple[Certificate, ...]]]:
    postings, held = work.of(Posting).find(town=town), work.of(Certificate).find(town=town)
    return [(each, posting_on(postings, each.id, today), held) for each in work.of(Officer).find(town=town)]


def _checked(work: UnitOfWork, plan: InspectionPlan) -> Counter[UUID]:
    """Count the inspections of each object in the year of the plan, under the same matter."""
    same = {each.id for each in work.of(InspectionPlan).find(town=plan.town, matter_id=plan.matter_id)}
    tasks = (each for each in work.of(InspectionTask).find(town=plan.town) if each.plan_id in same)
    done = (each for each in tasks if each.finding is Finding.PENDING or _year(each) == plan.year)
    return Counter(each.subject_id for each in done)


def _year(task: InspectionTask) -> int:
    return task.checked_on.year if task.checked_on is not None else 0
