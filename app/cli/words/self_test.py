"""``self-test``: tries the installation: data, rules, a store, one case worked, papers printed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters.clock import SystemClock
from app.cli.demonstration import town
from app.cli.word import Exit, Say, Word
from app.documents.catalogue import forms
from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.rules.deadlines import examples as deadlines
from app.rules.deadlines.law import published_law
from app.rules.discretion import examples as discretion
from app.rules.flow import transitions
from app.rules.power_list import reference_list
from app.services.demo.plans import TownPlan

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from app.bootstrap import Program

_WAY = "archived"
_PDF = b"%PDF-"


class SelfTestError(AppError):
    """A check of the installation found something wrong."""

    code = "self_test.failed"
    hint = "请重新安装程序；仍不成功的，把本结果交给管理员。"


class _Checks:
    """The checks as they are done, each told at once."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.done: list[dict[str, object]] = []

    @property
    def passed(self) -> bool:
        return all(each["passed"] for each in self.done)

    def do(self, name: str, check: Callable[[], str]) -> None:
        """Do one check; an expected failure is told and counted, and the next check is done."""
        try:
            told, passed = check(), True
        except AppError as error:
            told, passed = f"{error.message}{error.hint}", False
        self.done.append({"check": name, "passed": passed, "told": told})
        self._say.line(f"{'通过' if passed else '失败'}　{name}：{told}")


def _arguments(_parser: ArgumentParser) -> None:
    """Take nothing: the test makes and removes its own store."""


def _run(_given: Namespace, say: Say) -> Exit:
    checks = _Checks(say)
    checks.do("数据文件", _data)
    checks.do("期限算例", _deadlines)
    checks.do("裁量算例", _discretion)
    try:
        with _worked(say) as (program, case_id):
            checks.do("办理一件普通程序案件", lambda: _archived(program, case_id))
            checks.do("文书排版", lambda: _printed(program, case_id))
            checks.do("备份", lambda: _backed_up(program))
    except AppError as error:
        told = f"{error.message}{error.hint}"
        checks.do("办理一件普通程序案件", lambda: _failed(told))
    failed = sum(not each["passed"] for each in checks.done)
    summary = f"{len(checks.done) - failed}项通过，{failed}项失败"
    say.value({"passed": checks.passed, "checks": checks.done}, summary)
    return Exit.DONE if checks.passed else Exit.FAILED


def _data() -> str:
    powers = reference_list()
    if powers.refused:
        raise SelfTestError(f"参考清单有{len(powers.refused)}行读不出。")
    years = published_law().calendar.years
    return (
        f"参考清单{len(powers.taken)}项，文书{len(forms())}种，办案步骤{len(transitions())}个，"
        f"放假安排{min(years)}—{max(years)}年"
    )


def _deadlines() -> str:
    found = deadlines.check(deadlines.published_examples())
    if found.failures:
        raise SelfTestError(f"期限算例：{found.summary}。")
    return found.summary


def _discretion() -> str:
    text = files("resources").joinpath("standards", "examples.csv").read_text("utf-8-sig")
    found = discretion.run_examples(discretion.read_rows(text))
    if found.failures:
        raise SelfTestError(f"裁量算例：{found.summary}。")
    return found.summary


@contextmanager
def _worked(say: Say) -> Iterator[tuple[Program, UUID]]:
    """Work one case to the archive in a store that is removed afterwards."""
    plan = TownPlan(seed=1, cases=1, until=SystemClock().today(), only=_WAY)
    with (
        tempfile.TemporaryDirectory(prefix="chengzhi-") as folder,
        town(Path(folder) / "store", plan, say) as (program, made),
    ):
        if not made:
            raise SelfTestError("案件没有办到归档。")
        yield program, next(iter(made))


def _archived(program: Program, case_id: UUID) -> str:
    file = program.reading.open(case_id)
    if file.case.status is not CaseStatus.ARCHIVED:
        raise SelfTestError("案件没有办到归档。")
    return f"{file.case.number}已归档，日志{len(file.log)}条"


def _printed(program: Program, case_id: UUID) -> str:
    standing = [each for each in program.reading.open(case_id).documents if each.standing]
    papers = [program.documents.pdf(each.id) for each in standing]
    volume = program.volumes.pdf(case_id)
    if not all(each.startswith(_PDF) for each in (*papers, volume)):
        raise SelfTestError("有文书没有排成PDF。")
    return f"{len(papers)}份文书和案卷已排成PDF"


def _backed_up(program: Program) -> str:
    with tempfile.TemporaryDirectory(prefix="chengzhi-") as folder:
        copy = Path(folder) / "copy.db"
        program.store.back_up(copy)
        return f"{copy.stat().st_size // 1024}KB"


def _failed(told: str) -> str:
    raise SelfTestError(told, "")


WORD = Word("self-test", "检查程序是否完好：数据、规则、办案、排版、备份", _arguments, _run)
