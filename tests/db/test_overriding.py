"""What the law leaves room for is lifted with a reason by who may, logged and counted; nothing else is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.log_line import LogLine
from app.domain.role import ROLE_WORDS, Role
from app.rules.consistency import checks
from app.rules.gates.override import LOG_CODE, overrides
from app.services.cases import CaseDesk
from app.services.overriding import OverrideDesk
from app.services.refused import NotPermittedError, RefusedError
from tests.builders import ident
from tests.db.on_disk import CASE, OnDisk
from tests.unit.services.world import World, ready_to_decide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATE = {"C07": "鉴定延误，已向上级说明"}


def too_late(*roles: Role) -> World:
    """A case about to be decided after its ninety days, with somebody at the desk."""
    world = ready_to_decide()
    world.change(world.case, filed_on=date(2025, 12, 1))
    world.seat.take(ident("丁"), "丁", *roles)
    return world


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[OnDisk]:
    """The late case in a real store, the head of the organ at the desk."""
    opened = OnDisk.of(too_late(Role.ORGAN_HEAD), tmp_path)
    yield opened
    opened.store.close()


def test_the_head_lifts_it_with_a_reason_which_is_logged_and_counted(desks: OnDisk) -> None:
    assert OverrideDesk(desks.office).counts() == {}

    case = CaseDesk(desks.office).advance_despite(CASE, "T17A", LATE)

    assert case.status is CaseStatus.DECIDED
    (line,) = [each for each in desks.file().log if each.code == f"{LOG_CODE}C07"]
    assert LATE["C07"] in line.text
    assert ROLE_WORDS[Role.ORGAN_HEAD] in line.text
    assert OverrideDesk(desks.office).counts() == {"C07": 1}


@pytest.mark.parametrize("reasons", [{}, {"C07": "  "}, {"G08": "当事人同意"}])
def test_without_a_reason_of_its_own_nothing_is_lifted(desks: OnDisk, reasons: dict[str, str]) -> None:
    with pytest.raises(RefusedError) as refused:
        CaseDesk(desks.office).advance_despite(CASE, "T17A", reasons)

    assert {each.gate for each in refused.value.refusals} == {"C07"}
    assert OverrideDesk(desks.office).counts() == {}


def test_who_may_lift_it_is_offered_to(desks: OnDisk) -> None:
    offers = {each.transition.code: each for each in CaseDesk(desks.office).possible(CASE)}

    (may,) = offers["T17A"].liftable
    assert (may.gate, bool(may.room), bool(may.article)) == ("C07", True, True)


def test_somebody_without_the_role_may_not(tmp_path: Path) -> None:
    desks = OnDisk.of(too_late(Role.HANDLER), tmp_path)

    with pytest.raises(NotPermittedError) as refused:
        CaseDesk(desks.office).advance_despite(CASE, "T17A", LATE)

    offers = CaseDesk(desks.office).possible(CASE)
    with desks.store.read() as work:
        lines = work.of(LogLine).find(case_id=CASE)
    desks.store.close()
    assert ROLE_WORDS[Role.ORGAN_HEAD] in refused.value.hint
    assert all(each.liftable == () for each in offers)
    assert [each.code for each in lines] == []


def test_what_the_law_forbids_outright_has_no_override(tmp_path: Path) -> None:
    world = too_late(Role.ORGAN_HEAD)
    world.change(world.case, suspected_crime=True)
    desks = OnDisk.of(world, tmp_path)

    with pytest.raises(RefusedError) as refused:
        CaseDesk(desks.office).advance_despite(CASE, "T17A", {**LATE, "G22": "情节轻微"})

    desks.store.close()
    assert {each.gate for each in refused.value.refusals} == {"G22"}


def test_every_override_names_a_check_who_may_lift_it_and_why() -> None:
    named = {(found.__doc__ or "")[:3] for found in checks().values()}

    for gate, each in overrides().items():
        assert gate in named
        assert each.roles
        assert each.room
        assert each.article
