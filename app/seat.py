"""The seat before anybody sits on it (座位): store and person need each other, and are made one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.role import SignedIn
    from app.ports import UnitOfWork
    from app.services.signing_in import SignInDesk
    from localdb.store import Store


class Seat:
    """Stands for the store and the person at it before either is there: each needs the other."""

    def __init__(self) -> None:
        self.store: Store | None = None
        self.desk: SignInDesk | None = None

    def begin(self) -> UnitOfWork:
        """Return a unit of work of the store."""
        if self.store is None:
            msg = "the store is not open yet"
            raise RuntimeError(msg)
        return self.store.begin()

    def who(self) -> SignedIn:
        """Return who is signed in."""
        if self.desk is None:
            msg = "nobody can have signed in yet"
            raise RuntimeError(msg)
        return self.desk()
