"""Cases, papers and backups on the command line, in a small demonstration town."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.cli.demonstration import town
from app.cli.word import Say
from app.services.demo.plans import TownPlan
from tests.e2e.test_command_line import ROOT, chengzhi

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = ("--as", "无此人")


class Town:
    """A town with one case under filing review, and the command line to work it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plan = TownPlan(seed=3, cases=1, until=date(2026, 6, 30), only="filing_review")
        with town(folder, plan, Say(as_json=True, write=str)) as (program, made):
            file = program.reading.open(next(iter(made)))
            self.case_id = file.case.id
            handler = file.officer(file.case.handlers[0])
            assert handler is not None
            self.handler = ("--as", f"{handler.town}/{handler.name}")
            (self.form,) = (each for each in file.documents if each.slug == "filing_approval")

    def ask(self, *words: str, who: Sequence[str] = ()) -> Any:
        """Return what a command told as JSON."""
        return json.loads(self.say(*words, "--json", who=who)[1])

    def say(self, *words: str, who: Sequence[str] = ()) -> tuple[int, str, str]:
        """Return exit code, output and complaints of a command."""
        done = chengzhi(*words, "--store", str(self.folder), *who)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("town") / "store")


def test_cases_are_listed_by_status_in_words_or_code(there: Town) -> None:
    by_word = there.ask("case", "list", "--status", "立案审批中")
    by_code = there.ask("case", "list", "--status", "FILING_REVIEW")

    assert by_word["count"] == by_code["count"] == 1
    assert UUID(by_word["cases"][0]["id"]) == there.case_id
    assert there.ask("case", "list", "--status", "已归档")["cases"] == []
    assert there.say("case", "list", "--status", "胡乱")[0] == 1


def test_a_case_is_shown_with_its_papers_and_what_stands_against_each_step(there: Town) -> None:
    told = there.ask("case", "show", str(there.case_id), who=there.handler)

    assert told["demonstration"] is True
    assert {each["slug"] for each in told["documents"]} == {"case_source_register", "filing_approval"}
    (approve,) = (each for each in told["steps"] if each["code"] == "T03")
    assert not approve["open"]
    assert any("审批" in each for each in approve["refusals"])


def test_a_step_is_refused_with_its_reasons_and_a_dry_run_only_says_so(there: Town) -> None:
    tried = chengzhi(
        "case",
        "advance",
        str(there.case_id),
        "T03",
        "--dry-run",
        "--store",
        str(there.folder),
        *there.handler,
    )
    done = there.say("case", "advance", str(there.case_id), "T03", who=there.handler)

    assert (tried.returncode, done[0]) == (1, 1)
    assert "尚未经" in tried.stdout
    assert "尚未经" in done[2]


def test_a_step_goes_wrong_on_unknown_people_cases_and_facts(there: Town) -> None:
    case = str(there.case_id)
    assert "没有在岗人员" in there.say("case", "show", case, who=NOBODY)[2]
    assert "没有案件" in there.say("case", "show", "没有这一件", who=there.handler)[2]
    wrong = there.say("case", "advance", case, "T03N", "--fact", "理由", who=there.handler)
    assert "不是“名称=内容”" in wrong[2]


def test_the_person_of_last_time_is_remembered(there: Town) -> None:
    there.say("case", "show", str(there.case_id), who=there.handler)

    assert there.say("case", "show", str(there.case_id))[0] == 0


def test_papers_are_listed_checked_and_written(there: Town, tmp_path: Path) -> None:
    listed = there.ask("documents", "list", str(there.case_id), who=there.handler)
    checked = there.say("documents", "check", str(there.case_id), who=there.handler)
    out = tmp_path / "form.pdf"
    there.say("documents", "render", there.form.number, str(out), "--dry-run", who=there.handler)
    dry = out.exists()
    there.say("documents", "render", there.form.number, str(out), who=there.handler)

    assert there.form.number in {each["number"] for each in listed["documents"]}
    assert any(each["lacks"] for each in listed["owed"])
    assert checked[0] == 0
    assert (dry, out.read_bytes()[:5]) == (False, b"%PDF-")
    assert not list(tmp_path.glob("*.part"))


def test_a_paper_cannot_be_written_where_there_is_no_folder(there: Town, tmp_path: Path) -> None:
    out = tmp_path / "none" / "form.pdf"

    done = there.say("documents", "render", there.form.number, str(out), who=there.handler)

    assert done[0] == 1
    assert "写不了文件" in done[2]


def test_a_backup_comes_back_whole_and_never_over_something(there: Town, tmp_path: Path) -> None:
    kept, back = tmp_path / "kept", tmp_path / "back"
    assert there.say("backup", str(kept), "--dry-run")[0] == 0
    assert not kept.exists()

    made = there.ask("backup", str(kept))
    restored = json.loads(chengzhi("restore", str(kept), "--store", str(back), "--json").stdout)

    assert made["files"] == restored["files"] > 0
    assert restored["cases"] == 1
    assert "不是空的" in chengzhi("restore", str(kept), "--store", str(there.folder)).stderr
    assert "没有备份" in chengzhi("restore", str(tmp_path / "none"), "--store", str(back)).stderr


def test_a_year_of_holidays_is_taken_in_by_who_may(there: Town) -> None:
    year = ROOT / "resources/calendar/2025.toml"

    dry = json.loads(chengzhi("import", "calendar", str(year), "--dry-run", "--json").stdout)
    refused = there.say("import", "calendar", str(year), who=there.handler)

    assert (dry["year"], dry["kept"], dry["derived"]) == (2025, False, 0)
    assert refused[0] == 1
    assert "没有办理" in refused[2]


def test_an_item_is_weighed_with_its_working() -> None:
    day = ("--day", "2026-06-01", "--json")
    told = json.loads(chengzhi("discretion", "JT-004", "--amount", "200", *day).stdout)
    over = chengzhi("discretion", "JT-004", "--amount", "99999999", *day)

    assert told["reference"] is True
    assert told["minimum_fen"] <= 20_000 <= told["maximum_fen"]
    assert (told["amount"]["refused"], bool(told["steps"])) == (False, True)
    assert (over.returncode, json.loads(over.stdout)["amount"]["refused"]) == (1, True)


def test_an_unknown_item_or_circumstance_is_refused_with_what_there_is() -> None:
    assert "没有事项" in chengzhi("discretion", "没有-001").stderr
    assert "under_fourteen" in chengzhi("discretion", "JT-004", "--circumstance", "无").stderr


def test_the_installation_tests_itself() -> None:
    done = chengzhi("self-test", "--json")

    told = json.loads(done.stdout)
    assert (done.returncode, told["passed"]) == (0, True), told
    assert [each["check"] for each in told["checks"]][:3] == ["数据文件", "期限算例", "裁量算例"]


def test_the_main_job_leaves_papers_volumes_and_pictures(tmp_path: Path) -> None:
    done = chengzhi("demo", "--headless-run", str(tmp_path), "--json")

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told["cases"]) == {"ordinary", "simple"}
    for each in told["cases"].values():
        assert Path(each["volume"]).read_bytes().startswith(b"%PDF-")
        assert all(Path(paper).read_bytes().startswith(b"%PDF-") for paper in each["papers"])
    assert len(told["cases"]["ordinary"]["papers"]) >= 16
    assert all(Path(each).stat().st_size > 0 for each in told["pictures"])
