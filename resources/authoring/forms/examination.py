"""Forms of sampling and testing (抽样与检测): 12 to 15."""

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
    titled,
    when,
)
from resources.authoring.lists import Column, listing, receipt, signed_on_the_spot
from resources.authoring.page import BODY, CLOSING, FLAT, LINE, SMALL, add

if TYPE_CHECKING:
    from docx.document import Document

_CASE = "案由：{{ case.cause }}{% if case.number %}（案号：{{ case.number }}）{% endif %}"
_NUMBERED = "{{ party.name }}{{ case.cause }}一案{% if case.number %}（案号：{{ case.number }}）{% endif %}"


def sampling_notice() -> Document:
    """12 抽样取证通知书."""
    made = letter_head()
    party_lines(made)
    add(made, "当事人类型：{{ party.kind }}", LINE)
    add(made, _CASE, LINE)
    add(
        made,
        "依据《中华人民共和国行政处罚法》第五十六条的规定，本机关对下列物品抽样取证，"
        "现将有关事项通知{{ doc.you }}：",
        BODY,
    )
    for line in (
        "一、抽样时间：{{ sampling.at }}",
        "二、抽样地点：{{ sampling.place }}",
        "三、抽样方法：{{ sampling.method }}",
    ):
        add(made, line, BODY)
    listing(
        made,
        "四、样品清单",
        "sampling.items",
        Column("序号", 1, "order"),
        Column("名称", 2, "name", middle=False),
        Column("规格/型号", 1, "spec", middle=False),
        Column("批号/（日期）", 2, "batch", middle=False),
        Column("单位", 1, "unit"),
        Column("抽样/基数", 1, "base_quantity"),
        Column("样品/数量", 1, "sample_quantity"),
        Column("包装", 1, "packing", middle=False),
        Column("封样/情况", 2, "sealed", middle=False),
    )
    when(made, "sampling.spare_place", "五、备份样品保存处：{{ sampling.spare_place }}")
    add(made, "{{ sampling_rights.text }}", BODY)
    add(made, "执法人员：{{ handlers.line }}", BODY)
    add(made, "联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_on_the_spot(made, "当事人（签名或者盖章）", "record.refusal", "record.witness")
    signed_by_organ(made, TWO)
    return made


def appraisal_commission() -> Document:
    """13 检测（检验、检疫、鉴定）委托书."""
    made = letter_head()
    add(made, "{{ commission.institution }}：", FLAT)
    add(
        made,
        f"本机关因办理{_NUMBERED}的需要，依据《中华人民共和国行政处罚法》第四十六条、第五十四条第一款的规定，"
        "委托你单位对下列物品进行{{ commission.kind }}：",
        BODY,
    )
    add(made, "一、受托机构的资质：{{ commission.qualification }}", BODY)
    add(made, "二、委托事项和要求：{{ commission.request }}", BODY)
    listing(
        made,
        "三、送检物品",
        "commission.samples",
        Column("序号", 1, "order"),
        Column("名称", 3, "name", middle=False),
        Column("规格型号", 2, "spec", middle=False),
        Column("批号（日期）", 2, "batch", middle=False),
        Column("数量", 1, "quantity"),
        Column("状态", 3, "state", middle=False),
    )
    add(made, "四、完成期限：请于{{ commission.due }}前（含当日）出具书面报告。", BODY)
    add(made, "五、费用：{{ appraisal_fee.text }}", BODY)
    add(
        made,
        "六、报告应当载明委托人、送检物品、依据的标准和方法、结论，由检测（检验、检疫、鉴定）人员签名并加盖机构印章，"
        "附机构和人员的资质证明。送检物品及其留存样品请妥善保管，未经本机关同意不得处理。",
        BODY,
    )
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    seal_place(made)
    receipt(made, f"受托机构签收人（签名）：{HAND}\t{DAY}")
    add(made, "（本文书一式两份，一份送受托机构，一份由受托机构签收后存卷。）", SMALL)
    return made


def appraisal_period_notice() -> Document:
    """14 检测（检验、检疫、鉴定）期间告知书."""
    made = letter_head()
    party_lines(made)
    add(made, _CASE, LINE)
    add(
        made,
        "本机关依法委托{{ appraisal_period.institution }}对{{ appraisal_period.things }}"
        "进行{{ appraisal_period.kind }}，"
        "现将有关期间告知{{ doc.you }}：",
        BODY,
    )
    add(made, "一、关联文书：{{ appraisal_period.related }}", BODY)
    add(
        made,
        "二、{{ appraisal_period.kind }}期间：自{{ appraisal_period.from }}起至{{ appraisal_period.to }}止，"
        "共{{ appraisal_term.days }}日。",
        BODY,
    )
    add(made, "三、{{ appraisal_term.effect }}", BODY)
    add(made, "四、{{ appraisal_fee.text }}", BODY)
    add(made, "{{ appraisal_period.kind }}结果，本机关将另行书面告知。", BODY)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made


def appraisal_result_notice() -> Document:
    """15 检测（检验、检疫、鉴定）结果告知书."""
    made = letter_head()
    party_lines(made)
    add(made, _CASE, LINE)
    add(
        made,
        "本机关依法委托{{ appraisal_result.institution }}对{{ appraisal_result.things }}"
        "进行{{ appraisal_result.kind }}。"
        "该机构已出具报告（编号：{{ appraisal_result.report_no }}）。"
        "依据《中华人民共和国行政处罚法》第四十四条、"
        "第四十五条、第四十六条的规定，现将结果告知{{ doc.you }}：",
        BODY,
    )
    titled(made, "一、结论", "{{ appraisal_result.conclusion }}")
    titled(made, "二、异议和复检的权利", "{{ objection.text }}")
    when(
        made,
        "appraisal_result.objection_due",
        "提出异议、申请复检的截止日期：{{ appraisal_result.objection_due }}。",
    )
    add(made, "附件：{{ appraisal_result.report }}", BODY)
    add(made, "联系人：{{ handlers.names }}　　联系电话：{{ handlers.telephone }}", CLOSING)
    add(made, "机关地址：{{ organ.address }}", CLOSING)
    signed_by_organ(made, TWO)
    return made
