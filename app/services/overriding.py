"""Overriding (说明理由后办理): lifts a refusal where the law leaves room, with reason and role; counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.domain.log_line import LogLine
from app.domain.role import ROLE_WORDS
from app.rules.gates.override import LOG_CODE, overrides
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.case_file import CaseFile
    from app.domain.role import SignedIn
    from app.ports import UnitOfWork
    from app.rules.gates.override import Override
    from app.rules.gates.refusal import Refusal
    from app.services.office import Office


def liftable(who: SignedIn, against: Sequence[Refusal]) -> tuple[Override, ...]:
    """Return what of some refusals a person may lift with a reason, once for each gate."""
    known = overrides()
    gates = dict.fromkeys(each.gate for each in against)
    return tuple(known[gate] for gate in gates if gate in known and who.holds(*known[gate].roles))


def lift(
    work: UnitOfWork,
    office: Office,
    file: CaseFile,
    against: Sequence[Refusal],
    reasons: Mapping[str, str],
) -> tuple[Refusal, ...]:
    """Return what still stands against a step; every lifted refusal leaves a line in the log.

    Raises ``NotPermittedError`` for a reason given by somebody without the role.
    """
    known, standing = overrides(), []
    for each in against:
        reason, rule = reasons.get(each.gate, "").strip(), known.get(each.gate)
        if not reason or rule is None:
            standing.append(each)
            continue
        who = office.who()
        permit(who, f"说明理由后办理{each.gate}", *rule.roles)
        role = "、".join(ROLE_WORDS[role] for role in rule.roles if who.holds(role))
        log(
            work,
            office,
            file.case.id,
            LOG_CODE + each.gate,
            f"{role}说明理由后办理：{each.message}理由：{reason}",
        )
    return tuple(standing)


class OverrideDesk:
    """说明理由台: how often refusals were lifted in the town, gate by gate."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def counts(self) -> Mapping[str, int]:
        """Return the number of lifted refusals of the signed-in town by the code of the gate."""
        town = self._office.who().town
        with self._office.read() as work:
            lines = work.of(LogLine)
            return Counter(
                {
                    gate: found
                    for gate in overrides()
                    if (found := len(lines.find(town=town, code=LOG_CODE + gate)))
                }
            )
