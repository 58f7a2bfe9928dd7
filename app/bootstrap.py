"""The only module that knows every package: it builds the program."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.adapters.clock import SystemClock
from app.adapters.files import BlobFiles
from app.adapters.ids import RisingIds
from app.services.powers import PowerDesk
from app.services.signing_in import SignInDesk
from localdb.outbox import Means
from localdb.store import Store, open_store
from sync.codecs import encode

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.role import SignedIn
    from app.ports import Clock, UnitOfWork

APPLICATION = "chengzhi"


@dataclass(slots=True)
class Program:
    """The built program: its store, its desks, and what they share."""

    store: Store
    files: BlobFiles
    sign_in: SignInDesk
    powers: PowerDesk

    def close(self) -> None:
        """Free the store for another program."""
        self.store.close()


class _Late:
    """Stands for parts that need the store before the store is there."""

    def __init__(self) -> None:
        self.store: Store | None = None
        self.desk: SignInDesk | None = None

    def begin(self) -> UnitOfWork:
        if self.store is None:
            msg = "the store is not open yet"
            raise RuntimeError(msg)
        return self.store.begin()

    def who(self) -> SignedIn:
        if self.desk is None:
            msg = "nobody can have signed in yet"
            raise RuntimeError(msg)
        return self.desk()


def usual_folder() -> Path:
    """Return the folder of the signed-in computer user's store."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where a folder is named

    return user_data_path(APPLICATION, appauthor=False)


def build(folder: Path, clock: Clock | None = None) -> Program:
    """Open the store of a folder and wire the desks to it."""
    time = clock or SystemClock()
    late = _Late()
    late.desk = SignInDesk(late.begin, time, platform.node())
    late.store = open_store(folder, Means(encode, time, RisingIds(time), late.who))
    return Program(late.store, BlobFiles(folder / "files"), late.desk, PowerDesk(late.begin))
