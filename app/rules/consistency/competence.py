"""Competence (职权一致性): the item was in the list when filed, ages and roles are as the law wants them."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.case_file import CaseFile
from app.domain.role import Role
from app.rules.flow import current
from app.rules.gates.act import too_young
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal

_SEATS = (
    ("hearing_notice", "hearing.host", "听证主持人", "《行政处罚法》第六十四条第四项"),
    ("hearing_transcript", "hearing.host", "听证主持人", "《行政处罚法》第六十四条第四项"),
    ("legal_review_opinion", "review.reviewer", "法制审核人员", "《行政处罚法》第五十八条"),
)


def items_in_the_list(file: CaseFile) -> Iterable[Refusal]:
    """C10: every item stood in the list on the day of filing."""
    filed = file.case.filed_on
    for act in file.acts:
        item = file.item_of(act)
        if filed is not None and item is not None and not item.listed_on(filed):
            message = (
                f"事项{act.item_code}在立案之日（{filed}）不在赋权清单内。"
                "请核对立案日期和事项；没有管辖权的，移送有管辖权的机关。"
            )
            article = "《行政处罚法》第二十二条至第二十四条"
            yield Refusal("C10", message, article, Place("act", str(act.id)))


def judges_apart(file: CaseFile) -> Iterable[Refusal]:
    """C11: who reviews a case or leads its hearing does not handle it (APL 58, 64)."""
    handlers = [officer for each in file.case.handlers if (officer := file.officer(each)) is not None]
    for slug, name, seat, article in _SEATS:
        for paper in current(file, slug):
            said = paper.answers.get(name, "") or paper.frozen.get(name, "")
            for each in handlers:
                if each.name and each.name in said:
                    message = (
                        f"《{paper_name(slug)}》的{seat}{each.name}是本案承办人。请由他人担任后重做文书。"
                    )
                    yield Refusal("C11", message, article, Place("document", slug))
    for opinion in file.approvals:
        if opinion.role is Role.LEGAL_REVIEWER and opinion.by_id in file.case.handlers:
            message = f"承办人{opinion.by_name}审核了本案。请由他人重新审核。"
            place = Place("document", _slug(file, opinion.document_id))
            yield Refusal("C11", message, "《行政处罚法》第五十八条", place)


def ages_known(file: CaseFile) -> Iterable[Refusal]:
    """C13: nobody who was under fourteen on the day of the act was punished, minors only lighter (APL 30)."""
    if file.case.decided_on is None:
        return
    for penalty in (each for each in file.penalties if each.kinds):
        party = file.party(penalty.party_id)
        act = next((each for each in file.acts if each.id == penalty.act_id), None)
        words = too_young(party, act, penalty) if party and act else ""
        if words:
            yield Refusal("C13", words, "《行政处罚法》第三十条", Place("penalty", str(penalty.id)))


def _slug(file: CaseFile, document_id: object) -> str:
    return next((each.slug for each in file.documents if each.id == document_id), "legal_review_opinion")
