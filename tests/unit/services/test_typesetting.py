"""An office chooses how its papers are set; a paper keeps what it was finalised with."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.documents.trial import Trial
from app.domain.case import CaseStatus
from app.domain.role import Role
from app.domain.typesetting import GAPS, Typesetting, typesetting_in
from app.services.form_checks import FormChecks
from app.services.office_forms import TemplateDesk
from app.services.refused import NotPermittedError
from app.services.settings import SettingDesk
from app.services.typesetting import CHOICE, KEPT, TypesettingDesk, UnknownGapError
from tests.builders import a_case, a_clue, ident
from tests.fake_papers import PlainTemplates
from tests.unit.services.papers import Bench
from tests.unit.services.world import FIRST, World

CHOSEN = Typesetting(hang=False, gap=0)


def a_bench() -> Bench:
    world = World(
        a_case(CaseStatus.INVESTIGATING, clue_id=ident("clue"), department="城管", brief="示例案情")
    )
    world.put(a_clue())
    return Bench(world)


def choose(bench: Bench, chosen: Typesetting) -> None:
    seat, who = bench.world.seat, bench.world.office.who()
    seat.take(FIRST.id, FIRST.name, Role.ADMIN)
    TypesettingDesk(bench.world.office).choose(chosen)
    seat.take(who.officer_id, who.name, *who.roles)


@drawn(hang=st.booleans(), gap=st.sampled_from(GAPS))
def test_what_a_paper_keeps_is_read_as_it_was_chosen(*, hang: bool, gap: int) -> None:
    assert typesetting_in(Typesetting(hang, gap).kept) == Typesetting(hang, gap)


def test_a_paper_from_before_the_choice_is_set_as_usual() -> None:
    assert typesetting_in("") == Typesetting()


def test_drafts_follow_the_choice_and_final_papers_keep_their_own() -> None:
    bench = a_bench()
    before = bench.finished("site_record")
    draft = bench.drafted("inquiry_transcript")
    choose(bench, CHOSEN)

    bench.desk.preview(draft.id)
    bench.desk.preview(before.id)

    assert before.frozen[KEPT] == Typesetting().kept
    assert bench.pages.set_by[-2:] == [CHOSEN, Typesetting()]


def test_a_paper_finalised_after_the_choice_is_archived_with_it() -> None:
    bench = a_bench()
    choose(bench, CHOSEN)

    final = bench.finished("site_record")
    choose(bench, Typesetting())
    bench.desk.preview(final.id)

    assert final.frozen[KEPT] == CHOSEN.kept
    assert bench.pages.set_by[-1] == CHOSEN


def test_only_an_administrator_chooses_and_only_what_is_offered() -> None:
    bench = a_bench()
    desk = TypesettingDesk(bench.world.office)

    with pytest.raises(NotPermittedError):
        desk.choose(CHOSEN)
    with pytest.raises(UnknownGapError):
        choose(bench, Typesetting(gap=7))
    assert desk.chosen() == Typesetting()


def test_a_choice_that_is_not_offered_is_never_printed_by() -> None:
    bench = a_bench()
    bench.world.seat.take(FIRST.id, FIRST.name, Role.ADMIN)
    SettingDesk(bench.world.office).put(CHOICE, "hung 7")

    with pytest.raises(UnknownGapError):
        TypesettingDesk(bench.world.office).chosen()


def test_a_template_is_tried_as_the_office_sets_its_papers() -> None:
    bench = a_bench()
    choose(bench, CHOSEN)
    checks = FormChecks(bench.forms, bench.pages, PlainTemplates())

    TemplateDesk(bench.world.office, checks, bench.files).look("file_note", b"template", Trial.NORMAL)

    assert bench.pages.set_by[-1] == CHOSEN
