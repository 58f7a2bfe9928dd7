"""Forms of statement and hearing (陈述申辩与听证): 30 to 34."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    DAY,
    HAND,
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
from resources.authoring.forms.measures import CORRECTED
from resources.authoring.page import (
    BODY,
    CLOSING,
    FLAT,
    FOOT,
    LAST,
    LETTER,
    LINE,
    MARK,
    SCRIPT,
    SMALL,
    SPACE,
    add,
)
from resources.authoring.tables import Row, columns, field, loop, middle

if TYPE_CHECKING:
    from docx.document import Document

_CASE = "案由：{{ case.cause }}　　案号：{{ case.number }}"
_CONTACT = "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}"


def hearing_right_notice() -> Document:
    """30 行政处罚听证告知书."""
    made = letter_head()
    party_lines(made)
    add(
        made,
        "{{ doc.you }}{{ case.cause }}一案{% if case.number %}（案号：{{ case.number }}）{% endif %}，"
        "本机关已调查终结。"
        "现将拟作出的行政处罚内容及事实、理由、依据和{{ doc.you }}依法享有的听证权利告知如下：",
        BODY,
    )
    titled(
        made, "一、违法事实和证据", "{{ notice.facts }}", "以上事实有下列证据证明：", "{{ notice.evidence }}"
    )
    titled(
        made,
        "二、处罚的理由和依据",
        "{{ doc.you }}的上述行为违反了{{ law.violated }}的规定，依据{{ act.basis }}的规定，"
        "应当给予行政处罚。",
    )
    when(made, "penalty.reason", "{{ penalty.reason }}")
    titled(made, "三、拟作出的行政处罚", "{{ penalty.text }}")
    titled(
        made,
        "四、听证权利",
        "上述拟作出的行政处罚属于《中华人民共和国行政处罚法》第六十三条规定应当告知听证权利的情形"
        "（{{ hearing.ground }}）。",
        "{{ hearing_told.text }}",
    )
    when(
        made,
        "hearing.request_due",
        "本告知书于作出当日送达的，申请听证的截止日期为{{ hearing.request_due }}。",
    )
    add(made, _CONTACT, CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    chosen = replace(SMALL, keep=True, ends=LETTER.width)
    add(made, f"当事人意见：□要求听证　□放弃听证　　签名：{HAND}\t{DAY}", chosen)
    signed_by_organ(made, TWO)
    return made


def statement_record() -> Document:
    """31 陈述申辩笔录."""
    made = transcript_head("陈述申辩人")
    for line in (
        _CASE,
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}　　记录人：{{ record.recorder }}",
        "当事人：{{ party.name }}",
        "陈述申辩人：{{ defence.person }}　　与当事人关系：{{ defence.relation }}",
    ):
        add(made, line, TOLD)
    when(made, "defence.power", "委托书：{{ defence.power }}", look=TOLD)
    for line in (
        "执法人员：{{ handlers.line }}",
        "出示执法证件：{{ record.certificate_shown }}　　陈述申辩人确认：{{ record.acknowledged }}",
        (
            "告知：本机关已送达《行政处罚事先告知书》（{{ defence.notice }}）。"
            "依据《中华人民共和国行政处罚法》第四十五条，"
            "当事人有权进行陈述和申辩；提出的事实、理由或者证据成立的，本机关予以采纳；"
            "不因陈述、申辩而给予更重的处罚。"
        ),
        "陈述申辩内容：",
    ):
        add(made, line, TOLD)
    add(made, "{{ defence.content }}", STORY)
    when(made, "defence.evidence", "提交的证据：{{ defence.evidence }}", look=TOLD)
    transcript_foot(made, "陈述申辩人")
    add(made, CORRECTED.format(reader="陈述申辩人"), SMALL)
    look = replace(FOOT, ruled="", before=0)
    add(made, f"复核意见：{by_hand('statement.finding')}", replace(look, ruled="top", before=6))
    add(made, "是否采纳：{{ statement.adoption }}", look)
    day = "{% if statement.reviewed_on %}{{ statement.reviewed_on }}{% else %}" + DAY + "{% endif %}"
    add(made, f"复核人签名：{HAND}　{HAND}\t{day}", replace(look, ends=SCRIPT.width, keep=False))
    return made


def hearing_notice() -> Document:
    """32 行政处罚听证通知书."""
    made = letter_head()
    add(made, "{{ party.name }}：", FLAT)
    add(
        made,
        "{% if hearing.request_day %}根据{{ doc.you }}于{{ hearing.request_day }}提出的听证申请，{% endif %}"
        "本机关决定就{{ doc.you }}{{ case.cause }}一案"
        "{% if case.number %}（案号：{{ case.number }}）{% endif %}举行听证。"
        "依据《中华人民共和国行政处罚法》第六十四条的规定，现将有关事项通知如下：",
        BODY,
    )
    for line in (
        "听证时间：{{ hearing.at }}",
        "听证地点：{{ hearing.place }}",
        (
            "听证方式：{{ hearing.openness_boxes }}"
            "{% if hearing.closed_reason %}（不公开的理由：{{ hearing.closed_reason }}）{% endif %}"
        ),
        (
            "听证主持人：{{ hearing.host }}"
            "{% if hearing.officers %}　　听证员：{{ hearing.officers }}{% endif %}　　记录人："
            "{{ hearing.recorder }}"
        ),
        "案件调查人员：{{ handlers.names }}",
    ):
        add(made, line, LINE)
    add(made, "{{ hearing_rights.text }}", BODY)
    add(made, "{{ hearing_absence.text }}", BODY)
    add(made, _CONTACT, CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def hearing_transcript() -> Document:
    """33 听证笔录."""
    made = transcript_head("当事人")
    for line in (
        _CASE,
        "时间：{{ record.started_at }}至{{ record.ended_at }}",
        "地点：{{ record.place }}　　听证方式：{{ hearing.openness_boxes }}",
        (
            "听证主持人：{{ hearing.host }}"
            "{% if hearing.officers %}　　听证员：{{ hearing.officers }}{% endif %}"
            "　　记录人：{{ record.recorder }}"
        ),
        "案件调查人员：{{ handlers.line }}",
        "当事人：{{ party.name }}　　到场人员：{{ hearing.attending }}",
    ):
        add(made, line, TOLD)
    _agents(made)
    when(made, "hearing.others", "其他参加人：{{ hearing.others }}", look=TOLD)
    for heading, name in (
        ("听证开始：", "hearing.opening"),
        ("案件调查人员陈述事实、证据和处罚建议：", "hearing.case"),
        ("当事人（代理人）申辩：", "hearing.defence"),
        ("质证：", "hearing.cross"),
    ):
        add(made, heading, replace(TOLD, keep=True))
        add(made, f"{{{{ {name} }}}}", STORY)
        if name == "hearing.opening":
            add(made, "当事人是否听清、是否申请回避：{{ hearing.recusal_boxes }}", TOLD)
    when(made, "hearing.debate", "辩论：{{ hearing.debate }}", look=TOLD)
    add(made, "当事人（代理人）最后陈述：{{ hearing.final }}", TOLD)
    when(made, "hearing.left", "中途退出情况：{{ hearing.left }}", look=TOLD)
    add(made, "听证主持人宣布听证结束，请参加人核对笔录。", TOLD)
    _hearing_foot(made)
    return made


def hearing_report() -> Document:
    """34 听证报告."""
    made = letter_head(number=False)
    for line in (
        "案由：{{ case.cause }}",
        "案号：{{ case.number }}",
        "当事人：{{ party.name }}",
        "听证时间：{{ hearing.at }}",
        "听证主持人：{{ hearing.host }}",
    ):
        add(made, line, LINE)
    titled(made, "一、听证的基本情况", "{{ report.overview }}")
    titled(made, "二、争议焦点", "{{ report.issues }}")
    titled(made, "三、双方意见", "{{ report.positions }}")
    titled(made, "四、证据质证情况", "{{ report.evidence }}")
    titled(made, "五、听证主持人的意见和理由", "{{ report.opinion }}")
    add(made, "依据《中华人民共和国行政处罚法》第六十五条，本机关应当根据听证笔录作出决定。", CLOSING)
    add(made, "附：{{ heard.transcript }}", CLOSING)
    signing = replace(LINE, keep=True)
    add(made, f"听证主持人签名：{HAND}", replace(signing, before=12))
    when(made, "heard.officers", f"听证员（{{{{ heard.officers }}}}）签名：{HAND}", look=signing)
    add(made, "{{ doc.date }}", LAST)
    return made


def _agents(made: Document) -> None:
    """Add the list of agents, where there are any."""
    add(made, "{%p if hearing.agents %}", MARK)
    add(made, "代理人：", replace(TOLD, after=4, keep=True))
    head = columns(("序号", 1), ("姓名", 3), ("身份证件号码", 4), ("代理权限", 4))
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.name }}", 3),
            field("{{ row.id_number }}", 4),
            field("{{ row.power }}", 4),
        )
    )
    loop(made, SCRIPT, head, row, "hearing.agents")
    add(made, "", SPACE)
    add(made, "{%p endif %}", MARK)


def _hearing_foot(made: Document) -> None:
    """End with 以下空白, the statement written by hand, and everybody's signature."""
    add(made, "{{ doc.end }}", TOLD)
    look = replace(FOOT, ruled="", before=0, ends=SCRIPT.width)
    add(made, "当事人（代理人）核对意见（本人书写“以上笔录我看过，与我说的一致”等）：", FOOT)
    add(made, "", replace(look, ruled="bottom"))
    for line in (
        f"当事人（代理人）签名或者盖章：{HAND}\t{DAY}",
        f"拒绝签名的情况（由听证主持人注明）：{by_hand('record.refusal')}",
        f"见证人：{by_hand('record.witness')}　签名：{HAND}\t{DAY}",
        f"案件调查人员签名：{HAND}　{HAND}\t{DAY}",
        f"证人及其他参加人签名：{HAND}　{HAND}\t{DAY}",
        f"听证主持人、听证员签名：{HAND}　{HAND}\t{DAY}",
    ):
        add(made, line, look)
    add(made, f"记录人签名：{HAND}\t{DAY}", replace(look, keep=False))
    add(made, CORRECTED.format(reader="当事人（代理人）"), SMALL)
