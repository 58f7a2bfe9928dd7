"""Held goods (在押物品): what was preserved or seized, what of it is settled, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.listed_goods import Thing, figure, listed, things
from app.rules.flow import current
from app.rules.measures import DISPOSAL, RELEASE, SEIZURE, seizure_of
from app.rules.taking_events import DISPOSAL as SETTLING
from app.rules.taking_events import NOTICE, preserved_by

_TRANSFER = "criminal_transfer"
_LISTS = {SEIZURE: "seizure.items", NOTICE: "preservation.items"}
"""The papers that take things, and where each lists them; what was seized is settled first."""
_WAY = "disposal.kind"
_STILL_HERE = frozenset(
    {
        *("send_appraisal", "送交检测、检验、检疫或者鉴定"),
        *("confiscate_later", "依法没收，在处罚决定中一并处理"),
    }
)
"""Ways of disposal after which the organ still has the thing; the others end the preservation (APL 56)."""
_NONE = Fraction(0)

_Pool = MutableMapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Held:
    """在押物品 (thing held): one thing of a list, how much was taken and how much of that is settled."""

    taken: Document
    name: str
    unit: str
    had: Fraction
    settled: Fraction

    @property
    def left(self) -> Fraction:
        """How much is neither released nor disposed of nor handed on."""
        return self.had - self.settled

    @property
    def left_words(self) -> str:
        """The thing and what is left of it, as a sentence names it."""
        return f"{self.name}{figure(self.left)}{self.unit}"


def held_goods(file: CaseFile) -> tuple[Held, ...]:
    """Return everything that was seized or preserved, list by list, with what of it is settled."""
    handed_on = _handed_on(file)
    return tuple(
        held
        for slug in _LISTS
        for taken in current(file, slug)
        for held in _settled(taken, _given_back(file, taken), handed_on)
    )


def left_goods(file: CaseFile, slug: str) -> tuple[Held, ...]:
    """Return what is left of the things taken by a kind of paper."""
    return tuple(each for each in held_goods(file) if each.taken.slug == slug and each.left > _NONE)


def _settled(taken: Document, given_back: _Pool, handed_on: _Pool) -> Iterator[Held]:
    """Take from each pool what it holds of every thing, so that nothing is counted twice."""
    for thing in _together(things(taken, _LISTS[taken.slug])):
        back = _take(given_back, thing.name, thing.quantity)
        on = _take(handed_on, thing.name, thing.quantity - back)
        yield Held(taken, thing.name, thing.unit, thing.quantity, back + on)


def _together(listed_things: Iterable[Thing]) -> Iterator[Thing]:
    """Put rows of one name and unit together."""
    found: dict[tuple[str, str], Fraction] = {}
    for each in listed_things:
        found[each.name, each.unit] = found.get((each.name, each.unit), _NONE) + each.quantity
    for (name, unit), quantity in found.items():
        yield Thing(name, quantity, unit)


def _take(pool: _Pool, name: str, wanted: Fraction) -> Fraction:
    taken = min(pool.get(name, _NONE), wanted)
    pool[name] = pool.get(name, _NONE) - taken
    return taken


def _given_back(file: CaseFile, taken: Document) -> _Pool:
    """What the papers about this very list released or settled."""
    if taken.slug == SEIZURE:
        released = [each for each in current(file, RELEASE) if seizure_of(file, each) == taken]
        return dict(listed(released, "release.items"))
    ended = [
        each
        for each in current(file, SETTLING)
        if preserved_by(file, each) == taken and not _still_here(each)
    ]
    return dict(listed(ended, "disposal.items"))


def _still_here(paper: Document) -> bool:
    return (paper.frozen.get(_WAY) or paper.answers.get(_WAY, "")) in _STILL_HERE


def _handed_on(file: CaseFile) -> _Pool:
    """What was disposed of or went to the police: these papers are about the case as a whole."""
    found = dict(listed(current(file, DISPOSAL), "goods.items"))
    for thing, quantity in listed(current(file, _TRANSFER), "police.items").items():
        found[thing] = found.get(thing, _NONE) + quantity
    return found
