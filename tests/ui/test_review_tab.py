"""The review on the case page: score, lost points with their reason, and the way to what mends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.case_hands import opened, settle, tab_of
from tests.ui.case_world import case_tools
from tests.ui.hands import press, press_enter
from tests.unit.services.review_breaks import no_reason
from tests.unit.services.reviewed_case import PENALTY, spotless
from ui.screens.case.view_review import ReviewTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.case.view import CaseView


def review_of(view: CaseView) -> ReviewTab:
    tab = tab_of(view, "review")
    assert isinstance(tab, ReviewTab)
    return tab


def test_the_tab_shows_score_and_loss_and_opens_what_mends_it(qtbot: QtBot, jobs: JobRunner) -> None:
    closed = spotless()
    no_reason(closed)
    tools = case_tools(jobs, closed.world)
    view = opened(qtbot, tools, {"tab": "review"})
    settle(qtbot, tools)
    tab = review_of(view)
    wanted: list[tuple[str, object]] = []
    view.wants.connect(lambda slug, args: wanted.append((slug, args)))

    qtbot.waitUntil(lambda: tab.rows.rowCount() > 0)
    assert "98.0分" in tab.score.text()
    assert [tab.rows.words(0, at) for at in range(3)] == ["－2", "4", "写明裁量情节和理由"]
    assert "没有写明裁量理由" in tab.whole.text()
    assert tab.rows.words(1, 3) == "✔ 未扣分"

    tab.rows.setFocus()
    press_enter(tab.rows)

    where = {"case_id": view.model.case_id, "tab": "penalty", "field": str(PENALTY.id)}
    assert wanted == [("case", where)]


def test_archiving_shows_lost_points_as_warnings_below(qtbot: QtBot, jobs: JobRunner) -> None:
    closed = spotless()
    no_reason(closed)
    tools = case_tools(jobs, closed.world)
    view = opened(qtbot, tools)
    archive = next(each for each in view.model.seen.offers if each.transition.target.value == "ARCHIVED")  # type: ignore[union-attr] # read above

    view.step.show_offer(archive)

    assert any(each.text().startswith("⚠ 评查扣分（2分）") for each in view.step.links)


def test_the_tab_is_reached_by_its_key(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = case_tools(jobs, spotless().world)
    view = opened(qtbot, tools)

    press(view, Qt.Key.Key_Equal, Qt.KeyboardModifier.AltModifier)

    assert view.tabs.currentWidget() is review_of(view)
    settle(qtbot, tools)
