"""A case with a hearing and a case with a seizure, worked through the desks of a real store to their end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.rules.deadlines.given import day_of
from app.services.document_faults import FaultsError
from app.services.refused import RefusedError
from tests.e2e.desks import Desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

CHECKED = ("competence", "officers", "facts", "law", "procedure", "papers", "crime")
REVIEWED = {f"review__{name}": "ok" for name in CHECKED}
GOODS = "烧烤炉 | 60厘米 | 台 | 1 | — | 完好 | 编号1\n方桌 | 80厘米 | 张 | 2 | — | 完好 | 编号2"
SEIZED = {
    "measure__kind": "detain_property",
    "seizure__basis": "《城市道路管理条例》第四十条（示例）",
    "seizure__keep_place": "示例保管室",
    "seizure__items": GOODS,
}
SUMMONS = {"hearing__place": "示例会议室", "hearing__host": "听证己", "hearing__recorder": "示例记录人"}
HEARD = {
    "hearing__recusal": "no",
    "hearing__defence": "当事人：占用时间不长，请求从轻。",
    "hearing__cross": "当事人：对照片没有异议。",
    "hearing__final": "请求从轻处罚。",
}
SPEECHES = "局长丁 | 同意。\n副局长庚 | 同意，请做好执行。"


@pytest.fixture
def desks(tmp_path: Path, qapp: QApplication) -> Iterator[Desks]:
    """A bureau whose case is filed and under investigation."""
    assert qapp is not None
    made = Desks(tmp_path)
    try:
        made.filed()
        yield made
    finally:
        made.program.close()


def reviewed(desks: Desks, kind: str = "agree", **more: str) -> None:
    """Let the reviewer give an opinion."""
    told = {"review__opinion_kind": kind, **REVIEWED, **more}
    desks.paper("legal_review_opinion", Role.LEGAL_REVIEWER, **told)


def told_of_hearing(desks: Desks) -> None:
    """Investigate and tell the party of the penalty and of its right to a hearing."""
    desks.proved(fine=3000)
    desks.step("T10D")
    desks.served("penalty_prior_notice", notice__hearing="yes")
    assert desks.refused("T11") == {"G10"}, "the right to a hearing was not told"
    assert desks.lacking()["hearing_right_notice"] == "未制作"
    desks.served("hearing_right_notice")
    desks.step("T11")


def summoned(desks: Desks) -> None:
    """Let the party ask for a hearing, and summon it seven working days before."""
    assert "G10" in desks.refused("T13"), "nobody asked for a hearing"
    desks.say(StatementKind.HEARING_REQUEST)
    assert desks.lacking()["hearing_notice"] == "未制作"
    with pytest.raises(RefusedError, match="七个工作日"):
        desks.paper("hearing_notice", **SUMMONS, hearing__at="2026-03-12 09:30")
    desks.served("hearing_notice", **SUMMONS, hearing__at="2026-03-16 09:30")
    desks.step("T13")


def heard(desks: Desks) -> None:
    """Hold the hearing on its day and report it."""
    assert {"hearing_transcript", "hearing_report"} <= set(desks.lacking())
    desks.wait_until(date(2026, 3, 16), 12)
    desks.paper("hearing_transcript", **HEARD, record__ended_at="2026-03-16 10:30")
    report = {"report__issues": "情节是否从轻。", "report__opinion": "建议维持原拟处罚意见。"}
    desks.paper("hearing_report", **report)
    desks.step("T14")


def test_a_hearing_case_goes_from_notice_to_decision(desks: Desks) -> None:
    told_of_hearing(desks)
    summoned(desks)
    assert desks.refused("T14") == {"papers", "G10"}, "the day of the hearing has not come"
    heard(desks)

    desks.wait_until(date(2026, 3, 18))
    desks.step("T15H")
    assert "legal_review_opinion" in desks.lacking()
    reviewed(desks)
    desks.step("T16")

    assert desks.refused("T17") == {"papers"}
    talked = {"record__started_at": "2026-03-18 08:00", "record__ended_at": "2026-03-18 08:40"}
    written = {"record__recorder": "示例记录人", "discussion__speeches": SPEECHES}
    desks.paper("collective_discussion", **talked, **written)
    desks.step("T17")
    desks.paper("decision_approval", Role.UNIT_HEAD, Role.ORGAN_HEAD)
    decision = desks.paper("penalty_decision")
    desks.step("T17A")
    desks.serve(decision)
    desks.step("T18")

    file = desks.file
    assert file.case.status is CaseStatus.SERVED
    frozen = {each.slug: each.frozen for each in file.documents}
    assert "集体讨论" in frozen["decision_approval"]["approval.collective"]
    assert "听证" in frozen["penalty_decision"]["decision.statement"]
    assert "《法制审核意见书》" in frozen["collective_discussion"]["discussion.review"]
    assert "听证己" in frozen["hearing_report"]["report.overview"]


def test_a_review_that_does_not_agree_is_no_pass_whatever_was_signed(desks: Desks) -> None:
    told_of_hearing(desks)
    summoned(desks)
    heard(desks)
    desks.step("T15H")

    reviewed(desks, "supplement", review__opinion="补充占用时间的证据。")

    assert desks.refused("T16") == {"G11"}


def test_a_notice_served_too_late_stops_the_hearing(desks: Desks) -> None:
    told_of_hearing(desks)
    desks.say(StatementKind.HEARING_REQUEST)
    notice = desks.paper("hearing_notice", **SUMMONS, hearing__at="2026-03-16 09:30")

    desks.wait_until(date(2026, 3, 10))
    desks.serve(notice)

    assert desks.refused("T13") == {"G10"}


def running(desks: Desks, rule: str) -> list[date]:
    """Return the last days of a rule that runs in the case."""
    found, _ = desks.program.deadlines.of_case(desks.case_id)
    return [day_of(each.legal_due) for each in found if each.rule == rule]


def seized(desks: Desks) -> None:
    """Approve, decide, list and record a seizure."""
    with pytest.raises(RefusedError, match="查封"):
        desks.paper("seizure_decision", **SEIZED)
    desks.approve("seizure")
    assert desks.lacking()["seizure_decision"] == "未定稿"
    desks.served("seizure_decision")
    recorded(desks)


def recorded(desks: Desks) -> None:
    """List what was taken, and write down how."""
    day = desks.clock.today().isoformat()
    desks.paper("property_list")
    desks.paper(
        "measure_scene_record",
        record__started_at=f"{day} 10:00",
        record__ended_at=f"{day} 10:40",
        record__certificate_shown="是",
        record__media="录像1段",
        scene__present="yes",
        scene__statement="当事人当场未提出陈述、申辩。",
        scene__process="当场清点、拍照、装车，运至保管室。",
    )


def test_a_seizure_is_approved_decided_listed_extended_and_released(desks: Desks) -> None:
    seized(desks)
    file = desks.file
    (decision,), (goods,) = file.standing("seizure_decision"), file.standing("property_list")
    assert "扣字〔2026〕1号" in decision.number
    assert decision.frozen["seizure.period_to"] == "2026年4月1日"
    assert goods.frozen["list.parent_number"] == decision.number
    assert "烧烤炉" in goods.frozen["list.items"]
    assert running(desks, "D06") == [date(2026, 4, 1)]
    assert desks.lacking()["seizure_release"] == "未制作"

    desks.wait_until(date(2026, 3, 30))
    desks.approve("seizure_extend")
    extension = desks.served("seizure_extension", extension__reason="案情复杂，需要核实。")
    assert "延扣字" in extension.number
    assert extension.frozen["extension.new_to"] == "2026年5月1日"
    assert running(desks, "D06") == [date(2026, 5, 1)]

    desks.wait_until(date(2026, 4, 20))
    desks.approve("seizure_release")
    release = desks.served("seizure_release", release__reason="unrelated")
    assert "烧烤炉" in release.frozen["release.items"]
    assert "第二十八条第一款第二项" in release.frozen["release.basis"]
    assert running(desks, "D06") == []
    assert "seizure_release" not in desks.lacking()


def test_an_urgent_seizure_waits_for_its_approval_afterwards(desks: Desks) -> None:
    urgent = {"seizure__emergency": "yes", "seizure__emergency_at": "2026-03-03 08:40"}
    desks.served("seizure_decision", **SEIZED, **urgent)
    assert desks.lacking()["matter_approval"] == "未制作"
    assert len(running(desks, "D07")) == 1
    with pytest.raises(RefusedError, match="补办批准"):
        desks.proved(fine=300)

    desks.approve("seizure_post_approval", matter__emergency_at="2026-03-03 08:40")

    assert running(desks, "D07") == []
    recorded(desks)
    desks.step("T09")


def test_a_seizure_without_its_goods_is_not_made_final(desks: Desks) -> None:
    desks.approve("seizure")

    with pytest.raises(FaultsError) as error:
        desks.paper("seizure_decision", measure__kind="seal_place")

    lacking = {each.name for each in error.value.faults}
    assert {"seizure.items", "seizure.basis", "seizure.keep_place"} <= lacking
