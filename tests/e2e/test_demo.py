"""The demonstration town: whole, fictional throughout, the same for a seed, never among real data."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.cli.demonstration import town
from app.cli.word import Say
from app.domain.case import Case
from app.domain.clue import Clue, ClueSource
from app.domain.document import Document
from app.domain.equipment import EquipmentKind, EquipmentState
from app.domain.evidence import Evidence
from app.domain.inspection import DrawnFrom, DrawState, Finding
from app.domain.log_line import LogLine
from app.domain.number_use import NumberUse
from app.domain.officer import Officer
from app.domain.party import Party, PartyKind
from app.domain.role import Role
from app.rules.draw.record import verified
from app.rules.measures import seizures
from app.services.demo.plans import TownPlan, possible_routes
from app.services.demo.routes import SEIZURE_FORMS
from tests.builders import an_officer
from tests.e2e.test_command_line import chengzhi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile
    from app.domain.record import Record
    from app.services.demo.scene import CasePlan

DAY = date(2026, 6, 30)
Made = tuple["Program", "dict[UUID, CasePlan]"]


def all_of(program: Program, kind: type[Record]) -> tuple[Record, ...]:
    with program.store.read() as work:
        return work.of(kind).find()


def file_of(program: Program, case_id: UUID) -> CaseFile:
    """Return a case of whichever bureau; nobody is signed in, so that all are read."""
    program.sign_in.sign_out()
    return program.reading.open(case_id)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A town with one case for every way there is."""
    plan = TownPlan(seed=5, cases=len(possible_routes()), until=DAY)
    folder = tmp_path_factory.mktemp("town") / "store"
    with town(folder, plan, Say(as_json=True, write=str)) as made:
        yield made


def test_every_way_is_gone_to_its_end(whole: Made) -> None:
    program, made = whole

    ends = {plan.route.name: file_of(program, case_id).case.status for case_id, plan in made.items()}

    assert ends == {each.name: each.goal() for each in possible_routes()}
    assert len(set(ends.values())) >= 30


def test_the_town_has_all_departments_kinds_of_parties_and_sources(whole: Made) -> None:
    program, _ = whole

    departments = {each.department for each in all_of(program, Case) if isinstance(each, Case)}
    kinds = {each.kind for each in all_of(program, Party) if isinstance(each, Party)}
    sources = {each.source for each in all_of(program, Clue) if isinstance(each, Clue)}

    assert len(departments) == 14
    assert kinds == set(PartyKind)
    assert sources == set(ClueSource)


def test_everything_that_can_be_marked_is_marked(whole: Made) -> None:
    program, _ = whole

    officers = [each for each in all_of(program, Officer) if isinstance(each, Officer)]
    clues = [each for each in all_of(program, Clue) if isinstance(each, Clue)]
    cases = [each for each in all_of(program, Case) if isinstance(each, Case)]

    assert (len(officers), len({each.town for each in officers})) == (381, 17)
    assert all(each.demonstration for each in officers)
    assert all(each.demonstration for each in clues)
    assert all(each.demonstration for each in cases)
    assert program.demonstration


def test_nobody_approves_a_paper_of_a_case_he_handles(whole: Made) -> None:
    program, made = whole
    files = [file_of(program, each) for each in made]

    own = [each.by_name for file in files for each in file.approvals if each.by_id in set(file.case.handlers)]

    assert sum(len(file.approvals) for file in files) > 50
    assert own == []


def in_first_bureau(program: Program) -> str:
    """Let the clerk of the bureau sit down that has the cases; returns its town."""
    case = next(each for each in all_of(program, Case) if isinstance(each, Case))
    officers = [each for each in all_of(program, Officer) if isinstance(each, Officer)]
    clerk = next(each for each in officers if each.town == case.town and Role.CLERK in each.roles)
    program.sign_in.sign_in(clerk.id)
    return case.town


def test_random_inspection_has_something_of_everything_and_its_record_verifies(whole: Made) -> None:
    program, _ = whole
    in_first_bureau(program)

    plans = program.inspections.plans()
    drawn = [one for each in plans for one in program.draws.draws(each.id) if one.state is DrawState.DRAWN]
    tasks = [one for each in plans for one in program.tasks.of_plan(each.id)]

    assert len(program.inspections.objects()) == 60
    assert {each.drawn_from for each in plans} == set(DrawnFrom)
    assert all(verified(program.draws.record_file(each.id)).result for each in drawn)
    assert {each.finding for each in tasks} == set(Finding)
    assert any(each.clue_id for each in tasks)
    assert any(each.published_on for each in tasks)
    late = [each for each in tasks if each.published_on is None and each.checked_on is not None]
    assert any((program.tasks.publicity_due(each) or DAY) < DAY for each in late)
    assert any((program.tasks.publicity_due(each) or DAY) > DAY for each in late)


def test_lessons_equipment_and_recordings_are_there_to_look_at(whole: Made) -> None:
    program, made = whole
    town_code = in_first_bureau(program)

    hours = program.training.hours(DAY.year)
    pieces = program.equipment.pieces()
    own = [each for each, plan in made.items() if plan.bureau.town == town_code]

    assert {bool(each.lacking) for each in hours} == {True, False}
    assert any(each.failed for each in hours)
    assert {each.equipment.state for each in pieces} == set(EquipmentState)
    assert {each.equipment.kind for each in pieces} == set(EquipmentKind)
    assert any(program.equipment.offered(each) for each in own)
    assert {each.expiring.step for each in program.people.expiring()} == {7, 30, 60, 180}


def test_one_way_ends_with_goods_seized_whose_extension_and_release_can_be_tried(whole: Made) -> None:
    program, made = whole
    case_id = next(each for each, plan in made.items() if plan.route.seizes)

    file = file_of(program, case_id)
    (taken,) = seizures(file)

    assert {each.slug for each in file.documents if each.final_at} >= set(SEIZURE_FORMS)
    assert file.deliveries_of(taken.decision)
    assert taken.began <= DAY
    assert "经营工具（演示）" in taken.decision.answers["seizure.items"]


def test_no_number_is_used_twice_and_numbers_rise_with_the_days(whole: Made) -> None:
    program, _ = whole
    uses = [each for each in all_of(program, NumberUse) if isinstance(each, NumberUse)]
    twice = Counter((each.town, each.series, each.year, each.n) for each in uses)
    assert max(twice.values()) == 1

    final: dict[tuple[str, str, str], list[int]] = {}
    papers = [each for each in all_of(program, Document) if isinstance(each, Document) and each.number]
    for each in sorted(papers, key=lambda paper: str(paper.final_at)):
        head, _, n = each.number.rpartition("〕")
        final.setdefault((each.town, each.slug, head), []).append(int(n.rstrip("号")))
    assert all(numbers == sorted(numbers) for numbers in final.values())


def test_files_of_evidence_are_there_and_the_log_never_runs_backwards(whole: Made) -> None:
    program, _ = whole
    pieces = [each for each in all_of(program, Evidence) if isinstance(each, Evidence) and each.file_hash]
    lines = [each for each in all_of(program, LogLine) if isinstance(each, LogLine)]

    kinds = {program.files.get(each.file_hash)[:4] for each in pieces}

    assert {b"\x89PNG", b"%PDF"} <= kinds
    assert [each.at for each in lines] == sorted(each.at for each in lines)
    assert {each.machine for each in lines} == {"演示电脑"}


def told(folder: Path, seed: int) -> list[str]:
    """Make a small town and return what its log says."""
    with town(folder, TownPlan(seed, 3, DAY), Say(as_json=True, write=str)) as (program, _):
        lines = [each for each in all_of(program, LogLine) if isinstance(each, LogLine)]
        return [f"{each.id} {each.at} {each.by_name} {each.text}" for each in lines]


def test_a_seed_makes_the_same_town_again_and_another_seed_another(tmp_path: Path) -> None:
    first = told(tmp_path / "a", 7)

    assert told(tmp_path / "b", 7) == first
    assert told(tmp_path / "c", 8) != first


def test_a_town_is_never_made_among_real_people(tmp_path: Path) -> None:
    program = build(tmp_path)
    program.sign_in.found(an_officer("甲", Role.ADMIN))
    program.close()

    done = chengzhi("demo", "--store", str(tmp_path), "--cases", "1", "--replace", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "demo.real_store"
    again = build(tmp_path)
    assert [each.name for each in again.sign_in.people()] == ["甲"]
    again.close()


def test_a_town_says_what_it_will_be_and_asks_where() -> None:
    dry = chengzhi("demo", "--cases", "40", "--dry-run", "--json")
    assert sum(json.loads(dry.stdout)["planned"].values()) == 40

    nowhere = chengzhi("demo")
    assert nowhere.returncode == 1
    assert "--store" in nowhere.stderr
