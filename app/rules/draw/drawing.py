"""Drawing (抽取): lots, a committed seed and a witness's word give one result and no other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.rules.draw.chance import Chance
from app.rules.draw.pools import BREAKS

if TYPE_CHECKING:
    from app.rules.draw.pools import Entry, Lots

ALGORITHM = "chengzhi-draw-1"
SEED_BYTES = 32


class TooFewOfficersError(AppError):
    """After recusal fewer officers are left for an object than must be sent."""

    code = "draw.too_few_officers"
    hint = "请补充执法人员名录，或者核对回避关系后重新冻结、重新抽取。"

    def __init__(self, entry: Entry, left: int, each: int) -> None:
        super().__init__(f"检查对象“{entry.name}”回避后只剩{left}名执法人员，须派{each}名。")


class WordRefusedError(AppError):
    """The witness's word is not one line."""

    code = "draw.word_refused"
    hint = "请把见证词写成一行。"

    def __init__(self) -> None:
        super().__init__("见证词含有制表符或换行符。")


@dataclass(frozen=True, slots=True)
class Drawn:
    """抽取结果 (drawn): the id of an object and of the officers sent to it, in the order drawn."""

    object_id: str
    officer_ids: tuple[str, ...] = ()


def commitment(seed: bytes) -> str:
    """Return what is made public before the draw: the SHA-256 of the seed, in hex."""
    return sha256(seed).hexdigest()


def key_of(lots: Lots, seed: bytes, word: str) -> bytes:
    """Return the key of a draw: it hangs on the seed, the witness's word and every line of the lots."""
    if not BREAKS.isdisjoint(word):
        raise WordRefusedError
    lines = (ALGORITHM, seed.hex(), word, *lots.hashes())
    return sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def draw(lots: Lots, seed: bytes, word: str) -> tuple[Drawn, ...]:
    """Draw the objects group by group, then the officers of each object among those not recused."""
    chance = Chance(key_of(lots, seed, word))
    chosen: list[Entry] = []
    for take in lots.takes:
        chosen += chance.sample([one for one in lots.objects if one.group == take.group], take.count)
    return tuple(Drawn(one.id, _sent(lots, one, chance)) for one in chosen)


def _sent(lots: Lots, entry: Entry, chance: Chance) -> tuple[str, ...]:
    if not lots.each:
        return ()
    barred = {officer for object_id, officer in lots.recusals if object_id == entry.id}
    able = [one.id for one in lots.officers if one.id not in barred]
    if len(able) < lots.each:
        raise TooFewOfficersError(entry, len(able), lots.each)
    return chance.sample(able, lots.each)
