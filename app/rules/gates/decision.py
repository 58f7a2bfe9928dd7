"""Decision (决定): what must be true of a penalty before it is decided."""

from __future__ import annotations

from datetime import date

from app.domain.approval import Verdict
from app.domain.case import Gains
from app.domain.case_file import CaseFile
from app.domain.party import Party
from app.domain.penalty import PENALTY_WORDS, PenaltyKind
from app.domain.role import Role
from app.rules.flow import Transition, current
from app.rules.gates.announced import heavier_than_announced
from app.rules.gates.figures import discussion_due, flags_of, kinds, penalties_of, review_due
from app.rules.gates.papers import last_verdicts
from app.rules.gates.refusal import Place, Refusal

DECISION = "penalty_decision"


def penalties_chosen(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Every party has a penalty for at least one act, or is not to be punished."""
    return tuple(
        Refusal(
            "penalty",
            f"还没有选定对{each.name}的处罚。请在“裁量”中选定处罚种类和数额。",
            "《行政处罚法》第四十四条",
            Place("penalty", str(each.id)),
        )
        for each in file.active_parties
        if not penalties_of(file, each)
    )


def simple_limits(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Only a warning or a small fine is decided on the spot (APL 51); limits by day."""
    article = "《行政处罚法》第五十一条"
    allowed = kinds("simple_kinds").on(today).value
    found = []
    for party in file.active_parties:
        own = {kind for each in penalties_of(file, party) for kind in each.kinds}
        place = Place("penalty", str(party.id))
        if own - allowed:
            words = "、".join(PENALTY_WORDS[each] for each in PenaltyKind if each in own - allowed)
            message = f"{words}不能当场决定。请改按普通程序办理。"
            found.append(Refusal("simple", message, article, place))
        if PenaltyKind.FINE in own and not flags_of(file, party, today).simple:
            message = f"对{party.name}的罚款超过当场处罚的限额。请改按普通程序办理。"
            found.append(Refusal("simple", message, article, place))
    return tuple(found)


def not_heavier(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G09: nothing is decided that is heavier than announced (APL 45)."""
    return tuple(
        Refusal(
            "G09",
            f"拟决定的处罚重于告知的处罚：{words}。因陈述申辩不得加重；另有新的事实的，退回调查后重新告知。",
            "《行政处罚法》第四十五条第二款",
            Place("penalty", str(each.id)),
        )
        for each in file.penalties
        if (words := heavier_than_announced(each))
    )


def review_not_due(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """The direct way is closed when legal review is compulsory (APL 58)."""
    if not review_due(file):
        return ()
    message = "本案须经法制审核。请办理“送法制审核（决定前）”。"
    return (Refusal("G11", message, "《行政处罚法》第五十八条", Place("field", "major")),)


def discussion_not_due(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """The direct way is closed when the heads must discuss the case (APL 57)."""
    if not discussion_due(file, today) or current(file, "collective_discussion"):
        return ()
    message = "本案须经行政机关负责人集体讨论。请办理“提请集体讨论”。"
    place = Place("document", "collective_discussion")
    return (Refusal("G12", message, "《行政处罚法》第五十七条第二款", place),)


def legal_review(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G11: where review is compulsory, it was passed by somebody who is no handler (APL 58)."""
    if not review_due(file):
        return ()
    slug = "legal_review_opinion"
    if any(
        last_verdicts(file, each).get(Role.LEGAL_REVIEWER) is Verdict.AGREE for each in current(file, slug)
    ):
        return ()
    message = "本案须经法制审核，尚未审核通过，不得作出决定。请送法制审核。"
    return (Refusal("G11", message, "《行政处罚法》第五十八条第一款", Place("document", slug)),)


def discussion(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G12: where discussion is due, its record stands (APL 57)."""
    return discussion_not_due(file, transition, today)


def correction_and_gains(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G16: correction was ordered or is needless, and illegal gains are dealt with (APL 28)."""
    article, case, found = "《行政处罚法》第二十八条", file.case, []
    if not current(file, "correction_order") and not case.correction_needless.strip():
        message = "没有责令改正。请制作责令改正通知书，或者写明无需责令改正的理由。"
        found.append(Refusal("G16", message, article, Place("document", "correction_order")))
    if case.gains is Gains.UNSTATED:
        message = "没有说明违法所得如何处理。请选择没收、退赔或者没有违法所得。"
        found.append(Refusal("G16", message, article, Place("field", "gains")))
    taken = any(each.confiscated_gain.fen > 0 for each in file.penalties)
    if case.gains is Gains.CONFISCATED and not taken:
        message = "违法所得应当没收，但处罚中没有没收违法所得的数额。请补填数额。"
        found.append(Refusal("G16", message, article, Place("field", "gains")))
    return tuple(found)


def decision_contents(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G18: organ and the six contents of a decision are there (APL 59; FCS 7)."""
    lacks = [(what, place) for what, present, place in _contents(file) if not present]
    for party in file.active_parties:
        lacks += _party_lacks(file, party)
    return tuple(
        Refusal("G18", f"决定书缺少{what}。请补填后重新定稿。", "《行政处罚法》第五十九条", place)
        for what, place in lacks
    )


def decision_stands(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Only a decision that stands can be withdrawn (APL 75)."""
    if file.standing(DECISION) or file.standing("no_penalty_decision"):
        return ()
    message = "没有可以撤销的决定。请核对案件文书。"
    return (Refusal("T30", message, "《行政处罚法》第七十五条第二款", Place("document", DECISION)),)


def _contents(file: CaseFile) -> tuple[tuple[str, bool, Place], ...]:
    organ = file.subject
    fined = any(each.fine.fen > 0 for each in file.penalties)
    found = bool(file.case.findings.strip()) or all(each.facts.strip() for each in file.acts)
    return (
        ("查明的事实", found, Place("field", "findings")),
        ("处罚主体（机关名称和印章）", organ is not None and bool(organ.name), Place("field", "subject_id")),
        (
            "复议机关或管辖法院",
            organ is not None and bool(organ.reconsideration_organ and organ.court),
            Place("field", "court"),
        ),
        (
            "代收银行名称",
            not fined or (organ is not None and bool(organ.bank_name)),
            Place("field", "bank_name"),
        ),
    )


def _party_lacks(file: CaseFile, party: Party) -> list[tuple[str, Place]]:
    lacks = []
    if not party.name.strip() or not party.address.strip():
        lacks.append(("当事人姓名（名称）或地址", Place("party", str(party.id))))
    lacks += [
        (f"对{party.name}的裁量理由", Place("penalty", str(each.id)))
        for each in penalties_of(file, party)
        if not each.reason.strip()
    ]
    return lacks
