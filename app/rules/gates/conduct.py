"""Conduct (执法规范): lawful recordings of devices, and crimes that are transferred instead of penalised."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.rules.flow import Transition
from app.rules.gates.refusal import Place, Refusal

_DEVICE = (
    ("device_review", "设备的法制和技术审核"),
    ("device_site", "设置地点的公布"),
    ("record_checked", "记录内容的审核"),
)


def monitored_lawfully(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G07: a record of a monitoring device counts when device, site and record were checked (APL 41)."""
    found = []
    for each in file.evidence:
        lacking = [word for name, word in _DEVICE if not str(getattr(each, name)).strip()]
        if each.monitoring and not each.excluded_reason and lacking:
            message = (
                f"证据{each.number}“{each.name}”由电子技术监控设备记录，没有写明{'、'.join(lacking)}。"
                "请补填；不符合要求的，排除该证据。"
            )
            found.append(Refusal("G07", message, "《行政处罚法》第四十一条", Place("evidence", str(each.id))))
    return tuple(found)


def no_crime_suspected(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G22: a suspected crime is transferred, never penalised instead (APL 27, 57)."""
    if not file.case.suspected_crime:
        return ()
    message = "本案涉嫌犯罪，不能以行政处罚代替移送。请办理移送公安机关；经查不构成犯罪的，更正“涉嫌犯罪”。"
    article = "《行政处罚法》第二十七条、第五十七条第一款第四项"
    return (Refusal("G22", message, article, Place("field", "suspected_crime")),)
