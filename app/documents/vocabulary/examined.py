"""Words of sampling and testing (抽样与检测): from the samples to the report, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.earlier import code_in, earlier, rows_in, text_in
from app.documents.vocabulary.preserved import rows as preserved_rows
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.seized import rows as seized_rows
from app.documents.vocabulary.words import Row, word
from app.documents.wording import worded
from app.domain.evidence import EvidenceKind
from app.domain.stated import stated_day

if TYPE_CHECKING:
    from app.documents.telling import Telling

_COMMISSION, _PERIOD = "appraisal_commission", "appraisal_period_notice"
_HELD = ("seizure_decision", "preservation_notice")


@word("sampled.rows", "送检物品", "document/sampling_notice")
def samples(told: Telling) -> tuple[Row, ...]:
    """What is handed over for testing: the samples taken, else what was seized or preserved."""
    taken = rows_in(earlier(told, "sampling_notice"), "sampling.items")
    held = seized_rows.say(told) or preserved_rows.say(told)
    return tuple(map(_sample, taken)) or tuple(_thing(each) for each in held if not isinstance(each, str))


@word("commissioned.kind", "检测类别", "document/appraisal_commission")
def kind(told: Telling) -> str:
    """Testing, inspection, quarantine or appraisal, as it was commissioned."""
    return code_in(earlier(told, _COMMISSION), "commission.kind")


@word("commissioned.institution", "检测机构", "document/appraisal_commission")
def institution(told: Telling) -> str:
    """The institution it was commissioned from."""
    return text_in(earlier(told, _COMMISSION), "commission.institution")


@word("commissioned.things", "送检物品", "document/appraisal_commission")
def things(told: Telling) -> str:
    """The names of what was handed over."""
    rows = rows_in(earlier(told, _COMMISSION), "commission.samples")
    return listed((each.get("name", "") for each in rows), "、")


@word("held.number", "查封（扣押）或者登记保存文书文号", "document/seizure_decision")
def held_number(told: Telling) -> str:
    """The number of the paper by which the things tested are held."""
    found = earlier(told, _HELD[0]) or earlier(told, _HELD[1])
    return found.number if found else ""


@word("appraisal_term.days", "检测期间天数", "document")
def days(told: Telling) -> str:
    """How many days the period has, first and last day included."""
    first = stated_day(told.document, "appraisal_period.from")
    last = stated_day(told.document, "appraisal_period.to")
    if first is None or last is None or last < first:
        return ""
    return str((last - first).days + 1)


@word("appraisal_term.effect", "不计入期限说明", "document/seizure_decision")
def effect(told: Telling) -> str:
    """That a seizure's term does not run meanwhile (ACL 25); that a preservation's does."""
    seized = earlier(told, _HELD[0]) is not None
    return worded("appraisal_excluded" if seized else "appraisal_not_excluded", told.day, {})


@word("appraised.report", "报告名称", "evidence")
def report(told: Telling) -> str:
    """The appraisals kept as evidence."""
    found = (each for each in pieces(told) if each.kind is EvidenceKind.APPRAISAL)
    return listed((each.name for each in found), "、")


def _sample(row: Row) -> Row:
    quantity = f"{row.get('sample_quantity', '')}{row.get('unit', '')}"
    sealed = row.get("sealed", "")
    given = {"quantity": quantity, "state": f"封样：{sealed}" if sealed else ""}
    return {key: row.get(key, "") for key in ("order", "name", "spec", "batch")} | given


def _thing(row: Row) -> Row:
    given = {"batch": "", "quantity": f"{row.get('quantity', '')}{row.get('unit', '')}"}
    return {key: row.get(key, "") for key in ("order", "name", "spec", "state")} | given
