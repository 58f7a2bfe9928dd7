"""Records and files take turns on one thread; what stands in the way is told until it is gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from localdb.failures import StoreBusyError, StoreFullError, StoreUnreachableError, StoreUnreadableError
from sync.fault_words import fault_words
from sync.step import IDLE, Step
from sync.turns import REST, STANDING, Turns

if TYPE_CHECKING:
    from app.domain.errors import AppError


@dataclass
class Told:
    """An engine that says what it was told to say, one step after the other."""

    steps: list[Step | Exception] = field(default_factory=list)

    def step(self) -> Step:
        step = self.steps.pop(0) if self.steps else Step(IDLE, 60.0)
        if isinstance(step, Exception):
            raise step
        return step

    def hurry(self) -> None:
        """Nothing rests here."""


def turns(*steps: Step | Exception, files: tuple[Step | Exception, ...] = ()) -> tuple[Turns, list[str]]:
    heard: list[str] = []
    return Turns(Told(list(steps)), Told(list(files)), heard.append), heard


def test_files_move_while_the_records_rest_and_the_shorter_rest_counts() -> None:
    taking, heard = turns(Step("push"), Step(IDLE, 60.0), files=(Step("file", 2.0),))

    assert [taking.step().wait for _ in range(2)] == [0.0, 2.0]
    assert heard == [""]


@pytest.mark.parametrize(
    "failure", [StoreFullError(), StoreBusyError(), StoreUnreachableError(), StoreUnreadableError()]
)
def test_what_the_computer_cannot_do_now_is_told_and_tried_again(failure: AppError) -> None:
    taking, heard = turns(failure, Step("push"))

    assert taking.step() == Step(IDLE, REST, failure.code)
    assert taking.step() == Step("push")
    assert heard == [failure.code, ""]


def test_a_file_that_cannot_be_kept_does_not_end_the_exchange() -> None:
    taking, heard = turns(Step(IDLE, 60.0), files=(StoreFullError(),))

    assert taking.step().fault == "store.full"
    assert heard == ["store.full"]


def test_a_bug_is_none_of_this() -> None:
    taking, _heard = turns(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        taking.step()


@pytest.mark.parametrize("fault", sorted(STANDING))
def test_a_standing_fault_is_told_until_the_same_errand_succeeds(fault: str) -> None:
    taking, heard = turns(
        Step("changes", 0.0, fault, "320281101"),
        Step("changes", 0.0, "", "city"),
        Step("push"),
        Step("push", 9.0, "offline"),
        Step("hello"),
        Step("changes", 0.0, "", "320281101"),
    )

    for _ in range(6):
        taking.step()

    assert heard == [fault, fault, fault, "offline", fault, ""]


def test_a_fault_of_the_line_ends_with_the_next_answer() -> None:
    taking, heard = turns(Step("push", 9.0, "offline"), Step("changes"))

    taking.step()
    taking.step()

    assert heard == ["offline", ""]


@pytest.mark.parametrize(
    "fault",
    [
        *(*sorted(STANDING), "store.full", "store.busy", "guard.unwritable"),
        *("store.unreachable", "store.unreadable"),
    ],
)
def test_what_stands_has_words_of_its_own(fault: str) -> None:
    assert fault_words(fault).endswith("。")
    assert fault not in fault_words(fault)
