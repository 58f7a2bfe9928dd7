"""Choice (选定数额): judges the amount an officer has picked against range and band."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.domain.money import Money
from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.bands import Band, reduced_band, statutory_band
from app.rules.discretion.calculator import Discretion, Option
from app.rules.discretion.ranges import Answer
from app.rules.discretion.wording import yuan


class Standing(Enum):
    """Where an amount stands (数额位置)."""

    IN_BAND = "in_band"
    IN_RANGE = "in_range"
    REDUCED = "reduced"
    NO_FINE = "no_fine"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of an amount (数额核对).

    Attributes:
        needs_reason: The officer must write why.
        needs_approval: The head must approve, beyond the usual approval of the decision.
        needs_discussion: 集体讨论 is owed.
        message: One Chinese sentence saying what was found and, if refused, what to do.
    """

    standing: Standing
    needs_reason: bool
    needs_approval: bool
    needs_discussion: bool
    message: str

    @property
    def refused(self) -> bool:
        """The amount cannot be used."""
        return self.standing is Standing.REFUSED

    def accepts(self, reason: str, *, approved: bool) -> bool:
        """Tell whether the amount may stand with this reason and this approval."""
        reasoned = bool(reason.strip()) or not self.needs_reason
        return not self.refused and reasoned and (approved or not self.needs_approval)


_REFUSALS = {
    Answer.NEEDS_LOCAL_RULE: "法律没有规定数额，请先为该事项配置地方规定。",
    Answer.NO_FINE: "本条在目前情形下不能罚款。",
    Answer.AMBIGUOUS: "适用哪一档罚则尚不明确，请先选定情形。",
    Answer.NEEDS_FACTS: "计罚所需的事实尚未查明，请先补充。",
}


def judge(discretion: Discretion, leaning: Leaning, amount: Money) -> Verdict:
    """Judge an amount chosen for one direction; zero stands for not fining at all."""
    option = discretion.option(leaning)
    if option is None:
        return _refuse(f"现有情节不支持“{LEANING_WORDS[leaning]}”，请核对裁量情节。")
    if amount.fen == 0:
        return _zero(discretion, option)
    return _fined(discretion, option, amount)


def _fined(discretion: Discretion, option: Option, amount: Money) -> Verdict:
    leaning, whole = option.leaning, statutory_band(discretion.statutory)
    if whole is None:
        return _refuse(_REFUSALS[discretion.statutory.answer])
    if leaning is Leaning.EXEMPT:
        return _refuse("不予处罚的，不能罚款。")
    if leaning is Leaning.REDUCED:
        return _below(discretion, amount)
    silent = discretion.question.standard is not None and not option.by_standard
    return _inside(option, whole, amount, silent=silent)


def _zero(discretion: Discretion, option: Option) -> Verdict:
    if option.no_fine:
        return Verdict(
            Standing.NO_FINE,
            needs_reason=True,
            needs_approval=not option.by_standard,
            needs_discussion=False,
            message="不予罚款，须写明依据和理由。",
        )
    if discretion.statutory.answer is Answer.NO_FINE:
        return Verdict(
            Standing.NO_FINE,
            needs_reason=False,
            needs_approval=False,
            needs_discussion=False,
            message="本条在目前情形下没有罚款。",
        )
    if discretion.statutory.optional:
        return Verdict(
            Standing.NO_FINE,
            needs_reason=True,
            needs_approval=True,
            needs_discussion=False,
            message="本条规定可以罚款，决定不罚的须说明理由。",
        )
    return _refuse("本条规定应当罚款；不罚的须具备不予处罚的情节。")


def _below(discretion: Discretion, amount: Money) -> Verdict:
    band = reduced_band(discretion.statutory, discretion.question.reduced_floor)
    if band is None:
        return _refuse("本条没有法定下限，不能减轻，请改为从轻或者不予处罚。")
    if not band.holds(amount):
        return _refuse(f"减轻处罚的数额须低于法定最低{yuan(band.high)}，本单位允许的区间为{band}。")
    return Verdict(
        Standing.REDUCED,
        needs_reason=True,
        needs_approval=True,
        needs_discussion=True,
        message="低于法定最低，属于减轻处罚，须说明理由、经批准并集体讨论。",
    )


def _inside(option: Option, whole: Band, amount: Money, *, silent: bool) -> Verdict:
    if not whole.holds(amount):
        return _refuse(f"{yuan(amount)}不在法定幅度{whole}内。")
    if option.no_fine:
        return _outside(f"裁量基准“{option.tier}”不予罚款，决定罚款的须说明理由并经批准。")
    if silent:
        return _outside("裁量基准没有给出与本案相符的档次，须说明理由并经批准。")
    if option.band is None or not option.band.holds(amount):
        return _outside(f"{yuan(amount)}不在裁量基准区间{option.band}内，须说明理由并经批准。")
    proposed = any(each.amount == amount for each in option.proposals)
    reasoned = not (option.by_standard and proposed)
    message = "须说明在区间内取该数额的理由。" if reasoned else "与裁量基准的参考数额一致。"
    return Verdict(
        Standing.IN_BAND if option.by_standard else Standing.IN_RANGE,
        needs_reason=reasoned,
        needs_approval=False,
        needs_discussion=False,
        message=message,
    )


def _outside(message: str) -> Verdict:
    return Verdict(
        Standing.IN_RANGE,
        needs_reason=True,
        needs_approval=True,
        needs_discussion=False,
        message=message,
    )


def _refuse(message: str) -> Verdict:
    return Verdict(
        Standing.REFUSED,
        needs_reason=False,
        needs_approval=False,
        needs_discussion=False,
        message=message,
    )
