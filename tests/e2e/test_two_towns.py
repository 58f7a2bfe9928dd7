"""A store that holds two towns shows each person the own one: in lists, counts, searches and by id."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.approval import Verdict
from app.domain.case import Case
from app.domain.certificate import Certificate, CertificateState
from app.domain.clue import Clue
from app.domain.delivery import Delivery
from app.domain.document import Document
from app.domain.equipment import Equipment
from app.domain.equipment_move import MoveKind
from app.domain.errors import AppError
from app.domain.evidence import Evidence
from app.domain.form_template import FormTemplate
from app.domain.inspection import Finding, InspectionDraw, InspectionPlan, InspectionTask
from app.domain.officer import Officer
from app.domain.party import Party
from app.domain.payment import Payment
from app.domain.power_item import PowerItem
from app.domain.recorder_file import RecorderFile
from app.domain.role import Role
from app.domain.statement import Statement
from app.rules.deadlines.event_kinds import EventKind
from app.services.approvals import Opinion
from app.services.demo.pictures import a_picture
from app.services.own_town import SEVERAL_TOWNS, OtherTownError, own_town
from localdb.lists import LISTS
from localdb.records import tables
from tests.builders import an_item
from tests.e2e.two_towns import (
    HERE,
    KINDS,
    OTHER,
    THERE,
    TODAY,
    called,
    founded,
    methods,
    needed,
    of,
    record_of,
    seat,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from app.bootstrap import Program
    from app.services.office import Office

TOWNS = (HERE, THERE)
ON_A_DAY = {"day": TODAY, "year": TODAY.year, "first": None, "end": date(2027, 1, 1)}
"""What lists are asked with: a method that needs nothing else is one."""
NO_LIST = {
    "bureaus.all": "the directory of the city",
    "powers.install_reference": "takes the city's list in",
    "syncing.centre": "what this computer has to send and to fetch, whoever saved it",
    "cards.cards": "prints what register_rows lists",
    "cards.register": "prints what register_rows lists",
    "giving_out.contents": "counts what giving_out.made holds",
    "giving_out.made": "an administrator's; holds what is meant for every town",
}
OPENED = {
    "case_id": Case,
    "document_id": Document,
    "clue_id": Clue,
    "party_id": Party,
    "evidence_id": Evidence,
    "statement_id": Statement,
    "delivery_id": Delivery,
    "payment_id": Payment,
    "plan_id": InspectionPlan,
    "draw_id": InspectionDraw,
    "task_id": InspectionTask,
    "template_id": FormTemplate,
    "equipment_id": Equipment,
    "file_id": RecorderFile,
}
"""What is opened by its identity and belongs to one town; a method that needs one first is tried."""
EMPTY = {"draws.draws", "tasks.of_plan", "numbers.uses_of"}
"""Methods that list what hangs on an identity: nothing does."""
BESIDE: Mapping[str, Any] = {
    "code": "T05",
    "slug": "site_record",
    "day": TODAY,
    "on": TODAY,
    "copies": 1,
    "checked_on": TODAY,
    "role": Role.UNIT_HEAD,
    "signer_id": of(Officer, THERE),
    "opinion": Opinion(Verdict.AGREE),
    "finding": Finding.PROBLEM,
    "content": a_picture(Random(1)),
}
"""What else is told to methods that open something; where nothing stands here, a reason."""
KINDS_OF = dict.fromkeys(("facts.tell", "facts.take_back"), EventKind.PUBLISHED) | {
    "equipment.move": MoveKind.ISSUE
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A store of two towns, one record of every kind for each."""
    made = founded(tmp_path_factory.mktemp("towns") / "store")
    yield made
    made.close()


def _lists(needs: list[str], answers: str) -> bool:
    return set(needs) <= set(ON_A_DAY) and "Iterator" not in answers


def _opens(needs: list[str], _answers: str) -> bool:
    return bool(needs) and needs[0] in OPENED


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_its_own_town_in_rows_counts_and_search(program: Program, name: str, town: str) -> None:
    shown, lists = LISTS[name], seat(program, town).lists
    both = [each.bytes for each in (of(shown.kind, HERE), of(shown.kind, THERE))]
    own = an_item().id if shown.citywide else of(shown.kind, town)

    ids = lists.ids(name, {})
    found = lists.ids(name, {}, town)
    rows = lists.rows(name, [*both, *ids])

    assert own.bytes in ids
    assert {row["town"] for row in rows} == {"" if shown.citywide else town}
    assert sum(lists.counts(name, "town").values()) == len(ids)
    assert set(lists.counts(name, "town")) == {"" if shown.citywide else town}
    assert set(found) <= set(ids)
    assert lists.ids(name, {"town": OTHER[town]}) == lists.ids(name, {}, OTHER[town]) == []


@pytest.mark.parametrize("name", ["cases", "clues"])
def test_a_search_finds_the_own_town_alone(program: Program, name: str) -> None:
    words = {"cases": "cause320281", "clues": "summary320281"}[name]

    found = {town: list(seat(program, town).lists.ids(name, {}, words)) for town in TOWNS}

    assert found == {town: [of(LISTS[name].kind, town).bytes] for town in TOWNS}


@pytest.mark.parametrize("method", [each for each in methods(_lists) if each not in NO_LIST])
def test_what_a_desk_lists_names_no_other_town(program: Program, method: str) -> None:
    for town in TOWNS:
        told = called(seat(program, town), method, ON_A_DAY)

        assert OTHER[town] not in repr(told)


def test_what_desks_list_is_not_empty(program: Program) -> None:
    """The test above would pass for ever over desks that list nothing."""
    here = [
        each
        for each in methods(_lists)
        if each not in NO_LIST and HERE in repr(called(seat(program, HERE), each, ON_A_DAY))
    ]

    assert len(here) >= 17


@pytest.mark.parametrize("method", [each for each in methods(_opens) if each not in EMPTY])
def test_what_belongs_to_another_town_is_not_opened_by_its_id(program: Program, method: str) -> None:
    seat(program, THERE, head=True)
    given = {name: of(kind, HERE) for name, kind in OPENED.items()}

    with pytest.raises(AppError) as refused:
        _tried(program, method, given)

    expected = "draw.seed_lost" if method == "draws.reveal" else "town.other"
    assert refused.value.code == expected
    assert refused.value.message.endswith("。")
    assert refused.value.hint.endswith("。")


@pytest.mark.parametrize("method", sorted(EMPTY))
def test_nothing_hangs_on_what_belongs_to_another_town(program: Program, method: str) -> None:
    given = {name: of(kind, HERE) for name, kind in OPENED.items()}

    assert _tried(seat(program, HERE), method, given)
    assert _tried(seat(program, THERE), method, given) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_found_read_and_written_in_the_own_town_alone(program: Program, kind: type[Any]) -> None:
    office = seat(program, THERE, head=True).office
    foreign = record_of(kind, HERE)

    with office.read() as work:
        found = {each.town for each in work.of(kind).find()}
        by_id = work.of(kind).find(id=foreign.id)
    if kind in SEVERAL_TOWNS:
        assert (found, len(by_id)) == ({HERE, THERE}, 1)
        return
    assert (found, by_id) == ({THERE}, ())
    with office.begin() as work, pytest.raises(OtherTownError):
        work.of(kind).get(foreign.id)
    _refused_to_write(office, kind, foreign)


@pytest.mark.parametrize("kind", [each for each in KINDS if each in SEVERAL_TOWNS])
def test_who_does_not_administer_reads_people_of_other_towns_and_changes_none(
    program: Program, kind: type[Any]
) -> None:
    foreign, own = record_of(kind, HERE), record_of(kind, THERE)
    office = seat(program, THERE).office

    with office.begin() as work:
        assert work.of(kind).get(foreign.id) == foreign
        assert {each.town for each in work.of(kind).find()} == {HERE, THERE}
        work.of(kind).save(own)
    _refused_to_write(office, kind, foreign)


def test_a_clerk_marks_no_certificate_of_another_town(program: Program) -> None:
    seat(program, THERE)

    with pytest.raises(OtherTownError, match="属于其他镇街"):
        program.officers.mark(of(Certificate, HERE), CertificateState.LOST, TODAY)
    assert program.officers.mark(of(Certificate, THERE), CertificateState.LOST, TODAY).town == THERE


def _refused_to_write(office: Office, kind: type[Any], foreign: Any) -> None:
    with office.begin() as work:
        records = work.of(kind)
        writes: tuple[Callable[[], None], ...] = (
            lambda: records.save(foreign),
            lambda: records.remove(foreign, "误录"),
            lambda: records.revive(foreign, foreign),
            lambda: records.decide(foreign, "c", ("x",)),
        )
        for refused in writes:
            with pytest.raises(OtherTownError):
                refused()


def test_what_belongs_to_the_city_is_everybodys(program: Program) -> None:
    for town in TOWNS:
        with seat(program, town).office.read() as work:
            assert work.of(PowerItem).get(an_item().id) == an_item()
        assert an_item() in program.powers.on(TODAY)


def test_while_nobody_is_signed_in_the_whole_store_is_told(program: Program) -> None:
    program.sign_in.sign_out()

    assert own_town(program.sign_in) is None
    assert set(program.lists.counts("cases", "town")) == set(TOWNS)
    assert {program.reading.open(of(Case, town)).case.town for town in TOWNS} == set(TOWNS)


def test_every_kind_of_record_is_tried() -> None:
    assert {*KINDS, PowerItem} == set(tables())


def _tried(program: Program, method: str, given: Mapping[str, UUID]) -> Any:
    desk, _, name = method.partition(".")
    wants = needed(getattr(type(getattr(program, desk)), name))
    words = dict.fromkeys(wants, "理由") | dict(BESIDE) | {"kind": KINDS_OF.get(method)} | dict(given)
    return called(program, method, words)
