"""The pages in a real browser, and what administrators do on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdf
import pytest
import requests
from nacl.signing import SigningKey
from sqlalchemy import select

from sync.cityserver import demo
from sync.cityserver.registry_tables import device as devices
from sync.cityserver.scope import scoped
from sync.cityserver.web.application import application
from sync.protocol.enrolment import enrolment_content, succession_content
from tests.sync.cityserver.browser import Browser, inked
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

PUBLIC = {"/": "行政处罚决定公示", "/certificates": "行政执法证核验", "/powers": "行政处罚权事项"}
ADMIN = (
    "/admin",
    "/admin/quarantine",
    "/admin/conflicts",
    "/admin/numbers",
    "/admin/giving",
    "/admin/deeds",
    f"/admin/towns/{EAST}",
)


@pytest.fixture
def platform(stores: Stores, tmp_path: Path) -> Platform:
    return platform_over(stores, tmp_path, demonstration=True)


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    with served(application(platform)) as address:
        yield address.url


@pytest.fixture
def sitting(platform: Platform, url: str) -> requests.Session:
    """An administrator who signed in by the form."""
    return signed_in(platform, url)


@pytest.fixture
def desk(platform: Platform, url: str) -> Desk:
    desk = enrolled(url, platform.enrolment.new_code(EAST, "一号机", "ann"))
    desk.hello()
    return desk


def test_the_public_pages_look_as_they_should_without_any_script(postgres: Stores, tmp_path: Path) -> None:
    platform, browser = platform_over(postgres, tmp_path, demonstration=True), Browser()
    demo.write(platform)

    with served(application(platform)) as address:
        pages = {path: browser.page(f"{address.url}{path}") for path in PUBLIC}
        pictures = [
            browser.picture(f"{address.url}{path}", tmp_path / f"{n}.png") for n, path in enumerate(PUBLIC)
        ]
        narrow = browser.picture(f"{address.url}/powers", tmp_path / "narrow.png", width=420)
        paper = pypdf.PdfReader(browser.printed(address.url, tmp_path / "page.pdf")).pages[0].extract_text()

    assert all(heading in pages[path].text for path, heading in PUBLIC.items())
    assert all(page.scripts == 0 and "演示平台" in page.text for page in pages.values())
    assert pages["/"].rows > 5
    assert pages["/powers"].rows > 15
    assert all(0.004 < inked(each) < 0.3 for each in (*pictures, narrow))
    assert "演罚" in paper
    assert "查询" not in paper, "forms are not printed"


def test_a_search_finds_by_part_and_takes_signs_as_they_are(platform: Platform, url: str) -> None:
    ops = [
        born("power_item", "", code=f"CG-{n}", name=name, listed_from="2021-07-15")
        for n, name in enumerate(("乱倒垃圾", "100%_占道"))
    ]
    platform.core.publish(ops, "平台")

    found = {
        asked: requests.get(f"{url}/powers", {"q": asked}, timeout=20).text
        for asked in ("垃圾", "%", "_", "' or 1=1 --")
    }

    assert "乱倒垃圾" in found["垃圾"]
    assert "100%_占道" not in found["垃圾"]
    assert all("乱倒垃圾" not in found[asked] for asked in ("%", "_", "' or 1=1 --"))


def test_what_a_town_wrote_is_shown_as_text_never_as_a_page(
    platform: Platform, url: str, sitting: requests.Session, desk: Desk
) -> None:
    evil = "<script>alert(1)</script>"
    desk.push([desk.saved([{**born("party", EAST, name=evil), "town": WEST}])])
    platform.core.publish([born("power_item", "", code="X", name=evil, listed_from="2021-07-15")], "平台")

    for page in (
        sitting.get(f"{url}/admin/quarantine", timeout=20),
        requests.get(f"{url}/powers", {"q": evil}, timeout=20),
    ):
        assert evil not in page.text
        assert "&lt;script&gt;" in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ADMIN)
def test_whoever_does_not_sit_is_led_to_the_door(url: str, path: str) -> None:
    seen = requests.get(f"{url}{path}", timeout=20)
    posted = requests.post(f"{url}{path}", {"seal": "x"}, timeout=20, allow_redirects=False)

    assert seen.url == f"{url}/admin/sign-in"
    assert posted.status_code in {303, 405, 422}


def test_a_form_from_elsewhere_does_nothing(url: str, sitting: requests.Session) -> None:
    sitting.post(f"{url}/admin/towns/{EAST}/codes", {"seal": "x" * 64, "label": "一号机"}, timeout=20)

    assert "一号机" not in sitting.get(f"{url}/admin/towns/{EAST}", timeout=20).text


def test_a_code_is_shown_once_and_lets_a_computer_in(url: str, sitting: requests.Session) -> None:
    page = sitting.get(f"{url}/admin/towns/{EAST}", timeout=20)
    shown = sitting.post(
        f"{url}/admin/towns/{EAST}/codes", {"seal": sealed(page), "label": "二楼"}, timeout=20
    )
    code = re.search(rf"{EAST}(-\w{{4}}){{3}}", shown.text)

    assert code is not None
    assert enrolled(url, code[0]).town == EAST
    assert code[0] not in sitting.get(f"{url}/admin/towns/{EAST}", timeout=20).text


def test_a_computer_is_shown_out_and_declared_lost_with_a_reason(
    platform: Platform, url: str, sitting: requests.Session, desk: Desk
) -> None:
    town = f"{url}/admin/towns/{EAST}"
    seal = sealed(sitting.get(town, timeout=20))
    for act in ("revoke", "lost"):
        form = {"seal": seal, "act": act, "reason": "电脑遗失"}
        assert sitting.post(f"{town}/devices/{desk.told['device']}", form, timeout=20).status_code == 200

    with scoped(platform.engine, EAST) as connection:
        row = connection.execute(select(devices)).one()
    assert (row.revoked_by, row.revoked_reason) == ("ann", "电脑遗失")
    assert row.lost_at is not None
    assert "报失电脑" in sitting.get(f"{url}/admin/deeds", timeout=20).text
    assert desk.hello()["revoked"] is True


def test_a_computer_enrolled_anew_is_shown_with_the_one_it_was(
    platform: Platform, url: str, sitting: requests.Session, desk: Desk
) -> None:
    former, code = str(desk.told["device"]), platform.enrolment.new_code(EAST, "一号机", "ann")
    key, public = SigningKey(b"n" * 32), bytes(SigningKey(b"n" * 32).verify_key).hex()
    asked = {"code": code, "public_key": public, "name": "一号机", "former": former}
    proofs = {
        "proof": key.sign(enrolment_content(code, public)).signature.hex(),
        "former_proof": desk.key.sign(succession_content(former, code, public)).signature.hex(),
    }

    assert requests.post(f"{url}/v2/enrol", json=asked | proofs, timeout=20).status_code == 200

    shown = sitting.get(f"{url}/admin/towns/{EAST}", timeout=20).text
    assert f"接替 {former[:8]}" in shown
    assert "已被接替" in shown


def test_whom_a_town_waits_for_after_a_restore_is_seen_until_it_is_declared_lost(
    platform: Platform, url: str, sitting: requests.Session, desk: Desk
) -> None:
    town = f"{url}/admin/towns/{EAST}"
    assert ">待报告<" not in sitting.get(town, timeout=20).text

    platform.core.restored(EAST)

    assert "还在等1台电脑报告" in sitting.get(town, timeout=20).text
    assert ">待报告<" in sitting.get(town, timeout=20).text
    assert "等1台报告" in sitting.get(f"{url}/admin", timeout=20).text

    form = {"seal": sealed(sitting.get(town, timeout=20)), "act": "lost", "reason": "电脑报废"}
    sitting.post(f"{town}/devices/{desk.told['device']}", form, timeout=20)

    assert "台电脑报告" not in sitting.get(town, timeout=20).text
    assert "台报告" not in sitting.get(f"{url}/admin", timeout=20).text


def test_quarantined_work_is_seen_and_settled_by_a_person(
    url: str, sitting: requests.Session, desk: Desk
) -> None:
    lost = desk.saved([born("party", EAST, name="王某")])
    foreign = {**lost, "sig": "00" * 64}
    desk.push([foreign])
    page = sitting.get(f"{url}/admin/quarantine", timeout=20)
    form = {"seal": sealed(page), "town": EAST, "cs_id": lost["cs_id"], "reason": "核对无误"}

    settled = sitting.post(f"{url}/admin/quarantine", {**form, "act": "admit"}, timeout=20)
    again = sitting.post(f"{url}/admin/quarantine", {**form, "act": "dismiss"}, timeout=20)

    assert "签名不符" in page.text
    assert "没有隔离的变更" in settled.text
    assert again.status_code == 409
    assert [each["outcome"] for each in desk.pull()["rows"]] == ["quarantined", "applied"]


def test_a_leased_number_is_voided_with_a_reason(url: str, sitting: requests.Session, desk: Desk) -> None:
    asked = {"request": "r1", "incarnation": desk.incarnation, "epoch": desk.epoch}
    assert desk.call("lease", {**asked, "series": "罚", "year": 2026, "count": 2}).json()["numbers"] == [1, 2]
    page = sitting.get(f"{url}/admin/numbers?town={EAST}", timeout=20)
    form = {"seal": sealed(page), "town": EAST, "series": "罚", "year": 2026, "n": 1, "reason": "电脑遗失"}

    voided = sitting.post(f"{url}/admin/numbers", form, timeout=20)
    again = sitting.post(f"{url}/admin/numbers", form, timeout=20)

    assert "已作废" in voided.text
    assert again.status_code == 409


def test_an_open_conflict_is_seen_side_by_side(url: str, sitting: requests.Session, desk: Desk) -> None:
    record = "0192f0c0-0000-7000-8000-000000000001"
    desk.push([desk.saved([born("party", EAST, record, name="王某")])])
    group = ("name", "id_kind", "id_number", "credit_code")
    for seen, name in (("王某", "王小某"), ("王某", "王大某")):
        old = {**dict.fromkeys(group, ""), "name": seen}
        head = {"op": "patch", "coll": "party", "id": record, "town": EAST, "sv": 1}
        desk.push([desk.saved([{**head, "old": old, "set": {"name": name}}])])

    page = sitting.get(f"{url}/admin/conflicts", timeout=20).text

    assert all(name in page for name in ("王某", "王小某", "王大某"))


def test_the_administrators_pages_look_as_they_should(
    url: str, sitting: requests.Session, tmp_path: Path, platform: Platform
) -> None:
    browser = Browser()
    for n, path in enumerate(ADMIN):
        saved = sitting.get(f"{url}{path}", timeout=20).text.replace(
            'href="/style.css"', f'href="{url}/style.css"'
        )
        page = tmp_path / f"{n}.html"
        page.write_text(saved, "utf-8")
        seen = browser.page(page.as_uri())
        assert seen.scripts == 0
        assert 0.002 < inked(browser.picture(page.as_uri(), tmp_path / f"{n}.png")) < 0.3
    assert platform.identity.fingerprint in sitting.get(f"{url}/admin", timeout=20).text
