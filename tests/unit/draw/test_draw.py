"""A draw is even, can be drawn again by anyone, and no changed byte passes."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.draw.chance import Chance
from app.rules.draw.drawing import (
    Drawn,
    TooFewOfficersError,
    WordRefusedError,
    commitment,
    draw,
)
from app.rules.draw.pools import Entry, Lots, PoolRefusedError, Take, checked
from app.rules.draw.record import DrawRecord, RecordRefusedError, frozen, frozen_lots, verified, written
from tests.unit.draw.again import drawn_again

if TYPE_CHECKING:
    from collections.abc import Iterable

ALGORITHM = Path(__file__).parents[3] / "resources" / "draw" / "algorithm.md"
MANY = 100_000
LIMIT_999 = {2: 13.82, 5: 20.52, 9: 27.88}
"""Chi-square that an even draw passes in 999 of 1,000 cases, by degrees of freedom (standard table)."""
OFFICERS = tuple(Entry(f"o{n}", f"示例执法人员{n}") for n in range(5))
OBJECTS = tuple(Entry(f"d{n}", f"示例对象{n}", "高" if n < 3 else "低") for n in range(8))
LOTS = Lots(OBJECTS, OFFICERS, (("d0", "o0"), ("d0", "o1")), (Take("高", 2), Take("低", 3)), 2)
SEED = bytes(range(32))


def a_record(lots: Lots = LOTS, seed: bytes = SEED, word: str = "见证") -> DrawRecord:
    return DrawRecord({"抽取事由": "示例"}, lots, commitment(seed), word, seed, draw(lots, seed, word))


def chi_square(counts: Iterable[int], cells: int) -> float:
    found = [*counts]
    expected = sum(found) / cells
    return sum((each - expected) ** 2 for each in [*found, *[0] * (cells - len(found))]) / expected


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=6)
seeds = st.binary(min_size=32, max_size=32)


@st.composite
def lots(draws: st.DrawFn) -> Lots:
    groups = draws(st.lists(texts, min_size=1, max_size=3, unique=True))
    names = draws(st.lists(texts, min_size=1, max_size=12, unique=True))
    objects = tuple(Entry(f"d{n}", each, draws(st.sampled_from(groups))) for n, each in enumerate(names))
    there = Counter(each.group for each in objects)
    takes = tuple(Take(group, draws(st.integers(0, there[group]))) for group in groups)
    officers = tuple(Entry(f"o{n}", each) for n, each in enumerate([*names, "甲", "乙"]))
    pairs = st.tuples(st.sampled_from(objects), st.sampled_from(officers[:-2]))
    recusals = {(one.id, other.id) for one, other in draws(st.lists(pairs, max_size=4))}
    return Lots(objects, officers, tuple(sorted(recusals)), takes, draws(st.sampled_from((0, 2))))


@given(lots=lots(), seed=seeds, word=texts)
def test_a_record_drawn_again_from_the_description_alone_is_the_same(
    lots: Lots, seed: bytes, word: str
) -> None:
    record = a_record(checked(lots), seed, word)

    assert drawn_again(written(record)) == [[one.object_id, *one.officer_ids] for one in record.result]


@given(lots=lots(), seed=seeds, word=texts)
def test_every_record_verifies_and_keeps_to_its_terms(lots: Lots, seed: bytes, word: str) -> None:
    record = verified(written(a_record(lots, seed, word)))

    groups = {each.id: each.group for each in lots.objects}
    taken = Counter(groups[each.object_id] for each in record.result)
    assert taken == Counter({each.group: each.count for each in lots.takes if each.count})
    assert len({each.object_id for each in record.result}) == len(record.result)
    for one in record.result:
        assert len(set(one.officer_ids)) == lots.each
        assert not {(one.object_id, officer) for officer in one.officer_ids} & set(lots.recusals)


@given(at=st.integers(0, 10_000), other=st.integers(0, 255))
def test_no_changed_byte_passes(at: int, other: int) -> None:
    content = bytearray(written(a_record()))
    at %= len(content)
    assume(content[at] != other)
    content[at] = other

    with pytest.raises(RecordRefusedError):
        verified(bytes(content))


def test_every_single_bit_matters() -> None:
    content = written(a_record())
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(RecordRefusedError):
            verified(bytes(changed))


def test_every_single_bit_of_a_frozen_pool_matters() -> None:
    committed = commitment(SEED)
    content = frozen(LOTS, committed)
    assert frozen_lots(content, committed) == LOTS
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(RecordRefusedError):
            frozen_lots(bytes(changed), committed)


@pytest.mark.parametrize(
    "name", ["seed", "word", "commitment", "each", "objects", "result", "takes", "hashes"]
)
def test_a_change_under_a_new_checksum_is_found_too(name: str) -> None:
    content = written(a_record())
    value = json.loads(content.rsplit(b"\n", 2)[0])
    other = json.loads(written(a_record(seed=bytes(32), word="别的")).rsplit(b"\n", 2)[0])
    other |= {"each": 3, "objects": value["objects"][::-1], "takes": value["takes"][:1], "hashes": {}}
    value[name] = other[name]
    forged = json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"

    with pytest.raises(RecordRefusedError):
        verified(forged + commitment(forged).encode() + b"\n")


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(RecordRefusedError):
        verified(content + b"\n" + commitment(content + b"\n").encode() + b"\n")


def test_draws_of_a_small_pool_are_even(capsys: pytest.CaptureFixture[str]) -> None:
    firsts: Counter[str] = Counter()
    pairs: Counter[frozenset[str]] = Counter()
    plain = Lots(OBJECTS[:6], OFFICERS, (), (Take("高", 1), Take("低", 2)), 2)
    for number in range(MANY):
        result = draw(plain, number.to_bytes(32, "big"), "")
        firsts[result[1].object_id] += 1
        pairs[frozenset(result[0].officer_ids)] += 1

    by_object, by_pair = chi_square(firsts.values(), 3), chi_square(pairs.values(), 10)
    with capsys.disabled():
        print(f"\n  抽取{MANY}次：对象χ²={by_object:.2f}（自由度2），执法人员组合χ²={by_pair:.2f}（自由度9）")  # noqa: T201 - the figures are told
    assert set(pairs) == {frozenset(each) for each in combinations([one.id for one in OFFICERS], 2)}
    assert by_object < LIMIT_999[2]
    assert by_pair < LIMIT_999[9]


def test_numbers_have_no_bias_at_an_awkward_size() -> None:
    chance = Chance(SEED)
    found = Counter(chance.below(6) for _ in range(MANY))

    assert chi_square(found.values(), 6) < LIMIT_999[5]


def test_the_word_of_the_witness_changes_the_result() -> None:
    results = {draw(LOTS, SEED, word) for word in ("甲", "乙", "丙", "丁", "戊")}

    assert len(results) > 1


def test_two_officers_go_to_every_object_or_the_draw_is_refused() -> None:
    barred = tuple(("d0", f"o{n}") for n in range(4))
    everything = (Take("高", 3),)

    with pytest.raises(TooFewOfficersError, match=r"示例对象0.*只剩1名"):
        draw(Lots(OBJECTS, OFFICERS, barred, everything, 2), SEED, "")
    with pytest.raises(PoolRefusedError, match="两名"):
        checked(Lots(OBJECTS, OFFICERS, (), everything, 1))


@pytest.mark.parametrize(
    ("lots", "said"),
    [
        (Lots((Entry("a", "甲"), Entry("a", "乙"))), "重复"),
        (Lots((Entry("", "甲"),)), "为空"),
        (Lots((Entry("a", "甲\n乙"),)), "换行符"),
        (Lots((Entry("a", "甲"),), (Entry("b", "乙\t"),)), "制表符"),
        (Lots(OBJECTS, takes=(Take("高", 4),)), "不能抽取4个"),
        (Lots(OBJECTS, takes=(Take("高", 1), Take("高", 1))), "两次"),
        (Lots(OBJECTS, OFFICERS, (("d9", "o1"),)), "不在名录"),
    ],
)
def test_what_cannot_be_drawn_from_is_refused_by_name(lots: Lots, said: str) -> None:
    with pytest.raises(PoolRefusedError, match=said):
        checked(lots)


def test_a_word_of_two_lines_is_refused() -> None:
    with pytest.raises(WordRefusedError):
        draw(LOTS, SEED, "一\n二")


def test_objects_alone_can_be_drawn_for_a_review_of_files() -> None:
    result = draw(Lots(OBJECTS, takes=(Take("低", 5),)), SEED, "")

    assert sorted(result, key=str) == [Drawn(f"d{n}") for n in range(3, 8)]


def test_the_description_names_the_algorithm() -> None:
    text = ALGORITHM.read_text("utf-8")

    assert "chengzhi-draw-1" in text
    assert json.loads(written(a_record()).rsplit(b"\n", 2)[0])["algorithm"] in text
