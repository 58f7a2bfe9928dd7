"""``sync``: how the exchange with the city stands, one exchange to the end, joining, and the stick."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word, ask_for_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from app.bootstrap import Program
    from app.domain.sync_centre import Counts, Lamp, Link


def _arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _action(actions, "status", "查看同步情况", _status)
    _action(actions, "now", "与市级平台完整同步一次", _now)
    join = _action(actions, "join", "用一次性登记码登记入网", _join)
    join.add_argument("address", help="平台地址，如 https://平台名称:8443")
    join.add_argument("code", help="一次性登记码")
    join.add_argument("--authority", type=Path, help="单位自建证书文件")
    out = _action(actions, "export", "把待上传的内容写成加密的同步包（U盘）", _export)
    out.add_argument("file", type=Path, help="同步包文件，扩展名 .lsb")
    back = _action(actions, "import", "导入市级平台交回的同步包", _import)
    back.add_argument("file", type=Path, help="同步包的第一个文件")
    for each in (out, back):
        each.add_argument("--dry-run", action="store_true", help="只查看，不写入")


def _action(
    actions: _SubParsersAction[ArgumentParser],
    name: str,
    words: str,
    act: Callable[[Program, Namespace, Say], Exit],
) -> ArgumentParser:
    made = actions.add_parser(name, help=words, description=words)
    made.set_defaults(act=act)
    ask_for_json(made)
    ask_for_store(made)
    return made


def _run(given: Namespace, say: Say) -> Exit:
    with opened(given) as program:
        outcome: Exit = given.act(program, given, say)
    return outcome


def _status(program: Program, _given: Namespace, say: Say) -> Exit:
    from app.domain.sync_centre import lamp_words  # noqa: PLC0415 - other words need no sync centre

    program.online.look()
    barrier = program.online.barrier
    lamp, counts = program.syncing.lamp()
    link = program.syncing.link()
    value = {"lamp": lamp.value, "barrier": barrier, "counts": asdict(counts)}
    lines = [lamp_words(lamp, counts), *([barrier] if barrier else []), *_told(link)]
    say.value(value | {"link": None if link is None else asdict(link)}, "\n".join(lines))
    return Exit.DONE


def _told(link: Link | None) -> list[str]:
    from app.domain.sync_centre import moment_of_day  # noqa: PLC0415 - see above

    if link is None:
        return ["这台电脑还没有登记入网，所有数据只在本机。"]
    contact = "还没有联系过" if link.contact_at is None else moment_of_day(link.contact_at)
    until = "" if link.leave_until is None else f"；可离线工作至：{moment_of_day(link.leave_until)}"
    return [
        f"市级平台：{link.address or '地址未知'}；平台标识：{link.server}；镇街：{link.town_name}",
        f"最近联系：{contact}{until}",
    ]


def _now(program: Program, _given: Namespace, say: Say) -> Exit:
    fault = program.online.exchange()
    lamp, counts = program.syncing.lamp()
    link = program.syncing.link()
    value = {"fault": fault, "lamp": lamp.value, "counts": asdict(counts)}
    say.value(value, fault or _done_words(lamp, counts))
    stopped = link is not None and (bool(link.stopped) or link.revoked)
    return Exit.FAILED if fault or stopped else Exit.DONE


def _done_words(lamp: Lamp, counts: Counts) -> str:
    from app.domain.sync_centre import lamp_words  # noqa: PLC0415 - see above

    return f"同步完成。{lamp_words(lamp, counts)}。"


def _join(program: Program, given: Namespace, say: Say) -> Exit:
    program.online.join(given.address, given.code, given.authority)
    link = program.syncing.link()
    value = {"link": None if link is None else asdict(link)}
    say.value(value, "\n".join(["这台电脑已登记入网，请与平台管理员核对平台标识。", *_told(link)]))
    return Exit.DONE


def _export(program: Program, given: Namespace, say: Say) -> Exit:
    if given.dry_run:
        program.online.stick.desk()
        due = program.online.stick.due()
        say.value(asdict(due), f"{due.words}；没有写入。")
    else:
        done = program.online.stick.export(given.file)
        say.value(asdict(done), done.words)
    return Exit.DONE


def _import(program: Program, given: Namespace, say: Say) -> Exit:
    if given.dry_run:
        seen = program.online.stick.look_into(given.file)
        say.value(asdict(seen), seen.words)
        return Exit.DONE
    taken = program.online.stick.take_in(given.file)
    say.value(asdict(taken), taken.words)
    return Exit.FAILED if taken.stopped else Exit.DONE


WORD = Word("sync", "与市级平台同步：查看情况、立即同步、登记入网、U盘导出导入", _arguments, _run)
