"""An office's own templates: kept when they pass, live from a day on, and its own titles of forms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.form_template import FormTemplate, in_use
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.services.form_checks import FormChecks
from app.services.office_forms import (
    TemplateDayError,
    TemplateDesk,
    TemplateUnfitError,
    TitleUnfitError,
)
from app.services.refused import NotPermittedError
from tests.builders import TOWN, at, ident
from tests.fake_papers import PlainForms, PlainTemplates
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import FIRST, TODAY

GOOD, BAD = b"good template", PlainTemplates.faulty


class Desk:
    """A template desk over a closed case, at which an administrator sits."""

    def __init__(self) -> None:
        self.closed = Closed().complete()
        world = self.closed.world
        world.seat.take(FIRST.id, "甲", Role.ADMIN)
        checks = FormChecks(PlainForms(), self.closed.bench.pages, PlainTemplates())
        self.desk = TemplateDesk(world.office, checks, self.closed.bench.files)

    def kept(self) -> tuple[FormTemplate, ...]:
        """Return the templates as committed."""
        return tuple(self.closed.world.store.all(FormTemplate))


def test_a_good_template_is_kept_as_the_next_version_and_is_not_live_yet() -> None:
    desk = Desk()

    first = desk.desk.bring("file_note", GOOD, "备考表.docx")
    second = desk.desk.bring("file_note", GOOD, "备考表2.docx")

    assert (first.version, second.version) == (1, 2)
    assert desk.desk.content(first.id) == GOOD
    line = next(each for each in desk.desk.lines() if each.slug == "file_note")
    assert line.live is None
    assert [each.version for each in line.versions] == [1, 2]


def test_a_template_with_a_fault_is_refused_with_its_place_and_nothing_kept() -> None:
    desk = Desk()

    with pytest.raises(TemplateUnfitError, match="正文第3段：字段不认识"):
        desk.desk.bring("file_note", BAD, "坏.docx")

    assert desk.kept() == ()


def test_a_template_is_used_from_its_day_on_until_it_is_withdrawn() -> None:
    desk = Desk()
    kept = desk.desk.bring("file_note", GOOD, "备考表.docx")
    tomorrow = TODAY + timedelta(days=1)

    live = desk.desk.set_live(kept.id, tomorrow)

    assert in_use((live,), "file_note", TODAY) is None
    assert in_use((live,), "file_note", tomorrow) == live
    assert in_use((live,), "file_cover", tomorrow) is None
    desk.desk.set_live(kept.id, TODAY)
    gone = desk.desk.withdraw(kept.id)
    assert in_use((gone,), "file_note", TODAY) is None
    codes = [each.code for each in desk.closed.world.store.all(LogLine) if each.code.startswith("template")]
    assert codes == ["template.brought", "template.live", "template.live", "template.withdrawn"]


def test_of_two_live_templates_the_one_begun_last_is_used() -> None:
    def template(version: int, day: date) -> FormTemplate:
        by = ident("甲")
        return FormTemplate(ident(f"v{version}"), TOWN, "file_note", version, "", "", at(TODAY), by, day)

    old, new = template(2, date(2026, 1, 1)), template(1, date(2026, 2, 1))

    assert in_use((old, new), "file_note", TODAY) == new


def test_a_template_does_not_go_live_in_the_past() -> None:
    desk = Desk()
    kept = desk.desk.bring("file_note", GOOD, "备考表.docx")

    with pytest.raises(TemplateDayError):
        desk.desk.set_live(kept.id, TODAY - timedelta(days=1))


def test_a_title_of_the_office_is_printed_from_now_on_and_an_empty_one_takes_it_back() -> None:
    desk = Desk()
    world, bench = desk.closed.world, desk.closed.bench

    desk.desk.set_title("file_note", "案卷备考表")
    world.seat.take(FIRST.id, "甲", Role.HANDLER)
    draft = bench.desk.draft(CASE, "file_note")
    assert bench.desk.sheet(draft.id).title == "案卷备考表"

    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    desk.desk.set_title("file_note", " ")
    assert bench.desk.sheet(draft.id).title == "卷内备考表"


@pytest.mark.parametrize("title", ["长" * 41, "控\x07制"])
def test_what_is_no_title_is_refused(title: str) -> None:
    with pytest.raises(TitleUnfitError):
        Desk().desk.set_title("file_note", title)


def test_only_an_administrator_brings_templates() -> None:
    desk = Desk()
    desk.closed.world.seat.take(FIRST.id, "甲", Role.HANDLER)

    for does in (
        lambda: desk.desk.bring("file_note", GOOD, "备考表.docx"),
        lambda: desk.desk.set_title("file_note", "案卷备考表"),
    ):
        with pytest.raises(NotPermittedError):
            does()
