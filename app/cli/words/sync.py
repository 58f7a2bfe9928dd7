"""``sync``: exchanges with the city by stick; a bundle is looked at before anything of it is taken."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word, ask_for_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sync.bundle import BundleDesk
    from sync.bundle_returned import Gained

AGAIN_WORDS = {
    "": "",
    "entered": "已与平台建立联系，请再导出一个同步包送交平台。",
    "recovery": "平台恢复过数据，请再导出一个同步包，把平台缺少的内容补交。",
    "recovered": "补交已被平台收下，请再导出一个同步包。",
    "gap": "平台缺少较早的内容，请再导出一个同步包。",
    "fork": "本机数据曾被复制或恢复，已重新编号，请再导出一个同步包。",
}
"""Why the stick must travel once more."""


def _arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    out = actions.add_parser("export", help="把待上传的内容写成加密的同步包（U盘）")
    out.add_argument("file", type=Path, help="同步包文件，扩展名 .lsb")
    back = actions.add_parser("import", help="导入市级平台交回的同步包")
    back.add_argument("file", type=Path, help="同步包的第一个文件")
    for each in (out, back):
        each.add_argument("--dry-run", action="store_true", help="只查看，不写入")
        ask_for_json(each)
        ask_for_store(each)


def _run(given: Namespace, say: Say) -> Exit:
    with opened(given) as program:
        desk = program.online.bundles()
        if given.action == "export":
            return _export(desk, given, say)
        return _look(desk, given, say) if given.dry_run else _take(desk, given, say)


def _export(desk: BundleDesk, given: Namespace, say: Say) -> Exit:
    waiting, files = desk.due()
    if given.dry_run:
        value = {"waiting": waiting, "files": files}
        say.value(value, f"待上传变更{waiting}项、附件{files}个；没有写入。")
        return Exit.DONE
    written = desk.export(given.file)
    value = asdict(written)
    names = "、".join(str(each) for each in written.parts)
    size = f"{written.bytes / 1024 / 1024:.1f}兆字节"
    say.value(value, f"已导出{names}：变更{waiting}项，{size}。导入平台交回的同步包后，才算上传完成。")
    return Exit.DONE


def _look(desk: BundleDesk, given: Namespace, say: Say) -> Exit:
    from sync.protocol.bundle_lines import KINDS  # noqa: PLC0415 - only bundles load the signing library

    proven = desk.look(given.file)
    head = proven.header
    value = {
        "town": head.town,
        "sender": head.sender,
        "bundle_no": head.bundle_no,
        "made_at": head.made_at,
        "parts": len(proven.parts),
        "counts": proven.counts,
    }
    counts = "、".join(f"{KINDS.get(kind, kind)}{count}项" for kind, count in sorted(proven.counts.items()))
    who = f"镇街{head.town}，发出方{head.sender[:8]}，第{head.bundle_no}号，{len(proven.parts)}个文件"
    say.value(value, f"{who}：{counts}。签名无误，没有导入。")
    return Exit.DONE


def _take(desk: BundleDesk, given: Namespace, say: Say) -> Exit:
    gained = desk.take(given.file)
    say.value({**_figures(gained), "again": gained.again, "stopped": gained.stopped}, _told(gained))
    return Exit.FAILED if gained.stopped else Exit.DONE


def _figures(gained: Gained) -> dict[str, int]:
    return {
        "outcomes": gained.outcomes,
        "rows": gained.rows,
        "numbers": gained.numbers,
        "receipts": gained.receipts,
        "files": gained.files,
    }


def _told(gained: Gained) -> str:
    if gained.stopped:
        return "导入停下了：将有大量数据被替换或删除，请在“同步中心”查看后决定。"
    if not gained.news:
        return "没有新内容：这个同步包已导入过，或内容已由网络取得。"
    parts = (
        *(f"变更回执{gained.outcomes}项", f"新内容{gained.rows}项", f"借用文号{gained.numbers}个"),
        *(f"附件回执{gained.receipts}个", f"取得附件{gained.files}个"),
    )
    return f"已导入：{'，'.join(parts)}。{AGAIN_WORDS[gained.again]}"


WORD = Word("sync", "用U盘与市级平台交换数据", _arguments, _run)
