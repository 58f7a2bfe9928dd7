"""The page of one person: certificate, posts, examinations, moving."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest, RequestKind, RequestState
from app.domain.officer import Officer
from app.domain.posting import Posting
from app.rules.institutions import shipped_bureaus
from tests.ui.people.kit import answer, column
from tests.unit.people.staff import HELD, ONE, TODAY, Bureau

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.tools import Tools


def test_a_request_is_refused_on_the_persons_page(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    here.certificates.apply(ONE.id, RequestKind.RENEWAL, "到期", HELD.id)
    view = opened("officer", officer_id=ONE.id)

    view.doing.refuse.click()
    answer(view, settled, reason="考试未通过")
    settled()

    (ask,) = here.store.all(CertificateRequest)
    assert (ask.state, ask.outcome) == (RequestState.REFUSED, "考试未通过")
    assert not view.doing.refuse.isVisible()


def test_a_certificate_is_withheld_on_the_persons_page_and_only_what_fits_is_offered(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)
    assert view.doing.changes["暂扣"].isVisible()
    assert not view.doing.changes["发还"].isVisible()

    view.doing.changes["暂扣"].click()
    answer(view, settled, on="20260320", reason="示例理由")
    settled()

    assert here.held(HELD).standing_on(date(2026, 3, 20)) == "暂扣"
    assert view.doing.changes["发还"].isVisible()
    assert not view.doing.changes["暂扣"].isVisible()
    assert column(view.history, 2)[0] == "暂扣"


def test_a_certificate_is_asked_for_and_issued_on_the_persons_page(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)
    asks = list(view.doing.asks.values())
    assert [each.isVisible() for each in asks] == [False, True, True, True]

    asks[1].click()
    answer(view, settled, reason="到期")
    settled()
    assert view.doing.issue.isVisible()
    view.doing.issue.click()
    answer(view, settled)
    settled()

    (new,) = (each for each in here.store.all(Certificate) if each.renews_id == HELD.id)
    assert (new.number, new.valid_to) == ("示甲001", date(2031, 3, 31))
    assert len(view.certificates.records) == 2


def test_a_new_posting_and_a_farewell_are_recorded(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)

    view.doing.move.click()
    answer(view, settled, unit="二中队", begins="20260401")
    settled()
    view.doing.leave.click()
    answer(view, settled, last="20260401", reason="示例")
    settled()

    assert [each.unit for each in here.store.all(Posting)][-1] == "二中队"
    assert next(each for each in here.store.all(Officer) if each.id == ONE.id).in_post_to == TODAY


def test_results_and_checks_are_typed_on_the_persons_page(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)

    view.doing.exam.click()
    answer(view, settled, subject="公共法律知识", score="88")
    settled()
    view.doing.check.click()
    answer(view, settled, result="合格")
    settled()

    kept = here.held(HELD)
    assert [(each.subject, each.score) for each in kept.exams] == [("公共法律知识", "88")]
    assert [(each.year, each.result, each.by) for each in kept.checks] == [(2026, "合格", "丙")]


def test_a_person_moves_to_another_bureau(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, staffed: Tools
) -> None:
    other = shipped_bureaus()[3]
    here.store.put(other)
    view = opened("officer", officer_id=ONE.id)
    bureaus: Any = staffed.bureaus
    assert bureaus.all()

    view.doing.transfer.click()
    settled()
    answer(view, settled, bureau=str(other.id), unit="一中队")
    settled()

    moved = [each for each in here.store.all(Officer) if each.person_id == ONE.id]
    assert [(each.town, each.in_post_from) for each in moved] == [(other.town, TODAY)]
