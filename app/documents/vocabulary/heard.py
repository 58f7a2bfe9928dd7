"""Words of the hearing (听证): what was told, asked for, announced, and what was said at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed, plain_date
from app.documents.kept import stated
from app.documents.telling import NOTICE
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.conduct import basis, facts, violated
from app.documents.vocabulary.party import full_name, you
from app.documents.vocabulary.proof import account
from app.documents.vocabulary.punishment import sentence
from app.documents.vocabulary.words import word
from app.documents.wording import worded
from app.domain.money import ZERO
from app.domain.penalty import PenaltyKind
from app.domain.role import Role
from app.domain.statement import ADOPTION_WORDS, StatementKind

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.statement import Statement

RIGHT, SUMMONS, TRANSCRIPT = "hearing_right_notice", "hearing_notice", "hearing_transcript"
_LICENCE = frozenset({PenaltyKind.LOWER_QUALIFICATION, PenaltyKind.REVOKE_LICENCE})
_CLOSURE = frozenset({PenaltyKind.STOP_BUSINESS, PenaltyKind.CLOSE, PenaltyKind.LIMIT_OCCUPATION})


@word("draft.told_facts", "违法事实", "case/findings")
def told_facts(told: Telling) -> str:
    """The facts as the notice before the penalty told them, else as found."""
    return stated(told.standing(NOTICE), "notice.facts") or str(facts.say(told))


@word("draft.told_evidence", "证据", "evidence")
def told_evidence(told: Telling) -> str:
    """The evidence as the notice before the penalty told it, else as collected."""
    return stated(told.standing(NOTICE), "notice.evidence") or str(account.say(told))


@word("draft.hearing_ground", "达到听证标准的情形", "penalty")
def ground(told: Telling) -> str:
    """Which items of the list of APL 63 the intended penalties are."""
    kinds = {kind for each in told.penalties for kind in each.kinds}
    heavy = (
        "降低资质等级、吊销许可证件" if kinds & _LICENCE else "",
        "责令停产停业、责令关闭、限制从业" if kinds & _CLOSURE else "",
    )
    money = (
        "较大数额罚款" if any(each.fine > ZERO for each in told.penalties) else "",
        "没收较大数额违法所得" if any(each.confiscated_gain > ZERO for each in told.penalties) else "",
        "没收较大价值非法财物" if any(each.confiscated_goods for each in told.penalties) else "",
    )
    return listed(heavy, "，") or listed(money, "，")


@word("draft.request_due", "申请听证的截止日期", "document")
def request_due(told: Telling) -> str:
    """The last day to ask for a hearing when the notice is served today (APL 64)."""
    found = told.due("D11", trigger=told.day.isoformat())
    return plain_date(found) if found else ""


@word("hearing_told.text", "听证权", "party/kind")
def hearing_told(told: Telling) -> str:
    """The right to a hearing, by when and how it is asked for (APL 63, 64)."""
    return worded("hearing_told", told.day, {"you": str(you.say(told))})


@word("hearing.request_day", "听证申请日期", "statement")
def requested(told: Telling) -> str:
    """The day the party asked for a hearing."""
    asked = [each.made_on for each in told.hearings]
    return plain_date(asked[-1]) if asked else ""


@word("hearing_rights.text", "听证权利", "party/kind")
def rights(told: Telling) -> str:
    """Recusal, agents, what may be said and brought (APL 64)."""
    return worded("hearing_rights", told.day, {"you": str(you.say(told))})


@word("hearing_absence.text", "不出席的后果", "party/kind")
def absence(told: Telling) -> str:
    """What follows when nobody comes, or leaves without leave (APL 64)."""
    return worded("hearing_absence", told.day, {"you": str(you.say(told))})


@word("hearing_opening.text", "听证开始", "document")
def opening(told: Telling) -> str:
    """What the host says first: identities, rules, rights (APL 64)."""
    return worded("hearing_opening", told.day, {"organ": told.file.subject.name if told.file.subject else ""})


@word("draft.hearing_host", "听证主持人", "person/hearing_host")
def host(told: Telling) -> str:
    """The only one who may host and does not investigate the case; empty when there is a choice."""
    found = [
        each.name
        for each in told.file.officers
        if Role.HEARING_HOST in each.roles
        and each.id not in told.file.case.handlers
        and each.in_post_on(told.day)
    ]
    return found[0] if len(found) == 1 else ""


@word("heard.at", "听证时间", "document/hearing_notice")
def announced_at(told: Telling) -> str:
    """The hour of the hearing, as the notice told it."""
    return _announced(told, "hearing.at")


@word("heard.place", "听证地点", "document/hearing_notice")
def announced_place(told: Telling) -> str:
    """Where the hearing is held, as the notice told it."""
    return _announced(told, "hearing.place")


@word("heard.openness", "听证方式", "document/hearing_notice")
def announced_openness(told: Telling) -> str:
    """Whether it is public, as the notice told it."""
    return _announced(told, "hearing.openness")


@word("heard.host", "听证主持人", "document/hearing_notice")
def announced_host(told: Telling) -> str:
    """Who hosts it, as the notice told it."""
    return _announced(told, "hearing.host")


@word("heard.officers", "听证员", "document/hearing_notice")
def announced_officers(told: Telling) -> str:
    """Who sits with the host, as the notice told it."""
    return _announced(told, "hearing.officers")


@word("heard.recorder", "记录人", "document/hearing_notice")
def announced_recorder(told: Telling) -> str:
    """Who writes, as the notice told it."""
    return _announced(told, "hearing.recorder")


@word("held.at", "听证时间", "document/hearing_transcript")
def held_at(told: Telling) -> str:
    """When the hearing began, by its record."""
    return stated(told.standing(TRANSCRIPT), "record.started_at") or str(announced_at.say(told))


@word("held.host", "听证主持人", "document/hearing_transcript")
def held_by(told: Telling) -> str:
    """Who hosted the hearing, by its record."""
    return stated(told.standing(TRANSCRIPT), "hearing.host") or str(announced_host.say(told))


@word("held.cross", "证据质证情况", "document/hearing_transcript")
def crossed(told: Telling) -> str:
    """What was said to the evidence, by the record."""
    return stated(told.standing(TRANSCRIPT), "hearing.cross")


@word("heard.transcript", "听证笔录", "document/hearing_transcript")
def transcript(told: Telling) -> str:
    """The record the report rests on: its day and pages."""
    found = told.standing(TRANSCRIPT)
    if found is None or found.final_at is None:
        return ""
    pages = f"，共{found.pages}页" if found.pages else ""
    return f"《听证笔录》（{plain_date(local(found.final_at))}制作{pages}）"


@word("draft.hearing_case", "调查人员陈述", "penalty")
def hearing_case(told: Telling) -> str:
    """What the investigators bring forward: facts, evidence and the proposal (APL 64)."""
    proposal = sentence.say(told)
    if not proposal:
        return ""
    broken, law = violated.say(told), basis.say(told)
    return (
        f"经查明：{told_facts.say(told)}\n以上事实有下列证据证明：\n{told_evidence.say(told)}\n"
        f"上述行为违反了{broken}的规定，依据{law}的规定，建议给予下列行政处罚：{proposal}。"
    )


@word("draft.hearing_overview", "听证基本情况", "document/hearing_notice")
def overview(told: Telling) -> str:
    """How the hearing came about and was held, in sentences."""
    found = told.standing(SUMMONS)
    if found is None:
        return ""
    who = listed(map(full_name, told.parties), "、")
    asked = f"{requested.say(told)}，{who}申请听证。" if requested.say(told) else ""
    served = [each.effective_on for each in told.file.deliveries_of(found)]
    sent = (
        f"本机关于{plain_date(served[-1])}送达《行政处罚听证通知书》（{found.number}），"
        if served
        else "本机关"
    )
    openly = f"{announced_openness.say(told)}举行" if announced_openness.say(told) else "举行"
    return (
        f"{asked}{sent}于{held_at.say(told)}在{announced_place.say(told)}{openly}听证，"
        f"由{held_by.say(told)}主持，"
        f"{announced_recorder.say(told)}记录。案件调查人员和当事人（代理人）到场参加，"
        f"进行了陈述、申辩和质证。"
    )


@word("draft.hearing_positions", "双方意见", "document/hearing_transcript")
def positions(told: Telling) -> str:
    """What either side said, by the record."""
    found = told.standing(TRANSCRIPT)
    one, other = stated(found, "hearing.case"), stated(found, "hearing.defence")
    return f"调查人员意见：{one}\n当事人意见：{other}" if one and other else ""


@word("draft.hearing_attending", "到场的当事人", "party/name")
def attending(told: Telling) -> str:
    """Every party that is a person, and who represents the others."""
    return listed(
        (
            each.name if each.natural else f"{each.name}{each.representative_post}{each.representative}"
            for each in told.parties
        ),
        "、",
    )


@word("statement.words", "陈述申辩内容", "statement")
def statement_words(told: Telling) -> str:
    """What the party said, as it was registered."""
    return listed((each.content for each in _spoken(told)), "\n")


@word("statement.finding", "复核意见", "statement", late=True)
def finding(told: Telling) -> str:
    """What the check of a statement found, once it was checked (APL 45)."""
    return listed((each.finding for each in _spoken(told)), "\n")


@word("statement.adoption", "是否采纳", "statement", late=True)
def adoption(told: Telling) -> str:
    """How far a statement was accepted; open boxes until it was checked."""
    checked = [each for each in _spoken(told) if each.reviewed_on is not None]
    found = checked[-1].adoption if checked else None
    boxes = "　".join(f"{'☑' if each is found else '□'}{words}" for each, words in ADOPTION_WORDS.items())
    return f"{boxes}（理由见复核意见）"


@word("statement.reviewed_on", "复核日期", "statement", late=True)
def reviewed_on(told: Telling) -> str:
    """The day of the check."""
    days = [each.reviewed_on for each in _spoken(told) if each.reviewed_on is not None]
    return plain_date(days[-1]) if days else ""


def _spoken(told: Telling) -> tuple[Statement, ...]:
    return tuple(each for each in told.statements if each.kind is StatementKind.STATEMENT)


def _announced(told: Telling, name: str) -> str:
    """What the notice of the hearing states; an hour typed in a draft is written as papers do."""
    return stated(told.standing(SUMMONS), name)
