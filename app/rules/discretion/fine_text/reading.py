"""Reading a fine (罚则识别): whom, how much, of what and under which condition, branch by branch."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

from app.domain.errors import AppError
from app.rules.discretion.fine_text.amounts import Amount, Raw, amounts
from app.rules.discretion.fine_text.figures import NUMBER, number, tidied
from app.rules.discretion.spec import read_branch

_MONEY_LEFT = re.compile(rf"{NUMBER}(?:元|倍|%)|百分之{NUMBER}")
_WORDS = tomllib.loads(
    files("resources").joinpath("powers", "fine_words.toml").read_text("utf-8"), parse_float=Decimal
)
_BASES = sorted(_WORDS["bases"], key=len, reverse=True)
_BASE = re.compile("|".join(_BASES))
_RESPONSIBLE = re.compile(r"主管人员|直接责任人员|负责人|(?<!污染)责任人(?!或者)|法定代表人")
_UNIT = re.compile(
    r"对?单位(?!和个人|或者个人|、个人|及)[^,;。]{0,12}$|(?:单位|企业|法人|组织)(?:的)?[::,]?处?(?:以)?$|单位:"
)
_ACTING = re.compile(
    r"(?:^|[,:。])(?:(?P<org>单位)|(?P<ind>个人)|(?P<resp>[^,;。:对]{0,16}(?:负责人|法定代表人)))"
    r"(?![和或、的])[^,;。:]*的,"
)
"""Who acts at the head of the clause that names the act: 个人在…垂钓的，单位燃用…的，主要负责人未…的."""
_BY_DAY = re.compile(r"按(?:日|天|次|月)(?:计算)?(?:连续)?处?(?:以)?$")
_FOR_EACH = re.compile(r"每(?!年|月|周|季度?|逢)[^,;。:]{0,12}$")
_EITHER = re.compile(r"(?:个体(?:工商户|经营者|户))(?:的)?[::,]?处?(?:以)?$")
_EXCLUDED = re.compile(r"\(不(?:含|包括)[^)]*\)")
_INCLUDED = re.compile(r"(?<=[元上下倍%])\((?:含|包括)[^)]*\)")
_PLAIN_SUM = re.compile(rf"罚款|处(?:以)?(?:人民币)?{NUMBER}(?:元|万)")
_BARE_SUM = re.compile(rf"\W*(?:处以?|罚款?)?\W*{NUMBER}(?:\W+{NUMBER})?\W*")
"""A cell that holds figures alone."""
_SUM_WITHOUT_YUAN = re.compile(
    r"(?:罚款|处以?)(?:人民币)?(?:\d{2,}|\d+[百千万]|[一二两三四五六七八九十]+[百千万]+)(?!\d|[日天年月个人次倍种类级%元])"
)
_PERSON = re.compile(r"(?:对|属于)?(?:个人|公民|自然人|农户|居民)(?:的)?[::,]?[^,;。]{0,8}$|个人:")
_MAY = re.compile(r"可以?(?:并)?(?:单处或者并处)?(?:并)?处?(?:以)?[^,;。]{0,10}$")
_STAGES = _WORDS["stages"]
_STAGE = re.compile(
    r"[^,;。:]*?(?:"
    + "|".join(_STAGES)
    + r"|(?<![^,;。:])逾期[不未仍拒]|(?<![^,;。:])拒不)[^,;。:]*?(?:的(?=[,;。:]|处|并处|可)|(?=,))"
)
_CASE = re.compile(r"(?:^|(?<=[,。;:]))(?P<case>(?:对|属于|有)?[^,。;:]{2,60}?)的(?=,|处|并处|可)")
_COMPARED = {
    "不足": "<",
    "不满": "<",
    "低于": "<",
    "少于": "<",
    "超过": ">",
    "高于": ">",
    "在": "",
    "为": "",
    "": "",
}
_CONDITION = re.compile(
    rf"(?P<none>没有(?P=var)?(?:违法所得|所得)?(?:或者|,|、))?(?P<var>{'|'.join(_BASES)})(?:金额)?"
    rf"(?P<word>不足|不满|低于|少于|超过|高于|在|为|)(?P<value>{NUMBER})元(?P<edge>以上|以下|)(?:的|,)".replace(
        "(?P=var)?", ""
    )
)
_FLOOR = re.compile(rf"不足(?P<value>{NUMBER})元的?,?按(?:照)?(?P<same>{NUMBER})元计算")
_CAP = re.compile(rf"(?:但)?(?:最高|总额)?不(?:得)?超过(?P<value>{NUMBER})元")
_NO_FINE = re.compile(r"不予(?:行政)?处罚|免予(?:行政)?处罚|免罚|不予罚款")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text (识别结果).

    Attributes:
        spec: Branches as JSON in the form of ``fine_spec_json``; empty while a question stands.
        questions: What a person must look at (待核), in Chinese; empty when everything was understood.
        states_amount: Whether the text names a figure for the fine.
    """

    spec: str
    questions: tuple[str, ...]
    states_amount: bool


def read_wording(text: str) -> Reading:
    """Read what a text says about a fine; nothing is guessed: what is not understood becomes a question."""
    plain = _INCLUDED.sub("", tidied(text).replace(" ", ""))
    found = amounts(plain)
    if not found:
        return _without_amount(plain)
    context = tuple(_with_context(plain, found))
    branches = [_branch(plain, each, before) for each, before in context]
    _hand_on(branches, tuple(before for _amount, before in context))
    _hand_stages_on(branches, tuple(before for _amount, before in context))
    _part(branches, tuple(before for _amount, before in context))
    questions = (
        *_left_over(plain, found, branches),
        *_wrong(branches),
        *_alike(branches),
        *_counted(context),
        *_unsure(plain, context),
        *_parted(branches, tuple(before for _amount, before in context)),
    )
    spec = "" if questions else json.dumps(branches, ensure_ascii=False)
    return Reading(spec, questions, states_amount=True)


def _without_amount(plain: str) -> Reading:
    if _MONEY_LEFT.search(plain) and _PLAIN_SUM.search(plain):
        return Reading("", (f"没有识别出罚款数额：{plain[:60]}",), states_amount=True)
    if _BARE_SUM.fullmatch(plain) or _SUM_WITHOUT_YUAN.search(plain):
        return Reading("", (f"数额没有写“元”，请核对：{plain[:60]}",), states_amount=True)
    kind = "unspecified" if "罚款" in plain and not _NO_FINE.search(plain) else "none"
    branch: Raw = {"who": "any", "type": kind}
    if kind == "unspecified" and re.search(r"可以?[^,;。]{0,6}罚款", plain):
        branch["may"] = True
    return Reading(json.dumps([branch], ensure_ascii=False), (), states_amount=False)


def _with_context(plain: str, found: tuple[Amount, ...]) -> Iterator[tuple[Amount, str]]:
    """Yield each amount with the text since the one before it."""
    last = 0
    for each in found:
        yield each, plain[last : each.start]
        last = each.end


def _branch(plain: str, amount: Amount, before: str) -> Raw:
    after = re.split(r"[;。]", plain[amount.end : amount.end + 60])[0]
    branch: Raw = {"who": _who(before), **amount.figures}
    if amount.figures["type"] != "fixed" and (cap := _CAP.search(after)):
        branch["cap"] = _plain_number(cap["value"])
    sentence = re.split(r"[;。]", before)[-1]
    if amount.figures["type"] in ("multiple", "percent"):
        bases = _BASE.findall(sentence)
        branch["base"] = bases[-1] if bases else ""
        if floor := _FLOOR.search(plain[amount.start : amount.end + 80]):
            branch["base_floor"] = _plain_number(floor["value"])
    if _MAY.search(sentence):
        branch["may"] = True
    if conditions := [_condition(each) for each in _CONDITION.finditer(sentence)]:
        branch["cond"] = conditions
    if stages := [each.group().strip(",的") for each in _STAGE.finditer(sentence)]:
        branch["stage"] = stages
    return branch


def _hand_on(branches: list[Raw], before: tuple[str, ...]) -> None:
    """Let amounts of one sentence speak of whoever acts at its head, unless they name somebody."""
    actor = ""
    for branch, text in zip(branches, before, strict=True):
        if "。" in text:
            actor = ""
        if _ACTING.search(re.split(r"[;。]", text)[-1]):
            actor = branch["who"]
        elif branch["who"] == "any" and actor:
            branch["who"] = actor


def _hand_stages_on(branches: list[Raw], before: tuple[str, ...]) -> None:
    """Let a stage said once in a sentence hold for each subject it fines (拒不改正的,对单位处…,对个人处…)."""
    for (earlier, branch), text in zip(pairwise(branches), before[1:], strict=True):
        own = branch.get("stage") or branch.get("cond")
        if not own and branch["who"] != earlier["who"] and not re.search(r"[;。]", text):
            branch |= {name: earlier[name] for name in ("stage", "cond") if name in earlier}


def _counted(context: tuple[tuple[Amount, str], ...]) -> Iterator[str]:
    """Put to a person what is fined by the day, or for each of something that is no known unit."""
    for amount, before in context:
        if amount.figures.get("unit"):
            continue
        if _BY_DAY.search(before):
            yield "按日（按次）计罚的，须人工确认计罚方式。"
        elif _FOR_EACH.search(before):
            yield "按数量计罚的，须人工确认计罚单位。"


def _parted(branches: list[Raw], before: tuple[str, ...]) -> Iterator[str]:
    """Ask whether a stage said before a semicolon also holds for the other subject after it.

    Persons responsible are fined beside the whole article where that fines without a stage at first.
    """
    at_once = any(not each.get("stage") and each["who"] != "resp" for each in branches)
    for (earlier, branch), text in zip(pairwise(branches), before[1:], strict=True):
        own = branch.get("stage") or branch.get("cond")
        other = branch["who"] not in (earlier["who"], "any") and not (branch["who"] == "resp" and at_once)
        if earlier.get("stage") and not own and other and ";" in text and "。" not in text:
            yield f"分号之后的数额是否也以“{earlier['stage'][0]}”为前提，须人工确认。"


def _unsure(plain: str, context: tuple[tuple[Amount, str], ...]) -> Iterator[str]:
    """Put to a person what the branches of a fine cannot say."""
    if _EXCLUDED.search(plain):
        yield "写明不含本数的，须人工确认边界。"
    if any(_EITHER.search(before) for _amount, before in context):
        yield "个体工商户按个人还是按单位处罚，须人工确认。"


def _part(branches: list[Raw], before: tuple[str, ...]) -> None:
    """Give amounts for the same subject the cases they are said for, where nothing else parts them."""
    for who in dict.fromkeys(each["who"] for each in branches):
        own = [at for at, each in enumerate(branches) if each["who"] == who]
        open_ones = [at for at in own if not branches[at].get("cond") and not branches[at].get("stage")]
        for at in open_ones if len(own) > 1 else ():
            case = _case(before[at])
            # The first amount stands for the act itself unless the cases are set side by side.
            others = {_case(before[each])[:1] for each in open_ones if each != at}
            if case and (at != own[0] or others == {case[0]}):
                branches[at]["stage"] = [case.removeprefix("对")]


def _case(before: str) -> str:
    """Return the case that the clauses right before an amount name, such as 造成较大事故; empty for none."""
    cases = [each["case"] for each in _CASE.finditer(re.split(r"[;。]", before)[-1])]
    return cases[0] if cases else ""


def _alike(branches: list[Raw]) -> Iterator[str]:
    """Name subjects for which several amounts stand that nothing tells apart."""
    keys = [(each["who"], str(each.get("cond", "")), str(each.get("stage", ""))) for each in branches]
    for who in dict.fromkeys(each[0] for each in keys):
        own = [each for each in keys if each[0] == who]
        if len(set(own)) < len(own):
            yield "对同一主体有几种数额，没有识别出各自适用的情形。"


def _who(before: str) -> str:
    clause = re.split(r"[;。]", before)[-1]
    if _RESPONSIBLE.search(clause):
        return "resp"
    acting = _ACTING.search(clause)
    if acting is not None:
        return next(name for name, text in acting.groupdict().items() if text)
    near = clause[-24:]
    if _PERSON.search(near) and not re.search(r"单位[和或、及]", near):
        return "ind"
    return "org" if _UNIT.search(near) and not re.search(r"单位[和或、及]", near) else "any"


def _condition(match: re.Match[str]) -> Raw:
    sign = _COMPARED[match["word"]] or {"以上": ">=", "以下": "<=", "": "=="}[match["edge"]]
    made: Raw = {"var": match["var"], "op": sign, "value": _plain_number(match["value"])}
    if match["none"]:
        made["or_none"] = True
    return made


def _plain_number(text: str) -> int | str:
    value = number(text)
    return int(value) if value.denominator == 1 else str(value)


def _left_over(plain: str, found: tuple[Amount, ...], branches: list[Raw]) -> Iterator[str]:
    """Name every figure of money, multiple or share that no branch, threshold, floor or cap has used."""
    used = [(each.start, each.end) for each in found]
    capped = [each for each in branches if "cap" in each]
    for pattern in (_CONDITION, _FLOOR, *([_CAP] if capped else [])):
        used.extend(each.span() for each in pattern.finditer(plain))
    for match in _MONEY_LEFT.finditer(plain):
        if not any(first <= match.start() and match.end() <= last for first, last in used):
            yield f"数额“{match.group()}”没有识别出用途。"


def _wrong(branches: list[Raw]) -> Iterator[str]:
    for each in branches:
        try:
            read_branch(each)
        except AppError as error:
            yield error.message
