"""Finds the version of an item on the day of an act, and makes a file of it that is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003 - the form reads the types of the fields
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003 - the form reads the types of the fields

from PySide6.QtCore import QObject, Signal

from app.documents.discretion_page import discretion_lines
from app.domain.act import Act
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.case_file import CaseFile
from app.domain.field import Field, Kind
from app.domain.party import Party, PartyKind
from ui.forms.entries import Choice
from ui.forms.supply import FormSupply, Picks
from ui.jobs import Job
from ui.screens.case.discretion import penalty_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.power_item import PowerItem
    from ui.screens.case.discretion import Chosen
    from ui.screens.tools import Tools

NOBODY = "（试算）"
"""Stands for the party: a calculation is about nobody."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked before anything can be weighed (试算对象)."""

    item_id: Annotated[UUID, Field("处罚事项", "试算", required=True, kind=Kind.ITEM)]
    kind: Annotated[PartyKind, Field("当事人类型", "试算", required=True)]
    began_on: Annotated[date, Field("行为发生日", "试算", required=True)]
    ended_on: Annotated[date | None, Field("行为终了日", "试算", help="有连续或继续状态的填写")] = None


class CalculatorModel(QObject):
    """Holds what can be picked and weighs without a case.

    Signals:
        ready: The items can be picked.
        opened: A ``CaseFile`` to weigh, and a warning about its version, or an empty text.
        told: The lines of a discretion account.
        refused: An ``AppError``.
    """

    ready = Signal()
    opened = Signal(object, str)
    told = Signal(object)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self._items: Mapping[UUID, PowerItem] = {}

    def read(self) -> None:
        """Read the items of today."""
        powers, today = self.tools.powers, self.tools.clock.today()
        self.tools.jobs.start(self, Job(lambda _token: powers.on(today), self._take))

    def item_of(self, code: str) -> UUID | None:
        """Return the item of a code in the list of today."""
        return next((each.id for each in self._items.values() if each.code == code), None)

    def open(self, sought: Mapping[str, Any]) -> None:
        """Find the version of the day of the act and hand over a file of it."""
        now = self._items[sought["item_id"]]
        day = sought["ended_on"] or sought["began_on"]
        powers = self.tools.powers

        def found(listed: tuple[PowerItem, ...]) -> None:
            then = next((each for each in listed if each.code == now.code), None)
            self.opened.emit(self._file(then or now, sought), _warning(then, now, day))

        self.tools.jobs.start(self, Job(lambda _token: powers.on(day), found, self.refused.emit))

    def assess(self, chosen: Chosen) -> None:
        """Check what was chosen and tell its account; nothing is kept."""
        pair, tools = chosen.pair, self.tools
        penalty = penalty_of(chosen, tools.ids.new())
        act = replace(pair.act, fine_facts=chosen.fine_facts)
        work = Job(
            lambda _token: tools.penalties.assess(act, pair.party, penalty, chosen.found),
            lambda kept: self.told.emit(discretion_lines(act, pair.item, kept)),
            self.refused.emit,
        )
        tools.jobs.start(self, work)

    def _file(self, item: PowerItem, sought: Mapping[str, Any]) -> CaseFile:
        ids, town = self.tools.ids, self.tools.who().town
        case = Case(
            ids.new(),
            town,
            Procedure.ORDINARY,
            CaseStatus.INVESTIGATING,
            self.tools.clock.now(),
            None,
            item.name,
            item.department,
        )
        party = Party(ids.new(), town, case.id, sought["kind"], NOBODY)
        act = Act(ids.new(), town, case.id, item.id, item.code, sought["began_on"], sought["ended_on"])
        return CaseFile(case, parties=(party,), acts=(act,), items=(item,))

    def _take(self, items: tuple[PowerItem, ...]) -> None:
        self._items = {each.id: each for each in items}
        choices = (
            Choice(each.id, f"{each.code}　{each.name}", f"{each.department} {each.initials}")
            for each in items
        )
        self.supply = FormSupply(self.tools.clock, Picks((), tuple(choices)), self.tools.in_capitals)
        self.ready.emit()


def _warning(then: PowerItem | None, now: PowerItem, day: date) -> str:
    """Say when the list of the day lacks the item, or when the fine was changed since (APL 37)."""
    if then is None:
        return f"{day}的清单中没有本事项，按现行版本试算，请核对。"
    if then.fine_spec == now.fine_spec:
        return ""
    return "按行为日的版本计算；现行版本罚则不同，两个版本在“新旧规定比较”并列（《行政处罚法》第三十七条）。"
