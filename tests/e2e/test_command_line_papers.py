"""Papers and the file review on the command line: every template checked, a case written out and scored."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

from app.services.volume_export import check_export
from tests.e2e.test_command_line_cases import Town, there

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["there"]


def test_a_template_is_checked_when_no_paper_is_named(there: Town) -> None:
    code, said, _ = there.say("documents", "check", "--form", "file_cover")
    told = there.ask("documents", "check", "--form", "file_cover")

    assert code == 0, said
    assert said.startswith("✔ 卷宗封面")
    assert [each["trial"] for each in told["templates"][0]["tried"]] == ["empty", "normal", "long"]
    assert (told["good"], told["bad"]) == (1, 0)


def test_all_papers_of_a_case_are_written_one_pdf_each(there: Town, tmp_path: Path) -> None:
    words = ("documents", "render", "--case", str(there.case_id), "--all", "--pdf", "--out")
    told = there.ask(*words, str(tmp_path / "papers"))

    files = sorted((tmp_path / "papers").iterdir())
    assert [each.name for each in files] == [each["file"] for each in told["documents"]]
    assert all(each.read_bytes().startswith(b"%PDF") for each in files)
    assert len(files) >= 2


def test_a_dry_run_writes_nothing_and_a_missing_place_is_wrong(there: Town, tmp_path: Path) -> None:
    words = ("documents", "render", "--case", str(there.case_id), "--all")

    assert there.say(*words, "--out", str(tmp_path / "none"), "--dry-run")[0] == 0
    assert not (tmp_path / "none").exists()
    assert there.say(*words)[0] == 1


def test_a_case_is_scored_with_the_reason_of_each_lost_point(there: Town) -> None:
    told = there.ask("case", "review", str(there.case_id))
    code, said, _ = there.say("case", "review", str(there.case_id))

    assert told["full"] == sum(each["points"] for each in told["rules"])
    assert told["kept"] == told["full"] - sum(each["lost"] for each in told["rules"])
    lost = [found["message"] for each in told["rules"] for found in each["findings"]]
    assert code == 0
    assert all(each in said for each in lost)


def test_a_case_is_exported_with_a_manifest_that_holds(there: Town, tmp_path: Path) -> None:
    out = tmp_path / "案卷.zip"
    code, said, told = there.say("case", "export", str(there.case_id), str(out), who=there.handler)

    assert code == 0, told
    with ZipFile(out) as package:
        assert check_export(package.namelist(), package.read) == len(package.namelist()) - 2
    assert "manifest.json" in said
