"""Words of the transfer to the police (移送公安机关): who reported, who approved, what goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import listed, plain_date, plain_time
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.earlier import agreed_by, approval_of, earlier, made_day, text_in
from app.documents.vocabulary.examined import report
from app.documents.vocabulary.preserved import rows as preserved_rows
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.words import Row, word
from app.domain.evidence import EvidenceKind
from app.domain.role import Role

if TYPE_CHECKING:
    from app.documents.telling import Telling

_MATTER = "transfer_police"
_REPORT = "investigation_report"


@word("police_matter.reported_on", "书面报告提交日期", "document/matter_approval")
def reported_on(told: Telling) -> str:
    """The day the written report was handed in: the day of its approval form (S310 5)."""
    return made_day(approval_of(told, _MATTER))


@word("police_matter.approved_at", "正职负责人批准时间", "document/matter_approval")
def approved_at(told: Telling) -> str:
    """When the principal head approved: the hour only where it was recorded on that day (S310 5)."""
    given = agreed_by(told, approval_of(told, _MATTER), Role.PRINCIPAL_HEAD)
    if given is None:
        return ""
    moment = local(given.recorded_at)
    return plain_time(moment) if moment.date() == given.on else plain_date(given.on)


@word("police_matter.approved_by", "批准人", "document/matter_approval")
def approved_by(told: Telling) -> str:
    """The principal head, or the one who leads in his place."""
    given = agreed_by(told, approval_of(told, _MATTER), Role.PRINCIPAL_HEAD)
    return given.by_name if given else ""


@word("draft.police_report", "调查报告", "document/investigation_report")
def investigation_report(told: Telling) -> str:
    """The report of the investigation, else the report on the suspected crime that goes along."""
    found = earlier(told, _REPORT)
    if found is None:
        return "关于涉嫌犯罪情况的调查报告"
    return f"《{forms()[_REPORT].title}》（{made_day(found)}）"


@word("draft.police_appraisals", "检验报告或鉴定意见", "evidence")
def appraisals(told: Telling) -> str:
    """The appraisals among the evidence."""
    return str(report.say(told))


@word("draft.police_papers", "其他材料", "evidence")
def papers(told: Telling) -> str:
    """The other evidence that goes along."""
    others = (each for each in pieces(told) if each.kind is not EvidenceKind.APPRAISAL)
    return listed((each.name for each in others), "、")


@word("draft.police_goods", "涉案物品", "document/preservation_notice")
def goods(told: Telling) -> str:
    """Whether there are things: yes where some were preserved, open else."""
    return "yes" if preserved_rows.say(told) else ""


@word("draft.police_items", "涉案物品清单", "document/preservation_notice")
def items(told: Telling) -> tuple[Row, ...]:
    """The things preserved, with quantity and who keeps them."""
    keeper = text_in(earlier(told, "preservation_notice"), "preservation.keeper")
    return tuple(_handed(each, keeper) for each in preserved_rows.say(told) if not isinstance(each, str))


def _handed(row: Row, keeper: str) -> Row:
    given = {"quantity": f"{row.get('quantity', '')}{row.get('unit', '')}", "kept_at": keeper}
    return {key: row.get(key, "") for key in ("order", "name", "spec", "remark")} | given
