"""To do (本阶段要做): the papers and steps of the present stage as lines of one list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.domain.document import DocumentState
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from ui.screens.case.progress import usual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.cases import Offer
    from app.services.documents import Owed
    from ui.screens.case.viewmodel import Seen

_ADDRESS = "《行政处罚法》第六十一条；送达地址确认书"
PAPERS = "papers"
"""Gate of the refusals that the papers of the list already say."""


class Line(Enum):
    """Kinds of lines."""

    HEADING = auto()
    PAPER = auto()
    STEP = auto()
    REASON = auto()
    MORE = auto()


@dataclass(frozen=True, slots=True)
class Todo:
    """One line (待办): its words and what stands behind it."""

    kind: Line
    words: str
    owed: Owed | None = None
    offer: Offer | None = None
    refusal: Refusal | None = None
    good: bool = False


def todo_lines(seen: Seen, *, every: bool) -> tuple[Todo, ...]:
    """Return the list; ``every`` adds the steps that lead out of the ordinary way."""
    if seen.file.case.read_only:
        return (Todo(Line.HEADING, "本案只能查看"),)
    return (*_returned(seen), *_papers(seen), *_steps(seen, every=every))


def _returned(seen: Seen) -> Iterator[Todo]:
    """What came back asks for the address before it is sent anew."""
    for paper in (each for each in seen.file.documents if each.state is DocumentState.RETURNED):
        back = [each for each in seen.file.deliveries if each.document_id == paper.id and not each.stands]
        party = seen.file.party(back[-1].party_id) if back else None
        if party is None:
            continue
        words = f"《{paper_name(paper.slug)}》{back[-1].returned_on}退回：请核对{party.name}的送达地址"
        place = Place("party", str(party.id))
        yield Todo(Line.REASON, f"✕ {words}", refusal=Refusal("returned", words, _ADDRESS, place))


def _papers(seen: Seen) -> Iterator[Todo]:
    if seen.owed:
        yield Todo(Line.HEADING, "本阶段文书")
    for each in seen.owed:
        mark, lacks = ("☑", "") if each.done else ("☐", f"　{each.lacks}")
        whose = f"（{each.party_name}）" if each.party_name and len(seen.file.active_parties) > 1 else ""
        yield Todo(Line.PAPER, f"{mark} {each.title}{whose}{lacks}", owed=each, good=each.done)


def _steps(seen: Seen, *, every: bool) -> Iterator[Todo]:
    ordinary = usual(seen.offers)
    others = tuple(each for each in seen.offers if each not in ordinary)
    told: set[str] = set()
    yield Todo(Line.HEADING, "可办步骤")
    for each in ordinary:
        yield from _step(each, told, listed=bool(seen.owed))
    if others:
        yield Todo(Line.MORE, f"{'▾' if every else '▸'} 其他步骤（{len(others)}项）")
    for each in others if every else ():
        yield from _step(each, told, listed=False)


def _step(offer: Offer, told: set[str], *, listed: bool) -> Iterator[Todo]:
    """A reason that stands against several steps is told once; the step's own page tells all."""
    lacks = "" if offer.open else ("　无权办理" if not offer.permitted else f"　差{len(offer.refusals)}项")
    yield Todo(Line.STEP, f"{'▶' if offer.open else '▷'} {offer.label}{lacks}", offer=offer, good=offer.open)
    for each in offer.refusals:
        if each.message not in told and (each.gate != PAPERS or not listed):
            told.add(each.message)
            yield Todo(Line.REASON, f"　✕ {each.message}", offer=offer, refusal=each)
