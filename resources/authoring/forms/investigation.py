"""Forms of the investigation (调查取证): 08, 10, 19, 26."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    PARTY,
    STORY,
    TOLD,
    TWO,
    by_hand,
    letter_head,
    party_lines,
    signed_by_organ,
    titled,
    transcript_foot,
    transcript_head,
    when,
)
from resources.authoring.page import BODY, CENTRE, CLOSING, HEADING, LAST, LETTER, LINE, SPACE, add
from resources.authoring.tables import Row, columns, field, loop, middle

if TYPE_CHECKING:
    from docx.document import Document


def site_record() -> Document:
    """08 现场检查（勘验）笔录."""
    made = transcript_head("当事人")
    for line in (
        "案由：{{ case.cause }}　　案号：{{ case.number }}",
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}",
        "被检查（勘验）人：{{ party.name }}　　类型：{{ party.kind }}",
    ):
        add(made, line, TOLD)
    when(made, "party.id_line", "{{ party.id_line }}", look=TOLD)
    for line in (
        "法定代表人（负责人）：{{ party.representative }}　　联系电话：{{ party.telephone }}",
        "住所（住址）：{{ party.address }}",
        "现场人员及身份：{{ record.present }}　　记录人：{{ record.recorder }}",
        "执法人员：{{ handlers.line }}",
        "表明身份、出示执法证件：{{ record.certificate_shown }}　　现场人员确认：{{ record.acknowledged }}",
        "检查（勘验）情况：",
    ):
        add(made, line, TOLD)
    add(made, "{{ record.findings }}", STORY)
    when(made, "record.items", "提取物证情况：{{ record.items }}", look=TOLD)
    when(made, "record.media", "照片、录像：{{ record.media }}", look=TOLD)
    when(made, "record.party_opinion", "当事人意见：{{ record.party_opinion }}", look=TOLD)
    transcript_foot(made, "当事人（现场人员）")
    return made


def inquiry_transcript() -> Document:
    """10 询问笔录."""
    made = transcript_head("被询问人")
    add(made, "（第{{ inquiry.round }}次询问）", replace(TOLD, align=CENTRE))
    for line in (
        "案由：{{ case.cause }}　　案号：{{ case.number }}",
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}　　记录人：{{ record.recorder }}",
        "被询问人：{{ inquiry.person }}　　性别：{{ inquiry.gender }}　　出生日期：{{ inquiry.birth_date }}",
        "身份证件号码：{{ inquiry.id_number }}　　联系电话：{{ inquiry.telephone }}",
        "工作单位及职务：{{ inquiry.employer }}　　与本案关系：{{ inquiry.relation }}",
        "住址：{{ inquiry.address }}",
        "询问人：{{ handlers.line }}",
    ):
        add(made, line, TOLD)
    when(made, "inquiry.guardian", "到场的监护人：{{ inquiry.guardian }}", look=TOLD)
    when(made, "inquiry.interpreter", "翻译人员：{{ inquiry.interpreter }}", look=TOLD)
    add(made, "告知：{{ rights_told.text }}", TOLD)
    add(made, "出示执法证件：{{ record.certificate_shown }}　　被询问人确认：{{ record.acknowledged }}", TOLD)
    add(made, "告知权利义务：{{ inquiry.rights_told }}　　是否申请回避：{{ inquiry.recusal_boxes }}", TOLD)
    add(made, "询问内容：", TOLD)
    add(made, "{{ inquiry.qa }}", STORY)
    transcript_foot(made, "被询问人")
    return made


def correction_order() -> Document:
    """19 责令（限期）改正通知书."""
    made = letter_head()
    party_lines(made)
    add(made, "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}", LINE)
    add(made, "经查，{{ doc.you }}存在下列违法行为：{{ act.facts }}", BODY)
    add(
        made,
        "上述行为违反了{{ law.violated }}的规定。依据《中华人民共和国行政处罚法》第二十八条第一款的规定，"
        "现责令{{ doc.you }}：",
        BODY,
    )
    add(made, "{{ correction.mode_boxes }}", LINE)
    when(made, "correction.days", "改正期限：自收到本通知书之日起{{ correction.days }}日内。")
    when(made, "correction.due", "改正截止日期：{{ correction.due }}。")
    add(made, "改正内容和要求：{{ correction.requirements }}", BODY)
    when(made, "correction.recheck_on", "本机关将于{{ correction.recheck_on }}进行复查。")
    add(made, "{{ order_consequence.text }}", BODY)
    add(made, "{{ remedy.text }}", BODY)
    add(made, "执法人员：{{ handlers.line }}", BODY)
    add(made, "联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def investigation_report() -> Document:
    """26 案件调查终结报告."""
    made = letter_head(number=False)
    add(made, "案由：{{ case.cause }}", LINE)
    add(made, "案号：{{ case.number }}", LINE)
    titled(made, "一、当事人基本情况")
    add(made, PARTY, LINE)
    titled(made, "二、案件来源和调查经过", "{{ report.process }}")
    titled(made, "三、查明的违法事实", "{{ act.facts }}", "违法行为终了日期：{{ act.end_date }}。")
    add(made, "四、证据及证明事项", replace(HEADING, after=4))
    head = columns(("编号", 1), ("种类", 3), ("证据名称", 4), ("证明事项", 4))
    row = Row(
        (
            middle("{{ row.number }}", 1),
            middle("{{ row.kind }}", 3),
            field("{{ row.name }}", 4),
            field("{{ row.proves }}", 4),
        ),
        split=True,
    )
    loop(made, LETTER, head, row, "evidence.rows")
    add(made, "", SPACE)
    titled(
        made,
        "五、法律适用和裁量",
        "当事人的行为违反了{{ law.violated }}的规定，处罚依据为{{ act.basis }}。",
        "裁量情节：{{ penalty.leaning }}。{{ penalty.circumstances }}",
    )
    when(made, "report.grade", "裁量基准档次：{{ report.grade }}。")
    when(made, "penalty.range_text", "法定幅度：{{ penalty.range_text }}。")
    add(made, "裁量理由：{{ report.reason }}", BODY)
    when(made, "case.gains", "违法所得处理：{{ case.gains }}。")
    titled(made, "六、处理建议")
    add(made, "{{ report.proposal_boxes }}", LINE)
    when(made, "report.penalty", "{{ report.penalty }}")
    add(
        made,
        "属于听证范围：{{ report.hearing }}；需要法制审核：{{ case.major }}；"
        "需要集体讨论：{{ case.complex }}。",
        CLOSING,
    )
    signing = replace(LINE, keep=True)
    add(made, "承办人（{{ handlers.names }}）签名：＿＿＿＿＿　＿＿＿＿＿", replace(signing, before=12))
    add(made, "{{ doc.date }}", LAST)
    add(made, "承办机构负责人意见：{{ approvals.unit_head.opinion }}", signing)
    name = by_hand("approvals.unit_head.name")
    add(made, f"签名：{name}　　{{{{ approvals.unit_head.date }}}}", LINE)
    return made
