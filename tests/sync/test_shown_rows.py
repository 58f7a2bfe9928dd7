"""Whatever comes in whatever pages, what is shown is the server's image with own open work laid over it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import Case, CaseStatus
from sync.codecs import encode
from sync.codecs.images import shown
from tests.sync.city_kit import CityKit
from tests.sync.office import Desktop, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WORDS = st.sampled_from(["甲", "乙", "丙"])
CHANGES = st.one_of(
    WORDS.map(lambda word: {"cause": word}),
    WORDS.map(lambda word: {"department": word}),
    WORDS.map(lambda word: {"findings": word, "brief": word}),
    st.sampled_from([CaseStatus.FILED, CaseStatus.INVESTIGATING]).map(lambda status: {"status": status}),
    st.lists(st.integers(1, 4), unique=True, max_size=3).map(
        lambda ids: {"handlers": tuple(UUID(int=each) for each in ids)}
    ),
)
STORIES = st.lists(st.tuples(st.integers(0, 1), st.one_of(CHANGES, st.integers(1, 4))), max_size=14)


@settings(max_examples=25, deadline=None)
@given(story=STORIES, page=st.integers(1, 5))
def test_two_desktops_show_what_the_rule_says_at_every_moment(
    story: list[tuple[int, dict[str, Any] | int]], page: int
) -> None:
    kit = CityKit()
    desktops = (Desktop(kit, 1), Desktop(kit, 2))
    case = desktops[0].case()
    settle(*desktops)
    for each in desktops:
        each.engine._course.portions.rows.most = page  # noqa: SLF001 - the size of pages is no matter of a caller

    for who, what in story:
        if isinstance(what, int):
            desktops[who].take(what)
        else:
            desktops[who].edit(case, **what)
        for each in desktops:
            assert fields(each.see(case)) == ought(each, case)

    settle(*desktops)
    assert desktops[0].see(case) == desktops[1].see(case)
    assert desktops[0].digest() == desktops[1].digest()
    for each in desktops:
        assert each.rows("SELECT count(*) FROM pending") == [(0,)]


def ought(desktop: Desktop, case: Case) -> Mapping[str, Any]:
    """Return what the shared rule makes of the image and the open operations of a desktop."""
    query = "SELECT version, deleted, fields FROM base_images"
    ((version, deleted, told),) = desktop.rows(query)
    base = {"coll": "case", "id": str(case.id), "version": version, "deleted": bool(deleted)}
    texts = desktop.rows(
        "SELECT operations FROM outbox WHERE place IN (SELECT place FROM pending) ORDER BY place"
    )
    pending = [op for (text,) in texts for op in json.loads(text)]
    laid = shown({**base, "fields": json.loads(told)}, pending)
    assert laid is not None
    found: Mapping[str, Any] = laid["fields"]
    return found


def fields(case: Case) -> Mapping[str, Any]:
    """Return what a case says, as it travels."""
    operation = encode(None, case)
    assert operation is not None
    found: Mapping[str, Any] = operation["set"]
    return found
