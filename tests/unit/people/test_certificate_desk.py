"""The workflows of certificates: one transaction each, with log and paper, refusing what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.certificate import Certificate, CertificateState, Exam, YearlyCheck
from app.domain.certificate_request import REQUEST_WORDS, CertificateRequest, RequestKind, RequestState
from app.domain.log_line import LogLine
from app.domain.officer import Establishment, Officer
from app.domain.posting import Posting
from app.domain.role import Role
from app.domain.unit import Unit, UnitKind
from app.rules.institutions import CITY, shipped_bureaus, shipped_city_teams, usual_squadrons
from app.services.certificate_issue import Card, CertificateNumberTakenError, TermError, end_of_term
from app.services.certificates import CertificateChangeError, RequestClosedError
from app.services.clues import ReasonMissingError
from app.services.officers import AuxiliaryCertificateError
from app.services.postings import Place, PostingOrderError, SameBureauError
from app.services.refused import NotPermittedError
from app.services.renewals import NobodyToRenewError
from tests.builders import TOWN, a_certificate, an_officer, ident
from tests.unit.people.staff import HELD, ONE, TODAY, TWO, Bureau

if TYPE_CHECKING:
    from collections.abc import Callable

NEW = Card("示甲002", date(2026, 4, 1), date(2031, 3, 31), "示例机关")
FIRST_POST = Place("一中队", "队员", Establishment.CIVIL_SERVANT, basis="示例文号")


class StoppedError(Exception):
    """The person stopped a batch."""


def test_a_first_certificate_is_asked_for_and_issued() -> None:
    here = Bureau()
    new = an_officer("己")
    here.store.put(new)

    ask = here.certificates.apply(new.id, RequestKind.FIRST, "新录用")
    issued = here.certificates.issue(ask.id, replace(NEW, number="示己001"))

    (closed,) = here.store.all(CertificateRequest)
    assert (closed.state, closed.issued_id, closed.closed_on) == (RequestState.ISSUED, issued.id, TODAY)
    assert here.files.get(ask.paper) == here.certificates.paper(ask.paper)
    assert here.held(issued).why_not_on(TODAY) == ""
    assert [each.code for each in here.store.all(LogLine)] == ["certificate.applied", "certificate.issued"]
    assert here.store.commits == 2


@pytest.mark.parametrize("kind", [RequestKind.RENEWAL, RequestKind.EXCHANGE, RequestKind.REPLACEMENT])
def test_what_is_issued_in_place_of_another_ends_it_that_day(kind: RequestKind) -> None:
    here = Bureau()
    ask = here.certificates.apply(ONE.id, kind, "示例理由", HELD.id)

    issued = here.certificates.issue(ask.id, NEW)

    old = here.held(HELD)
    assert issued.renews_id == HELD.id
    assert old.why_not_on(date(2026, 3, 31)) == ""
    assert old.state_on(date(2026, 4, 1)) is CertificateState.CANCELLED
    with pytest.raises(RequestClosedError, match="已发证"):
        here.certificates.issue(ask.id, NEW)


def test_a_request_is_refused_with_a_reason() -> None:
    here = Bureau()
    ask = here.certificates.apply(ONE.id, RequestKind.RENEWAL, "到期", HELD.id)
    with pytest.raises(ReasonMissingError):
        here.certificates.refuse(ask.id, " ")

    closed = here.certificates.refuse(ask.id, "考试未通过")

    assert (closed.state, closed.outcome) == (RequestState.REFUSED, "考试未通过")


def test_each_change_is_dated_and_has_its_notice() -> None:
    here = Bureau()
    steps = (
        ("暂扣", date(2026, 1, 5), CertificateState.WITHHELD),
        ("发还", date(2026, 1, 9), CertificateState.VALID),
        ("遗失", date(2026, 2, 1), CertificateState.LOST),
        ("找回", date(2026, 2, 3), CertificateState.VALID),
        ("冻结", date(2026, 3, 1), CertificateState.FROZEN),
        ("解冻", date(2026, 3, 2), CertificateState.VALID),
        ("注销", date(2026, 3, 20), CertificateState.CANCELLED),
    )

    for what, on, state in steps:
        assert here.certificates.change(HELD.id, what, on, "示例理由").state is state

    kept = here.held(HELD)
    assert [each.what for each in kept.turns] == [what for what, _on, _state in steps]
    for each in kept.turns:
        assert f"行政执法证{each.what}通知单" in "".join(here.papers(each.paper))
    assert [kept.standing_on(on) for _what, on, _state in steps] == [
        "暂扣",
        "有效",
        "遗失",
        "有效",
        "冻结",
        "有效",
        "注销",
    ]
    assert here.store.commits == len(steps)


@pytest.mark.parametrize(
    ("what", "on", "why"),
    [
        ("发还", date(2026, 3, 1), "状态为有效"),
        ("找回", date(2026, 3, 1), "状态为有效"),
        ("暂扣", date(2026, 4, 2), "发证日与今天之间"),
        ("注销", date(2023, 4, 2), "发证日与今天之间"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_keeps_nothing(what: str, on: date, why: str) -> None:
    here = Bureau()

    with pytest.raises(CertificateChangeError, match=why):
        here.certificates.change(HELD.id, what, on, "示例理由")

    assert (here.held(HELD), here.store.commits) == (HELD, 0)


def test_nothing_comes_after_the_end() -> None:
    here = Bureau()
    here.certificates.change(HELD.id, "注销", date(2026, 3, 1), "调离")

    for what in ("遗失", "暂扣", "冻结", "注销"):
        with pytest.raises(CertificateChangeError, match="注销"):
            here.certificates.change(HELD.id, what, date(2026, 3, 2), "示例理由")


def test_results_and_yearly_checks_are_added() -> None:
    here = Bureau()

    here.certificates.examined(HELD.id, Exam("2026-03-01", "公共法律知识", "88", "合格"))
    here.certificates.checked(HELD.id, YearlyCheck(2026, "2026-03-01", "待补"))
    here.certificates.checked(HELD.id, YearlyCheck(2026, "2026-03-05", "合格"))

    kept = here.held(HELD)
    assert [each.score for each in kept.exams] == ["88"]
    assert [each.result for each in kept.checks] == ["合格"]


@pytest.mark.parametrize(
    ("card", "error"),
    [
        (replace(NEW, number="示乙001"), CertificateNumberTakenError),
        (replace(NEW, valid_to=date(2026, 3, 1)), TermError),
    ],
)
def test_a_wrong_card_is_refused(card: Card, error: type[Exception]) -> None:
    here = Bureau()
    ask = here.certificates.apply(ONE.id, RequestKind.RENEWAL, "到期", HELD.id)

    with pytest.raises(error):
        here.certificates.issue(ask.id, card)

    assert here.held(HELD) == HELD


def test_a_request_names_the_right_certificate_or_none() -> None:
    here = Bureau()
    for kind, held in ((RequestKind.RENEWAL, None), (RequestKind.FIRST, HELD.id)):
        with pytest.raises(CertificateChangeError, match="原证件不符"):
            here.certificates.apply(ONE.id, kind, "", held)
    with pytest.raises(CertificateChangeError, match="原证件不符"):
        here.certificates.apply(TWO.id, RequestKind.RENEWAL, "", HELD.id)


def test_an_auxiliary_gets_none_and_a_handler_gives_none() -> None:
    here = Bureau()
    helper = an_officer("戊", establishment=Establishment.AUXILIARY)
    here.store.put(helper)
    with pytest.raises(AuxiliaryCertificateError):
        here.certificates.apply(helper.id, RequestKind.FIRST, "")
    here.seat.take(ONE.id, "甲", Role.HANDLER)
    acts: tuple[Callable[[], object], ...] = (
        lambda: here.certificates.apply(ONE.id, RequestKind.RENEWAL, "", HELD.id),
        lambda: here.certificates.change(HELD.id, "注销", TODAY, "示例"),
        lambda: here.renewals.renew_all([HELD.id], TODAY),
    )
    for act in acts:
        with pytest.raises(NotPermittedError):
            act()


def test_a_batch_renews_what_it_may_and_says_who_is_left_out() -> None:
    here = Bureau()
    here.certificates.change(HELD.id, "暂扣", date(2026, 3, 1), "示例")
    gone = an_officer("庚", in_post_to=date(2026, 1, 1))
    here.store.put(gone, a_certificate(gone))
    told: list[tuple[int, int]] = []
    ids = [HELD.id, a_certificate(TWO).id, a_certificate(gone).id]

    done = here.renewals.renew_all(ids, TODAY, told=lambda n, of: told.append((n, of)))

    (new,) = done.renewed
    assert (new.officer_id, new.number, new.valid_to) == (TWO.id, "示乙001", date(2031, 3, 31))
    assert done.left_out == (("甲", "证件暂扣"), ("庚", "当日不在岗"))
    assert told == [(0, 1), (1, 1)]
    assert new.turns[0].paper == done.paper
    sheet = "".join(here.papers(done.paper))
    assert "行政执法证延续发放登记表" in sheet
    assert "乙" in sheet
    assert "甲" not in sheet


def test_a_batch_is_asked_for_on_one_sheet_and_closed_by_the_batch_that_is_issued() -> None:
    here = Bureau()
    here.certificates.apply(TWO.id, RequestKind.RENEWAL, "到期", a_certificate(TWO).id)
    ids = [HELD.id, a_certificate(TWO).id]

    done = here.renewals.apply_all(ids, "有效期将满")

    (ask,) = done.requests
    assert (ask.officer_id, ask.kind, ask.paper) == (ONE.id, RequestKind.RENEWAL, done.paper)
    assert done.left_out == (("乙", "已有未办结的延续申请"),)
    sheet = "".join(here.papers(done.paper))
    for words in (
        "行政执法证延续申请汇总表",
        "共1人",
        "有效期将满",
        ONE.id_number,
        HELD.number,
        "发证机关意见",
    ):
        assert words in sheet
    renewed = here.renewals.renew_all(ids, TODAY).renewed
    closed = here.store.all(CertificateRequest)
    assert {each.state for each in closed} == {RequestState.ISSUED}
    assert {each.issued_id for each in closed} == {each.id for each in renewed}


def test_a_batch_in_which_nobody_may_be_renewed_is_refused_with_the_reasons() -> None:
    here = Bureau()
    here.certificates.change(HELD.id, "暂扣", date(2026, 3, 1), "示例")

    for act in (
        lambda: here.renewals.apply_all([HELD.id], "到期"),
        lambda: here.renewals.renew_all([HELD.id], TODAY),
    ):
        with pytest.raises(NobodyToRenewError) as refused:
            act()
        assert refused.value.hint == "甲：证件暂扣。"
    with pytest.raises(ReasonMissingError):
        here.renewals.apply_all([a_certificate(TWO).id], " ")


@pytest.mark.parametrize("kind", list(RequestKind))
def test_every_way_to_a_certificate_leaves_the_form_it_was_asked_on_and_the_one_it_was_handed_over_on(
    kind: RequestKind,
) -> None:
    here = Bureau()
    first = kind is RequestKind.FIRST
    here.store.put(new := an_officer("己"))
    holder, old = (new.id, None) if first else (ONE.id, HELD.id)

    ask = here.certificates.apply(holder, kind, "示例理由", old)
    issued = here.certificates.issue(ask.id, replace(NEW, number="示己001"))

    asked, handed = "".join(here.papers(ask.paper)), "".join(here.papers(issued.turns[0].paper))
    words = REQUEST_WORDS[kind]
    assert f"行政执法证{words}审批表" in asked
    assert f"行政执法证{words}发证登记表" in handed
    assert ("原证件：" in handed) is not first
    assert (issued.turns[0].what, issued.standing_on(TODAY)) == ("发证", "有效")
    if not first:
        assert here.held(HELD).turns[-1].paper == issued.turns[0].paper


def test_a_batch_that_is_stopped_keeps_nothing() -> None:
    here = Bureau()

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise StoppedError

    with pytest.raises(StoppedError):
        here.renewals.renew_all([HELD.id, a_certificate(TWO).id], TODAY, told=stop)

    assert {each.renews_id for each in here.store.all(Certificate)} == {None}


def test_only_an_administrator_renews_for_other_towns() -> None:
    here = Bureau()
    other = an_officer("辛", town="320281101")
    here.store.put(other, replace(a_certificate(other), town="320281101"))
    here.seat.take(ident("丙"), "丙", Role.CLERK)

    with pytest.raises(NotPermittedError):
        here.renewals.renew_all([a_certificate(other).id], TODAY)


@pytest.mark.parametrize(
    ("issued", "end"),
    [
        (date(2026, 4, 1), date(2031, 3, 31)),
        (date(2024, 2, 29), date(2029, 2, 27)),
        (date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_a_term_is_five_years_less_a_day(issued: date, end: date) -> None:
    assert end_of_term(issued) == end


def test_who_was_what_on_a_day_is_known_over_posts_and_bureaus() -> None:
    here = Bureau()
    here.postings.post(ONE.id, FIRST_POST, date(2022, 1, 1))
    here.postings.post(ONE.id, replace(FIRST_POST, unit="二中队", post="副中队长"), date(2024, 1, 1))
    moved = here.postings.transfer(ONE.id, "320281101", replace(FIRST_POST, unit="三中队"), date(2026, 1, 1))

    def was(day: date) -> tuple[str, str] | None:
        found = here.postings.was_on(moved.id, day)
        return None if found is None or found.posting is None else (found.officer.town, found.posting.unit)

    assert was(date(2020, 6, 1)) == (TOWN, ONE.unit)
    assert was(date(2023, 12, 31)) == (TOWN, "一中队")
    assert was(date(2025, 12, 31)) == (TOWN, "二中队")
    assert was(date(2026, 1, 1)) == ("320281101", "三中队")
    assert here.postings.was_on(ONE.id, date(2019, 1, 1)) is None
    assert [each.unit for _officer, each in here.postings.history(moved.id)] == [
        "",
        "一中队",
        "二中队",
        "三中队",
    ]
    assert {each.officer_id for each in here.store.all(Posting)} == {ONE.id, moved.id}


def test_a_posting_follows_the_one_before() -> None:
    here = Bureau()
    here.postings.post(ONE.id, FIRST_POST, date(2025, 1, 1))

    with pytest.raises(PostingOrderError):
        here.postings.post(ONE.id, FIRST_POST, date(2025, 1, 1))
    with pytest.raises(SameBureauError):
        here.postings.transfer(ONE.id, TOWN, FIRST_POST, TODAY)


def test_becoming_an_auxiliary_takes_the_role_and_leaving_ends_the_post() -> None:
    here = Bureau()
    here.postings.post(ONE.id, Place("一中队", "协管", Establishment.AUXILIARY), date(2026, 1, 1))
    here.postings.post(TWO.id, FIRST_POST, date(2026, 1, 1))

    here.postings.leave(TWO.id, date(2026, 3, 1), "退休")

    kept = {each.name: each for each in here.store.all(Officer)}
    assert Role.HANDLER not in kept["甲"].roles
    assert not kept["乙"].in_post_on(date(2026, 3, 2))
    assert [each.ends for each in here.store.all(Posting) if each.officer_id == TWO.id][-1] == date(
        2026, 3, 1
    )


def test_seven_city_teams_and_squadrons_are_proposed_with_their_doubt() -> None:
    here = Bureau()
    teams = shipped_city_teams()
    own = next(each for each in shipped_bureaus() if each.town == TOWN)
    other = next(each for each in shipped_bureaus() if each.town != TOWN)
    squadrons = [each for bureau in (own, other) for each in usual_squadrons(bureau, ("一中队", "二中队"))]
    for each in (*teams, *squadrons):
        here.postings.save_unit(each)
    here.postings.save_unit(Unit(ident("old"), TOWN, UnitKind.OFFICE, "旧科室", ended=date(2025, 1, 1)))

    assert (len(teams), {each.town for each in teams}) == (7, {CITY})
    assert sum("to confirm" in each.mark for each in teams) == 4
    assert len(here.postings.units()) == 10, "another bureau's are not listed"
    assert len(here.postings.units(TODAY)) == 9
