"""Words of the penalty (处罚): kinds, amounts in figures and capitals, range and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.capitals import in_capitals
from app.documents.chinese import listed
from app.documents.vocabulary.party import full_name
from app.documents.vocabulary.words import word
from app.domain.money import ZERO, Money
from app.domain.penalty import LEANING_WORDS, PENALTY_WORDS, PenaltyKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.documents.telling import Telling
    from app.domain.penalty import Penalty

_TOLD = frozenset({PenaltyKind.FINE, PenaltyKind.CONFISCATE_GAIN, PenaltyKind.CONFISCATE_GOODS})


@word("penalty.text", "处罚内容", "penalty")
def text(told: Telling) -> str:
    """Every penalty, one numbered line each where there are several."""
    lines = [line for each in told.penalties for line in _addressed(told, each)]
    if len(lines) < 2:  # noqa: PLR2004 - one line needs no number
        return "".join(lines)
    return "\n".join(f"{number}.{line}" for number, line in enumerate(lines, 1))


@word("penalty.sentence", "处罚内容", "penalty")
def sentence(told: Telling) -> str:
    """Every penalty within one line."""
    return listed(line.rstrip("。") for each in told.penalties for line in _addressed(told, each))


@word("penalty.kinds", "处罚种类", "penalty/kinds")
def kinds(told: Telling) -> str:
    """The kinds of penalty."""
    return listed((PENALTY_WORDS[kind] for each in told.penalties for kind in each.kinds), "、")


@word("penalty.fine", "罚款数额", "penalty/fine")
def fine(told: Telling) -> str:
    """The fines together, in figures; empty when there is none."""
    total = _total(each.fine for each in told.penalties)
    return str(total) if total.fen else ""


@word("penalty.fine_cn", "罚款大写", "penalty/fine")
def fine_cn(told: Telling) -> str:
    """The fines together, in capitals; empty when there is none."""
    total = _total(each.fine for each in told.penalties)
    return in_capitals(total) if total.fen else ""


@word("penalty.gain", "没收违法所得", "penalty/confiscated_gain")
def gain(told: Telling) -> str:
    """The confiscated gains together; empty when there are none."""
    total = _total(each.confiscated_gain for each in told.penalties)
    return f"{total}（大写：{in_capitals(total)}）" if total.fen else ""


@word("penalty.goods", "没收物品", "penalty/confiscated_goods")
def goods(told: Telling) -> str:
    """The confiscated goods."""
    return listed(each.confiscated_goods for each in told.penalties)


@word("penalty.leaning", "裁量情节", "penalty/leaning")
def leaning(told: Telling) -> str:
    """Lighter, heavier or neither."""
    return listed((LEANING_WORDS[each.leaning] for each in told.penalties), "、")


@word("penalty.circumstances", "情节说明", "penalty/circumstances")
def circumstances(told: Telling) -> str:
    """The circumstances weighed, else those of the case."""
    return listed(each.circumstances for each in told.penalties) or told.file.case.circumstances


@word("penalty.reason", "裁量理由", "penalty/reason")
def reason(told: Telling) -> str:
    """Why this much and not more or less (裁量说明): the standard and grade it rests on, then the reason."""
    return listed((account(each) for each in told.penalties), "\n")


@word("penalty.tier", "裁量基准档次", "penalty")
def tier(told: Telling) -> str:
    """The grade of the standard each penalty rests on; empty where no standard applies."""
    return listed(dict.fromkeys(each.tier for each in told.penalties if each.tier))


def account(penalty: Penalty) -> str:
    """Return the discretion account of one penalty as every paper prints it (裁量说明)."""
    if not penalty.standard:
        return penalty.reason
    grade = f"“{penalty.tier}”档次" if penalty.tier else "的规定"
    beyond = "，数额超出该档区间，经批准" if penalty.beyond else ""
    return f"依照《{penalty.standard}》{grade}{beyond}。{penalty.reason}"


@word("penalty.range_text", "法定幅度", "penalty")
def range_text(told: Telling) -> str:
    """The range the law leaves, as computed."""
    return listed(
        f"{each.range_low}至{each.range_high}"
        for each in told.penalties
        if each.range_low is not None and each.range_high is not None
    )


def penalty_lines(penalty: Penalty) -> tuple[str, ...]:
    """Return the wording of one penalty: warnings first, then money and things (docs: penalty_set)."""
    lines = [f"{PENALTY_WORDS[each]}。" for each in penalty.kinds if each not in _TOLD]
    if penalty.fine.fen:
        lines.append(f"罚款人民币{in_capitals(penalty.fine)}（{penalty.fine}）。")
    if penalty.confiscated_gain.fen:
        gained = penalty.confiscated_gain
        lines.append(f"没收违法所得人民币{in_capitals(gained)}（{gained}）。")
    if penalty.confiscated_goods:
        lines.append(f"没收非法财物：{penalty.confiscated_goods}。")
    return (*lines, penalty.other) if penalty.other else tuple(lines)


def _addressed(told: Telling, penalty: Penalty) -> tuple[str, ...]:
    """Where several parties are told of, each line says whom it is for."""
    party = told.file.party(penalty.party_id)
    lead = f"对{full_name(party)}：" if party is not None and len(told.parties) > 1 else ""
    return tuple(lead + each for each in penalty_lines(penalty))


def _total(amounts: Iterable[Money]) -> Money:
    return sum(amounts, start=ZERO)
