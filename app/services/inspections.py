"""Inspections (双随机名录和计划): matters, objects and plans of random inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.domain.checkdigits import check_credit_code
from app.domain.errors import AppError
from app.domain.inspection import DrawnFrom, InspectionMatter, InspectionObject, InspectionPlan
from app.rules.draw.object_sheet import SheetReport, read_object_sheets
from app.rules.draw.pooling import share_of
from app.services.demonstration import marked
from app.services.keepers import keepers
from app.services.office import log
from app.services.portions import portion_words, portions
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.ports import UnitOfWork
    from app.rules.lists.grid import Grid
    from app.services.office import Office

WRITERS = keepers(InspectionPlan)
T = TypeVar("T", InspectionMatter, InspectionObject, InspectionPlan)


class PlanRefusedError(AppError):
    """A plan of inspection does not hold together."""

    code = "inspection.plan"
    hint = "请修改计划后再保存。"


class SameObjectError(AppError):
    """An object of the same credit code is in the pool already."""

    code = "inspection.same_object"
    hint = "请修改已有的对象，不要重复登记。"

    def __init__(self, one: InspectionObject) -> None:
        super().__init__(f"统一社会信用代码{one.credit_code}已登记在“{one.name}”名下。")


class InspectionDesk:
    """双随机台; every method is one transaction of the signed-in town, but for the taking of many objects."""

    def __init__(self, office: Office, read_sheets: Callable[[bytes], Sequence[Grid]]) -> None:
        self._office = office
        self._read_sheets = read_sheets

    def save_matter(self, matter: InspectionMatter) -> InspectionMatter:
        """Add or replace a line of the list of matters."""
        return self._save(matter, "抽查事项", matter.name)

    def save_object(self, one: InspectionObject) -> InspectionObject:
        """Add or replace an object of inspection; a credit code is in the pool once."""
        if one.credit_code:
            check_credit_code(one.credit_code)
        return self._save(one, "检查对象", one.name, _once)

    def read_objects(self, content: bytes) -> SheetReport:
        """Read a workbook of objects without keeping anything; doubtful rows are named."""
        town = self._office.who().town

        def made(name: str) -> InspectionObject:
            return InspectionObject(self._office.ids.new(), town, name)

        return read_object_sheets(self._read_sheets(content), self.objects(), made)

    def take_objects(self, given: Sequence[InspectionObject], at: Callable[[int, int], None]) -> int:
        """Add or replace many objects, telling how far it is; returns how many.

        Each portion is one transaction: ``at`` may stop the rest, and taking the list again goes on there.
        """
        permit(self._office.who(), "导入检查对象", *WRITERS)
        done = 0
        for portion in portions(given):
            with self._office.begin() as work:
                for number, one in enumerate(portion, done + 1):
                    work.of(InspectionObject).save(marked(work, one))
                    at(number, len(given))
                words = f"导入检查对象{len(portion)}个{portion_words(done, len(portion), len(given))}"
                log(work, self._office, None, "inspection.objects", words)
                work.commit()
            done += len(portion)
        return done

    def save_plan(self, plan: InspectionPlan) -> InspectionPlan:
        """Add or replace a plan, or raise ``PlanRefusedError``."""
        for text in plan.shares.values():
            share_of(text)
        if plan.ends_on < plan.starts_on:
            raise PlanRefusedError("计划的结束日期早于开始日期。")
        if plan.drawn_from is DrawnFrom.OBJECTS and plan.each < 2:  # noqa: PLR2004 - APL 42: two officers
            raise PlanRefusedError("每个检查对象至少派两名执法人员。")
        if plan.drawn_from is DrawnFrom.OBJECTS and plan.matter_id is None:
            raise PlanRefusedError("检查对象的抽查计划须选定抽查事项。")
        return self._save(plan, "抽查计划", plan.name)

    def matters(self) -> tuple[InspectionMatter, ...]:
        """Return the town's matters."""
        return self._all(InspectionMatter)

    def objects(self) -> tuple[InspectionObject, ...]:
        """Return the town's objects."""
        return self._all(InspectionObject)

    def plans(self) -> tuple[InspectionPlan, ...]:
        """Return the town's plans, oldest first."""
        return self._all(InspectionPlan)

    def _all(self, kind: type[T]) -> tuple[T, ...]:
        with self._office.read() as work:
            return work.of(kind).find(town=self._office.who().town)

    def _save(
        self, record: T, what: str, name: str, check: Callable[[UnitOfWork, T], None] | None = None
    ) -> T:
        permit(self._office.who(), f"修改{what}", *WRITERS)
        with self._office.begin() as work:
            if check is not None:
                check(work, record)
            kept = marked(work, record)
            work.of(type(record)).save(kept)
            log(work, self._office, None, "inspection.saved", f"登记{what}{name}")
            work.commit()
        return kept


def _once(work: UnitOfWork, one: InspectionObject) -> None:
    if not one.credit_code:
        return
    same = work.of(InspectionObject).find(town=one.town, credit_code=one.credit_code)
    if other := next((each for each in same if each.id != one.id), None):
        raise SameObjectError(other)
