"""Forms of notice and decision (告知与决定): 29, 35, 36, 37, 38."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    HAND,
    STORY,
    THREE,
    TWO,
    by_hand,
    letter_head,
    party_lines,
    signed_by_organ,
    table_form,
    titled,
    when,
)
from resources.authoring.forms.intake import HANDLERS, ORGAN_HEAD, UNIT_HEAD, party_rows
from resources.authoring.page import BODY, CLOSING, LETTER, LINE, MARK, SMALL, SPACE, TABLE, add
from resources.authoring.tables import (
    Row,
    approval,
    columns,
    field,
    loop,
    middle,
    opinion,
    pair,
    single,
    story,
)

if TYPE_CHECKING:
    from docx.document import Document

_TAKEN_THERE = (
    "当场收缴罚款的，执法人员应当向当事人出具国务院财政部门或者省、自治区、直辖市人民政府财政部门"
    "统一制发的专用票据；不出具的，当事人有权拒绝缴纳罚款。"
)


def penalty_prior_notice() -> Document:
    """29 行政处罚事先告知书."""
    made = letter_head()
    party_lines(made)
    add(
        made,
        "{{ doc.you }}{{ case.cause }}一案{% if case.number %}（案号：{{ case.number }}）{% endif %}，"
        "本机关已调查终结。依据《中华人民共和国行政处罚法》第四十四条的规定，现将拟作出的行政处罚内容及事实、理由、依据"
        "和{{ doc.you }}依法享有的权利告知如下：",
        BODY,
    )
    titled(
        made, "一、违法事实和证据", "{{ notice.facts }}", "以上事实有下列证据证明：", "{{ notice.evidence }}"
    )
    titled(
        made,
        "二、处罚的理由和依据",
        "{{ doc.you }}的上述行为违反了{{ law.violated }}的规定，"
        "依据{{ act.basis }}的规定，应当给予行政处罚。",
    )
    when(made, "penalty.reason", "{{ penalty.reason }}")
    titled(made, "三、拟作出的行政处罚", "{{ penalty.text }}")
    titled(made, "四、依法享有的权利", "{{ statement_right.text }}", "{{ hearing_right.text }}")
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def decision_approval() -> Document:
    """35 行政处罚决定审批表."""
    return table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        *party_rows(),
        story("违法事实", "{{ act.facts }}", 24),
        pair("告知书文号", "{{ notice.number }}", "告知书/送达日期", "{{ notice.served_on }}"),
        single("陈述申辩/或听证情况", "{{ approval.statement }}", 12, split=True),
        single("复核意见", "{{ approval.review }}", 11, split=True),
        single("集体讨论/情　　况", "{{ approval.collective }}", 11, split=True),
        single("违反的规定", "{{ law.violated }}", 11, split=True),
        single("处罚依据", "{{ act.basis }}", 8, split=True),
        single("裁量基准/档　　次", "{{ approval.grade }}", 11),
        single("裁量理由", "{{ penalty.reason }}", 11, split=True),
        single("拟决定类型", "{{ approval.decision_boxes }}", 11),
        single("拟处罚内容", "{{ penalty.text }}", 12, split=True),
        opinion("承办人意见", "{{ approval.handler_opinion }}", HANDLERS),
        approval("unit_head", UNIT_HEAD),
        approval("legal_reviewer", "法制审核/意　　见"),
        approval("organ_head", ORGAN_HEAD),
    )


def on_spot_decision() -> Document:
    """36 当场行政处罚决定书."""
    made = letter_head(TABLE)
    party_lines(made, STORY)
    add(
        made,
        "经查，{{ doc.you }}于{{ spot.act_at }}在{{ spot.act_place }}实施了下列违法行为：{{ act.facts }}",
        STORY,
    )
    add(
        made,
        "上述行为违反了{{ law.violated }}的规定。依据《中华人民共和国行政处罚法》第五十一条和{{ act.basis }}"
        "的规定，现当场作出如下行政处罚决定：",
        STORY,
    )
    add(made, "{{ penalty.text }}", STORY)
    add(
        made,
        "作出处罚决定前，执法人员已出示执法证件，并告知{{ doc.you }}拟作出的行政处罚内容及事实、理由、依据"
        "和依法享有的陈述、申辩等权利。{{ spot.statement }}",
        STORY,
    )
    when(made, "penalty.fine", "缴款方式：{{ spot.pay_mode_boxes }}", look=STORY)
    when(
        made, "spot.on_spot_reason", "当场收缴的理由：{{ spot.on_spot_reason }}。" + _TAKEN_THERE, look=STORY
    )
    when(
        made,
        "penalty.fine and not spot.on_spot_reason",
        "{{ spot.payment }}{{ late_penalty.text }}",
        look=STORY,
    )
    when(made, "spot.correction", "责令改正：{{ spot.correction }}", look=STORY)
    add(made, "{{ remedy.text }}", STORY)
    add(made, "处罚时间：{{ spot.penalty_at }}　　处罚地点：{{ spot.place }}", STORY)
    add(made, "执法人员：{{ handlers.line }}", STORY)
    add(made, f"执法人员（签名或者盖章）：{HAND}　{HAND}", STORY)
    add(made, f"当事人拒绝签收的情况：{by_hand('spot.refusal')}", replace(STORY, keep=True))
    signed_by_organ(made, THREE, STORY.size)
    add(made, "（执法人员当场作出的行政处罚决定，应当报所属行政机关备案。）", SMALL)
    return made


def penalty_decision() -> Document:
    """37 行政处罚决定书."""
    made = letter_head()
    party_lines(made)
    add(made, "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}", LINE)
    titled(made, "一、案件来源和调查经过", "{{ decision.process }}")
    titled(
        made,
        "二、违法事实和证据",
        "{{ decision.facts }}",
        "以上事实有下列证据证明：",
        "{{ decision.evidence }}",
    )
    titled(made, "三、陈述、申辩和听证情况", "{{ decision.statement }}")
    when(made, "decision.adoption", "{{ decision.adoption }}")
    titled(
        made,
        "四、处罚的理由和依据",
        "本机关认为，当事人的上述行为违反了{{ law.violated }}的规定，事实清楚，证据确凿，应当依据"
        "{{ act.basis }}的规定给予行政处罚。",
    )
    when(made, "decision.reasoning", "{{ decision.reasoning }}")
    titled(made, "五、处罚决定", "本机关决定对当事人作出如下行政处罚：", "{{ penalty.text }}")
    _goods(made)
    titled(made, "六、履行方式和期限", "{{ decision.performance }}")
    when(made, "decision.pay_code", "缴款码：{{ decision.pay_code }}")
    when(made, "penalty.fine", "{{ late_penalty.text }}")
    titled(made, "七、救济途径和期限", "{{ remedy.text }}")
    add(made, "{{ court_enforcement.text }}", CLOSING)
    when(made, "decision.publicity", "{{ publicity.text }}", look=CLOSING)
    signed_by_organ(made, THREE)
    return made


def no_penalty_decision() -> Document:
    """38 不予行政处罚决定书."""
    made = letter_head()
    party_lines(made)
    add(made, "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}", LINE)
    titled(
        made,
        "一、查明的事实和证据",
        "{{ exempt.facts }}",
        "以上事实有下列证据证明：",
        "{{ exempt.evidence }}",
    )
    titled(
        made,
        "二、不予行政处罚的理由和依据",
        "本案属于下列情形：{{ exempt.kind }}。",
        "{{ exempt.reasoning }}",
        "依据{{ exempt.basis }}的规定，本机关决定对当事人不予行政处罚。",
    )
    titled(made, "三、教育和改正", "{{ exempt.education }}")
    when(made, "exempt.correction", "责令改正：{{ exempt.correction }}")
    when(made, "exempt.guardian", "监护人{{ exempt.guardian }}应当依法加以管教或者看管和治疗。")
    titled(made, "四、救济途径和期限")
    add(made, "{{ remedy.text }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def _goods(made: Document) -> None:
    """Add the list of confiscated goods, where there are any."""
    add(made, "{%p if decision.goods %}", MARK)
    add(made, "没收物品清单：", replace(CLOSING, after=4))
    head = columns(("序号", 1), ("名称", 4), ("规格型号", 3), ("单位", 2), ("数量", 2))
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.name }}", 4),
            field("{{ row.spec }}", 3),
            middle("{{ row.unit }}", 2),
            middle("{{ row.quantity }}", 2),
        )
    )
    loop(made, LETTER, head, row, "decision.goods")
    add(made, "", SPACE)
    add(made, "{%p endif %}", MARK)
