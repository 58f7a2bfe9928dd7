"""Cases, clues and documents are found by keys and words, in the transaction that changed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from app.domain.act import Act
from app.domain.case import Case, CaseStatus
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.party import Party, PartyKind
from app.domain.power_item import PowerItem
from localdb.search.grams import grams, normal, phrase
from localdb.sync.session import writing
from tests.db.surroundings import CLERK, TOWN, case, clue, power_item

if TYPE_CHECKING:
    from localdb.outbox import Means
    from localdb.store import Store


def found(store: Store, name: str, text: str) -> list[UUID]:
    """Return the records found by a text."""
    return [UUID(bytes=each) for each in store.lists.ids(name, {}, text)]


@pytest.fixture
def two_cases(store: Store, given: Means) -> tuple[Case, Case]:
    """An old case of a shop and a newer one whose facts speak of the same street."""
    shop = case(given, number="澄城罚〔2026〕12号")
    street = case(given, cause="违法建设", findings="在虹桥北路搭建雨棚，车牌苏B12345")
    party = Party(given.ids.new(), TOWN, shop.id, PartyKind.SOLE_TRADER, "王虹桥", telephone="13812345678")
    with store.begin() as work:
        work.of(Case).save(shop)
        work.of(Case).save(street)
        work.of(Party).save(party)
        work.commit()
    return shop, street


@pytest.mark.parametrize(
    "text",
    [
        "王虹桥",
        "虹桥 138123",
        "2345678",
        "〔2026〕12",
        "澄城罚",
        "澄城罚2026",
        "王",
        "\uff11\uff13\uff18\uff11\uff12",
        "占道",
    ],
)
def test_the_shop_is_found(store: Store, two_cases: tuple[Case, Case], text: str) -> None:
    assert found(store, "cases", text) == [two_cases[0].id]


@pytest.mark.parametrize("text", ["雨棚", "苏b123", "苏B12345", "违法建设 虹桥北", "b1"])
def test_the_street_is_found(store: Store, two_cases: tuple[Case, Case], text: str) -> None:
    assert found(store, "cases", text) == [two_cases[1].id]


@pytest.mark.parametrize("text", ["桥虹", "王桥", "12号罚", "违法搭建", "9999", "占道 雨棚", "棚"])
def test_what_is_nowhere_is_not_found(store: Store, two_cases: tuple[Case, Case], text: str) -> None:
    assert len(two_cases) == 2
    assert found(store, "cases", text) == []


def test_keys_come_before_words(store: Store, two_cases: tuple[Case, Case]) -> None:
    assert found(store, "cases", "虹桥") == [each.id for each in two_cases]


def test_a_changed_text_is_found_by_its_new_words_only(store: Store, two_cases: tuple[Case, Case]) -> None:
    with store.begin() as work:
        work.of(Case).save(replace(two_cases[1], findings="拆除完毕"))
        work.commit()

    assert found(store, "cases", "雨棚") == []
    assert found(store, "cases", "拆除") == [two_cases[1].id]


def test_a_change_that_was_not_committed_is_not_found(store: Store, two_cases: tuple[Case, Case]) -> None:
    with store.begin() as work:
        work.of(Case).save(replace(two_cases[1], findings="拆除完毕"))

    assert found(store, "cases", "拆除") == []


def test_a_secret_informant_is_not_found(store: Store, given: Means) -> None:
    open_one = clue(given, informant_name="赵甲", subject_name="路边摊")
    secret = clue(given, informant_name="赵甲", informant_confidential=True, subject_name="路边摊")
    with store.begin() as work:
        work.of(Clue).save(open_one)
        work.of(Clue).save(secret)
        work.commit()

    assert found(store, "clues", "赵甲") == [open_one.id]
    assert found(store, "clues", "路边摊") == [secret.id, open_one.id]


def test_a_document_is_found_by_its_number_and_its_party(
    store: Store, two_cases: tuple[Case, Case], given: Means
) -> None:
    document = Document(given.ids.new(), TOWN, two_cases[0].id, "penalty_decision", given.clock.now(), CLERK)
    with store.begin() as work:
        work.of(Document).save(replace(document, number="澄城告〔2026〕7号"))
        work.commit()

    assert found(store, "documents", "告2026") == [document.id]
    assert found(store, "documents", "王虹桥") == [document.id]
    (row,) = store.lists.rows("documents", store.lists.ids("documents", {"slug": "penalty_decision"}))
    assert (row["case_number"], row["cause"]) == (two_cases[0].number, "占道经营")


def test_a_paper_is_found_by_the_number_its_case_got_after_it(store: Store, given: Means) -> None:
    one = case(given)
    paper = Document(given.ids.new(), TOWN, one.id, "penalty_decision", given.clock.now(), CLERK)
    with store.begin() as work:
        work.of(Case).save(one)
        work.of(Document).save(paper)
        work.commit()
    with store.begin() as work:
        work.of(Case).save(replace(one, number="澄南综执案字〔2026〕31号"))
        work.commit()

    assert found(store, "documents", "案字2026") == [paper.id]


def test_a_paper_whose_case_is_not_here_is_listed_without_it(store: Store, given: Means) -> None:
    one = case(given)
    with store.begin() as work:
        work.of(Case).save(one)
        work.of(Document).save(
            Document(given.ids.new(), TOWN, one.id, "penalty_decision", given.clock.now(), CLERK)
        )
        work.commit()
    with writing(store.engine) as connection:  # as the exchange does it
        connection.exec_driver_sql("DELETE FROM cases WHERE id = ?", (one.id.bytes,))

    (row,) = store.lists.rows("documents", store.lists.ids("documents", {}))

    assert (row["case_number"], row["cause"]) == ("", "")


def test_lists_are_filtered_newest_first_and_counted(store: Store, two_cases: tuple[Case, Case]) -> None:
    shop, street = two_cases
    with store.begin() as work:
        work.of(Case).save(replace(shop, status=CaseStatus.FILED))
        work.commit()

    ids = store.lists.ids("cases", {"town": TOWN})
    filed = store.lists.ids("cases", {"status": (CaseStatus.FILED, CaseStatus.CLOSED)}, "虹桥")

    assert ids == [street.id.bytes, shop.id.bytes]
    assert filed == [shop.id.bytes]
    assert [row["parties"] for row in store.lists.rows("cases", ids)] == [[], ["王虹桥"]]
    assert store.lists.counts("cases", "status") == {"FILED": 1, "CLUE": 1}


def test_a_case_is_found_by_the_place_of_its_act(
    store: Store, two_cases: tuple[Case, Case], given: Means
) -> None:
    item = power_item(given)
    act = Act(given.ids.new(), TOWN, two_cases[0].id, item.id, item.code, date(2026, 2, 1), place="人民路口")
    with store.begin() as work:
        work.of(PowerItem).save(item)
        work.of(Act).save(act)
        work.commit()

    assert found(store, "cases", "人民路") == [two_cases[0].id]


def test_short_lists_are_narrowed_by_any_typed_word(store: Store, given: Means) -> None:
    item = power_item(given)
    with store.begin() as work:
        work.of(PowerItem).save(item)
        work.commit()

    assert found(store, "items", "占道 城管") == [item.id]
    assert found(store, "items", "占道 水利") == []
    assert found(store, "items", "%") == []


@over(st.text("城东占道ab12 -〕", min_size=1, max_size=12), st.integers(0, 11), st.integers(1, 12))
def test_every_part_of_a_text_is_a_phrase_of_its_grams(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    asked = phrase(part).replace('"', "")
    if not normal(part):
        assert asked == ""
        return

    begins = asked.endswith(" *")
    wanted, kept = asked.removesuffix(" *").split(), grams(text)

    places = range(len(kept) - len(wanted) + 1)
    found_at = [kept[at : at + len(wanted)] for at in places]
    assert any(
        each[:-1] == wanted[:-1] and (each[-1].startswith(wanted[-1]) if begins else each[-1] == wanted[-1])
        for each in found_at
    )


def test_a_deleted_document_is_found_no_more(store: Store, given: Means) -> None:
    of = case(given)
    paper = Document(
        given.ids.new(), of.town, of.id, "penalty_decision", given.clock.now(), of.id, number="罚9号"
    )
    with store.begin() as work:
        work.of(Case).save(of)
        work.of(Document).save(paper)
        work.commit()

    with store.begin() as work:
        work.of(Document).remove(paper, "重复")
        work.commit()

    assert list(store.lists.ids("documents", {}, "罚9号")) == []
