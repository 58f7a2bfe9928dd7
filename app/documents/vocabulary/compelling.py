"""Compelling (催告与强制执行): what is demanded, how it is enforced and what the court is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import listed, plain_date
from app.documents.vocabulary.conduct import facts
from app.documents.vocabulary.debts import (
    DEMAND,
    decision_named,
    demand_number,
    demand_served_on,
    late_amount,
    late_days,
    late_from,
    sum_words,
    unpaid,
)
from app.documents.vocabulary.organ import bank, court
from app.documents.vocabulary.party import you
from app.documents.vocabulary.progress import decision_served_on, statement_account
from app.documents.vocabulary.punishment import sentence
from app.documents.vocabulary.words import Row, word
from app.documents.wording import articles, worded
from app.domain.money import ZERO, Money
from app.domain.statement import STATEMENT_WORDS

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document

ROWS = "\N{INFORMATION SEPARATOR ONE}"
"""Begins a list kept at 定稿."""
_ANNOUNCED = "enforcement_announcement"
_KIND, _WAY = "demand.kind", "enforcement.kind"
_APPLIED = (
    *(
        "penalty_decision",
        "on_spot_decision",
        "penalty_prior_notice",
        "decision_approval",
        "payment_deferral",
    ),
    *(DEMAND, "service_receipt", "service_announcement"),
)
"""What goes to the court with the application (ACL 55)."""


@word("draft.demand_duty", "应履行的义务", "penalty")
def demand_duty(told: Telling) -> str:
    """What the decision imposed."""
    imposed, named = sentence.say(told), decision_named.say(told)
    return f"{named}确定的义务：{imposed}。" if imposed and named else ""


@word("draft.demand_term", "履行期限", "document")
def demand_term(told: Telling) -> str:
    """Ten working days before the court is asked (ACL 54); other terms are set by the organ."""
    return worded("demand_term", told.day, {}) if told.chosen(_KIND) == "before_court" else ""


@word("draft.demand_mode", "履行方式", "subject/bank_name")
def demand_mode(told: Telling) -> str:
    """Money goes to the bank (ACL 35); anything else is done by the party. Empty while no bank is set."""
    if not told.reckoning.unpaid.fen:
        return f"由{you.say(told)}自行履行完毕，并将履行情况书面告知本机关。" if told.parties else ""
    where = bank.say(told)
    return worded("demand_payment", told.day, {"bank": str(where)}) if where else ""


@word("demand_rights.text", "陈述申辩权", "party/kind")
def demand_rights(told: Telling) -> str:
    """The right to state and defend after a demand (ACL 35, 36)."""
    return worded("demand_rights", told.day, {"you": str(you.say(told))})


@word("execution_announced.text", "公告后果", "subject/name")
def execution_announced(told: Telling) -> str:
    """What follows when nothing is done by the day announced (ACL 44)."""
    return worded("execution_announced", told.day, {})


@word("demand_consequence.text", "逾期不履行的后果", "subject/court")
def demand_consequence(told: Telling) -> str:
    """What the organ will do, by what the demand prepares; empty while no court is set."""
    chosen, where = told.chosen(_KIND), str(court.say(told))
    if not chosen or (chosen == "before_court" and not where):
        return ""
    return worded(f"demand_{chosen}", told.day, {"court": where, "you": str(you.say(told))})


@word("draft.deferral_reason", "申请理由", "document/matter_approval")
def deferral_reason(told: Telling) -> str:
    """The reason as the approval of the deferral gives it."""
    return approved_reason(told, "defer_payment")


@word("draft.enforcement_reason", "执行理由", "document/demand_letter")
def enforcement_reason(told: Telling) -> str:
    """That the decision was not carried out in spite of the demand."""
    named, served, asked = decision_named.say(told), decision_served_on.say(told), demand_account.say(told)
    if not (named and served and asked):
        return ""
    return f"本机关作出的{named}已于{served}送达。{you.say(told)}在法定期限内未履行该决定。{asked}"


@word("draft.enforcement_basis", "执行依据", "document/enforcement_decision")
def enforcement_basis(told: Telling) -> str:
    """The articles of the way of enforcement chosen."""
    return articles("enforcement").get(told.chosen(_WAY), "")


@word("draft.demolition_on", "公告日期", "document/enforcement_announcement")
def demolition_on(told: Telling) -> str:
    """The day of the announcement (ACL 44)."""
    found = told.standing(_ANNOUNCED)
    return plain_date(found.final_at.date()) if found and found.final_at else ""


@word("draft.demand_account", "催告情况", "document/demand_letter")
def demand_account(told: Telling) -> str:
    """That and when the demand was served; empty before."""
    number, served = demand_number.say(told), demand_served_on.say(told)
    return f"{served}，本机关依法送达《催告书》（{number}）。" if number and served else ""


@word("draft.court_claims", "申请事项", "penalty")
def court_claims(told: Telling) -> str:
    """What the court is asked to enforce: what is unpaid and the late penalty."""
    named, left = decision_named.say(told), unpaid.say(told)
    if not named:
        return ""
    if not left:
        return f"强制执行{named}确定的义务：{sentence.say(told)}。" if sentence.say(told) else ""
    first = f"强制执行{named}确定的款项{left}"
    added = late_amount.say(told)
    if not added:
        return f"{first}。"
    second = (
        f"强制执行逾期缴纳罚款的加处罚款{added}（自{late_from.say(told)}起算，计{late_days.say(told)}日）"
    )
    return f"1.{first}；\n2.{second}。"


@word("draft.court_facts", "事实", "document/penalty_decision")
def court_facts(told: Telling) -> str:
    """The facts as the decision found them."""
    return _decided(told, "decision.facts") or str(facts.say(told))


@word("draft.court_reasons", "理由", "document/penalty_decision")
def court_reasons(told: Telling) -> str:
    """The reasons as the decision gave them."""
    reason = _decided(told, "decision.reasoning")
    return reason or "\n".join(filter(None, (each.reason for each in told.penalties)))


@word("draft.court_views", "当事人的意见", "statement")
def court_views(told: Telling) -> str:
    """What the party said before the decision and after the demand (ACL 55)."""
    asked = demand_served_on.say(told)
    if not asked:
        return ""
    after = [each for each in told.statements if _after_demand(told, each.made_on.isoformat())]
    said = listed(
        f"{plain_date(each.made_on)}{STATEMENT_WORDS[each.kind]}：{each.content.rstrip('。')}"
        for each in after
    )
    before = str(statement_account.say(told)).rstrip("。") or "在规定期限内未提出陈述、申辩"
    later = said or "未提出陈述、申辩"
    lead = "" if before.startswith("在") else "的意见："
    return f"作出决定前，当事人{lead}{before}。收到催告书后，当事人{later}。"


@word("draft.court_demand", "催告情况", "document/demand_letter")
def court_demand(told: Telling) -> str:
    """The demand, and that its ten working days are over without performance (ACL 54, 55)."""
    asked, over = demand_account.say(told), told.reckoning.demand_over
    if not asked or over is None:
        return ""
    return f"{asked}催告期限至{plain_date(over)}届满，当事人仍未履行义务。"


@word("draft.court_subject", "申请强制执行的标的情况", "penalty")
def court_subject(told: Telling) -> str:
    """What is to be enforced and how it stands (ACL 55)."""
    left = unpaid.say(told)
    if not left:
        return ""
    paid = sum_words(_paid(told))
    rest = f"当事人已缴纳{paid}，尚有{left}未缴纳" if paid else f"款项{left}，当事人至今未缴纳"
    return f"金钱给付义务。{rest}。"


@word("draft.court_papers", "附件清单", "document/penalty_decision")
def court_papers(told: Telling) -> tuple[Row, ...]:
    """The papers that go to the court, with their numbers."""
    found = [
        each
        for slug in _APPLIED
        if slug in forms()
        for each in told.file.standing(slug)
        if each.party_id in (None, told.document.party_id)
    ]
    lines = [forms()[each.slug].title + each.number for each in found]
    lines += ["证据材料"] if told.file.evidence else []
    return tuple(
        {"order": str(order), "name": each, "copies": "1"} for order, each in enumerate(_counted(lines), 1)
    )


@word("draft.goods_source", "物品来源文书", "document/penalty_decision")
def goods_source(told: Telling) -> str:
    """The paper the things came with: the decision that confiscated them."""
    return str(decision_named.say(told)) if confiscated(told) else ""


@word("draft.goods_rows", "物品清单", "document/penalty_decision")
def goods_rows(told: Telling) -> tuple[Row, ...]:
    """The confiscated things as the decision lists them, else as the weighing names them."""
    blank = dict.fromkeys(("spec", "unit", "quantity", "price", "state", "remark"), "")
    return tuple({**blank, **row} for row in confiscated(told))


def confiscated(told: Telling) -> tuple[Row, ...]:
    """Return the things confiscated, one row each."""
    kept = _decided(told, "decision.goods")
    if kept.startswith(ROWS):
        return tuple(json.loads(kept[1:]))
    names = [each.confiscated_goods for each in told.penalties if each.confiscated_goods]
    return tuple({"order": str(order), "name": each} for order, each in enumerate(names, 1))


def approved_reason(told: Telling, *matters: str) -> str:
    """Return the reason typed into the latest approval (03) of a matter."""
    found = [each for each in told.file.standing("matter_approval") if _matter(each) in matters]
    return found[-1].frozen.get("matter.reason", "") if found else ""


def _matter(document: Document) -> str:
    return document.answers.get("matter.kind", "")


def _decided(told: Telling, wanted: str) -> str:
    found = told.standing("penalty_decision", "on_spot_decision")
    return found.frozen.get(wanted, "") if found else ""


def _after_demand(told: Telling, day: str) -> bool:
    asked = told.reckoning.demanded_on
    return asked is not None and day >= asked.isoformat()


def _paid(told: Telling) -> Money:
    ids = {each.id for each in told.parties}
    own = (each for each in told.file.payments if each.party_id in ids)
    return sum((each.amount - (each.of_which_late or ZERO) for each in own), start=ZERO)


def _counted(lines: list[str]) -> list[str]:
    """Say the same title once, with how many there are."""
    times = {each: lines.count(each) for each in dict.fromkeys(lines)}
    return [each if count == 1 else f"{each}（{count}件）" for each, count in times.items()]
