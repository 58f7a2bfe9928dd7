"""Draw record (抽取记录): what was frozen, committed, revealed and drawn, as a file anyone can check."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.domain.errors import AppError
from app.rules.draw.drawing import ALGORITHM, SEED_BYTES, Drawn, commitment, draw
from app.rules.draw.pools import Entry, Lots, Take, checked

if TYPE_CHECKING:
    from collections.abc import Mapping


class RecordRefusedError(AppError):
    """A draw record does not hold: it was changed, or the result was not drawn as it says."""

    code = "draw.record_refused"
    hint = "请向抽取单位索取原始记录文件；核对不通过的记录不能作为抽查依据。"

    def __init__(self, why: str) -> None:
        super().__init__(f"抽取记录核对不通过：{why}。")


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """抽取记录 (draw record).

    Attributes:
        about: What people read: purpose, unit, operator, witness, times; free lines by Chinese heading.
        lots: The frozen pools and terms.
        committed: SHA-256 of the seed, made known before the witness said the word.
        word: What the witness said after the commitment was known.
        seed: The revealed seed, 32 bytes.
        result: What was drawn.
    """

    about: Mapping[str, str]
    lots: Lots
    committed: str
    word: str
    seed: bytes
    result: tuple[Drawn, ...]


def written(record: DrawRecord) -> bytes:
    """Return the record as a file: canonical JSON whose last line is the SHA-256 of all lines before."""
    value = {
        "algorithm": ALGORITHM,
        "about": dict(record.about),
        **_pools(record.lots),
        "commitment": record.committed,
        "word": record.word,
        "seed": record.seed.hex(),
        "result": [[one.object_id, *one.officer_ids] for one in record.result],
    }
    body = json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
    return body + sha256(body).hexdigest().encode() + b"\n"


def _pools(lots: Lots) -> dict[str, Any]:
    names = ("objects", "officers", "recusals", "terms")
    return {
        "objects": [[one.id, one.name, one.group] for one in lots.objects],
        "officers": [[one.id, one.name, one.group] for one in lots.officers],
        "recusals": [list(pair) for pair in lots.recusals],
        "takes": [[one.group, one.count] for one in lots.takes],
        "each": lots.each,
        "hashes": dict(zip(names, lots.hashes(), strict=True)),
    }


def verified(content: bytes) -> DrawRecord:
    """Return a record that holds in every byte, or raise ``RecordRefusedError`` saying what does not.

    Checked are the checksum, the one way to write the record, the commitment of the seed, and the
    result, which is drawn again.
    """
    record = _read(content)
    if len(record.seed) != SEED_BYTES or commitment(record.seed) != record.committed:
        raise RecordRefusedError("公布的种子与抽取前的承诺值不符")
    try:
        again = draw(checked(record.lots), record.seed, record.word)
    except AppError as error:
        raise RecordRefusedError(error.message.rstrip("。")) from error
    if again != record.result:
        raise RecordRefusedError("按名录、种子和见证词重新抽取，结果与记录不符")
    if written(record) != content:
        raise RecordRefusedError("名录哈希值或书写方式与内容不符")
    return record


def frozen(lots: Lots, committed: str) -> bytes:
    """Return the frozen pools and the commitment as a file, to be handed over before the draw."""
    value = {"algorithm": ALGORITHM, **_pools(lots), "commitment": committed}
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def frozen_lots(content: bytes, committed: str) -> Lots:
    """Return the lots of a frozen file, or raise ``RecordRefusedError`` when it is not the one committed."""
    try:
        lots = _lots(json.loads(content))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordRefusedError("冻结的名录文件已损坏") from error
    if frozen(lots, committed) != content:
        raise RecordRefusedError("冻结的名录文件与承诺值不符")
    return lots


def _read(content: bytes) -> DrawRecord:
    body, _, seal = content.rstrip(b"\n").rpartition(b"\n")
    if sha256(body + b"\n").hexdigest().encode() != seal:
        raise RecordRefusedError("文件与其校验值不符，内容被改动或不完整")
    try:
        return _of(json.loads(body))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordRefusedError("文件不是抽取记录的格式") from error


def _of(value: Any) -> DrawRecord:
    if value["algorithm"] != ALGORITHM:
        raise RecordRefusedError(f"不认识的抽取算法“{value['algorithm']}”")
    lots = _lots(value)
    about = {_text(name): _text(text) for name, text in value["about"].items()}
    result = tuple(Drawn(_text(row[0]), tuple(map(_text, row[1:]))) for row in value["result"])
    seed = bytes.fromhex(_text(value["seed"]))
    return DrawRecord(about, lots, _text(value["commitment"]), _text(value["word"]), seed, result)


def _lots(value: Any) -> Lots:
    return Lots(
        tuple(Entry(*map(_text, row)) for row in value["objects"]),
        tuple(Entry(*map(_text, row)) for row in value["officers"]),
        tuple((_text(pair[0]), _text(pair[1])) for pair in value["recusals"]),
        tuple(Take(_text(group), int(count)) for group, count in value["takes"]),
        int(value["each"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
