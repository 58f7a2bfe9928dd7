"""Officer lists and certificate codes from the command line, on a store as an office has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.rules.institutions import shipped_bureaus
from tests.builders import an_officer
from tests.e2e.test_command_line import chengzhi
from tests.unit.people.rosters import clean_rows, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of demonstration with the seventeen bureaus and an administrator."""
    from app.domain.role import Role  # noqa: PLC0415 - one fixture founds a store

    folder = tmp_path / "store"
    program = build(folder)
    program.sign_in.found(an_officer("管理甲", Role.ADMIN, demonstration=True))
    for bureau in shipped_bureaus():
        program.bureaus.save(bureau)
    program.close()
    return folder


def test_a_list_is_tried_and_taken_in_and_its_cards_verify(
    store: Path, tmp_path: Path, qapp: QApplication
) -> None:
    assert qapp is not None
    rows = clean_rows()[:12]
    rows[3][2] = "3.2E+17"
    book = tmp_path / "名册.xlsx"
    book.write_bytes(workbook(rows))
    words = ("import", "officers", str(book), "--store", str(store), "--json")

    tried = json.loads(chengzhi(*words, "--as", "管理甲", "--dry-run").stdout)
    taken = chengzhi(*words)
    told = json.loads(taken.stdout)

    assert (tried["added"], tried["kept"]) == (11, False)
    assert (told["read"], told["added"], told["kept"], taken.returncode) == (12, 11, True, 1)
    (refused,) = told["refused"]
    assert (refused["row"], refused["column"]) == (6, "C")
    plain = chengzhi("import", "officers", str(book), "--store", str(store))
    assert "未导入　“示例名册”第6行C列（身份证号码）" in plain.stdout
    _verify_cards(store, tmp_path)


def _verify_cards(store: Path, tmp_path: Path) -> None:
    import pymupdf  # noqa: PLC0415 - draws the printed page as a scanner sees it

    printed = chengzhi("certificate", "cards", str(tmp_path / "证件页.pdf"), "--store", str(store))
    assert printed.returncode == 0, printed.stderr
    with pymupdf.open(tmp_path / "证件页.pdf") as pdf:  # type: ignore[no-untyped-call] # published without types
        pdf[1].get_pixmap(dpi=200).save(tmp_path / "扫描.png")
    found = chengzhi("certificate", "verify", str(tmp_path / "扫描.png"), "--store", str(store), "--json")
    verdicts = [each["verdict"] for each in json.loads(found.stdout)]
    assert (verdicts, found.returncode) == (["genuine"], 0)
    forged = chengzhi("certificate", "verify", "CZ1.AAAA.AAAA", "--store", str(store))
    assert (forged.returncode, "不是执法证二维码" in forged.stdout) == (1, True)


def test_a_list_without_a_file_is_refused_in_words(store: Path) -> None:
    done = chengzhi("import", "officers", "--store", str(store))

    assert (done.returncode, "没有写明要导入的人员名册" in done.stderr) == (1, True)
