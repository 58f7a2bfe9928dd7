"""Telling (叙述对象): what one document is about, as its words are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from app.domain.reckoning import Reckoning
from app.domain.statement import StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from app.documents.manifest import Form
    from app.domain.act import Act
    from app.domain.case_file import CaseFile
    from app.domain.delivery import Delivery
    from app.domain.document import Document
    from app.domain.party import Party
    from app.domain.penalty import Penalty
    from app.domain.power_item import PowerItem
    from app.domain.statement import Statement

NOTICE = "penalty_prior_notice"
DECISIONS = ("penalty_decision", "no_penalty_decision", "on_spot_decision")


class Reckoner(Protocol):
    """Answers when a time limit of the law ends (期限计算); ``None`` where it has no date."""

    def __call__(self, rule: str, /, **inputs: object) -> date | None:
        """Return the last day of a rule from its named inputs."""
        ...


def no_clock(_file: CaseFile, _document: Document, _day: date) -> Reckoning:
    """Reckon nothing: of a document whose form prints no term and no amount of the clock."""
    return Reckoning()


@dataclass(frozen=True)
class Telling:
    """What a document tells of (叙述对象): the case file, the document, its form and its day.

    Attributes:
        day: The day printed as the document's date (Beijing).
        number: The document number when it is being taken; empty in a draft.
        reckon: The law's clock, for terms a paper states; without it those stay open.
        clock: Reckons terms and amounts of the file for the document's day, by the law's clock.
    """

    file: CaseFile
    document: Document
    form: Form
    day: date
    number: str = ""
    reckon: Reckoner | None = None
    clock: Callable[[CaseFile, Document, date], Reckoning] = no_clock

    def due(self, rule: str, **inputs: object) -> date | None:
        """Return when a time limit ends by the law's clock; ``None`` where that cannot be said."""
        return None if self.reckon is None else self.reckon(rule, **inputs)

    @cached_property
    def reckoning(self) -> Reckoning:
        """What the law's clock says of the party told of, on the document's day."""
        return self.clock(self.file, self.document, self.day)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The party addressed, or every active one when the form is about the whole case."""
        party = self.file.party(self.document.party_id)
        return (party,) if party is not None else self.file.active_parties

    @property
    def party(self) -> Party | None:
        """The party addressed, when there is just one."""
        return self.parties[0] if len(self.parties) == 1 else None

    @cached_property
    def penalties(self) -> tuple[Penalty, ...]:
        """The penalties of the parties told of."""
        ids = {each.id for each in self.parties}
        return tuple(each for each in self.file.penalties if each.party_id in ids)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts penalised here, or every act while nothing was weighed."""
        chosen = {each.act_id for each in self.penalties}
        return tuple(each for each in self.file.acts if not chosen or each.id in chosen)

    @cached_property
    def items(self) -> tuple[PowerItem, ...]:
        """The pinned items of the acts told of."""
        found = (self.file.item_of(each) for each in self.acts)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the parties told of answered to the notice."""
        ids = {each.id for each in self.parties}
        return tuple(each for each in self.file.statements if each.party_id in ids)

    @property
    def hearings(self) -> tuple[Statement, ...]:
        """The requests for a hearing."""
        return tuple(each for each in self.statements if each.kind is StatementKind.HEARING_REQUEST)

    @cached_property
    def parent(self) -> Document | None:
        """The document this one belongs to, such as the one a receipt is for."""
        wanted = self.document.parent_id
        return next((each for each in self.file.documents if each.id == wanted), None)

    @cached_property
    def delivery(self) -> Delivery | None:
        """The service a receipt records: its own, else the latest of the parent document."""
        own = [each for each in self.file.deliveries if each.receipt_document_id == self.document.id]
        served = self.file.deliveries_of(self.parent) if self.parent is not None else ()
        found = own or list(served)
        return found[-1] if found else None

    def standing(self, *slugs: str) -> Document | None:
        """Return the latest standing document of the kinds, for the party told of."""
        party = self.document.party_id
        found = [
            each
            for slug in slugs
            for each in (*self.file.standing(slug, party), *self.file.standing(slug))
            if party is None or each.party_id in (party, None)
        ]
        return max(found, key=_made, default=None)

    @property
    def answers(self) -> Mapping[str, str]:
        """What was typed into this document."""
        return self.document.answers

    def chosen(self, name: str) -> str:
        """Return the code of what was chosen under a name of this form; empty when nothing was."""
        ask = self.form.ask(name)
        typed = self.answers.get(name, "") or (ask.preset if ask else "")
        found = (each.code for each in (ask.choices if ask else ()) if typed in (each.code, each.words))
        return next(found, "")


def _made(document: Document) -> tuple[str, str]:
    moment = document.final_at or document.created_at
    return moment.isoformat(), str(document.id)
