"""What stands on work that is kept aside is kept aside behind it, and nothing else is (I4, I8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sync.simulation.forms import Key, Mapping


@dataclass
class Aside:
    """The quarantine of a town as its log tells of it.

    Attributes:
        waiting: What lies there now: computer → change set → its operations.
        ever: All that ever did, under whatever name of its computer: change set → its operations. Who has not
            heard of a settlement may send it again.
    """

    waiting: dict[str, dict[str, list[Mapping]]] = field(default_factory=lambda: defaultdict(dict))
    ever: dict[str, list[Mapping]] = field(default_factory=dict)

    def follow(self, row: Mapping, unborn: set[str], where: str) -> None:
        """Take the next row; ``unborn`` are the records that open conflicts are about."""
        change = row["cs"]
        before, named = self._before(change), touched(change["ops"])
        behind = {cs_id for cs_id, operations in before.items() if touched(operations) & named}
        self._in_order(change, where)
        if row["outcome"] != "quarantined":
            demand(not behind, "I4", f"{where}: took effect over {sorted(behind)}, which is kept aside")
        elif row["reason"] == "held_behind":
            waits = behind or unborn & {record for _coll, record in named}
            demand(waits, "I8", f"{where}: {change['cs_id']} is held behind nothing")
        for each in row["closed"]:
            for others in self.waiting.values():
                others.pop(each["id"], None)
        if row["outcome"] == "quarantined":
            self.waiting[change["device"]][change["cs_id"]] = self.ever[change["cs_id"]] = change["ops"]

    def _before(self, change: Mapping) -> dict[str, list[Mapping]]:
        """Return what its computer has lying aside, without what the change set itself takes back."""
        back, mine = _taken_back(change), self.waiting[change["device"]]
        return {cs_id: operations for cs_id, operations in mine.items() if cs_id not in back}

    def _in_order(self, change: Mapping, where: str) -> None:
        """Demand that what is sent again comes in the order in which it was done, or last sent again."""
        back = _taken_back(change)
        done = [each for cs_id, operations in self.ever.items() if cs_id in back for each in operations]
        done.reverse()
        again = [-done.index(each) for each in change["ops"] if each["op"] != "withdraw" and each in done]
        demand(again == sorted(again), "I4", f"{where}: {change['cs_id']} sends again out of order")


def _taken_back(change: Mapping) -> set[str]:
    return {each["cs_id"] for each in change["ops"] if each["op"] == "withdraw"}


def touched(operations: Iterable[Mapping]) -> set[Key]:
    """Return the records that some operations name."""
    return {(str(each["coll"]), str(each["id"])) for each in operations if each["op"] != "withdraw"}
