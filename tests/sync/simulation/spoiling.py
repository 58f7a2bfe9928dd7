"""Pages of a log as a bad line or a broken server might bring them: altered, out of order, with holes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.forms import Mapping

_WORD, _OTHER = "金丝雀", "金丝鸟"


def spoilt(rows: list[Mapping], chance: Chance) -> list[Mapping]:
    """Return rows that are not those of the log any more, in one of several ways."""
    way = chance.choice(_WAYS if len(rows) > 1 else _WAYS_OF_ONE)
    return way([dict(each) for each in rows], chance)


def _letter(rows: list[Mapping], chance: Chance) -> list[Mapping]:
    """Change one letter of what somebody wrote: in an effect, in a change set, in a conflict."""
    whole = json.dumps(rows, ensure_ascii=False)
    count = whole.count(_WORD)
    if not count:
        return _version(rows, chance)
    parts = whole.split(_WORD)
    at = chance.randrange(count)
    before, after = _WORD.join(parts[: at + 1]), _WORD.join(parts[at + 1 :])
    return list(json.loads(f"{before}{_OTHER}{after}"))


def _version(rows: list[Mapping], chance: Chance) -> list[Mapping]:
    """Let a record be a version further, or a row bear another outcome."""
    row = chance.choice(rows)
    if not row["effects"]:
        row["outcome"] = "applied" if row["outcome"] != "applied" else "merged"
        return rows
    first, *others = row["effects"]
    row["effects"] = [{**first, "version": first["version"] + 1}, *others]
    return rows


def _swapped(rows: list[Mapping], chance: Chance) -> list[Mapping]:
    """Let two rows change places, with their numbers or without them."""
    at = chance.randrange(len(rows) - 1)
    one, other = rows[at], rows[at + 1]
    if chance.random() < 0.5:
        one["seq"], other["seq"] = other["seq"], one["seq"]
    rows[at], rows[at + 1] = other, one
    return rows


def _hole(rows: list[Mapping], chance: Chance) -> list[Mapping]:
    """Leave a row out that others follow."""
    del rows[chance.randrange(len(rows) - 1)]
    return rows


_WAYS_OF_ONE: tuple[Callable[[list[Mapping], Chance], list[Mapping]], ...] = (_letter, _letter, _version)
_WAYS = (*_WAYS_OF_ONE, _swapped, _hole)
