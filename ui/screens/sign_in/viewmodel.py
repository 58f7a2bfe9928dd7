"""Reads who may sign in, signs a person in, and sets an empty store up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.officer import Officer
from app.domain.role import Role
from app.rules.initials import named_by
from app.rules.institutions import shipped_bureaus
from ui.jobs import Job
from ui.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.domain.role import SignedIn
    from app.ports import Ids
    from ui.forms.drafting import Desk
    from ui.screens.desks import Bureaus


LAST = "sign_in/last"
"""Name of the remembered choice: who signed in here last."""


class Door(Protocol):
    """What is asked of the sign-in desk."""

    def people(self) -> tuple[Officer, ...]:
        """Return who may sign in today."""

    def sign_in(self, officer_id: UUID) -> SignedIn:
        """Sign a person in."""

    def found(self, first: Officer) -> SignedIn:
        """Set up an empty store with its first person."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """What signing in needs before there are tools: the two desks, identities, drafts and threads."""

    door: Door
    bureaus: Bureaus
    ids: Ids
    desk: Desk
    remembered: Remembered = field(default_factory=Remembered)


class SignInModel(QObject):
    """Holds the people and confirms the choice in the background.

    Signals:
        ready: ``people`` were read; none means the store is to be set up.
        entered: The signed-in person.
        refused: An ``AppError``; nobody is signed in.
    """

    ready = Signal()
    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self.entrance = entrance
        self.people: tuple[Officer, ...] = ()
        self.offered: tuple[Bureau, ...] = shipped_bureaus()
        self._busy = False

    def read(self) -> None:
        """Read who may sign in."""
        self.entrance.desk.jobs.start(self, Job(lambda _token: self.entrance.door.people(), self._take))

    def found_by(self, typed: str) -> tuple[Officer, ...]:
        """Return the people whose name, unit, post or initials fit every typed word."""
        words = typed.lower().split()
        return tuple(each for each in self.people if all(_fits(each, word) for word in words))

    def enter(self, officer_id: UUID) -> None:
        """Sign a person in."""
        self._start(
            Job(lambda _token: self.entrance.door.sign_in(officer_id), self._entered, self.refused.emit)
        )

    def found(self, bureau: Bureau, values: Mapping[str, Any], roles: Sequence[Role]) -> None:
        """Set the store up for a bureau; its first person also keeps settings and people (系统管理员)."""
        held = tuple(dict.fromkeys((*roles, Role.ADMIN)))
        first = Officer(id=self.entrance.ids.new(), town=bureau.town, roles=held, **values)

        def work() -> SignedIn:
            person = self.entrance.door.found(first)
            self.entrance.bureaus.save(bureau)
            return person

        self._start(Job(lambda _token: work(), self._entered, self.refused.emit))

    def _start(self, job: Job[Any]) -> None:
        if not self._busy:
            self._busy = True
            self.entrance.desk.jobs.start(self, replace(job, ended=self._rest))

    def _take(self, people: tuple[Officer, ...]) -> None:
        last = self.entrance.remembered.text(LAST)
        self.people = tuple(sorted(people, key=lambda each: str(each.id) != last))
        self.ready.emit()

    def _rest(self) -> None:
        self._busy = False

    def _entered(self, person: SignedIn) -> None:
        self.entrance.remembered.keep(LAST, str(person.officer_id))
        self.entered.emit(person)


def _fits(person: Officer, word: str) -> bool:
    return named_by(person.name, word) or word in f"{person.unit} {person.post}".lower()
