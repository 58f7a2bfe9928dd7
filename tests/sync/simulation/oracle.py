"""Every change set ever committed, written down beside the program that committed it (I2, I3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.protocol.messages import CITY
from tests.sync.simulation.forms import canonical
from tests.sync.simulation.violation import Violation, demand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sync.simulation.forms import Mapping
    from tests.sync.simulation.replay import Replay


@dataclass(frozen=True, slots=True)
class Written:
    """One change set as its program committed it.

    Attributes:
        odd: Whether it was made such that the city must keep it aside.
    """

    town: str
    desk: str
    content: str
    odd: bool
    touches: frozenset[str]


@dataclass
class Oracle:
    """What was committed anywhere, and what no disk of the world holds any more.

    Attributes:
        unsure: Change sets whose only disk was lost or rolled back; a copy may still turn up.
        lost: Those that existed nowhere when it was looked; excused, for nobody could bring them back.
        unasked: Change sets only revoked computers held when something was destroyed; nobody waits for them.
        shown_out: Devices that were revoked. A clone under such a name may hand over what its original made.
        twins: Devices cloned with everything that guards them: two computers that are one to everybody,
            themselves included, until one of them is heard. A number lent to both may be on two papers then;
            that it stands in an open conflict is all that can be asked.
        clones: Devices whose name several computers bear, whatever guards them. One of them reports at a roll
            call for all, so what another was lent and a restore undid is free again.
        as_twins: Change sets made under a twin's name by a computer that was let in under another since, and
            may send them under that one.
        unspoken: Change sets that vanished from the log when the server was set back without a word. Who was
            shown out reads no log, so it cannot notice that its answered work is not there any more.
        relent: Numbers given before the server was set back without a word, or to a name that clones bear,
            and free again after it; or that an earlier restore had undone, before all had reported. No
            cursor shows a loan, so they are lent a second time before anybody can notice.
        good: Change sets that took effect, or were asked about, in some log.
        refused: Change set → its device, where it lay aside in some log because its computer was out.
        let_in: Devices whose computers were let in again under a new name: what they made is good again.
    """

    written: dict[str, Written] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    unasked: set[str] = field(default_factory=set)
    shown_out: set[str] = field(default_factory=set)
    twins: set[str] = field(default_factory=set)
    clones: set[str] = field(default_factory=set)
    as_twins: set[str] = field(default_factory=set)
    unspoken: set[str] = field(default_factory=set)
    relent: frozenset[tuple[str, tuple[str, int, int]]] = frozenset()
    good: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    let_in: set[str] = field(default_factory=set)

    def note(self, change_set: Mapping, desk: str, *, odd: bool) -> bool:
        """Write one committed change set down; false when it was before."""
        if change_set["cs_id"] in self.written:
            return False
        content = canonical([change_set["town"], change_set["user"], change_set["at"], change_set["ops"]])
        touches = frozenset(each["id"] for each in change_set["ops"])
        self.written[change_set["cs_id"]] = Written(change_set["town"], desk, content, odd, touches)
        return True

    def doubt(self, gone: Iterable[str]) -> None:
        """Note change sets that vanished from a disk."""
        self.unsure |= set(gone) & self.written.keys()

    def survey(self, held: set[str], aside: set[str], what: str) -> None:
        """Look what exists anywhere after something was destroyed; only what a disk lost may be missing.

        Args:
            held: What anybody holds.
            aside: What revoked computers alone hold.
            what: The event.
        """
        self.unasked |= aside
        missing = self.written.keys() - held - self.lost
        innocent = sorted(missing - self.unsure)
        demand(not innocent, "I2", f"after {what} nobody holds {innocent[:3]}")
        self.lost |= missing

    def read(self, replay: Replay) -> None:
        """Take down what a log says that is about to be replaced (I14)."""
        for cs_id, device in self.refused.items():
            row = replay.outcomes.get(cs_id)
            taken = row is not None and row["outcome"] != "quarantined"
            fair = not taken or cs_id in self.good or device in self.let_in
            demand(fair, "I14", f"{cs_id} of {device} lay aside, and took effect after a restore")
        for cs_id, row in replay.outcomes.items():
            if row["outcome"] != "quarantined":
                self.good.add(cs_id)
            elif row["reason"] == "device_revoked":
                self.refused[cs_id] = row["cs"]["device"]

    def at_rest(self, town: str, replay: Replay) -> None:
        """Hold everything committed in a town against its log, and its log against what was committed."""
        signed = [key for key, row in replay.outcomes.items() if row["cs"]["device"] != CITY]
        invented = sorted(set(signed) - self.written.keys())
        demand(not invented, "I2", f"nobody committed {invented[:3]}, which is in the log")
        # Who pulls all afresh has no cursor yet; work that it hands over then may stand on what vanished.
        gone = (self.written[each] for each in self.unspoken if each in self.written)
        tainted = {record for each in gone for record in each.touches}
        for cs_id, each in self.written.items():
            if each.town == town:
                self._one(cs_id, each, replay, tainted)

    def _one(self, cs_id: str, each: Written, replay: Replay, tainted: set[str]) -> None:
        row = replay.outcomes.get(cs_id)
        if row is None:
            unheard = cs_id in self.unspoken and (each.desk in self.revoked or cs_id in self.unasked)
            if cs_id not in self.lost and not unheard:
                raise Violation("I2", f"lost change set {cs_id} of {each.desk}")
            # What stood on a lost predecessor cannot take effect; everything else honest must.
            tainted |= each.touches
            return
        change = row["cs"]
        content = canonical([change["town"], change["user"], change["at"], change["ops"]])
        demand(content == each.content, "I2", f"change set {cs_id} was altered")
        if row["outcome"] != "quarantined":
            # A birth that waits in a conflict has not taken place; work that stands on it waits too.
            tainted |= {each["rec"] for each in row["conflicts"] if not row["effects"]}
            return
        # What stands on work that was rightly kept aside cannot take effect either.
        handed = row["reason"] == "device_revoked" and change["device"] in self.shown_out
        excused = each.odd or each.desk in self.revoked or handed or row["reason"] == "held_behind"
        fair = excused or each.touches & tainted
        demand(fair, "I8", f"honest work {cs_id} of {each.desk} was kept aside: {row['reason']}")
        tainted |= each.touches
