"""A city that listens on loopback, and the folder of one desk of a town, for words and screens."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.bootstrap import build
from app.cli.entry import run
from app.domain.clue import Clue
from app.domain.role import Role
from sync.cityserver.__main__ import main
from sync.cityserver.opening import open_platform, sqlite_engines
from sync.cityserver.registry_tables import device
from sync.cityserver.scope import scoped
from sync.cityserver.web.application import application
from tests.builders import TOWN, a_clue, an_officer
from tests.sync.cityserver.web import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.bootstrap import Program
    from tests.sync.loopback import Certificate


class Town:
    """A city over HTTP and the folder of one desk."""

    def __init__(self, home: Path, desk: Path, url: str, new_code: Callable[..., str]) -> None:
        self.home, self.desk, self.url, self.new_code = home, desk, url, new_code
        self.code = new_code()

    @property
    def here(self) -> list[str]:
        """How a word is told where the desk's store lies."""
        return ["--store", str(self.desk)]

    def formers(self) -> list[tuple[str, str | None]]:
        """Return the enrolled computers as the city knows them, each with the one it was before."""
        engines = sqlite_engines(self.home / "city.db")
        with scoped(engines.app, TOWN) as connection:
            rows = connection.execute(select(device.c.device, device.c.former).order_by(device.c.enrolled_at))
            found = [(str(row.device), row.former) for row in rows]
        engines.dispose()
        return found

    def joined(self) -> None:
        """Let the desk in."""
        assert run(["sync", "join", self.url, self.code, *self.here]) == 0

    def work(self, program: Program) -> None:
        """Write something at the desk."""
        with program.office.begin() as work:
            work.of(Clue).save(replace(a_clue(), id=program.office.ids.new()))
            work.commit()


@contextmanager
def listening(folder: Path, shows: Certificate | None = None) -> Iterator[Town]:
    """Let a city listen, beside a desk with one person and one clue; the sealed vault must be open."""
    home, desk = folder / "city", folder / "desk"
    main(["--home", str(home), "towns"])
    engines = sqlite_engines(home / "city.db")
    platform = open_platform(engines, home)

    def new_code(town: str = TOWN) -> str:
        return platform.enrolment.new_code(town, "一号机", "测试")

    with served(application(platform), shows) as address:
        made = Town(home, desk, address.url, new_code)
        program = build(desk)
        program.sign_in.found(an_officer("甲", Role.ADMIN))
        made.work(program)
        program.close()
        yield made
    engines.app.dispose()


@contextmanager
def desk_of(town: Town) -> Iterator[Program]:
    """Open the program of the desk, and close it again."""
    program = build(town.desk)
    try:
        yield program
    finally:
        program.close()


def exchanging() -> int:
    """Return how many threads exchange."""
    return sum(each.name == "sync" for each in threading.enumerate())
