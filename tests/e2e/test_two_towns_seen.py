"""Two towns in one store, seen at the window and on the command line: each person finds the own town."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.cli.entry import run
from app.domain.case import Case, CaseStatus
from app.domain.document import Document
from app.window import tools_of
from tests.e2e.two_towns import HERE, OTHER, THERE, founded, of, record_of, seat
from ui.jobs import JobRunner
from ui.notices import Notices
from ui.screens import screens
from ui.screens.cases.view import CasesView
from ui.screens.home.view import HomeView
from ui.screens.search.view import SearchView
from ui.shell.window import MainWindow
from ui.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.bootstrap import Program
    from ui.widgets.table_model import ListModel

TOWNS = (HERE, THERE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two towns, closed again."""
    folder = tmp_path_factory.mktemp("towns") / "store"
    founded(folder).close()
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A store of two towns."""
    made = founded(tmp_path / "store")
    yield made
    made.close()


@dataclass
class Desktop:
    """The window as the program wires it, without the person at the door."""

    window: MainWindow
    jobs: JobRunner
    notices: Notices


@pytest.fixture
def desktop(program: Program, qtbot: QtBot) -> Iterator[Callable[[str], Desktop]]:
    """Open the window for the person of a town."""
    jobs, notices = JobRunner(), Notices()
    jobs.failed.connect(notices.failed)
    jobs.bug_found.connect(notices.bug)

    def opened(town: str) -> Desktop:
        window = MainWindow(tools_of(seat(program, town), jobs, notices), screens())
        qtbot.addWidget(window)
        return Desktop(window, jobs, notices)

    yield opened
    jobs.close()


class Said:
    """The command line over a store, asked for JSON."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._store, self._capsys = store, capsys

    def __call__(self, *words: str, who: str = "") -> Any:
        person = ("--as", f'{who}/"name{who}"') if who else ()
        run([*words, "--store", str(self._store), *person, "--json"])
        return json.loads(self._capsys.readouterr().out)


@pytest.fixture
def said(store: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """The command line over the store."""
    return Said(store, capsys)


@pytest.mark.parametrize("town", TOWNS)
def test_the_command_line_lists_and_opens_the_own_town_alone(said: Said, town: str) -> None:
    listed = said("case", "list", who=town)
    shown = said("case", "show", str(of(Case, town)), who=town)

    assert (listed["town"], listed["count"]) == (town, 1)
    assert [UUID(each["id"]) for each in listed["cases"]] == [of(Case, town)]
    assert UUID(shown["id"]) == of(Case, town)
    assert OTHER[town] not in json.dumps((listed, shown))


@pytest.mark.parametrize(
    "words",
    [
        ("case", "show"),
        ("case", "review"),
        ("case", "advance", "T05"),
        ("case", "export", "案卷.zip"),
        ("documents", "list"),
        ("documents", "check"),
    ],
)
def test_the_command_line_refuses_a_case_of_another_town(said: Said, words: tuple[str, ...]) -> None:
    word, does, *rest = words

    refused = said(word, does, str(of(Case, HERE)), *rest, who=THERE)

    assert refused["error"]["code"] == "town.other"
    assert HERE not in json.dumps(refused)


def test_a_number_or_a_paper_of_another_town_is_not_found(said: Said, tmp_path: Path) -> None:
    number = str(getattr(record_of(Document, HERE), "number"))  # noqa: B009 - a record of any kind
    pdf = str(tmp_path / "a.pdf")

    for what in (str(of(Document, HERE)), number):
        assert said("documents", "render", what, pdf, who=THERE)["error"]["code"] == "cli.not_found"
    assert said("case", "show", "cause" + HERE, who=THERE)["error"]["code"] == "cli.not_found"


def test_a_list_of_another_town_is_refused_and_the_person_of_last_time_remembered(said: Said) -> None:
    assert said("case", "list", "--town", HERE, who=THERE)["error"]["code"] == "town.other"
    assert said("case", "list", "--town", THERE)["count"] == 1
    assert said("case", "list")["town"] == THERE


def test_without_a_person_the_whole_store_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    founded(tmp_path / "store").close()
    said = Said(tmp_path / "store", capsys)

    assert (said("case", "list")["town"], said("case", "list")["count"]) == (None, 2)
    assert said("case", "list", "--town", HERE)["count"] == 1


@pytest.mark.parametrize("town", TOWNS)
def test_the_window_counts_lists_and_finds_the_own_town_alone(
    desktop: Callable[[str], Desktop], town: str, qtbot: QtBot
) -> None:
    at = desktop(town)
    home, cases = at.window.open("home"), at.window.open("cases", {"filter": "all"})
    found = at.window.open("search", {"text": "320281"})
    assert isinstance(home, HomeView)
    assert isinstance(cases, CasesView)
    assert isinstance(found, SearchView)
    qtbot.waitUntil(lambda: not at.jobs.busy)

    stage = next(each for each in STAGES if CaseStatus.INVESTIGATING in each.states)
    assert home.tiles[stage.name].figure.text() == "1"
    assert home.tiles["clues"].figure.text() == "1"
    for listed in (cases.listed, found.cases, found.clues):
        assert _shown(listed.model, qtbot) == [town]


def test_the_case_page_of_another_town_is_refused_in_words(
    desktop: Callable[[str], Desktop], qtbot: QtBot
) -> None:
    at = desktop(THERE)

    at.window.open("case", {"case_id": of(Case, HERE)})
    qtbot.waitUntil(lambda: not at.jobs.busy)

    told = at.notices.last
    assert told is not None
    assert (told.code, "其他镇街" in told.message, bool(told.hint)) == ("town.other", True, True)


def _shown(model: ListModel, qtbot: QtBot) -> list[str]:
    """Return the towns of the rows of a list, once they are read."""
    rows = range(model.rowCount())
    qtbot.waitUntil(lambda: all(model.row(each) is not None for each in rows))
    return [str((model.row(each) or {})["town"]) for each in rows]
