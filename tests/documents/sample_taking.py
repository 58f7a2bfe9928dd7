"""What a clerk types into the papers of evidence-taking, challenge and transfer of the sample case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_THINGS = (
    "烧烤炉具 | 60厘米 | 台 | 1 | 380 | 使用过，完好 |\n"
    "液化石油气钢瓶 | YSP-15 | 个 | 2 | 150 | 一满一空 | 检验标志过期\n"
    "折叠方桌 | 80厘米×80厘米 | 张 | 8 | 60 | 完好 |"
)
_SAMPLES = (
    "液化石油气钢瓶 | YSP-15 | 20180312 | 个 | 6 | 2 | 原包装 | 一次性封条编号0001、0002\n"
    "食用调和油 | 5L/桶 | 20251108 | 桶 | 12 | 3 | 原包装 | 加贴封条，当事人签名"
)
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "preservation_notice": {
        "preservation.at": "2026-03-02 10:20",
        "preservation.keep_mode": "moved",
        "preservation.keeper": "示例镇综合执法局物证室（管理员：丁）",
        "preservation.items": _THINGS,
    },
    "preservation_disposal": {
        "disposal.kind": "evidence_fixed_return",
        "disposal.collect": "2026年3月12日前，示例镇综合执法局物证室，持身份证件和本决定书",
    },
    "criminal_transfer": {
        "police.organ": "示例市公安局",
        "police.crime": "非法经营罪",
        "police.handed_at": "2026-03-12 15:30",
    },
    "recusal_decision": {
        "recusal.applied_on": "2026-03-05",
        "recusal.target_officer": "乙",
        "recusal.target_role": "handler",
        "recusal.decision": "granted",
        "recusal.decision_reason": "经查，乙系与当事人相邻的示例商店经营者的配偶，"
        "可能影响公正执法，申请理由成立。",
        "recusal.replacement": "己",
    },
    "inspection_notice": {
        "inspection.items": "占用城市道路、公共场所摆设摊点的审批情况和现场经营秩序",
        "inspection.source": "annual_plan",
        "inspection.from": "2026-03-02",
        "inspection.to": "2026-03-03",
        "inspection.assistants": "1",
    },
    "inquiry_notice": {
        "summons.appear_at": "2026-03-04 14:00",
        "summons.place": "示例镇综合执法局询问室（示例镇人民路1号）",
        "summons.materials": "居民身份证\n营业执照正本\n占用道路经营的批准文件",
        "summons.due": "2026-03-06",
    },
    "evidence_extraction": {"extraction.number": "3", "extraction.medium": "光盘一张（编号2026-001）"},
    "sampling_notice": {
        "sampling.at": "2026-03-02 10:40",
        "sampling.method": "按照示例标准规定的方法在同批次产品中随机抽取",
        "sampling.items": _SAMPLES,
        "sampling.spare_place": "示例镇综合执法局物证室冷藏柜",
    },
    "appraisal_commission": {
        "commission.kind": "test",
        "commission.institution": "示例市产品质量检验检测中心",
        "commission.qualification": "检验检测机构资质认定证书（编号：示000000000001，"
        "有效期至2028年12月31日）",
        "commission.request": "按照示例标准检测钢瓶的安全性能和定期检验标志的真伪，"
        "并就是否可以继续使用作出结论。",
        "commission.due": "2026-03-20",
    },
    "appraisal_period_notice": {
        "appraisal_period.from": "2026-03-09",
        "appraisal_period.to": "2026-03-20",
    },
    "appraisal_result_notice": {
        "appraisal_result.report_no": "示检字2026-0001",
        "appraisal_result.conclusion": "送检的2个液化石油气钢瓶均已超过检验有效期，"
        "其中1个瓶体锈蚀深度超过标准规定，不得继续使用。",
        "appraisal_result.report": "检测报告（示检字2026-0001）复印件一份",
        "appraisal_result.objection_due": "2026-04-07",
    },
    "assistance_letter": {
        "assistance.organ": "示例市示例局",
        "assistance.request": "一、查询示例镇示例小吃店是否办理占用城市道路的批准手续，有效期间和范围；\n"
        "二、提供上述批准文件的复印件并加盖公章。",
        "assistance.due": "2026-03-16",
        "assistance.attachments": "营业执照复印件一份",
    },
    "correction_review": {
        "recheck.at": "2026-03-07 09:00",
        "recheck.result": "corrected",
    },
}
