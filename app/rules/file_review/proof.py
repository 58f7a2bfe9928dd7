"""What proves it (证据评查): evidence there, described, taken by two, verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.evidence import Evidence
from app.rules.file_review import Lost
from app.rules.file_review.subject import TWO
from app.rules.flow import current
from app.rules.gates.refusal import Place

_RECORDS = ("site_record", "inquiry_transcript", "evidence_extraction", "on_spot_decision")
_DESCRIBED = (("proves", "证明事项"), ("source", "来源"), ("taken_at", "取得时间"))
_DEVICE = (
    ("device_review", "设备审核"),
    ("device_site", "地点公布"),
    ("record_checked", "记录审核"),
)


def evidence_there(file: CaseFile, today: date) -> Iterable[Lost]:
    """R31: something proves the act (APL 40)."""
    if not any(_kept(file)) and not any(current(file, each) for each in _RECORDS):
        yield Lost("没有证明违法事实的证据或者笔录。请登记证据。", Place("evidence", "new"))


def evidence_described(file: CaseFile, today: date) -> Iterable[Lost]:
    """R32: each piece says what it proves, whence and when it came."""
    for each in _kept(file):
        lacking = [word for name, word in _DESCRIBED if not getattr(each, name)]
        if lacking:
            yield Lost(f"{_called(each)}没有写明{'、'.join(lacking)}。请补填。", _place(each))


def taken_by_two(file: CaseFile, today: date) -> Iterable[Lost]:
    """R33: two officers took each piece (APL 42); what a party handed in names them as well."""
    for each in _kept(file):
        if len(set(each.taken_by)) < TWO:
            yield Lost(f"{_called(each)}的取证人不足两人。请补填取证人。", _place(each))


def evidence_verified(file: CaseFile, today: date) -> Iterable[Lost]:
    """R34: each piece was verified before it counts (APL 46)."""
    for each in _kept(file):
        if each.verified_by is None:
            yield Lost(f"{_called(each)}没有查证属实。请查证，不属实的予以排除。", _place(each))


def devices_checked(file: CaseFile, today: date) -> Iterable[Lost]:
    """R35: the record of a device counts when device, site and record were checked (APL 41)."""
    for each in _kept(file):
        lacking = [word for name, word in _DEVICE if not str(getattr(each, name)).strip()]
        if each.monitoring and lacking:
            yield Lost(f"{_called(each)}没有写明{'、'.join(lacking)}情况。请补填。", _place(each))


def _kept(file: CaseFile) -> Iterator[Evidence]:
    return (each for each in file.evidence if not each.excluded_reason)


def _called(piece: Evidence) -> str:
    return f"证据{piece.number}“{piece.name}”"


def _place(piece: Evidence) -> Place:
    return Place("evidence", str(piece.id))
