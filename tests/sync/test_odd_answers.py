"""Whatever stands in an answer under the server's mark: it is told, nothing is taken of it, work goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError
from sync.protocol.messages import STATUS, Code, Word
from sync.unreachable import Barrier
from tests.sync.city_kit import CityKit
from tests.sync.odd_json import JSON, altered, bodies
from tests.sync.office import TOWN, Desktop, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.protocol.messages import Answer

STEPS = 24
FEW = settings(max_examples=settings().max_examples // 3)
KEPT = ("outbox", "tail", "base_images", "conflicts", "leases", "lease_requests", "sync_streams", "sync_link")


@dataclass
class Scene:
    """A desktop that has every word to say, its city, and how both stood then."""

    kit: CityKit
    desktop: Desktop
    city: bytes
    store: bytes
    guarded: dict[str, tuple[str, int]]
    answers: dict[str, Mapping[str, Any]]

    def again(self, recovering: bool = False) -> Desktop:
        """Set everything back."""
        self.kit.restore(self.city, towns=())
        self.desktop.guard.kept = dict(self.guarded)
        self.desktop.line.after = lambda _word, answer: answer
        self.desktop.put_back(self.store)
        if recovering:
            with self.desktop.store.engine.begin() as connection:
                connection.exec_driver_sql("UPDATE sync_link SET recovering = epoch")
        return self.desktop


@cache
def scene() -> Scene:
    """Make a desktop with news to send and to get, a digest that differs, numbers to ask for and to give."""
    kit = CityKit()
    here, there = Desktop(kit, 1), Desktop(kit, 2)
    first, _untouched = here.case(), here.case()
    settle(here, there)
    there.edit(first, brief="改过")
    there.case()
    there.settle()
    with suppress(AppError), here.store.begin() as work:
        work.numbers.take("罚", 2026, here.ids.new())
    here.sync.wanted(2026)
    here.case()
    with here.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM base_images")
        connection.exec_driver_sql("UPDATE sync_streams SET digest = ?, records = 0", (bytes(2048),))
        connection.exec_driver_sql("UPDATE sync_link SET release_due = 1")
    made = Scene(kit, here, kit.backup(), here.image(), dict(here.guard.kept), {})
    for recovering in (False, True):
        made.again(recovering).line.after = lambda word, answer: noted(made, word, answer)
        here.take(STEPS)
    return made


def noted(made: Scene, word: str, answer: Answer) -> Answer:
    """Keep the fullest true answer to each word."""
    if answer.status == 200 and len(answer.json()) > len(str(made.answers.get(word, ""))):
        made.answers[word] = answer.read()
    return answer


def saying(word: str, told: Callable[[Answer], Answer]) -> Callable[[str, Answer], Answer]:
    """Return a line that changes the answers to one word."""
    return lambda spoken, answer: told(answer) if spoken == word else answer


def kept(desktop: Desktop) -> list[object]:
    """Return all that the exchange keeps, but what a greeting notes of its moment."""
    rows = {name: desktop.rows(f"SELECT * FROM {name}") for name in KEPT}  # noqa: S608 - names of our own tables
    return [rows[name] if name != "sync_link" else [row[:-2] for row in rows[name]] for name in KEPT]


def stepped(desktop: Desktop, word: str) -> set[str]:
    """Take steps; an answer that was odd left everything as it was. Return the faults of the word."""
    faults = set()
    for _ in range(STEPS):
        before = kept(desktop)
        (step,) = desktop.take(1)
        if step.what == word:
            faults.add(step.fault)
        if step.fault == Barrier.ODD:
            assert kept(desktop) == before
    return faults


@pytest.mark.parametrize("word", list(Word))
def test_every_word_is_spoken_and_truly_answered_here(word: Word) -> None:
    assert scene().answers[word] or word is Word.RELEASE


@pytest.mark.parametrize("word", sorted(set(Word) - {Word.RELEASE}))
def test_any_body_at_all_is_an_odd_answer(word: Word) -> None:
    @FEW
    @given(bodies(list(scene().answers[word])))
    def any_body(body: dict[str, Any]) -> None:
        desktop = scene().again(word is Word.RECOVER)
        desktop.line.after = saying(word, lambda answer: replace(answer, body=body))

        faults = stepped(desktop, word)

        assert faults <= {Barrier.ODD, "not_an_answer", ""}
        assert "" not in faults or word not in (Word.PUSH, Word.HELLO, Word.CHANGES)

    any_body()


@pytest.mark.parametrize("word", sorted(set(Word) - {Word.RELEASE}))
def test_a_true_answer_with_one_odd_part_ends_nothing(word: Word) -> None:
    @FEW
    @given(altered(scene().answers[word]))
    def one_odd_part(body: dict[str, Any]) -> None:
        desktop = scene().again(word is Word.RECOVER)
        desktop.line.after = saying(word, lambda answer: replace(answer, body=body))

        stepped(desktop, word)

    one_odd_part()


@pytest.mark.parametrize("word", list(Word))
def test_any_refusal_at_all_ends_nothing(word: Word) -> None:
    codes = st.sampled_from([*Code, "proof", "of_tomorrow"])
    odd = st.sampled_from([*STATUS.values(), 404, 500, 204])

    @FEW
    @given(odd, bodies(["outcomes", "expect", "epoch", "backed", "backed_seq"]), codes | JSON)
    def any_refusal(status: int, body: dict[str, Any], code: Any) -> None:
        desktop = scene().again(word is Word.RECOVER)
        told = {**body, "code": code}
        desktop.line.after = saying(word, lambda answer: replace(answer, status=status, body=told))

        stepped(desktop, word)

    any_refusal()


def test_one_odd_word_holds_up_no_other_and_is_asked_again_after_a_rest() -> None:
    desktop = scene().again()
    desktop.line.after = saying(Word.CHANGES, lambda answer: replace(answer, body={"rows": 5}))
    start = desktop.clock.now()
    faults = [step.fault for step in desktop.take(60) if step.what == Word.CHANGES]

    assert set(faults) == {Barrier.ODD}
    assert (desktop.clock.now() - start).total_seconds() > 10 * len(faults), "it rests between"
    assert desktop.rows("SELECT count(*) FROM outbox WHERE state = 'new'") == [(0,)]

    desktop.line.after = lambda _word, answer: answer
    desktop.settle()
    assert desktop.digest()[0] == len(desktop.kit.rows(TOWN))
    assert desktop.rows("SELECT count(*) FROM outbox WHERE state <> 'settled'") == [(0,)]


def test_an_answer_without_an_epoch_begins_no_recovery() -> None:
    desktop = scene().again()
    desktop.line.after = saying(Word.PUSH, lambda answer: replace(answer, epoch=None))

    assert stepped(desktop, Word.PUSH) == {Barrier.ODD}
    assert desktop.rows("SELECT recovering FROM sync_link") == [(None,)]
