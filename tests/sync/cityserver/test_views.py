"""The command centre's views count what the towns handed over, and are documented column by column."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.exc import ProgrammingError

from sync.cityserver.clock import SystemClock, beijing_day
from tests.sync.cityserver.desks import born
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import EAST, TOWNS, WEST

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores

CASE, PARTY, PAPER, NEXT = (f"0192f0c0-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 5))
LAW = "0192f0c0-0000-7000-8000-000000000009"
BY = "平台管理员"


@pytest.fixture
def platform(stores: Stores, tmp_path: Path) -> Platform:
    return platform_over(stores, tmp_path)


def decided(town: str, state: str = "served", **party: object) -> list[dict[str, Any]]:
    """Return the operations of a decided case with a fine of 2,000 yuan, half of it paid."""
    mine = {"case_id": CASE, "party_id": PARTY}
    paper = {**mine, "slug": "penalty_decision", "state": state, "number": "测罚〔2026〕1号"}
    frozen = {"penalty.text": "罚款人民币2000元", "organ.name": "东桥镇人民政府"}
    return [
        born(
            "case",
            town,
            CASE,
            status="DECIDED",
            cause="占道经营",
            filed_on="2026-10-01",
            decided_on="2026-11-01",
        ),
        born("party", town, PARTY, case_id=CASE, **{"kind": "person", "name": "王小明", **party}),
        born("document", town, PAPER, **paper, issued_on="2026-11-01", frozen=frozen),
        born("penalty", town, **mine, act_id=LAW, fine=200_000, kinds=["fine"]),
        born("payment", town, **mine, document_id=PAPER, amount=100_000),
    ]


def told(town: str, code: str, at: str) -> dict[str, Any]:
    """Return the log line of a told fact."""
    return born("log_line", town, case_id=CASE, code=code, at=f"{at}T04:00:00.000000+00:00")


def changed(paper: dict[str, Any], **becomes: str) -> dict[str, Any]:
    """Return the operation that changes a paper of the eastern town, and let it stand so in its birth."""
    old = dict(paper["set"])
    paper["set"].update(becomes)
    head = {"op": "patch", "coll": "document", "town": EAST, "sv": paper["sv"], "id": paper["id"]}
    return {**head, "old": old, "set": becomes}


def rows(engine: Engine, view: str) -> list[dict[str, Any]]:
    """Return a view."""
    with engine.connect() as connection:
        return [
            dict(each) for each in connection.execute(select(text("*")).select_from(table(view))).mappings()
        ]


def test_a_decided_case_is_counted_with_its_fine_and_what_was_collected(platform: Platform) -> None:
    platform.core.write(EAST, decided(EAST), BY)

    (case,) = rows(platform.reports, "case_overview")
    (fines,) = rows(platform.reports, "fines_by_town")
    (papers,) = rows(platform.reports, "documents_by_month")
    assert (case["town_name"], case["stage"], case["cause"]) == (TOWNS[EAST], "执行", "占道经营")
    assert (fines["cases"], fines["fine_fen"], fines["collected_fen"]) == (1, 200_000, 100_000)
    assert (papers["month"], papers["slug"], papers["documents"]) == ("2026-11", "penalty_decision", 1)
    assert rows(platform.reports, "cases_by_stage")[0]["cases"] == 1


def test_a_case_is_late_when_undecided_for_ninety_days_or_unpaid(platform: Platform) -> None:
    cases = {
        "old": ("INVESTIGATING", "2020-01-01"),
        "unpaid": ("DEMANDED", "2020-01-01"),
        "new": ("FILED", "2999-01-01"),
    }
    for name, (status, day) in cases.items():
        platform.core.write(EAST, [born("case", EAST, number=name, status=status, filed_on=day)], BY)

    late = {each["number"]: each["why"] for each in rows(platform.reports, "overdue_case")}

    assert late == {"old": "undecided", "unpaid": "unpaid"}


def test_a_decision_is_public_only_while_it_is_told_as_published(platform: Platform) -> None:
    platform.core.write(EAST, decided(EAST), BY)
    assert rows(platform.public, "published_decision") == []

    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-03")], BY)
    (shown,) = rows(platform.public, "published_decision")
    assert (shown["number"], shown["party_shown"], shown["penalty"]) == (
        "测罚〔2026〕1号",
        "王某某",
        "罚款人民币2000元",
    )

    platform.core.write(EAST, [told(EAST, "fact.publication_withdrawn", "2026-11-04")], BY)
    assert rows(platform.public, "published_decision") == []

    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-05")], BY)
    assert len({each["document_id"] for each in rows(platform.public, "published_decision")}) == 1


def test_a_withdrawal_stands_whatever_the_clocks_of_the_computers_say(platform: Platform) -> None:
    platform.core.write(EAST, [*decided(EAST), told(EAST, "fact.published", "2026-11-04")], BY)
    assert len(rows(platform.public, "published_decision")) == 1

    platform.core.write(EAST, [told(EAST, "fact.publication_withdrawn", "2026-11-03")], BY)
    assert rows(platform.public, "published_decision") == []

    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-02")], BY)
    assert len(rows(platform.public, "published_decision")) == 1


def test_what_was_told_and_taken_back_at_once_is_not_public(platform: Platform) -> None:
    both = [told(EAST, code, "2026-11-04") for code in ("fact_taken_back.published", "fact.published")]

    platform.core.write(EAST, [*decided(EAST), *both], BY)

    assert rows(platform.public, "published_decision") == []


def test_a_decision_made_in_place_of_a_published_one_waits_for_its_own_publication(
    platform: Platform,
) -> None:
    first = decided(EAST)
    mine = {"case_id": CASE, "party_id": PARTY, "slug": "penalty_decision", "number": "测罚〔2026〕2号"}
    paper = born("document", EAST, NEXT, **mine, state="final")
    platform.core.write(EAST, [*first, told(EAST, "fact.published", "2026-11-03")], BY)
    platform.core.write(EAST, [changed(first[2], state="void")], BY)
    platform.core.write(EAST, [dict(paper, set=dict(paper["set"]))], BY)

    platform.core.write(
        EAST, [changed(paper, state="issued"), told(EAST, "document.issued", "2026-11-02")], BY
    )
    assert rows(platform.public, "published_decision") == []

    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-02")], BY)
    (shown,) = rows(platform.public, "published_decision")
    assert shown["number"] == "测罚〔2026〕2号"


@pytest.mark.parametrize("code", ["document.issued", "delivery.served"])
def test_a_published_decision_stays_public_while_its_paper_goes_on(platform: Platform, code: str) -> None:
    first = decided(EAST, state="final")
    platform.core.write(EAST, first, BY)
    platform.core.write(EAST, [changed(first[2], state="issued"), told(EAST, code, "2026-11-02")], BY)
    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-03")], BY)

    serve = [changed(first[2], state="served"), told(EAST, "delivery.served", "2026-11-04")]
    platform.core.write(EAST, serve, BY)

    assert len(rows(platform.public, "published_decision")) == 1


def test_another_paper_issued_before_the_publication_makes_no_decision_public(platform: Platform) -> None:
    first = decided(EAST, state="final")
    other = born("document", EAST, NEXT, case_id=CASE, slug="no_penalty_decision", state="issued")
    platform.core.write(EAST, first, BY)
    platform.core.write(EAST, [other, told(EAST, "document.issued", "2026-11-02")], BY)
    platform.core.write(EAST, [told(EAST, "fact.published", "2026-11-03")], BY)

    platform.core.write(
        EAST, [changed(first[2], state="issued"), told(EAST, "document.issued", "2026-11-04")], BY
    )

    assert rows(platform.public, "published_decision") == []


def test_a_power_is_listed_from_its_first_day_through_its_last(platform: Platform) -> None:
    today = beijing_day(SystemClock().now())
    yesterday, tomorrow = (str(today + timedelta(days=n)) for n in (-1, 1))
    spans = {
        "today": (str(today), str(today)),
        "ends later": (yesterday, tomorrow),
        "no end": (yesterday, None),
        "over": (yesterday, yesterday),
        "to come": (tomorrow, None),
    }
    items = [
        born("power_item", "", code=code, listed_from=first, listed_to=last)
        for code, (first, last) in spans.items()
    ]

    platform.core.publish(items, BY)

    assert {each["code"] for each in rows(platform.public, "listed_power")} == {
        "today",
        "ends later",
        "no end",
    }


@pytest.mark.parametrize(
    ("party", "shown"),
    [
        ({"kind": "person", "name": "欧阳小明"}, "欧某某"),
        ({"kind": "sole_trader", "name": "王小明", "business_name": "小明面馆"}, "小明面馆"),
        ({"kind": "sole_trader", "name": "王小明", "business_name": ""}, "王某某"),
        ({"kind": "legal_person", "name": "演示有限公司"}, "演示有限公司"),
    ],
)
def test_the_public_never_reads_the_whole_name_of_a_person(
    platform: Platform, party: dict[str, str], shown: str
) -> None:
    platform.core.write(EAST, [*decided(EAST, **party), told(EAST, "fact.published", "2026-11-03")], BY)

    (decision,) = rows(platform.public, "published_decision")
    assert decision["party_shown"] == shown


def test_a_certificate_is_found_with_its_holder_and_town(platform: Platform) -> None:
    officer = "0192f0c0-0000-7000-8000-000000000004"
    card = {
        "officer_id": officer,
        "number": "测001",
        "kind": "national",
        "state": "valid",
        "issued_on": "2024-01-01",
    }
    platform.core.write(
        WEST, [born("officer", WEST, officer, name="李某"), born("certificate", WEST, **card)], BY
    )

    (found,) = rows(platform.public, "registered_certificate")
    assert (found["number"], found["name"], found["town_name"]) == ("测001", "李某", TOWNS[WEST])


def documented() -> dict[str, list[str]]:
    """Return the columns of each view as the page names them."""
    page = files("sync.cityserver").joinpath("views.md").read_text("utf-8")
    found = {}
    for name, columns in re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE):
        found[name] = re.findall(r"`(\w+)`", columns)
    found["overdue_case"] = [*found["case_overview"], "why"]
    return found


def test_the_page_names_every_view_with_every_column(stores: Stores) -> None:
    looking = inspect(stores.owner)

    assert {
        name: [each["name"] for each in looking.get_columns(name)] for name in looking.get_view_names()
    } == documented()


def test_the_account_of_the_desks_reads_no_view(postgres: Stores) -> None:
    for name in inspect(postgres.owner).get_view_names():
        with pytest.raises(ProgrammingError, match="permission denied"), postgres.app.connect() as connection:
            connection.execute(select(func.count()).select_from(table(name)))


def test_the_public_account_reads_the_public_views_alone(postgres: Stores) -> None:
    readable = []
    for name in inspect(postgres.owner).get_view_names():
        with postgres.owner.connect() as connection:
            asked = text("select has_table_privilege('chengzhi_public', :name, 'select')")
            readable += [name] if connection.execute(asked, {"name": name}).scalar_one() else []

    assert sorted(readable) == ["listed_power", "public_town", "published_decision", "registered_certificate"]


def test_reports_read_all_towns_at_once(platform: Platform) -> None:
    for town in (EAST, WEST):
        platform.core.write(town, [born("case", town, status="FILED")], BY)

    with platform.reports.connect() as connection:
        seen = connection.execute(text("select town from case_overview order by town")).scalars().all()
    assert seen == [EAST, WEST]
