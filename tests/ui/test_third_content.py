"""A third content (另行填写) asks for every value a record cannot do without, and for no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import Procedure
from app.domain.disagreement import Version
from app.domain.evidence import Evidence
from app.domain.field import Kind, fields_of, label_of
from app.domain.penalty import Penalty
from localdb.records import tables
from tests.sync_facts import a_conflict, a_link
from tests.sync_fakes import MemorySyncReading
from tests.ui.fakes import TODAY
from tests.ui.test_sync_centre import Opened
from tests.unit.services.world import FIRST, SECOND, ready_to_file
from ui.forms.reading import read
from ui.screens.sync.values import third_facts
from ui.screens.sync.view import CONFLICT_TAB

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


@pytest.mark.parametrize("kind", tables(), ids=lambda each: each.__name__)
def test_an_empty_field_is_asked_for_or_becomes_what_its_column_can_hold(kind: type) -> None:
    columns = tables()[kind].columns
    typed = [each for each in fields_of(kind) if each.kind is not Kind.OTHER and each.name in columns]

    for each in typed:
        asked: Any = third_facts(kind, (each.name,))
        declared = fields_of(asked)[0]
        empty = read(declared, "", TODAY)
        assert empty is not None or columns[declared.name].nullable or declared.field.required, declared.name


def test_a_reason_in_conflict_and_the_reason_of_the_decision_are_two_fields() -> None:
    asked: Any = third_facts(Penalty, ("reason", "fine"))

    labels = [each.field.label for each in fields_of(asked)]

    assert labels == [label_of(Penalty, "reason"), label_of(Penalty, "fine"), "理由"]


def test_what_a_record_can_do_without_is_not_asked_for() -> None:
    names = ("source", "taken_at", "taken_by", "original", "pages")
    asked: Any = third_facts(Evidence, names)

    required = {each.name: each.field.required for each in fields_of(asked)}

    assert required == dict.fromkeys(names, False) | {"pages": True, "reason": True}


def test_a_cleared_choice_is_told_at_its_field_and_nothing_is_settled(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_file()
    sides = [Version({"procedure": each}, FIRST.id, None) for each in (Procedure.SIMPLE, Procedure.ORDINARY)]
    brief = a_conflict(world.case, FIRST.id, SECOND.id)
    found = replace(brief, fields=("procedure",), before=sides[1], late=sides[0], kept=sides[1])
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), conflicts=(found,)))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    page.view.choices.third.click()
    page.answer(procedure="", reason="合并")

    form: Any = page.view.asking.form
    assert "未填写" in form.slots_["procedure"].fault.text()
    assert world.store.decided == []
    page.answer(procedure="simple", reason="合并")
    assert world.case.procedure is Procedure.SIMPLE
