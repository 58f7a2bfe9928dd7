"""A stick between the real city and a desk with its real store."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nacl.signing import SigningKey

from app.adapters.files import BlobFiles
from app.adapters.pieces import FilePieces
from app.domain.evidence import Evidence, EvidenceKind
from localdb.sync.centre import SqlSyncReading
from localdb.sync.membership import SqlMembership
from sync.bundle import BundleDesk, Kept
from sync.cityserver.bundle_craft import CRAFT
from sync.cityserver.bundles import BundleOffice, Report, Server
from sync.cityserver.clock import stamp
from sync.cityserver.visits import DeviceIdentity
from sync.codecs import field_value
from sync.membership import Membership
from sync.protocol.enrolment import grant_content
from tests.sync.blob_city import BlobCity, blob_city
from tests.sync.bundle_craft import public, seed
from tests.sync.city_kit import SERVER, CityKit
from tests.sync.office import TOWN, Desktop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.case import Case
    from app.domain.sync_centre import Link
    from localdb.attachments import SqlAttachments
    from sync.bundle_returned import Gained
    from sync.cityserver.visits import Caller

PHOTO = os.urandom(2_500_000)


@dataclass
class Carrier:
    """The real city, a desk with its real store, and the stick between them."""

    folder: Path
    blobs: BlobCity
    kit: CityKit
    computer: Desktop
    revoked: bool = False

    def __post_init__(self) -> None:
        self.membership = SqlMembership(self.computer.store.engine)
        self.membership.key_name("device")
        self.files = BlobFiles(self.folder.parent / "files")
        self.pieces = FilePieces(self.folder.parent / "files")
        self.made: list[Case] = []

    @property
    def lines(self) -> SqlAttachments:
        """How far the files are."""
        return self.computer.store.attachments

    @property
    def desk(self) -> BundleDesk:
        """The desk's side."""
        kept = Kept(self.computer.sync, self.lines, self.pieces)
        name = self.computer.device
        member = Membership("https://city", SERVER, public(SERVER).hex(), name, TOWN, "示例镇")
        return BundleDesk(kept, member, seed(name), self.computer.clock, self.membership.keep_leave)

    @property
    def office(self) -> BundleOffice:
        """The city's side."""
        known = self.computer.device
        server = Server(
            SERVER,
            seed(SERVER),
            self.kit.city.answer,
            lambda town, device: DeviceIdentity(town, device, self.revoked) if device == known else None,
            lambda _town, device: public(device) if device == known else None,
            self.blobs.blobs,
            self.kit.clock.now,
            self.granted,
        )
        return BundleOffice(server, CRAFT)

    def granted(self, caller: Caller) -> Mapping[str, object] | None:
        """Return a leave to work on without a line, 45 days from now."""
        now = self.kit.clock.now()
        issued, until = stamp(now), stamp(now + timedelta(days=45))
        content = grant_content(caller.device, caller.town, issued, until, SERVER)
        signature = SigningKey(seed(SERVER)).sign(content).signature.hex()
        return None if caller.revoked else {"issued": issued, "until": until, "signature": signature}

    def link(self) -> Link:
        """Return what the sync centre tells of the city."""
        found = SqlSyncReading(self.computer.store.engine, field_value).link()
        assert found is not None
        return found

    def save(self, count: int = 1) -> None:
        """Save cases at the desk."""
        self.made += [self.computer.case() for _ in range(count)]

    def keep(self, content: bytes, name: str) -> str:
        """Record a piece of evidence with its file."""
        digest, born = self.files.put(content), self.computer.ids.new()
        of = self.computer.case()
        self.made.append(of)
        piece = Evidence(
            born, TOWN, of.id, 1, EvidenceKind.ELECTRONIC, name, file_name=name, file_hash=digest
        )
        self.computer.save(piece)
        return digest

    def waiting(self) -> int:
        """Return how many change sets no answer has reached."""
        return self.computer.sync.counts()[0]

    def cursor(self) -> int:
        """Return how far the town's log was pulled."""
        state = self.computer.sync.state()
        assert state is not None
        return state.streams[TOWN].seq

    def out(self, name: str = "out.lsb") -> Path:
        """Export to the stick."""
        return self.desk.export(self.folder / name).parts[0]

    def through(self, path: Path, name: str = "back.lsb") -> tuple[Report, Path]:
        """Take a bundle at the city."""
        report = self.office.take(path, self.folder / name)
        return report, report.returned[0]

    def round(self) -> Gained:
        """Go there and back."""
        return self.desk.take(self.through(self.out())[1])

    def meet(self) -> None:
        """Go there and back until the two know each other's epoch."""
        assert self.round().again == "entered"

    def over_network(self) -> None:
        """Push everything over the network, whose answer is lost."""
        self.computer.line.lost = frozenset(("push",))
        self.computer.take(6)
        self.computer.line.lost = frozenset()


def carried(folder: Path) -> Carrier:
    """Return city, desk and an empty stick."""
    (folder / "stick").mkdir()
    kit = CityKit()
    return Carrier(folder / "stick", blob_city(folder / "city"), kit, Desktop(kit, 1))


def logged(carrier: Carrier) -> list[str]:
    """Return the change sets the city has, in order."""
    return [each["cs"]["cs_id"] for each in carrier.kit.rows(TOWN)]


def acquainted(folder: Path) -> Carrier:
    """Return city and desk that know each other."""
    made = carried(folder)
    made.meet()
    return made
