"""``demo``: makes the demonstration town, or does the main job without a display."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters.clock import SystemClock
from app.cli.demonstration import clear_for_town, planned, town
from app.cli.main_job import do_main_job
from app.cli.word import Exit, Say, Word
from app.domain.case import STATUS_WORDS
from app.domain.errors import AppError
from app.services.demo.plans import TownPlan

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_SEED, _CASES, _FEW_CASES = 1, 200, 24


class WhereError(AppError):
    """The town was to be made without saying where."""

    code = "demo.where"
    hint = "请加上 --store 文件夹，或者 --headless-run 文件夹。"

    def __init__(self) -> None:
        super().__init__("没有写明演示数据放在哪里。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, help="演示数据文件夹，须为空文件夹")
    parser.add_argument("--headless-run", type=Path, metavar="OUT", help="不开窗口完成主要工作，结果写入OUT")
    parser.add_argument("--seed", type=int, default=_SEED, help="种子；同一种子、同一截至日期结果相同")
    parser.add_argument("--cases", type=int, help=f"案件数，默认{_CASES}（--headless-run为{_FEW_CASES}）")
    parser.add_argument("--day", type=date.fromisoformat, help="截至日期，默认今天")
    parser.add_argument("--replace", action="store_true", help="已有演示数据的，删除后重新建立")
    parser.add_argument("--dry-run", action="store_true", help="只报告将建立哪些案件，不写入")


def _run(given: Namespace, say: Say) -> Exit:
    usual = _FEW_CASES if given.headless_run else _CASES
    plan = TownPlan(given.seed, given.cases or usual, given.day or SystemClock().today())
    if given.dry_run:
        goals = planned(plan)
        say.value({"planned": goals}, "\n".join(f"{word}：{count}件" for word, count in goals.items()))
    elif given.headless_run is not None:
        made = do_main_job(given.headless_run, plan, say)
        say.value(made, f"完成。结果在{given.headless_run}")
    elif given.store is not None:
        _make(given, plan, say)
    else:
        raise WhereError
    return Exit.DONE


def _make(given: Namespace, plan: TownPlan, say: Say) -> None:
    clear_for_town(given.store, replace=given.replace)
    with town(given.store, plan, say) as (program, made):
        program.sign_in.sign_out()  # the cases of all bureaus are told
        cases = [program.reading.open(each).case for each in made]
    states = Counter(STATUS_WORDS[each.status] for each in cases)
    departments = Counter(each.department for each in cases)
    lines = [f"{word}：{count}件" for word, count in states.items()]
    told = {"store": str(given.store), "cases": len(cases), "states": states, "departments": departments}
    say.value(told, "\n".join([*lines, f"演示镇已建立：{len(cases)}件案件，在{given.store}"]))


WORD = Word("demo", "建立演示镇（全部为虚构的演示数据）", _arguments, _run)
