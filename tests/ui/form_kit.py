"""A form over a small record, with its drafts in memory, for tests of forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the form reads the types of fields at run time
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from app.documents.capitals import in_capitals
from app.domain.checkdigits import check_id_number
from app.domain.clue import ClueSource  # noqa: TC001 - the form reads the types of fields at run time
from app.domain.field import Field, Kind
from app.domain.money import Money  # noqa: TC001 - the form reads the types of fields at run time
from tests.ui.fakes import FixedClock
from ui.forms.drafting import Desk
from ui.forms.entries import Choice
from ui.forms.form import Asked, Form
from ui.forms.supply import FormSupply, Picks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.memory_drafts import MemoryDrafts
    from ui.jobs import JobRunner

PEOPLE = (Choice(UUID(int=1), "甲执法员（一中队）"), Choice(UUID(int=2), "乙执法员（一中队）"))
ITEMS = (
    Choice(UUID(int=11), "示例01　擅自占用城市道路", "城市管理 szzycsdl"),
    Choice(UUID(int=12), "示例02　未按规定堆放货物", "交通运输 wagddfhw"),
)
PLACE = "sample/new"


@dataclass(frozen=True, slots=True)
class Sample:
    """One field of each kind."""

    name: Annotated[str, Field("姓名", "一", required=True)]
    id_number: Annotated[str, Field("公民身份号码", "一", check=check_id_number)]
    born: Annotated[date | None, Field("日期", "一")]
    fine: Annotated[Money | None, Field("金额", "一")]
    source: Annotated[ClueSource | None, Field("来源", "一")]
    sure: Annotated[bool, Field("属实", "二")]
    words: Annotated[str, Field("经过", "二", kind=Kind.LONG_TEXT)]
    people: Annotated[tuple[UUID, ...], Field("承办人", "二", kind=Kind.OFFICERS)]
    item: Annotated[UUID | None, Field("事项", "二", kind=Kind.ITEM)]
    days: Annotated[int | None, Field("天数", "二")]


def a_form(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts, *names: str) -> Form:
    """Return the form, shown, with what was drafted put back."""
    supply = FormSupply(FixedClock(), Picks(PEOPLE, ITEMS), in_capitals)
    form = Form(Asked(Sample, names, PLACE), supply, Desk(drafts, FixedClock(), jobs))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(lambda: not jobs.busy)
    return form
