"""Notice, statement and hearing (告知、陈述申辩与听证): what the party must have been given time for."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.party import Party
from app.domain.statement import Statement, StatementKind
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.flow import Transition, current
from app.rules.gates.figures import hearing_due
from app.rules.gates.papers import served_on
from app.rules.gates.refusal import Place, Refusal

NOTICE, TOLD = "penalty_prior_notice", "hearing_right_notice"
_HEARD_ARTICLE = "《行政处罚法》第四十四条、第四十五条、第六十二条"
_HEARING_ARTICLE = "《行政处罚法》第六十三条、第六十四条"


def notice_served(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G08: every party got its notice, and its time to speak is over or waived."""
    found = []
    for party in file.active_parties:
        words = _time_to_speak(file, party, today)
        if words:
            found.append(Refusal("G08", words, _HEARD_ARTICLE, Place("document", NOTICE)))
    return tuple(found)


def statement_made(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """There is a statement to review (APL 45)."""
    if any(_since_notice(file, each) for each in _of_kind(file, StatementKind.STATEMENT)):
        return ()
    message = "没有当事人的陈述申辩可以复核。请登记陈述申辩，或者直接办理下一步。"
    return (Refusal("G08", message, _HEARD_ARTICLE, Place("statement", "new")),)


def statements_heard(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G08: every statement was checked, and the finding written down (APL 45)."""
    return tuple(
        Refusal(
            "G08",
            "当事人的陈述申辩尚未复核。请填写复核意见和是否采纳。",
            _HEARD_ARTICLE,
            Place("statement", str(each.id)),
        )
        for each in _of_kind(file, StatementKind.STATEMENT)
        if each.reviewed_on is None
    )


def nothing_pending(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """The direct way is open only when no statement was made and no hearing asked for or told."""
    made = [each for each in _of_kind(file, StatementKind.STATEMENT) if _since_notice(file, each)]
    found = [
        Refusal(
            "G08",
            "当事人提出了陈述申辩，请先办理“复核陈述申辩”。",
            _HEARD_ARTICLE,
            Place("statement", str(each.id)),
        )
        for each in made
    ]
    return (*found, *hearing_waived(file, transition, today))


def hearing_told(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G10: who may ask for a hearing was told so (APL 63)."""
    found = []
    for party in file.active_parties:
        if hearing_due(file, party, today) and _served_notice(file, TOLD, party, today) is None:
            message = f"拟对{party.name}作出的处罚达到听证标准，听证告知书尚未送达。请制作并送达听证告知书。"
            found.append(Refusal("G10", message, _HEARING_ARTICLE, Place("document", TOLD)))
    return tuple(found)


def hearing_requested(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """A hearing is held when a party asked for it (APL 64)."""
    if any(_asked(file, each) for each in file.active_parties):
        return ()
    message = "没有当事人的听证申请。请先登记听证申请。"
    return (Refusal("G10", message, _HEARING_ARTICLE, Place("statement", "new")),)


def hearing_waived(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G10: nobody waits for a hearing: not told, time over without asking, or withdrawn."""
    return tuple(
        Refusal("G10", words, _HEARING_ARTICLE, Place("document", TOLD))
        for party in file.active_parties
        if (words := _may_still_be_heard(file, party, today))
    )


def hearing_over(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G10: before the decision, told where due, and the hearing held or not wanted."""
    told = hearing_told(file, transition, today)
    if current(file, "hearing_transcript") and current(file, "hearing_report"):
        return told
    return (*told, *hearing_waived(file, transition, today))


def waived(file: CaseFile, party: Party) -> bool:
    """Whether the party waived its right to speak after the notice that stands."""
    return any(
        each.party_id == party.id and _since_notice(file, each)
        for each in _of_kind(file, StatementKind.WAIVER)
    )


def statement_end(file: CaseFile, served: date) -> date:
    """Return the last day to speak: the bureau's own term, counted by the rules on time limits."""
    inputs: dict[str, object] = {"trigger": served.isoformat()}
    if file.subject is not None:
        inputs["days"] = file.subject.statement_days
    return day_of(compute("D10", inputs).legal_due)


def _time_to_speak(file: CaseFile, party: Party, today: date) -> str:
    served = _served_notice(file, NOTICE, party, today)
    if served is None:
        return f"事先告知书尚未送达{party.name}。请先送达。"
    end = statement_end(file, served)
    if today > end or waived(file, party):
        return ""
    return f"{party.name}的陈述申辩期限到{end}届满。请等待期满，或者登记当事人明确放弃。"


def _may_still_be_heard(file: CaseFile, party: Party, today: date) -> str:
    if _asked(file, party):
        return f"{party.name}申请了听证。请先组织听证，或者登记撤回。"
    served = _served_notice(file, TOLD, party, today)
    if served is None or _withdrew(file, party):
        return ""
    end = day_of(compute("D11", {"trigger": served.isoformat()}).legal_due)
    return "" if today > end else f"{party.name}申请听证的期限到{end}届满。请等待期满，或者登记撤回听证申请。"


def _asked(file: CaseFile, party: Party) -> bool:
    """Whether the party's last word on a hearing since the notice is that it wants one."""
    kinds = (StatementKind.HEARING_REQUEST, StatementKind.HEARING_WITHDRAWN)
    said = [
        each
        for each in file.statements
        if each.kind in kinds and each.party_id == party.id and _since_notice(file, each)
    ]
    return bool(said) and said[-1].kind is StatementKind.HEARING_REQUEST


def _withdrew(file: CaseFile, party: Party) -> bool:
    return any(
        each.party_id == party.id and _since_notice(file, each)
        for each in _of_kind(file, StatementKind.HEARING_WITHDRAWN)
    )


def _of_kind(file: CaseFile, kind: StatementKind) -> tuple[Statement, ...]:
    active = {each.id for each in file.active_parties}
    return tuple(each for each in file.statements if each.kind is kind and each.party_id in active)


def _since_notice(file: CaseFile, statement: Statement) -> bool:
    """Whether a statement answers the notice that stands, not an earlier one."""
    days = [day for each in _notices(file, NOTICE, statement.party_id) for day in _service_days(file, each)]
    return bool(days) and statement.made_on >= min(days)


def _served_notice(file: CaseFile, slug: str, party: Party, today: date) -> date | None:
    days = [day for each in _notices(file, slug, party.id) if (day := served_on(file, each, today))]
    return max(days, default=None)


def _notices(file: CaseFile, slug: str, party_id: object) -> tuple[Document, ...]:
    return current(file, slug, party_id)


def _service_days(file: CaseFile, document: Document) -> tuple[date, ...]:
    return tuple(each.effective_on for each in file.deliveries_of(document))
