"""Forms of review and discussion (法制审核与集体讨论): 27 and 28."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import DAY, HAND, STORY, TOLD, by_hand, table_form, when
from resources.authoring.page import (
    CELL,
    FOOT,
    HEADLINE,
    MARK,
    ORGAN,
    SCRIPT,
    SMALL,
    SPACE,
    add,
    new_document,
    pages_counted,
)
from resources.authoring.tables import Cell, Row, field, label, opinion, pair, single

if TYPE_CHECKING:
    from docx.document import Document

_CHECKED = (
    ("主体与权限", "competence"),
    ("执法人员资格", "officers"),
    ("事实与证据", "facts"),
    ("法律适用与裁量", "law"),
    ("程　　序", "procedure"),
    ("文　　书", "papers"),
    ("是否涉嫌犯罪", "crime"),
)
_SIGNED = (
    "审核人员：{{ review.reviewer }}　签名："
    "{% if approvals.legal_reviewer.name %}{{ approvals.legal_reviewer.name }}{% else %}　　　　　{% endif %}"
    "　　{{ doc.date }}"
)


def legal_review_opinion() -> Document:
    """27 法制审核意见书."""
    listed = (
        "{%p for row in review.materials %}",
        "{{ row.order }}.{{ row.name }}（{{ row.pages }}页）",
        "{%p endfor %}",
    )
    verdict = ("{{ review.opinion_kind_boxes }}", "{{ review.opinion }}")
    look = replace(CELL, before=3)
    made = table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        pair("当 事 人", "{{ party.name }}", "送审机构", "{{ review.submitted_by }}"),
        pair("送审日期", "{{ review.submitted_on }}", "退补日期", "{{ review.returned_on }}"),
        single("审核事由", "{{ review.grounds }}", 11, split=True),
        Row((label("送审材料"), Cell(listed, 10, look)), 16, split=True),
        Row((label("审核内容", 3), label("结　　论", 5), label("说　　明", 4))),
        *(
            Row(
                (
                    label(words, 3),
                    field(f"{{{{ review.{name}_boxes }}}}", 5),
                    field(f"{{{{ review.{name}_note }}}}", 4),
                )
            )
            for words, name in _CHECKED
        ),
        Row((label("审核意见"), Cell(verdict, 10, look, _SIGNED)), 36, split=True),
        pair("初次从事/法制审核", "{{ review.first_time }}", "法律职业/资格证号", "{{ review.law_cert }}"),
        opinion("审核机构/负责人意见", "", f"签名：　　　　　　　{DAY}", 18),
        opinion(
            "承办机构/采纳情况", by_hand("review.adoption"), f"承办机构负责人签名：　　　　　　　{DAY}", 22
        ),
    )
    add(made, "", SPACE)
    add(made, "（本意见书一式两份，一份送承办机构，一份存卷。）", SMALL)
    return made


def collective_discussion() -> Document:
    """28 行政处罚案件集体讨论记录."""
    made = new_document(SCRIPT)
    add(made, "{{ organ.name }}", replace(ORGAN, size=18, line=26))
    add(made, "{{ doc.title }}", replace(HEADLINE, after=6))
    pages_counted(made.sections[0])
    for line in (
        "案由：{{ case.cause }}　　案号：{{ case.number }}",
        "当事人：{{ party.name }}",
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}",
        (
            "主持人：{{ discussion.chair }}　　记录人：{{ record.recorder }}　　汇报人："
            "{{ discussion.presenter }}"
        ),
        "参加讨论的负责人：{{ discussion.members }}",
    ):
        add(made, line, TOLD)
    when(made, "discussion.attendees", "列席人员：{{ discussion.attendees }}", look=TOLD)
    add(made, "案情汇报：", replace(TOLD, keep=True))
    add(made, "{{ discussion.briefing }}", STORY)
    when(made, "discussion.review", "法制审核意见：{{ discussion.review }}", look=TOLD)
    add(made, "讨论发言：", replace(TOLD, keep=True))
    add(made, "{%p for row in discussion.speeches %}", MARK)
    add(made, "{{ row.order }}.{{ row.member }}：{{ row.opinion }}", STORY)
    add(made, "{%p endfor %}", MARK)
    when(made, "discussion.dissent", "不同意见：{{ discussion.dissent }}", look=TOLD)
    add(made, "讨论结论：", replace(TOLD, keep=True))
    add(made, "{{ discussion.conclusion }}", STORY)
    add(made, "{{ doc.end }}", TOLD)
    look = replace(FOOT, ruled="", before=0, ends=SCRIPT.width)
    add(made, "参加讨论人员核对本记录后签名：", FOOT)
    add(made, "{%p for row in discussion.speeches %}", MARK)
    add(made, f"{{{{ row.member }}}}签名：{HAND}\t{DAY}", replace(look, keep=False))
    add(made, "{%p endfor %}", MARK)
    add(made, f"主持人（{{{{ discussion.chair }}}}）签名：{HAND}\t{DAY}", look)
    add(made, f"记录人（{{{{ record.recorder }}}}）签名：{HAND}\t{DAY}", replace(look, keep=False))
    return made
