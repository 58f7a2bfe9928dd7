"""A paper that reached its party is corrected in writing; one that did not is made again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from tests.builders import a_case, a_document
from tests.fake_papers import PlainForms
from tests.ui.paper_world import edited, paper_tools, settle
from tests.unit.services.world import PARTY, World

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.document.view import DocumentView

ORDER = a_document(
    "correction_order",
    PARTY,
    number="澄示综执改字〔2026〕1号",
    frozen={"doc.title": "责令改正"},
    template_version=PlainForms().version("correction_order"),
)


def shown(qtbot: QtBot, jobs: JobRunner, world: World, state: DocumentState) -> DocumentView:
    tools = paper_tools(jobs, world)
    world.put(replace(ORDER, state=state))
    return edited(qtbot, tools, ORDER.id)


def test_a_served_paper_is_corrected_by_a_paper_of_its_own(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    view = shown(qtbot, jobs, world, DocumentState.SERVED)
    assert view.doing.amend_button.isVisible()

    with qtbot.waitSignal(view.wants) as asked:
        view.doing.amend_button.click()
    settle(qtbot, view)

    (draft,) = [each for each in world.store.all(Document) if each.slug == "text_correction"]
    assert (draft.parent_id, draft.party_id, draft.state) == (ORDER.id, PARTY.id, DocumentState.DRAFT)
    assert asked.args == ["document", {"document_id": draft.id}]


@pytest.mark.parametrize("state", [DocumentState.FINAL, DocumentState.ISSUED, DocumentState.RETURNED])
def test_a_paper_that_reached_nobody_is_not_corrected_but_made_again(
    qtbot: QtBot, jobs: JobRunner, state: DocumentState
) -> None:
    view = shown(qtbot, jobs, World(a_case(CaseStatus.INVESTIGATING)), state)

    assert not view.doing.amend_button.isVisible()


def test_a_paper_of_an_archived_case_is_not_corrected(qtbot: QtBot, jobs: JobRunner) -> None:
    view = shown(qtbot, jobs, World(a_case(CaseStatus.ARCHIVED)), DocumentState.SERVED)

    assert not view.doing.amend_button.isVisible()
