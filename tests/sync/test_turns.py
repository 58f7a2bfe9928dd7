"""Records and files take turns on one thread; what stands in the way is told until it is gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from localdb.failures import StoreBusyError, StoreFullError, StoreUnreachableError, StoreUnreadableError
from sync.fault_words import fault_words
from sync.refusals import OF_THE_KEY
from sync.step import IDLE, Step
from sync.turns import REST, STANDING, Turns
from sync.unreachable import Barrier

if TYPE_CHECKING:
    from app.domain.errors import AppError


@dataclass
class Told:
    """An engine that says what it was told to say, one step after the other."""

    steps: list[Step | Exception] = field(default_factory=list)
    hurried: int = 0

    def step(self) -> Step:
        step = self.steps.pop(0) if self.steps else Step(IDLE, 60.0)
        if isinstance(step, Exception):
            raise step
        return step

    def hurry(self) -> None:
        """Nothing rests here; how often it was asked is counted."""
        self.hurried += 1


@dataclass
class _Held(Told):
    """Files whose store is held by somebody at first."""

    files: Told = field(default_factory=Told)

    def hurry(self) -> None:
        self.hurried += 1
        if self.hurried == 1:
            raise StoreBusyError
        self.files.hurry()


def turns(*steps: Step | Exception, files: tuple[Step | Exception, ...] = ()) -> tuple[Turns, list[str]]:
    heard: list[str] = []
    return Turns(Told(list(steps)), Told(list(files)), heard.append), heard


def test_files_move_while_the_records_rest_and_the_shorter_rest_counts() -> None:
    taking, heard = turns(Step("push"), Step(IDLE, 60.0), files=(Step("file", 2.0),))

    assert [taking.step().wait for _ in range(2)] == [0.0, 2.0]
    assert heard == [""]


def hurried(*steps: Step | Exception) -> tuple[Turns, Told, Told]:
    """Return turns whose files were hurried as at the start, with both engines; the steps follow."""
    records, files = Told([Step(IDLE, 60.0), *steps]), Told()
    taking = Turns(records, files, lambda _fault: None)
    taking.step()
    assert files.hurried == 1
    return taking, records, files


def test_files_are_hurried_once_the_line_that_was_away_is_back() -> None:
    taking, _records, files = hurried(Step("hello", 9.0, "offline"), Step(IDLE, 5.0), Step("hello"))

    counts = []
    for _ in range(5):
        taking.step()
        counts.append(files.hurried)

    assert counts == [1, 1, 1, 2, 2]


@pytest.mark.parametrize(
    "step", [Step("push"), Step("changes", 0.0, "chain"), StoreFullError(), Step(IDLE, 60.0)]
)
def test_files_are_left_to_their_rest_while_the_line_was_never_away(step: Step | Exception) -> None:
    taking, _records, files = hurried(step, Step("push"))

    for _ in range(4):
        taking.step()

    assert files.hurried == 1


def test_whoever_hurries_the_turns_hurries_records_and_files() -> None:
    taking, records, files = hurried()

    taking.hurry()
    taking.step()
    taking.step()

    assert (records.hurried, files.hurried) == (1, 2)


def test_files_that_could_not_be_hurried_are_hurried_later() -> None:
    files = Told()
    taking = Turns(Told(), _Held(files=files), lambda _fault: None)

    taking.step()
    taking.step()

    assert files.hurried == 1


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


@pytest.mark.parametrize("fault", sorted(STANDING - OF_THE_KEY))
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


def told_after(*steps: Step | Exception) -> str:
    """Return what stands in the way after some steps."""
    taking, heard = turns(*steps)
    for _ in steps:
        taking.step()
    return heard[-1]


@pytest.mark.parametrize("fault", sorted(OF_THE_KEY))
def test_any_success_shows_that_the_key_is_believed(fault: str) -> None:
    refused = Step("push", 9.0, fault)

    assert told_after(refused, Step("hello", 9.0, "offline"), Step("hello", 9.0, fault)) == fault
    assert told_after(refused, Step("changes", 0.0, "", "city")) == ""


def test_a_bucket_that_could_not_be_read_is_forgotten_at_the_next_greeting() -> None:
    bucket = Step("bucket", 0.0, Barrier.ODD, "320281101")

    assert told_after(bucket, Step("changes", 0.0, "", "city")) == Barrier.ODD
    assert told_after(bucket, Step("hello", 9.0, "offline"), Step("push")) == Barrier.ODD
    assert told_after(bucket, Step("hello")) == ""


@pytest.mark.parametrize(
    "proof", [Step("digest", 0.0, "", "city"), Step("digest", 0.0, "digest", "city"), Step("bucket")]
)
def test_a_push_that_was_refused_is_forgotten_once_nothing_waits_to_be_pushed(proof: Step) -> None:
    refused = Step("push", 0.0, "one_too_large")

    assert told_after(refused, Step("hello"), Step("changes", 0.0, "", "320281101")) == "one_too_large"
    assert told_after(refused, Step("hello"), proof, Step("changes", 0.0, "", "city")) == ""


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
