"""A bundle the city signed whose answers this program cannot read: told in words, nothing taken of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sync.bundle import BundleRefusedError
from sync.cityserver.bundle_craft import CRAFT
from sync.protocol.bundle_format import BundleFault, Header
from sync.protocol.bundle_lines import answer_line
from sync.protocol.bundle_writing import BundleWriter
from sync.protocol.messages import Answer
from tests.sync.bundle_craft import public, seed
from tests.sync.city_kit import SERVER
from tests.sync.office import TOWN
from tests.sync.stick import Carrier, acquainted

if TYPE_CHECKING:
    from pathlib import Path


def back(carrier: Carrier, word: str, status: int, body: Any) -> Path:
    """Write what the city might give back, with one answer."""
    state = carrier.computer.sync.state()
    assert state is not None
    told = {"answers": 1, "epoch": state.epoch}
    header = Header(TOWN, SERVER, carrier.computer.device, 9, "2026-05-05T00:00:00+00:00", told)
    keys = (seed(SERVER), public(carrier.computer.device))
    asked = {"stream": TOWN, "incarnation": state.incarnation, "request": "r"}
    line = answer_line(word, asked, Answer(status, body, SERVER, state.epoch))
    with BundleWriter(carrier.folder / "odd.lsb", header, CRAFT, keys) as bundle:
        bundle.add(line)
        return bundle.finish()[0]


@pytest.mark.parametrize(
    ("word", "status", "body"),
    [
        *(("hello", 200, {"revoked": True}), ("push", 200, {}), ("push", 200, {"outcomes": [5]})),
        *(("push", 409, {"code": "gap"}), ("push", 409, {"outcomes": "none"}), ("push", 422, [])),
        *(("changes", 200, {"rows": [{"seq": 1}], "more": False}), ("lease", 200, {"numbers": ["1"]})),
    ],
)
def test_an_odd_answer_is_refused_as_of_a_newer_program(
    tmp_path: Path, word: str, status: int, body: Any
) -> None:
    carrier = acquainted(tmp_path)
    carrier.save(1)

    with pytest.raises(BundleRefusedError) as refused:
        carrier.desk.take(back(carrier, word, status, body))

    assert refused.value.code == BundleFault.NEWER
    assert (carrier.waiting(), carrier.cursor()) == (1, 0)


def test_a_word_this_program_never_said_is_passed_over(tmp_path: Path) -> None:
    carrier = acquainted(tmp_path)

    assert not carrier.desk.take(back(carrier, "of_tomorrow", 200, {})).news
