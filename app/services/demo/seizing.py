"""Seizing (演示扣押): goods are seized with approval, recorded on the scene, listed and served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.approval import Verdict
from app.domain.role import Role
from app.rules.flow import Need
from app.services.demo.routes import SEIZURE_FORMS

if TYPE_CHECKING:
    from app.services.demo.opening import Bench
    from app.services.demo.papers import Papers

_MATTER = "seizure"
_APPROVED = Need(("matter_approval",), matter=_MATTER, approved=(Role.ORGAN_HEAD,))


def seize(bench: Bench, papers: Papers) -> None:
    """Have the seizure approved, then make and serve its papers; release and extension are left to try."""
    papers.meet(_APPROVED, bench.parties, _MATTER, Verdict.AGREE)
    papers.before(SEIZURE_FORMS, bench.parties)
