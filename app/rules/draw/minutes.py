"""Minutes (抽取记录表): the record of a draw as lines for paper, with the hashes to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.draw.drawing import ALGORITHM

if TYPE_CHECKING:
    from app.rules.draw.record import DrawRecord

TITLE = "双随机抽取记录"


def minutes(record: DrawRecord, digest: str) -> tuple[str, tuple[str, ...]]:
    """Return title and lines; ``digest`` is the SHA-256 of the record's file."""
    names = {one.id: one.name for one in (*record.lots.objects, *record.lots.officers)}
    drawn = [
        f"{number}. {names[one.object_id]}　{'、'.join(names[each] for each in one.officer_ids)}".rstrip()
        for number, one in enumerate(record.result, 1)
    ]
    objects, officers, _recusals, _terms = record.lots.hashes()
    return TITLE, (
        *(f"{name}：{text}" for name, text in record.about.items()),
        f"检查对象名录：{len(record.lots.objects)}个，执法人员名录：{len(record.lots.officers)}名",
        *_long("对象名录哈希", objects),
        *_long("人员名录哈希", officers),
        *_long("种子承诺值（抽取前公布）", record.committed),
        f"见证词：{record.word}",
        *_long("公布的种子", record.seed.hex()),
        f"算法：{ALGORITHM}（说明随程序提供，任何人可以重算）",
        f"抽取结果（{len(record.result)}个）：",
        *drawn,
        *_long("抽取记录文件校验值", digest),
        "",
        "操作人签名：　　　　　　　　　见证人签名：",
        "日期：",
    )


def _long(name: str, value: str) -> tuple[str, ...]:
    """Return a name and a hash in halves, so that no line is cut."""
    half = len(value) // 2
    return f"{name}：", f"　　{value[:half]}", f"　　{value[half:]}"
