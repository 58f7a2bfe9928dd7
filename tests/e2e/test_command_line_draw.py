"""``chengzhi draw verify``: a record is checked without any store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.rules.draw.record import written
from tests.e2e.test_command_line import chengzhi
from tests.unit.draw.test_draw import a_record

if TYPE_CHECKING:
    from pathlib import Path


def test_a_record_is_checked_and_a_changed_one_refused(tmp_path: Path) -> None:
    record = tmp_path / "抽取记录.json"
    record.write_bytes(written(a_record()))

    good = chengzhi("draw", "verify", str(record), "--json")
    record.write_bytes(written(a_record()).replace("示例对象3".encode(), "示例对象4".encode()))
    bad = chengzhi("draw", "verify", str(record))

    assert (good.returncode, json.loads(good.stdout)["valid"]) == (0, True)
    assert bad.returncode == 1
    assert "核对不通过" in bad.stderr + bad.stdout
