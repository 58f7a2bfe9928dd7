"""On a bad line less goes at once, until it gets through; then more again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.unreachable import Barrier, UnreachableError
from tests.sync.office import TOWN, Desktop, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.protocol.messages import Answer
    from tests.sync.city_kit import CityKit

MANY = 120
OF_A_BAD_LINE = (Barrier.SLOW, Barrier.OFFLINE, Barrier.FOREIGN)
WHATEVER_THE_SIZE = (Barrier.REFUSED, Barrier.UNTRUSTED)


def losing(lost: str, part: str, barrier: Barrier, sizes: list[int]) -> Callable[[str, Answer], Answer]:
    """Return a line on which one word is done but fails by a barrier, and note how much it was about."""

    def after(word: str, answer: Answer) -> Answer:
        if word != lost or not answer.read()[part]:
            return answer
        sizes.append(len(answer.read()[part]))
        raise UnreachableError(barrier)

    return after


@pytest.mark.parametrize("barrier", OF_A_BAD_LINE)
def test_what_is_pushed_gets_less_until_it_gets_through(here: Desktop, barrier: Barrier) -> None:
    for _ in range(MANY):
        here.case()
    sizes: list[int] = []
    here.line.after = losing("push", "outcomes", barrier, sizes)
    here.take(60)

    assert sizes[0] > 10 * sizes[-1]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("barrier", OF_A_BAD_LINE)
def test_what_is_pulled_gets_less_until_it_gets_through(
    here: Desktop, there: Desktop, barrier: Barrier
) -> None:
    for _ in range(MANY):
        here.case()
    settle(here)
    sizes: list[int] = []
    there.line.after = losing("changes", "rows", barrier, sizes)
    there.take(60)

    assert (sizes[0], sizes[-1]) == (100, 10)


@pytest.mark.parametrize("barrier", WHATEVER_THE_SIZE)
def test_what_would_fail_at_any_size_stays_as_large(here: Desktop, barrier: Barrier) -> None:
    for _ in range(MANY):
        here.case()
    sizes: list[int] = []
    here.line.after = losing("push", "outcomes", barrier, sizes)
    here.take(60)

    assert len(sizes) > 3
    assert len(set(sizes)) == 1


def test_a_report_after_a_restore_goes_in_smaller_parts_over_a_bad_line(kit: CityKit, here: Desktop) -> None:
    backup = kit.backup()
    for _ in range(MANY):
        here.case()
    settle(here)
    kit.restore(backup, towns=(TOWN,))
    here.line.lost = frozenset(("recover",))
    here.take(60)
    here.line.lost, here.line.spoken[:] = frozenset(), []

    here.settle()

    assert here.line.spoken.count("recover") > 3
    assert len(kit.rows(TOWN)) == MANY
