"""Forms of performance and enforcement (履行与强制执行): 42 to 46."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.families import (
    DAY,
    HAND,
    PARTY,
    TWO,
    letter_head,
    party_lines,
    seal_place,
    signed_by_organ,
    table_form,
    titled,
    when,
)
from resources.authoring.page import (
    BODY,
    CLOSING,
    FLAT,
    HEADING,
    LETTER,
    LINE,
    MARK,
    SMALL,
    SPACE,
    TABLE,
    add,
)
from resources.authoring.tables import (
    Row,
    columns,
    field,
    grid,
    loop,
    middle,
    opinion,
    pair,
    raised,
    single,
    story,
)

if TYPE_CHECKING:
    from docx.document import Document

CAUSE = "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}"


def payment_deferral() -> Document:
    """42 延期（分期）缴纳罚款决定书."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    add(
        made,
        "本机关作出的{{ decision.named }}对{{ doc.you }}处以罚款，现尚有罚款{{ debt.fine }}未缴纳。"
        "{{ doc.you }}于{{ deferral.applied_on }}向本机关提出延期（分期）缴纳罚款的申请。",
        BODY,
    )
    add(made, "申请理由：{{ deferral.apply_reason }}", BODY)
    when(made, "deferral.proof", "证明材料：{{ deferral.proof }}")
    add(
        made,
        "经审查，依据《中华人民共和国行政处罚法》第六十六条第二款的规定，本机关决定："
        "{{ deferral.decision }}。",
        BODY,
    )
    when(made, "deferral.until", "上述罚款延期至{{ deferral.until }}前（含当日）缴纳。")
    _plan(made)
    when(made, "deferral.refusal", "不予批准的理由：{{ deferral.refusal }}")
    add(made, "{{ deferral_terms.text }}", BODY)
    add(made, "{{ remedy.text }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def demand_letter() -> Document:
    """43 催告书."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    add(
        made,
        "本机关作出的{{ decision.named }}已于{{ decision.served_on }}送达{{ doc.you }}，{{ doc.you }}在规定"
        "的期限内"
        "未履行该决定确定的义务。依据《中华人民共和国行政强制法》第三十五条、第五十四条的规定，"
        "现催告{{ doc.you }}履行下列义务：",
        BODY,
    )
    titled(made, "一、应当履行的义务", "{{ demand.duty }}")
    when(
        made,
        "debt.unpaid",
        "其中尚未缴纳的款项为{{ debt.unpaid }}，缴纳期限已于{{ debt.due_on }}届满。",
    )
    when(
        made,
        "late.amount",
        "依据《中华人民共和国行政处罚法》第七十二条第一款第一项，自{{ late.from }}起每日按罚款数额的百分之三"
        "加处罚款，截至{{ doc.date }}已加处{{ late.days }}日，计{{ late.amount }}。以上合计{{ debt.total }}。"
        "此后至缴清之日止继续计算，加处罚款的数额不超出罚款的数额。",
    )
    when(
        made,
        "late.stopped_from",
        "（{{ late.stopped_from }}至{{ late.stopped_to }}为行政复议或者行政诉讼期间，不计算加处罚款。）",
    )
    titled(made, "二、履行期限", "{{ demand.term }}。")
    titled(made, "三、履行方式", "{{ demand.mode }}")
    titled(made, "四、陈述、申辩的权利", "{{ demand_rights.text }}")
    add(made, "{{ demand_consequence.text }}", BODY)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def enforcement_decision() -> Document:
    """44 行政强制执行（代履行）决定书."""
    made = letter_head()
    party_lines(made)
    add(made, CAUSE, LINE)
    titled(made, "一、强制执行的理由", "{{ enforcement.reason }}")
    when(
        made,
        "enforcement.announced_on",
        "本机关已于{{ enforcement.announced_on }}依法公告，{{ doc.you }}仍未自行履行。",
    )
    when(made, "enforcement.immediate_reason", "需要立即实施的理由：{{ enforcement.immediate_reason }}")
    titled(
        made,
        "二、强制执行的依据",
        "执行依据为{{ decision.named }}。依据{{ enforcement.basis }}的规定，本机关决定对{{ doc.you }}强制执"
        "行。",
    )
    titled(
        made,
        "三、强制执行的方式和时间",
        "执行方式：{{ enforcement.kind }}。",
        "执行标的：{{ enforcement.subject }}。",
        "执行时间：{{ enforcement.at }}。",
    )
    when(made, "enforcement.performer", "代履行人：{{ enforcement.performer }}。")
    when(
        made,
        "enforcement.budget",
        "代履行费用预算：{{ enforcement.budget }}。代履行的费用按照成本合理确定，由{{ doc.you }}承担，法律"
        "另有规定的除外。",
    )
    add(made, "实施强制执行时，请{{ doc.you }}到场；拒不到场的，不影响执行。", BODY)
    titled(made, "四、救济途径和期限")
    add(made, "{{ remedy.text }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def court_application() -> Document:
    """45 强制执行申请书."""
    made = letter_head()
    add(made, "申请人：{{ organ.name }}　　住所：{{ organ.address }}", LINE)
    add(made, "负责人：{{ organ.head }}　　联系电话：{{ handlers.telephone }}", LINE)
    when(made, "court.agent", "委托代理人：{{ court.agent }}", look=LINE)
    add(made, "被申请人的基本情况如下：", LINE)
    add(made, PARTY, LINE)
    titled(made, "一、申请事项", "{{ court.claims }}")
    titled(
        made,
        "二、行政决定及其事实、理由和依据",
        "申请人因被申请人{{ case.cause }}，作出{{ decision.named }}，并于{{ decision.served_on }}送达被申请"
        "人。",
        "事实：{{ court.facts }}",
    )
    when(made, "court.reasons", "理由：{{ court.reasons }}")
    add(made, "依据：被申请人的行为违反了{{ law.violated }}的规定，处罚依据为{{ act.basis }}。", BODY)
    add(
        made,
        "复议诉讼情况：{{ court.remedy_state }}"
        "{% if court.remedy_ended_on %}（期限届满或者裁判生效日期：{{ court.remedy_ended_on }}）{% endif %}"
        "。",
        BODY,
    )
    titled(made, "三、当事人的意见和催告情况", "{{ court.views }}", "{{ court.demand }}")
    titled(made, "四、申请强制执行的标的情况", "{{ court.subject }}")
    add(
        made,
        "综上，依据《中华人民共和国行政处罚法》第七十二条第一款第四项和《中华人民共和国行政强制法》第五十三"
        "条、"
        "第五十四条、第五十五条的规定，特申请贵院强制执行。",
        BODY,
    )
    add(made, "此致", CLOSING)
    add(made, "{{ organ.court }}", replace(FLAT, keep=True))
    add(made, f"申请人负责人（签名）：{HAND}", replace(LINE, before=12, keep=True))
    seal_place(made)
    add(made, "附件清单：", replace(CLOSING, before=8, after=4))
    head = columns(("序号", 1), ("材料名称", 8), ("份　数", 3))
    row = Row((middle("{{ row.order }}", 1), field("{{ row.name }}", 8), middle("{{ row.copies }}", 3)))
    loop(made, LETTER, head, row, "court.papers")
    add(made, "", SPACE)
    add(made, "（本申请书一式三份，两份送人民法院，一份存卷。）", SMALL)
    return made


def goods_disposal_record() -> Document:
    """46 涉案物品处理记录."""
    made = table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        single("当 事 人", "{{ party.name }}"),
        single("物品来源文书", "{{ goods.source }}", 11),
        single("处理方式", "{{ goods.disposal_boxes }}", 12),
        single("处理时间", "{{ goods.disposed_at }}"),
        single("处理地点", "{{ goods.place }}"),
        story("处理经过", "{{ goods.process }}", 44),
        pair("所得价款", "{{ goods.proceeds }}", "上缴国库/凭证号", "{{ goods.treasury_no }}"),
        single("影像编号", "{{ goods.media }}"),
        number=False,
    )
    add(made, "物品清单", replace(HEADING, first=0, before=8, after=4, size=12, line=20))
    head = columns(
        ("序号", 1),
        ("名　称", 3),
        ("规格", 2),
        ("单位", 1),
        ("数量", 1),
        ("单价", 1),
        ("状况", 2),
        ("备注", 1),
    )
    row = Row(
        (
            middle("{{ row.order }}", 1),
            field("{{ row.name }}", 3),
            field("{{ row.spec }}", 2),
            middle("{{ row.unit }}", 1),
            middle("{{ row.quantity }}", 1),
            middle("{{ row.price }}", 1),
            field("{{ row.state }}", 2),
            field("{{ row.remark }}", 1),
        )
    )
    loop(made, TABLE, head, row, "goods.items")
    add(made, "", SPACE)
    signed = (
        opinion("经 办 人", "{{ handlers.names }}", f"签名：{HAND}　{HAND}　{DAY}", 18),
        opinion("监 督 人", "{{ goods.supervisor }}", f"签名：{HAND}　{DAY}", 18),
        opinion("接 收 人", "{{ goods.receiver }}", f"签名：{HAND}　{DAY}", 18),
    )
    grid(made, TABLE, raised(signed, 18))
    return made


def _plan(made: Document) -> None:
    """Add the instalments, where there are any."""
    add(made, "{%p if deferral.plan %}", MARK)
    add(made, "罚款分期缴纳计划如下：", replace(CLOSING, after=4))
    head = columns(("期　次", 2), ("缴纳期限", 5), ("金　额", 5))
    row = Row((middle("{{ row.order }}", 2), middle("{{ row.due_on }}", 5), middle("{{ row.amount }}", 5)))
    loop(made, LETTER, head, row, "deferral.plan")
    add(made, "", SPACE)
    add(made, "{%p endif %}", MARK)
