"""The decision on a challenge of an officer (回避): 06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.authoring.families import TWO, by_hand, letter_head, party_lines, signed_by_organ, titled, when
from resources.authoring.page import BODY, CLOSING, HEADING, LINE, add

if TYPE_CHECKING:
    from docx.document import Document


def recusal_decision() -> Document:
    """06 回避决定书."""
    made = letter_head()
    party_lines(made)
    add(made, "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}", LINE)
    add(
        made,
        "{{ recusal.applicant }}于{{ recusal.applied_on }}申请{{ recusal.target_officer }}（"
        "{{ recusal.target_role }}）"
        "回避。本机关依法审查，现作出如下决定：",
        BODY,
    )
    titled(made, "一、申请回避的理由", "{{ recusal.reason }}")
    titled(made, "二、审查意见和理由", "{{ recusal.decision_reason }}")
    add(made, "三、决定", HEADING)
    add(made, "{{ recusal.decision_boxes }}", LINE)
    add(made, "决定依据：{{ recusal.basis }}。", BODY)
    when(made, "recusal.replacement", "接替人员：{{ recusal.replacement }}。")
    add(made, "{{ recusal_effect.text }}", BODY)
    add(made, "联系人：{{ recusal.contact }}　　联系电话：{{ organ.telephone }}", CLOSING)
    name = by_hand("approvals.organ_head.name")
    add(made, f"行政机关负责人（签名）：{name}　　{{{{ approvals.organ_head.date }}}}", CLOSING)
    signed_by_organ(made, TWO)
    return made
