"""What an administrator wrote and the city published holds on every desktop after its next exchange."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.role import Role
from app.services.giving_out import GivingOutDesk
from app.services.law import law_of
from app.services.list_standards import StandardDesk
from app.services.own_town import in_own_town
from app.services.penalties import PenaltyDesk
from app.services.powers import PowerDesk
from sync.codecs.publication import publication
from sync.protocol import declarations
from sync.protocol.publication import read, written
from tests.builders import an_item
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop
from tests.unit.services.given_out import DAY, KEY, a_limit, a_table, a_year, an_exemption, limits

if TYPE_CHECKING:
    from pathlib import Path


def published(kit: CityKit, text: str) -> None:
    """Publish a file as the server's administrator does."""
    ops: list[dict[str, Any]] = [
        {
            "op": "put",
            "coll": each.coll,
            "id": each.id,
            "town": "",
            "sv": declarations()[each.coll].version,
            "set": each.fields,
        }
        for each in read(text).entries
    ]
    outcome = kit.city.publish(ops, "平台管理员")
    assert outcome["outcome"] == "applied", outcome


def test_every_desktop_has_what_the_city_gave_out(kit: CityKit, tmp_path: Path) -> None:
    here, there = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    here.who = replace(here.who, roles=frozenset((Role.ADMIN,)))
    official = an_item(reference=False, code="SL-001")
    here.save(official, a_table(TOWN), an_exemption(TOWN), limits(a_limit(1000), town=TOWN), a_year(TOWN))
    text, _contents = GivingOutDesk(here.office, publication).made()

    published(kit, text)
    assert there.exchange() == []

    office = replace(there.office, begin=in_own_town(there.office.begin, lambda: there.who), look=None)
    with here.office.read() as ours, office.read() as theirs:
        assert law_of(ours, TOWN).calendar.version == law_of(theirs, TOWN).calendar.version
    assert PowerDesk(office.begin).versions("SL-001") == (official,)
    assert [*StandardDesk(office).imported(DAY)] == [KEY]
    footing = PenaltyDesk(office).footing(an_item(), DAY)
    assert [each.amount.fen for each in footing.ground.limits] == [100_000]
    assert len(footing.exemptions) == 1
    for each in (here, there):
        each.close()
    assert written(read(text)) == text
