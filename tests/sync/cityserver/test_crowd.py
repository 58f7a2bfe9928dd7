"""Many computers that speak at once are all answered: nobody waits for what another holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from nacl.signing import SigningKey

from sync.cityserver.enrolment import Asked
from sync.protocol.enrolment import enrolment_content
from tests.sync.cityserver.desks import Desk, born
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import EAST, WEST

if TYPE_CHECKING:
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores

CROWD = 24
"""More than the server has connections."""


def let_in(platform: Platform, number: int) -> Desk:
    key = SigningKey(number.to_bytes(32, "big"))
    public, code = bytes(key.verify_key).hex(), platform.enrolment.new_code((EAST, WEST)[number % 2], "", "a")
    proof = key.sign(enrolment_content(code, public)).signature.hex()
    return Desk("", key, platform.enrolment.enrol(Asked(code, public, str(number), proof)))


def test_as_many_first_saves_at_once_as_there_are_desks_are_all_taken(
    postgres: Stores, tmp_path: Path
) -> None:
    platform = platform_over(postgres, tmp_path)
    desks = [let_in(platform, number) for number in range(1, CROWD + 1)]
    together = Barrier(CROWD)

    def first_save(desk: Desk) -> list[Any]:
        holder = platform.enrolment.known(desk.town, desk.told["device"])
        assert holder is not None
        sent = [desk.saved([born("party", desk.town, name="王某")])]
        hello: dict[str, Any] = {"incarnation": desk.incarnation, "cursors": {}, "epoch": None}
        epoch = platform.core.answer("hello", holder, hello).read()["epoch"]
        together.wait(60)
        asked = {"incarnation": desk.incarnation, "changesets": sent, "epoch": epoch}
        return [each["outcome"] for each in platform.core.answer("push", holder, asked).read()["outcomes"]]

    with ThreadPoolExecutor(CROWD) as threads:
        assert list(threads.map(first_save, desks)) == [["applied"]] * CROWD
