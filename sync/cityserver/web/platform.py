"""What a running city server is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sync.cityserver.blobs import Blobs
    from sync.cityserver.city import City
    from sync.cityserver.clock import Clock
    from sync.cityserver.enrolment import Enrolment
    from sync.cityserver.identity import Identity
    from sync.cityserver.staff import Staff


@dataclass(frozen=True)
class Platform:
    """市级平台: the parts every door needs.

    Attributes:
        engine: Serves the desks, one town at a time.
        reports: Reads the command centre's views.
        public: Reads what is published.
    """

    engine: Engine
    reports: Engine
    public: Engine
    identity: Identity
    clock: Clock
    enrolment: Enrolment
    core: City
    staff: Staff
    blobs: Blobs
