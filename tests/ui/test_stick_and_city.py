"""A stick from the sync centre of a real desk to a real city and back: written, looked at, taken, stopped."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.bootstrap import build
from app.device_key import VAULT_OPENED_BY
from app.domain.case import Case
from app.domain.evidence import Evidence, EvidenceKind
from app.window import tools_of
from sync.cityserver.__main__ import main
from tests.builders import TOWN, a_case
from tests.sync.listening_city import Town, listening
from ui.notices import Notices
from ui.screens import screens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.bootstrap import Program
    from ui.jobs import JobRunner
    from ui.screens.sync.view import SyncView

STICK_TAB = 8


class Page:
    """The sync centre over a program that was let in."""

    def __init__(self, qtbot: QtBot, jobs: JobRunner, program: Program) -> None:
        self.program, self._qtbot, self._jobs = program, qtbot, jobs
        built: Any = screens()["sync"].build(tools_of(program, jobs, Notices()), {})
        self.view: SyncView = built
        qtbot.addWidget(built)
        built.resize(1200, 700)
        built.show()
        self.settle()
        built.tabs.setCurrentIndex(STICK_TAB)

    def settle(self) -> None:
        """Wait until nothing runs."""
        self._qtbot.waitUntil(lambda: not self._jobs.busy, timeout=60_000)

    @property
    def told(self) -> str:
        """What the page says of the stick."""
        return self.view.stick.told.text()

    def out(self, path: Path) -> None:
        """Write a bundle."""
        self.view.stick.export_to(path)
        self.settle()

    def look(self, path: Path) -> None:
        """Look into a bundle."""
        self.view.stick.look_into(path)
        self.settle()

    def take(self) -> None:
        """Take the bundle that was looked at."""
        self.view.take.click()
        self.settle()

    def waiting(self) -> int:
        """Return how many change sets no answer has reached."""
        return self.program.online.stick.due().waiting


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A city that listens, and a desk."""
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as made:
        made.joined()
        yield made


@pytest.fixture
def page(town: Town, qtbot: QtBot, jobs: JobRunner) -> Iterator[Page]:
    """The sync centre of the desk, with a case and a photo of twelve million bytes."""
    program = build(town.desk)
    (person,) = program.sign_in.people()
    program.sign_in.sign_in(person.id)
    with program.office.begin() as work:
        case = replace(a_case(), handlers=(person.id,))
        work.of(Case).save(case)
        digest = program.files.put(os.urandom(12_000_000))
        photo = Evidence(UUID(int=0xE1), TOWN, case.id, 1, EvidenceKind.ELECTRONIC, "照片")
        work.of(Evidence).save(replace(photo, file_name="照片.jpg", file_hash=digest))
        work.commit()
    yield Page(qtbot, jobs, program)
    program.close()


def test_a_stick_goes_to_the_city_and_comes_back_by_the_page(town: Town, page: Page, tmp_path: Path) -> None:
    out, back = tmp_path / "out.lsb", tmp_path / "back.lsb"
    there = ["--home", str(town.home), "bundle"]

    page.out(out)
    assert "变更3项、附件1个" in page.told
    assert main([*there, str(out), "--back", str(back)]) == 0
    page.look(back)
    assert "签名无误，没有导入" in page.told
    assert page.waiting() == 3
    page.take()
    assert "请再导出一个同步包" in page.told  # the first word with the city

    page.out(out)
    assert main([*there, str(out), "--back", str(back)]) == 0
    page.look(back)
    page.take()
    assert "变更回执3项" in page.told
    assert "附件回执1个" in page.told
    assert page.waiting() == 0
    page.look(back)
    page.take()
    assert "没有新内容" in page.told


def test_a_person_stops_a_stick_and_a_damaged_one_is_refused_in_words(
    town: Town, page: Page, tmp_path: Path
) -> None:
    out, back = tmp_path / "out.lsb", tmp_path / "back.lsb"
    stopping = page.view.model.progressed.connect(lambda *_: page.view.model.stop())

    page.out(out)
    assert "操作已取消" in page.told
    assert list(tmp_path.glob("out*")) == []

    page.view.model.progressed.disconnect(stopping)
    page.out(out)
    assert main(["--home", str(town.home), "bundle", str(out), "--back", str(back)]) == 0
    content = bytearray(back.read_bytes())
    content[len(content) // 2] ^= 1
    back.write_bytes(content)
    page.look(back)
    assert "与签名不符" in page.told
    assert not page.view.take.isVisible()
    page.look(out)
    assert "不是给这里的" in page.told
    page.look(tmp_path / "none.lsb")
    assert "不能读取" in page.told
    assert page.waiting() == 3
