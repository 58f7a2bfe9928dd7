"""Facts of an on-the-spot penalty (当场处罚录入): what is asked at the scene, and the records made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the form reads the types of the fields
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003 - the form reads the types of the fields

from app.domain.act import Act
from app.domain.case import Case, CaseStatus, Gains, Procedure
from app.domain.case_file import CaseFile
from app.domain.errors import AppError
from app.domain.field import Field, Kind
from app.domain.money import ZERO
from app.domain.party import PARTY_WORDS, Party
from app.domain.payment import PaymentWay
from app.domain.penalty import PENALTY_WORDS, PenaltyKind
from app.rules.deadlines.given import BEIJING
from app.rules.discretion.law.procedure import thresholds
from app.rules.gates.figures import kinds, subject_of
from ui.screens.case.values import fit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.money import Money
    from app.domain.power_item import PowerItem
    from ui.screens.case.discretion import Chosen

SLUG = "on_spot_decision"
PARTY_NAMES = (
    "kind",
    "name",
    "id_kind",
    "id_number",
    "credit_code",
    "business_name",
    "representative",
    "address",
    "telephone",
)
_TWO = 2
_LONGEST = 40
_PAY_MODES = {PaymentWay.BANK: "bank", PaymentWay.ELECTRONIC: "e_pay", PaymentWay.ON_THE_SPOT: "on_spot"}
_TEXT = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """What is asked at the scene besides the party (当场处罚情况)."""

    item_id: Annotated[UUID, Field("处罚事项", "违法行为", required=True, kind=Kind.ITEM)]
    act_at: Annotated[datetime, Field("违法时间", "违法行为", required=True)]
    place: Annotated[str, Field("违法地点", "违法行为", required=True)]
    facts: Annotated[str, Field("违法事实", "违法行为", required=True, kind=Kind.LONG_TEXT)]
    handlers: Annotated[
        tuple[UUID, ...], Field("执法人员", "当场处理", required=True, kind=Kind.OFFICERS, help="两名以上")
    ]
    penalty_at: Annotated[datetime, Field("处罚时间", "当场处理", required=True)]
    spot_place: Annotated[str, Field("处罚地点", "当场处理", help="与违法地点相同可不填")] = ""
    shown: Annotated[bool, Field("已向当事人出示执法证件", "当场处理")] = False
    told: Annotated[bool, Field("已告知拟处罚内容及事实、理由、依据和陈述申辩权利", "当场处理")] = False
    statement: Annotated[
        str, Field("陈述、申辩情况", "当场处理", kind=Kind.LONG_TEXT, help="没有提出的可不填")
    ] = ""
    correction: Annotated[str, Field("责令改正内容", "当场处理", help="不需要改正的可不填")] = ""
    pay: Annotated[PaymentWay, Field("缴款方式", "缴款", required=True)] = PaymentWay.BANK
    hard_later: Annotated[bool, Field("不当场收缴事后难以执行", "缴款")] = False
    remote: Annotated[bool, Field("边远、水上、交通不便地区，当事人提出当场缴纳", "缴款")] = False


class SpotMissingError(AppError):
    """Something the law demands at the scene was not done or not typed."""

    code = "on_spot.missing"

    def __init__(self, label: str, why: str) -> None:
        super().__init__(f"“{label}”：{why}。", "请补办后再继续。")


class SpotLimitError(AppError):
    """The penalty is more than may be decided on the spot (APL 51)."""

    code = "on_spot.limit"
    hint = "请转普通程序：按“转普通程序”登记线索，立案后办理。"

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}，不能当场处罚（《行政处罚法》第五十一条）。")


class WrongPayWayError(AppError):
    """Money may not be taken that way at the scene (APL 67-69)."""

    code = "on_spot.pay"
    hint = "请改选“银行缴款”或者“电子支付”，或者勾选当场收缴的法定理由。"

    def __init__(self, why: str) -> None:
        super().__init__(f"“缴款方式”：{why}。")


@dataclass(frozen=True, slots=True)
class Spot:
    """All that was typed at the scene, as records not kept yet (当场案情)."""

    case: Case
    party: Party
    act: Act
    item: PowerItem
    facts: SpotFacts

    @property
    def file(self) -> CaseFile:
        """The same as a case file, for weighing."""
        return CaseFile(self.case, parties=(self.party,), acts=(self.act,), items=(self.item,))


@dataclass(frozen=True, slots=True)
class Fresh:
    """Where and when a new case begins: identities, town and moment."""

    case_id: UUID
    party_id: UUID
    act_id: UUID
    town: str
    now: datetime


def spot_of(fresh: Fresh, party: Mapping[str, Any], facts: Mapping[str, Any], item: PowerItem) -> Spot:
    """Return the records of what was typed, or raise an ``AppError`` naming the field that is wrong."""
    told = SpotFacts(**fit(SpotFacts, facts))
    _check(told)
    who = Party(id=fresh.party_id, town=fresh.town, case_id=fresh.case_id, **fit(Party, party))
    who.check()
    return Spot(_case(fresh, told, item), who, _act(fresh, told, item), item, told)


def limit_of(party: Party, day: date) -> Money:
    """Return the most that may be fined on the spot, by kind of party and day."""
    subject = subject_of(party).value
    fitting = [
        each.limit
        for each in thresholds()
        if each.kind == "simple" and each.subject == subject and each.in_force(day)
    ]
    return max(fitting, default=ZERO)


def check_limit(spot: Spot, chosen: Chosen, day: date) -> None:
    """Raise ``SpotLimitError`` when kinds or amount go beyond the simple procedure."""
    heavy = [each for each in chosen.kinds if each not in kinds("simple_kinds").on(day).value]
    if heavy:
        raise SpotLimitError("、".join(PENALTY_WORDS[each] for each in heavy) + "不是警告或者小额罚款")
    fine, limit = chosen.values["fine"] or ZERO, limit_of(spot.party, day)
    if fine > limit:
        words = PARTY_WORDS[spot.party.kind]
        raise SpotLimitError(f"罚款{fine}超过对{words}当场处罚的限额{limit}")


def answers(spot: Spot, chosen: Chosen, *, small: bool) -> dict[str, str]:
    """Return what form 36 asks, from what was typed; ``small`` is a fine that may be taken at once."""
    facts = spot.facts
    fined = PenaltyKind.FINE in chosen.kinds
    ground = _ground(facts, small=small) if fined and facts.pay is PaymentWay.ON_THE_SPOT else ""
    return {
        "spot.act_at": facts.act_at.astimezone(BEIJING).strftime(_TEXT),
        "spot.act_place": facts.place,
        "spot.penalty_at": facts.penalty_at.astimezone(BEIJING).strftime(_TEXT),
        "spot.place": facts.spot_place or facts.place,
        "spot.statement": _heard(facts.statement),
        "spot.pay_mode": _PAY_MODES[facts.pay] if fined else "",
        "spot.on_spot_reason": ground,
        "spot.correction": facts.correction,
    }


def clue_texts(spot: Spot) -> dict[str, str]:
    """Return what the form of a new clue takes over, when the ordinary procedure is needed."""
    return {
        "received_at": spot.facts.penalty_at.astimezone(BEIJING).strftime(_TEXT),
        "source": "inspection",
        "subject_name": spot.party.name,
        "place": spot.facts.place,
        "occurred_on": spot.act.began_on.isoformat(),
        "summary": spot.facts.facts,
        "department": spot.item.department,
    }


def _check(facts: SpotFacts) -> None:
    if len(set(facts.handlers)) < _TWO:
        raise SpotMissingError("执法人员", "须为两名以上（《行政处罚法》第四十二条）")
    if not facts.shown:
        raise SpotMissingError("已向当事人出示执法证件", "须先出示（《行政处罚法》第五十二条）")
    if not facts.told:
        label = "已告知拟处罚内容及事实、理由、依据和陈述申辩权利"
        raise SpotMissingError(label, "须先告知（《行政处罚法》第四十四条、第四十五条）")
    if facts.pay not in _PAY_MODES:
        raise WrongPayWayError("当场处罚不能选强制执行")


def _ground(facts: SpotFacts, *, small: bool) -> str:
    if small:
        return "le_100"
    if facts.hard_later:
        return "hard_later"
    if facts.remote:
        return "remote_requested"
    raise WrongPayWayError("超过当场收缴的限额，又没有勾选法定理由（《行政处罚法》第六十八条、第六十九条）")


def _heard(statement: str) -> str:
    said = statement.strip()
    return said or "你（单位）未提出陈述、申辩。"


def _case(fresh: Fresh, facts: SpotFacts, item: PowerItem) -> Case:
    return Case(
        id=fresh.case_id,
        town=fresh.town,
        procedure=Procedure.SIMPLE,
        status=CaseStatus.SP_DRAFT,
        opened_at=fresh.now,
        clue_id=None,
        cause=_cause(item.name),
        department=item.department,
        handlers=facts.handlers,
        discovered_on=facts.act_at.astimezone(BEIJING).date(),
        brief=facts.facts,
        findings=facts.facts,
        gains=Gains.NONE,
    )


def _act(fresh: Fresh, facts: SpotFacts, item: PowerItem) -> Act:
    return Act(
        id=fresh.act_id,
        town=fresh.town,
        case_id=fresh.case_id,
        item_id=item.id,
        item_code=item.code,
        began_on=facts.act_at.astimezone(BEIJING).date(),
        place=facts.place,
        facts=facts.facts,
    )


def _cause(name: str) -> str:
    """The item's name without remarks up to its first stop, as a case is called by it."""
    plain = re.sub(r"（[^）]*）|\([^)]*\)", "", name)
    first = re.split(r"[；;。]", plain)[0]
    return first[:_LONGEST]
