"""The stick from the command lines of both sides: enrolled desk, demonstration-free city, real keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from nacl.signing import SigningKey

from app.bootstrap import build
from app.cli.entry import run
from app.device_key import VAULT_OPENED_BY, vault_of
from app.line import PROGRAM, wire
from localdb.sync.membership import SqlMembership
from localdb.sync.store import SqlSync
from sync.cityserver.__main__ import main
from sync.cityserver.bundle_craft import CRAFT
from sync.cityserver.bundle_door import office_of
from sync.cityserver.enrolment import Asked
from sync.cityserver.opening import open_platform, sqlite_engines
from sync.protocol.bundle_format import Header
from sync.protocol.bundle_lines import request_line
from sync.protocol.bundle_parts import Desk, lines_of, prove
from sync.protocol.bundle_writing import BundleWriter
from sync.protocol.enrolment import enrolment_content

if TYPE_CHECKING:
    from pathlib import Path

SEED = bytes(range(32))
TOWN = "320281104"


@pytest.fixture(autouse=True)
def _open_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")


def enrolled(home: Path, store: Path) -> str:
    """Let a computer in as both sides would have it after an enrolment; returns the name it was given."""
    main(["--home", str(home), "towns"])
    engines = sqlite_engines(home / "city.db")
    platform = open_platform(engines, home)
    code = platform.enrolment.new_code(TOWN, "一号机", "测试")
    key = SigningKey(SEED)
    public = bytes(key.verify_key).hex()
    proof = key.sign(enrolment_content(code, public)).signature.hex()
    told = platform.enrolment.enrol(Asked(code, public, "一号机", proof))
    engines.dispose()
    program = build(store)
    names = ("server", "server_key", "device", "town", "town_name")
    membership = SqlMembership(program.store.engine)
    vault_of(store).keep(membership.key_name(PROGRAM), SEED)
    membership.keep({"address": "https://city", **{name: str(told[name]) for name in names}})
    SqlSync(program.store, wire()).enrol(str(told["server"]), TOWN, str(told["device"]))
    program.close()
    return str(told["device"])


def test_a_request_the_city_cannot_read_is_answered_and_the_others_go_on(tmp_path: Path) -> None:
    device = enrolled(tmp_path / "city", tmp_path / "desk")
    platform = open_platform(sqlite_engines(tmp_path / "city" / "city.db"), tmp_path / "city")
    now = platform.clock.now().isoformat()
    city = platform.identity.server_id
    header = Header(TOWN, device, city, 1, now, {"epoch": ""})
    keys = (SEED, bytes(platform.identity.server.verify_key))
    cursors: dict[str, object] = {}
    hello = {"incarnation": "i", "app": "usb", "schema": [1, 1], "cursors": cursors, "epoch": "", "at": now}
    with BundleWriter(tmp_path / "a.lsb", header, CRAFT, keys) as bundle:
        bundle.add(request_line("push", {"epoch": "", "changesets": "none"}))
        bundle.add(request_line("hello", {**hello, "waiting": 0, "conflicts": 0, "skew": None}))
        bundle.finish()

    report = office_of(platform).take(tmp_path / "a.lsb", tmp_path / "b.lsb")

    desk = Desk(device, TOWN, SEED, lambda _town, _sender: keys[1])
    lines = list(lines_of(prove(report.returned[0], desk, CRAFT), desk, CRAFT))
    assert [each["status"] for each in lines if each["kind"] == "answer"] == [422, 200]
    assert [each["kind"] for each in lines] == ["grant", "answer", "answer"]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said since the last look."""
    heard = capsys.readouterr()
    return heard.out + heard.err


def test_a_stick_travels_by_the_words_of_both_command_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, store, out, back = (tmp_path / name for name in ("city", "desk", "out.lsb", "back.lsb"))
    enrolled(home, store)
    here, there = ["--store", str(store)], ["--home", str(home)]
    said(capsys)

    assert run(["sync", "export", str(out), "--dry-run", *here]) == 0
    assert not out.exists()
    assert "没有写入" in said(capsys)
    assert run(["sync", "export", str(out), *here]) == 0
    assert "才算上传完成" in said(capsys)
    assert main([*there, "bundle", str(out)]) == 0
    assert "签名无误，没有导入" in said(capsys)
    assert main([*there, "bundle", str(out), "--back", str(back)]) == 0
    assert "带回导入" in said(capsys)
    assert run(["sync", "import", str(back), "--dry-run", *here]) == 0
    assert "徐霞客镇，第" in said(capsys)
    assert run(["sync", "import", str(back), "--json", *here]) == 0
    assert json.loads(said(capsys))["again"] == "entered"
    assert run(["sync", "import", str(back), *here]) == 0
    assert "没有新内容" in said(capsys)


def test_both_sides_name_what_is_wrong_with_a_stick(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, store, out = (tmp_path / name for name in ("city", "desk", "out.lsb"))
    enrolled(home, store)
    run(["sync", "export", str(out), "--store", str(store)])
    said(capsys)

    assert run(["sync", "import", str(out), "--store", str(store)]) == 1
    assert "不是给这里的" in said(capsys)
    out.write_bytes(out.read_bytes()[:-100])
    assert main(["--home", str(home), "bundle", str(out), "--back", str(tmp_path / "back.lsb")]) == 1
    assert "被截断" in said(capsys)
    assert not (tmp_path / "back.lsb").exists()
