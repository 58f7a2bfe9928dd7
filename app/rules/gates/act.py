"""Acts (违法行为): competence, limitation, the law of the day, age, evidence, and one fine only."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from uuid import UUID

from app.domain.act import Act
from app.domain.case_file import CaseFile
from app.domain.checkdigits import age_on
from app.domain.party import IdKind, Party, PartyKind
from app.domain.penalty import Leaning, Penalty
from app.rules.discretion.law.general import age_effect
from app.rules.discretion.law.limitation import limitation as reckon_limitation
from app.rules.flow import Transition
from app.rules.gates.refusal import Place, Refusal

_MILD = frozenset({Leaning.LIGHTER, Leaning.REDUCED, Leaning.EXEMPT})
_OLD_OR_LIGHTER = "第三十七条"


def parties_and_acts(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G04: the case names whom it is about and what for."""
    found = []
    if not file.active_parties:
        found.append(("当事人", "party", "请登记当事人。"))
    if not file.acts:
        found.append(("违法行为及处罚事项", "act", "请选择处罚事项并填写行为。"))
    return tuple(
        Refusal("G04", f"案件还没有{what}。{remedy}", "《行政处罚法》第五十四条", Place(kind, "new"))
        for what, kind, remedy in found
    )


def limitation(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G04: every act was discovered within the limitation (APL 36)."""
    found_on = file.case.discovered_on
    article = "《行政处罚法》第三十六条"
    if found_on is None:
        message = "没有填写发现日期，不能计算追责时效。请填写发现日期。"
        return (Refusal("G04", message, article, Place("field", "discovered_on")),)
    refusals = []
    for act in file.acts:
        answer = reckon_limitation(act.last_day, found_on, safety_with_harm=act.harms_life_or_finance)
        if not answer.punishable:
            message = f"{answer.step}。请核对行为日期和发现日期；确已超过的，不予立案。"
            refusals.append(Refusal("G04", message, article, Place("act", str(act.id))))
    return tuple(refusals)


def item_listed(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G04: every item stands in the town's list on the day (APL 22–24)."""
    found = []
    for act in file.acts:
        item = file.item_of(act)
        if item is None or not item.listed_on(today):
            message = f"事项{act.item_code}当日不在赋权清单内。没有管辖权的应当移送；选错事项的请更正。"
            article = "《行政处罚法》第二十二条至第二十四条"
            found.append(Refusal("G04", message, article, Place("act", str(act.id))))
    return tuple(found)


def evidence_verified(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G13: every piece is verified or excluded, and every act has a verified piece (APL 40, 46)."""
    article = "《行政处罚法》第四十条、第四十六条"
    open_pieces = [each for each in file.evidence if each.verified_by is None and not each.excluded_reason]
    found = [
        Refusal(
            "G13", f"证据“{each.name}”尚未查证。请查证或者排除。", article, Place("evidence", str(each.id))
        )
        for each in open_pieces
    ]
    for act in file.acts:
        if not any(each.usable and _proves(file, each.act_id, act) for each in file.evidence):
            message = f"事项{act.item_code}的违法事实没有经查证属实的证据。请补充证据并查证。"
            found.append(Refusal("G13", message, article, Place("act", str(act.id))))
    return tuple(found)


def one_fine(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G14: the same act of the same party bears one fine only (APL 29)."""
    fined = [each for each in file.penalties if each.fine.fen > 0]
    acts = {each.id: each for each in file.acts}
    message = "对同一当事人的同一违法行为有两项罚款。请只保留罚款数额较高的规定。"
    return tuple(
        Refusal("G14", message, "《行政处罚法》第二十九条", Place("penalty", str(second.id)))
        for first, second in combinations(fined, 2)
        if first.party_id == second.party_id and _one_act(acts, first, second)
    )


def law_of_the_day(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G17: the law was in force on the day of the act, or is newer and lighter (APL 37)."""
    found = []
    for act in file.acts:
        item = file.item_of(act)
        newer = item is not None and item.effective_from is not None and item.effective_from > act.last_day
        reasons = [each.reason for each in file.penalties if each.act_id == act.id]
        if newer and not any(_OLD_OR_LIGHTER in each for each in reasons):
            message = (
                f"事项{act.item_code}所依据的规定在行为发生后才施行。请改用行为时的规定；"
                "新规定处罚较轻而适用的，在裁量理由中写明《行政处罚法》第三十七条。"
            )
            found.append(Refusal("G17", message, "《行政处罚法》第三十七条", Place("act", str(act.id))))
    return tuple(found)


def age(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G15: nobody under fourteen is punished, those under eighteen only lighter (APL 30)."""
    found = []
    for penalty in (each for each in file.penalties if each.kinds):
        party = file.party(penalty.party_id)
        act = next((each for each in file.acts if each.id == penalty.act_id), None)
        words = too_young(party, act, penalty) if party and act else ""
        if words:
            found.append(Refusal("G15", words, "《行政处罚法》第三十条", Place("penalty", str(penalty.id))))
    return tuple(found)


def too_young(party: Party, act: Act, penalty: Penalty) -> str:
    """Return in Chinese why a party may not be punished so at its age on the act's day; empty when it may."""
    known = party.kind in (PartyKind.PERSON, PartyKind.SOLE_TRADER) and party.id_kind is IdKind.RESIDENT
    if not known or not party.id_number:
        return ""
    effect = age_effect(age_on(party.id_number, act.began_on), act.began_on)
    if effect == "under_fourteen":
        return f"{party.name}行为时不满十四周岁，不予处罚。请撤去处罚，责令监护人管教。"
    if effect and penalty.leaning not in _MILD:
        return f"{party.name}行为时不满十八周岁，应当从轻或者减轻处罚。请重新选定裁量情节。"
    return ""


def _proves(file: CaseFile, proved: object, act: Act) -> bool:
    return proved == act.id or (proved is None and len(file.acts) == 1)


def _one_act(acts: dict[UUID, Act], first: Penalty, second: Penalty) -> bool:
    if first.act_id == second.act_id:
        return True
    one, other = acts.get(first.act_id), acts.get(second.act_id)
    if one is None or other is None or one.item_code != other.item_code or one.place != other.place:
        return False
    return one.began_on <= other.last_day and other.began_on <= one.last_day
