"""What the exchange stopped for goes on by a named person's word, with a reason that stays."""

from __future__ import annotations

import pytest

from app.adapters.vault import VaultClosedError
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.services.leave import Leave, LeaveOverError
from app.services.refused import NotPermittedError
from app.services.settlements import ReasonMissingError
from app.services.syncing import NotStoppedError, SyncDesk
from tests.sync_facts import AT, a_link
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.unit.services.world import FIRST, World, ready_to_file


class UnwillingLine(QuietLine):
    """A line that cannot go on."""

    def allow(self) -> None:
        raise VaultClosedError


def stopped(world: World, line: QuietLine | None = None, why: str = "wipe") -> tuple[SyncDesk, QuietLine]:
    """Return the desk of an exchange that stopped, and its line."""
    steered = line or QuietLine()
    reading = MemorySyncReading(a_link(stopped=why))
    return SyncDesk(world.office, reading, steered, MemoryAttachments()), steered


def test_a_named_person_lets_it_go_on_with_a_reason_that_stays() -> None:
    world = ready_to_file()
    desk, line = stopped(world)

    desk.allow("已向市级平台核实")

    said = world.store.all(LogLine)[-1]
    assert line.told == [("allow",)]
    assert (said.code, said.by_name, said.by_id) == ("sync.allowed", FIRST.name, FIRST.id)
    assert said.text.endswith("同意继续接收；理由：已向市级平台核实")


def test_it_does_not_go_on_without_a_reason_or_a_role() -> None:
    world = ready_to_file()
    desk, line = stopped(world)

    with pytest.raises(ReasonMissingError):
        desk.allow("  ")
    world.seat.take(FIRST.id, FIRST.name, Role.AUXILIARY)
    with pytest.raises(NotPermittedError):
        desk.allow("已核实")

    assert line.told == []
    assert world.store.all(LogLine) == ()


def test_what_did_not_stop_is_not_told_to_go_on() -> None:
    world = ready_to_file()
    desk, line = stopped(world, why="")

    with pytest.raises(NotStoppedError):
        desk.allow("已核实")

    assert line.told == []
    assert world.store.all(LogLine) == ()


def test_without_a_line_of_history_it_does_not_go_on() -> None:
    world = ready_to_file()
    desk, line = stopped(world)
    over = Leave(lambda: a_link(leave_until=AT), world.clock)
    guarded = SyncDesk(
        type(world.office)(over.guarding(world.store.begin), world.clock, world.store.ids, world.seat),
        MemorySyncReading(a_link(stopped="wipe")),
        line,
        MemoryAttachments(),
    )

    with pytest.raises(LeaveOverError):
        guarded.allow("已核实")

    assert line.told == []
    assert desk.link() is not None


def test_where_the_line_cannot_go_on_the_history_says_no_more_than_that_it_was_agreed_to() -> None:
    world = ready_to_file()
    desk, _line = stopped(world, UnwillingLine())

    with pytest.raises(VaultClosedError):
        desk.allow("已核实")

    assert "同意继续接收" in world.store.all(LogLine)[-1].text
    assert "已继续" not in world.store.all(LogLine)[-1].text
