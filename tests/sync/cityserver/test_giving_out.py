"""Lists that the city gives out (下发) reach every town once, and the end of a year is a person's act."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from json import loads
from typing import TYPE_CHECKING, Any

import pytest
import requests
from sqlalchemy import select

from app.domain.ids import derived_id
from sync.cityserver.__main__ import main
from sync.cityserver.city_acts import StillReportingError
from sync.cityserver.closing import YearNotOverError, close_year, running_year
from sync.cityserver.publishing import (
    NotGivenOutError,
    Plan,
    PublicationRefusedError,
    give_out,
    opened,
    planned,
)
from sync.cityserver.scope import scoped
from sync.cityserver.tables import log
from sync.cityserver.towns import NoSuchTownError
from sync.cityserver.web.application import application
from sync.protocol.publication import Entry, Publication, written
from tests.sync.cityserver.desks import Desk, born, enrolled
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.sitting import sealed, signed_in
from tests.sync.cityserver.stores import EAST, WEST
from tests.sync.cityserver.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores

YEAR = "calendar.2027"
FIRST = "0001-01-01T00:00:00+14:00"
"""A moment before all that can be told in another zone."""


@pytest.fixture
def platform(stores: Stores, tmp_path: Path) -> Platform:
    return platform_over(stores, tmp_path)


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    with served(application(platform)) as address:
        yield address.url


@pytest.fixture
def sitting(platform: Platform, url: str) -> requests.Session:
    return signed_in(platform, url)


@pytest.fixture
def desks(platform: Platform, url: str) -> tuple[Desk, Desk]:
    """One computer of each of two towns."""
    made = [
        enrolled(url, platform.enrolment.new_code(town, "一号机", "ann"), seed)
        for seed, town in enumerate((EAST, WEST), 1)
    ]
    for each in made:
        each.hello()
    return made[0], made[1]


def item(n: int, **values: Any) -> Entry:
    """Return an entry of the power list."""
    ident = f"00000000-0000-4000-8000-{n:012}"
    told = {"code": f"CG-{n}", "name": f"事项{n}", "listed_from": "2027-01-01"}
    return Entry("power_item", ident, born("power_item", "", **{**told, **values})["set"])


def year(value: str) -> Entry:
    """Return a year of holidays."""
    return Entry("setting", str(derived_id("", "setting", YEAR)), {"name": YEAR, "value": value})


def made(*entries: Entry) -> Publication:
    """Return a publication, made on the first of December by the clock of Beijing."""
    return Publication("2026-11-30T23:30:00.000000+00:00", "内勤", entries)


@pytest.mark.parametrize(
    ("text", "told"),
    [("2026-11-30T23:30:00.000000+00:00", "2026-12-01 07:30"), ("去年", "去年"), ("", "—"), (FIRST, FIRST)],
)
def test_when_a_file_was_made_is_told_by_the_clock_of_beijing(text: str, told: str) -> None:
    assert Plan(Publication(text, "内勤", ()), (), 0).made_at == told


def names(desk: Desk) -> list[str]:
    """Return what a computer read from the city, by name, each as it was last told."""
    rows = desk.pull(stream="city")["rows"]
    found = {each["id"]: each["fields"]["name"] for row in rows for each in row["effects"]}
    return sorted(found.values())


def test_what_is_given_out_reaches_every_town_and_again_changes_nothing(
    platform: Platform, desks: tuple[Desk, Desk]
) -> None:
    first = give_out(platform, made(item(1), item(2), year('"甲"')), "ann")
    again = give_out(platform, made(item(1), item(2), year('"甲"')), "ann")
    later = give_out(platform, made(item(1, name="改名"), item(2), year('"乙"')), "ann")

    assert (first.words, again.words, later.words) == (
        "权力事项：新增2项，更改0项；基准、清单和日历：新增1项，更改0项；未变0项。",
        "未变3项。",
        "权力事项：新增0项，更改1项；基准、清单和日历：新增0项，更改1项；未变1项。",
    )
    assert names(desks[0]) == names(desks[1]) == [YEAR, "事项2", "改名"]
    assert len(desks[0].pull(stream="city")["rows"]) == 2


def test_what_was_deleted_comes_back_when_it_is_given_out_again(
    platform: Platform, desks: tuple[Desk, Desk]
) -> None:
    entry = item(1)
    give_out(platform, made(entry), "ann")
    head = {"op": "del", "coll": entry.coll, "id": entry.id, "town": "", "sv": 1}
    platform.core.publish([{**head, "old": dict(entry.fields), "reason": "误发"}], "ann")

    give_out(platform, made(entry), "ann")

    images = [each for row in desks[0].pull(stream="city")["rows"] for each in row["effects"]]
    assert [each["deleted"] for each in images] == [False, True, False]


def test_a_long_list_is_given_out_in_several_change_sets(
    platform: Platform, desks: tuple[Desk, Desk]
) -> None:
    give_out(platform, made(*(item(n) for n in range(450))), "ann")
    give_out(platform, made(*(item(n, notes="长" * 300_000) for n in range(450, 453))), "ann")

    sizes = [len(row["effects"]) for row in every_row(desks[0])]
    assert sizes == [200, 200, 50, 1, 1, 1]


def every_row(desk: Desk) -> list[dict[str, Any]]:
    """Return every row of the city's stream, page by page."""
    rows: list[dict[str, Any]] = []
    more = True
    while more:
        page = desk.pull(len(rows), rows[-1]["hash"] if rows else "", stream="city")
        rows, more = [*rows, *page["rows"]], page["more"]
    return rows


def test_a_part_that_cannot_take_effect_is_told(platform: Platform) -> None:
    give_out(platform, made(year('"甲"')), "ann")
    renamed = Entry("setting", year("").id, {"name": "calendar.2028", "value": "1"})

    with pytest.raises(NotGivenOutError) as refused:
        give_out(platform, made(renamed), "ann")

    assert refused.value.code == "not_given_out"


def test_a_file_that_is_none_is_refused_with_words() -> None:
    with pytest.raises(PublicationRefusedError) as refused:
        opened(b"\xff\xfe")

    assert (refused.value.code, refused.value.status) == ("publication.unreadable", 422)


def test_the_page_shows_what_a_file_would_do_before_it_is_given_out(
    platform: Platform, url: str, sitting: requests.Session
) -> None:
    page = sitting.get(f"{url}/admin/giving", timeout=20)
    form, upload = {"seal": sealed(page)}, {"file": ("清单.czpub", written(made(item(1))))}

    looked = sitting.post(f"{url}/admin/giving/look", form, files=upload, timeout=20)
    before = planned(platform, made(item(1)))
    mark = looked.text.partition('name="mark" value="')[2].partition('"')[0]
    given = sitting.post(f"{url}/admin/giving", {**form, "mark": mark}, timeout=20)
    twice = sitting.post(f"{url}/admin/giving", {**form, "mark": mark}, timeout=20)
    same = sitting.post(f"{url}/admin/giving/look", form, files=upload, timeout=20)
    odd = sitting.post(f"{url}/admin/giving/look", form, files={"file": ("x", b"{}")}, timeout=20)

    assert "还没有下发过" in page.text
    assert "新增1项" in looked.text
    assert "内勤" in looked.text
    assert "2026-12-01 07:30" in looked.text
    assert len(before.ops) == 1, "looking gives nothing out"
    assert "权力事项1项" in given.text
    assert "没有变化" in same.text
    assert (twice.status_code, odd.status_code) == (409, 422)
    assert "不是下发文件" in odd.text
    assert "新增1项" in sitting.get(f"{url}/admin/deeds", timeout=20).text


def test_what_would_do_something_else_by_now_is_looked_at_again(
    platform: Platform, url: str, sitting: requests.Session
) -> None:
    form = {"seal": sealed(sitting.get(f"{url}/admin/giving", timeout=20))}
    upload = {"file": ("清单.czpub", written(made(item(1, name="改名"))))}
    looked = sitting.post(f"{url}/admin/giving/look", form, files=upload, timeout=20)
    mark = looked.text.partition('name="mark" value="')[2].partition('"')[0]
    give_out(platform, made(item(1)), "bob")

    given = sitting.post(f"{url}/admin/giving", {**form, "mark": mark}, timeout=20)

    assert given.status_code == 409
    assert "重新选择文件" in given.text


def test_what_took_effect_is_noted_though_a_later_part_could_not(
    platform: Platform, url: str, sitting: requests.Session
) -> None:
    give_out(platform, made(year('"甲"')), "ann")
    many = [item(n) for n in range(200)]
    renamed = Entry("setting", year("").id, {"name": "calendar.2028", "value": "1"})

    with pytest.raises(NotGivenOutError):
        give_out(platform, made(*many, renamed), "ann")

    assert "新增200项" in sitting.get(f"{url}/admin/deeds", timeout=20).text


@pytest.mark.parametrize("path", ["/admin/giving/look", "/admin/sign-in", "/admin/numbers"])
def test_nobody_fills_the_server_through_a_form(url: str, path: str) -> None:
    answer = requests.post(f"{url}{path}", b"x" * (17 << 20), timeout=60)

    assert answer.status_code == 413


def test_a_form_that_says_no_length_is_not_read(url: str) -> None:
    answer = requests.post(f"{url}/admin/sign-in", iter([b"name=ann", b"&password=x"]), timeout=60)

    assert answer.status_code == 413


def test_a_form_without_its_parts_is_refused_with_words(url: str, sitting: requests.Session) -> None:
    headers = {"Content-Type": "multipart/form-data"}

    answer = sitting.post(f"{url}/admin/giving/look", b"--x", headers=headers, timeout=60)

    assert answer.status_code == 422
    assert "无法读取" in answer.text


def test_a_file_of_whoever_does_not_sit_is_not_read(url: str) -> None:
    answer = requests.post(
        f"{url}/admin/giving/look",
        files={"file": ("x", b"x" * (10 << 20))},
        timeout=60,
        allow_redirects=False,
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")


def test_only_whoever_sits_gives_anything_out(url: str) -> None:
    answer = requests.post(
        f"{url}/admin/giving/look", {"seal": "x" * 64}, files={"file": ("x", b"{}")}, timeout=20
    )

    assert answer.url == f"{url}/admin/sign-in"


def test_the_command_line_looks_first_and_gives_out_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = ["--home", str(tmp_path / "home")], tmp_path / "清单.czpub"
    file.write_text(written(made(item(1))), "utf-8")

    done = [main([*home, "publish", str(file), *more]) for more in ((), ("--give",), ())]
    missing = main([*home, "publish", str(tmp_path / "不在.czpub")])

    said = capsys.readouterr().out.splitlines()
    assert (done, missing) == ([0, 0, 0], 1)
    assert [line.partition("。")[0] for line in said] == [
        "权力事项：新增1项，更改0项；未变0项",
        "已下发：权力事项：新增1项，更改0项；未变0项",
        "未变1项",
        f"读不到文件 {tmp_path / '不在.czpub'}",
    ]


class NextYear:
    """The clock a year later."""

    def now(self) -> datetime:
        """Return the moment it will be."""
        return datetime.now(UTC) + timedelta(days=366)


def test_the_numbers_of_a_year_that_is_over_are_voided_by_a_person(
    platform: Platform, desks: tuple[Desk, Desk]
) -> None:
    desk, last = desks[0], running_year(platform)
    asked = {"request": "r1", "incarnation": desk.incarnation, "epoch": desk.epoch}
    desk.call("lease", {**asked, "series": "罚", "year": last, "count": 2})

    with served(application(replace(platform, clock=NextYear()))) as address:
        numbers, sitting = f"{address.url}/admin/numbers", signed_in(platform, address.url)
        form = {"seal": sealed(sitting.get(numbers, timeout=20)), "town": EAST, "reason": "年末清理"}
        closed = sitting.post(f"{numbers}/year", {**form, "year": last}, timeout=20)
        again = sitting.post(f"{numbers}/year", {**form, "year": last}, timeout=20)
        early = sitting.post(f"{numbers}/year", {**form, "year": last + 2}, timeout=20)
        deeds = sitting.get(f"{address.url}/admin/deeds", timeout=20)

    assert "年末清理文号" in closed.text
    assert closed.text.count("已作废") == 2
    assert "没有剩余的文号" in again.text
    assert early.status_code == 409
    assert f"{EAST} {last}年，作废2个" in deeds.text


def test_many_numbers_are_voided_in_several_change_sets_and_none_while_computers_report(
    platform: Platform, desks: tuple[Desk, Desk]
) -> None:
    desk = desks[0]
    fields: dict[str, Any] = {"series": "罚", "year": 2025, "n": 450, "text": "罚450号", "state": "used"}
    answer = desk.push([desk.saved([born("number_use", EAST, **fields)])]).json()
    assert answer["outcomes"][0]["outcome"] == "applied"
    platform.core.restored(EAST)
    with pytest.raises(StillReportingError):
        close_year(platform, (EAST, 2025), "年末清理", "ann")
    platform.core.declare_lost(EAST, str(desk.told["device"]), "ann")

    left = close_year(platform, (EAST, 2025), "年末清理", "ann")

    assert len(left) == 449
    assert close_year(platform, (EAST, 2025), "年末清理", "ann") == []
    with scoped(platform.engine, EAST) as connection:
        rows = connection.execute(select(log.c.cs).where(log.c.town == EAST).order_by(log.c.seq)).scalars()
        assert [len(loads(each)["ops"]) for each in rows] == [1, 200, 200, 49]


def test_no_year_is_closed_that_runs_and_none_of_a_town_that_is_not_kept(platform: Platform) -> None:
    with pytest.raises(YearNotOverError):
        close_year(platform, (EAST, running_year(platform)), "年末清理", "ann")
    with pytest.raises(NoSuchTownError):
        close_year(platform, ("999", 2020), "年末清理", "ann")


def test_the_command_line_closes_a_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert main([*home, "towns"]) == 0

    assert main([*home, "close-year", EAST, "2020"]) == 0
    assert main([*home, "close-year", EAST, "9999"]) == 1

    assert "已作废0个文号。" in capsys.readouterr().out
