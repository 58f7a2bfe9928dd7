"""Making the demonstration town from the command line, in a store of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from app.domain.case import STATUS_WORDS
from app.domain.errors import AppError
from app.domain.officer import Officer
from app.domain.role import Role
from app.rules.draw.drawing import SEED_BYTES
from app.services.demo.plans import ways_of
from app.services.demo.town import make_town
from app.services.demo.walking import SeededIds, WalkingClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from app.bootstrap import Program
    from app.cli.word import Say
    from app.services.demo.plans import TownPlan
    from app.services.demo.scene import CasePlan

_MACHINE = "演示电脑"
_EVERY = 10


class RealStoreError(AppError):
    """The demonstration town was to be made where real people are registered."""

    code = "demo.real_store"
    hint = "请用 --store 指定另一个空文件夹；真实数据没有改动。"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"“{folder}”是真实办案的数据文件夹，不能放入演示数据。")


class TownThereError(AppError):
    """A demonstration town stands already where one was to be made."""

    code = "demo.town_there"
    hint = "请换一个空文件夹，或者加 --replace 重新建立。"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"“{folder}”已经有演示数据。")


def clear_for_town(folder: Path, *, replace: bool) -> None:
    """Make room for a town: refuse a real store, and remove an old town only where that is asked for."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    from app.bootstrap import build  # noqa: PLC0415 - pure words open no store

    program = build(folder)
    try:
        demonstration = program.demonstration
        with program.store.read() as work:
            people = bool(work.of(Officer).find())
    finally:
        program.close()
    if not demonstration and people:
        raise RealStoreError(folder)
    if demonstration and not replace:
        raise TownThereError(folder)
    if demonstration:
        shutil.rmtree(folder)


@contextmanager
def town(folder: Path, plan: TownPlan, say: Say) -> Iterator[tuple[Program, dict[UUID, CasePlan]]]:
    """Make the town in a folder, telling how far it is; yields the program and the cases made."""
    from app.bootstrap import build  # noqa: PLC0415 - pure words open no store

    clock = WalkingClock(plan.begins)
    chance = Random(plan.seed)  # noqa: S311 - a seed must give the same town again
    program = build(folder, clock, SeededIds(clock, chance), _MACHINE)
    # Draws of the town come out again with its seed; a real draw takes what nobody can foresee.
    program.entropy = partial(Random(f"{plan.seed} draws").randbytes, SEED_BYTES)  # noqa: S311 - a seed again

    def told(done: int, whole: int) -> None:
        if done % _EVERY == 0 or done == whole:
            say.line(f"演示案件 {done}/{whole}")

    try:
        say.line(f"正在建立演示镇：种子{plan.seed}，截至{plan.until}")
        yield program, make_town(program, clock, plan, told)
    finally:
        program.close()


def sit_in(program: Program, town_code: str) -> None:
    """Let the clerk of a town sit down, who sees that town's cases."""
    clerks = (each for each in program.sign_in.people() if Role.CLERK in each.roles)
    program.sign_in.sign_in(next(each.id for each in clerks if each.town == town_code))


def planned(plan: TownPlan) -> dict[str, int]:
    """Return how many cases are to end in each status, by the word of the status."""
    return dict(Counter(STATUS_WORDS[each.goal()] for each in ways_of(plan)))
