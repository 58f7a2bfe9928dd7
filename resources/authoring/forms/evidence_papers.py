"""Papers of inspection, inquiry and evidence (检查与取证): 07, 09, 11, 16, 20."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.authoring.families import (
    DAY,
    HAND,
    TWO,
    letter_head,
    party_lines,
    seal_place,
    signed_by_organ,
    table_form,
    titled,
    when,
)
from resources.authoring.lists import Column, hand_line, listing, receipt
from resources.authoring.page import BODY, CLOSING, FLAT, HEADING, LINE, SMALL, add
from resources.authoring.tables import opinion, pair, single

if TYPE_CHECKING:
    from docx.document import Document

_CASE = "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}"


def inspection_notice() -> Document:
    """07 行政检查通知书."""
    made = letter_head()
    party_lines(made)
    add(
        made,
        "依据{{ inspection.basis }}的规定，本机关决定对{{ doc.you }}进行行政检查，现将有关事项通知如下：",
        BODY,
    )
    for line in (
        "一、检查事项：{{ inspection.items }}",
        "二、检查地点：{{ inspection.place }}",
        "三、检查时间：{{ inspection.from }}至{{ inspection.to }}",
    ):
        add(made, line, BODY)
    add(made, "四、检查方式：{{ inspection.method_boxes }}", LINE)
    add(made, "五、任务来源：{{ inspection.source_boxes }}", LINE)
    add(made, "六、执法人员：{{ handlers.line }}", BODY)
    when(
        made,
        "inspection.assistants",
        "协助检查人员：{{ inspection.assistants }}人，在执法人员带领下协助工作。",
    )
    titled(made, "七、权利和义务", "{{ inspection_rights.text }}")
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    hand_line(made, "执法人员（签名）", 2)
    signed_by_organ(made, TWO)
    return made


def inquiry_notice() -> Document:
    """09 询问（调查）通知书."""
    made = letter_head()
    add(made, "{{ summons.person }}：", FLAT)
    add(
        made,
        "本机关正在依法调查{{ party.name }}{{ case.cause }}一案{% if case.number %}（"
        "案号：{{ case.number }}）{% endif %}。"
        "为查明事实，依据《中华人民共和国行政处罚法》第五十四条第一款、第五十五条的规定，"
        "请你按照下列时间和地点到场接受询问（调查）：",
        BODY,
    )
    add(made, "一、时间：{{ summons.appear_at }}", BODY)
    add(made, "二、地点：{{ summons.place }}", BODY)
    when(made, "summons.materials", "三、请携带或者提供下列材料：", "{{ summons.materials }}")
    when(made, "summons.due", "提供材料的期限：{{ summons.due }}前（含当日）。")
    add(made, "委托他人到场的，受托人应当提交授权委托书和本人身份证件。", BODY)
    add(made, "{{ inquiry_duty.text }}", BODY)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def evidence_extraction() -> Document:
    """11 证据提取单."""
    return table_form(
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        pair("证据编号", "{{ extraction.number }}", "证据种类", "{{ extracted.kind }}"),
        single("证据名称", "{{ extracted.name }}", 10, split=True),
        single("证明内容", "{{ extracted.proves }}", 12, split=True),
        single("来　　源/（提供人）", "{{ extracted.source }}", 11, split=True),
        pair("提取时间", "{{ extracted.taken_at }}", "提取地点", "{{ extracted.place }}"),
        single("提取方法", "{{ extraction.method }}", 12, split=True),
        pair(
            "是否原件/（原物）", "{{ extracted.original }}", "电子数据、/视听资料", "{{ extracted.digital }}"
        ),
        single("与原件核对/情　　况", "{{ extraction.match }}", 11, split=True),
        single("存储介质", "{{ extraction.medium }}"),
        single("完整性校验值/（SHA-256）", "{{ extracted.hash }}", 11),
        single("文　　件", "{{ extracted.file }}"),
        single("复制件、照/片粘贴处/（可另附页）", "　", 62),
        opinion(
            "提供人核对/意　　见",
            "{% if record.refusal %}拒绝签名的情况及原因：{{ record.refusal }}{% endif %}",
            f"提供人（签名或者盖章）：{HAND}　{DAY}",
            24,
        ),
        opinion("执法人员", "{{ handlers.line }}", f"签名：{HAND}　{HAND}　{DAY}", 20),
        number=False,
    )


def assistance_letter() -> Document:
    """16 协助调查函."""
    made = letter_head()
    add(made, "{{ assistance.organ }}：", FLAT)
    add(
        made,
        "本机关正在依法办理{{ party.name }}{{ case.cause }}一案{% if case.number %}（"
        "案号：{{ case.number }}）{% endif %}，"
        "因调查需要，依据{{ assistance.basis }}的规定，请你单位协助下列事项：",
        BODY,
    )
    add(made, "{{ assistance.request }}", BODY)
    add(
        made,
        "请于{{ assistance.due }}前（含当日）将协助结果和有关材料书面函复本机关。"
        "不属于你单位职权范围或者不能协助的，请说明理由。",
        BODY,
    )
    when(made, "assistance.attachments", "附件：{{ assistance.attachments }}")
    add(made, "联系人：{{ handlers.line }}", BODY)
    add(made, "联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    seal_place(made)
    receipt(
        made,
        "回　执\t回函日期：" + DAY,
        f"回函内容：{HAND * 4}",
        f"受请求机关经办人（签名）：{HAND}\t（受请求机关印章）",
    )
    add(made, "（本函一式两份，一份送受请求机关，一份存卷。）", SMALL)
    return made


def correction_review() -> Document:
    """20 整改复查意见书."""
    made = letter_head()
    party_lines(made)
    add(made, _CASE, LINE)
    add(
        made,
        "本机关于{{ ordered.date }}向{{ doc.you }}作出《责令（限期）改正通知书》（{{ ordered.number }}）。"
        "{{ recheck.at }}，执法人员{{ handlers.line }}对改正情况进行了复查，现提出如下意见：",
        BODY,
    )
    listing(
        made,
        "一、逐项复查情况",
        "recheck.items",
        Column("序号", 1, "order"),
        Column("改正要求", 5, "requirement", middle=False),
        Column("改正状况", 3, "state", middle=False),
        Column("证明材料", 3, "evidence", middle=False),
        size=12,
    )
    add(made, "二、复查结论", HEADING)
    add(made, "{{ recheck.result_boxes }}", LINE)
    titled(made, "三、后续处理", "{{ recheck.next_step }}")
    add(
        made,
        "对本意见有异议的，{{ doc.you }}可以向本机关陈述、申辩。联系电话：{{ handlers.telephone }}；"
        "机关地址：{{ organ.address }}。",
        CLOSING,
    )
    hand_line(made, "当事人（签名或者盖章）")
    when(made, "record.refusal", "拒绝签名的情况及原因：{{ record.refusal }}", look=CLOSING)
    hand_line(made, "执法人员（签名）", 2)
    signed_by_organ(made, TWO)
    return made
