"""``draw``: checks the record of a random draw by drawing again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.text_file import read_content
from app.cli.word import Exit, Say, Word, ask_for_json
from app.rules.draw.record import verified

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="核对一份抽取记录，不需要本单位的数据")
    verify.add_argument("file", type=Path, help="抽取记录文件")
    ask_for_json(verify)


def _run(given: Namespace, say: Say) -> Exit:
    record = verified(read_content(given.file))
    names = {one.id: one.name for one in (*record.lots.objects, *record.lots.officers)}
    lines = [
        f"{names[one.object_id]}：{'、'.join(names[each] for each in one.officer_ids)}".rstrip("：")
        for one in record.result
    ]
    value = {
        "valid": True,
        "about": dict(record.about),
        "objects": len(record.lots.objects),
        "officers": len(record.lots.officers),
        "result": [[one.object_id, *one.officer_ids] for one in record.result],
    }
    text = f"核对通过：{len(record.lots.objects)}个对象中抽取{len(record.result)}个，重新抽取结果一致。"
    say.value(value, "\n".join([*lines, text]))
    return Exit.DONE


WORD = Word("draw", "核对双随机抽取记录", _arguments, _run)
