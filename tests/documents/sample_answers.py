"""What a clerk types into the forms of the sample case, and nothing that the case already knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINDINGS = (
    "执法人员向当事人丙出示执法证件、说明来意后进行检查。检查发现：人民路与解放路交叉口东侧人行道上摆放方桌"
    "8张、"
    "塑料凳32张、烧烤炉具1台，正在从事餐饮经营；经现场测量，占用范围长6米、宽2米，面积12平方米；"
    "当事人现场不能出示占用道路的批准文件。\n"
    "执法人员对现场拍照六张、录像一段，并当场要求当事人停止占用。"
)
_QA = (
    "问：你经营什么？\n"
    "答：我经营示例小吃店，主要卖烧烤和面食。\n"
    "问：2026年3月2日上午你在人行道上摆放桌椅经营，是否经过批准？\n"
    "答：没有批准。店里地方小，客人坐不下，我就把桌子摆到了门口的人行道上。\n"
    "问：摆放了多少桌椅，占用了多大面积，从什么时候开始的？\n"
    "答：八张方桌、三十二张凳子和一台烧烤炉，你们量过是十二平方米，当天早上八点左右开始摆的。\n"
    "问：你对占用道路经营的行为有什么认识？\n"
    "答：我知道不对，已经把桌椅搬回店里，以后不再这样做。\n"
    "问：以上所说是否属实，还有什么要补充？\n"
    "答：属实，没有补充。"
)
_SEIZED = (
    "烧烤炉具 | 长60厘米 | 台 | 1 | — | 使用过，完好 | 编号1\n"
    "方桌 | 长80厘米，折叠式 | 张 | 8 | — | 使用过 | 编号2至9\n"
    "塑料凳 | 高45厘米 | 张 | 32 | — | 使用过，2张有裂纹 | 成摞封存"
)
_PROCESS = (
    "执法人员甲、乙向当事人丙出示执法证件，当场宣读并交付《查封（扣押）决定书》。在当事人在场的情况下，"
    "对烧烤炉具1台、"
    "方桌8张、塑料凳32张逐件清点、拍照、编号，与《场所、设施、财物清单》核对无误后装车，"
    "运至示例镇综合执法局物品保管室存放。"
    "清单两份均由当事人和执法人员签名，一份当场交当事人。全过程录像，没有损坏物品。"
)
SPOKEN = (
    "我经营的小吃店面积小，当天客人多，才把桌凳摆到门前人行道上，没有妨碍行人通行；检查后我当场搬回店内，"
    "把地面清扫干净。"
    "我是第一次被查到，今后一定守规矩。请求少罚一些，并发还烧烤炉具。"
)
FINDING = (
    "经复核，占用道路的事实有现场笔录、照片和询问笔录证明，当场改正的情节在拟处罚幅度内已经考虑，"
    "维持原拟处罚意见。"
)
_DEFENCE = (
    "当事人：对占用人行道经营的事实没有异议。但是摆放时间不长，检查后马上搬回，没有影响通行。\n"
    "代理人：当事人系初次违法，危害后果轻微并及时改正；烧烤炉具还用于店内正常经营，没收影响生计。"
    "请求从轻处罚，不予没收。"
)
_CROSS = (
    "调查人员：出示证据1现场照片六张，证明占用道路的位置和面积。\n"
    "代理人：对真实性没有异议；照片不能反映测量过程。\n"
    "调查人员：出示证据3执法记录仪录像，其中有当场测量的全过程，测量时当事人在场并确认。\n"
    "代理人：看过录像，对测量结果没有异议。"
)
_OPINION = (
    "事实部分：现场笔录、照片、录像和当事人陈述相互印证，占用面积12平方米的认定准确。\n"
    "法律适用部分：适用条款正确，程序合法。\n"
    "处罚建议部分：当事人当场改正，罚款数额在一般档次内，建议维持；烧烤炉具系用于违法经营的工具，"
    "没收有法律依据。"
    "建议按照原拟处罚意见作出决定。"
)
_CHECKED = ("competence", "officers", "facts", "law", "procedure", "papers", "crime")
_SPEECHES = (
    "庚（主持工作的负责人） | 事实清楚，证据确凿，当事人当场改正的情节已在裁量时考虑，同意承办机构的意见。\n"
    "辛（分管负责人） | 占用道路面积不大，罚款数额与违法情节相当；没收的烧烤炉具是用于违法经营的工具，"
    "同意没收。\n"
    "丑（分管负责人） | 同意。建议承办机构做好普法教育和后续巡查，防止反复。"
)
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "case_source_register": {"source.attachments": "网格上报照片两张"},
    "matter_approval": {
        "matter.kind": "transfer_out",
        "matter.reason": "经调查，本案违法行为发生地不在本镇辖区，依法应当移送有管辖权的机关。",
    },
    "case_transfer_letter": {},
    "site_record": {
        "record.started_at": "2026-03-02 09:30",
        "record.ended_at": "2026-03-02 10:10",
        "record.certificate_shown": "是",
        "record.findings": _FINDINGS,
        "record.media": "照片6张（编号1至6），录像1段",
        "record.party_opinion": "情况属实。",
    },
    "inquiry_transcript": {
        "record.started_at": "2026-03-04 14:00",
        "record.ended_at": "2026-03-04 14:50",
        "record.place": "示例镇综合执法局询问室",
        "record.certificate_shown": "是",
        "inquiry.rights_told": "是",
        "inquiry.recusal": "no",
        "inquiry.qa": _QA,
    },
    "correction_order": {"correction.mode": "within_term", "correction.days": "3"},
    "investigation_report": {"report.hearing": "否"},
    "penalty_prior_notice": {"notice.hearing": "no"},
    "on_spot_decision": {
        "spot.act_at": "2026-03-02 09:30",
        "spot.penalty_at": "2026-03-02 10:20",
        "spot.pay_mode": "bank",
    },
    "no_penalty_decision": {
        "exempt.kind": "first_minor",
        "exempt.reasoning": "当事人系初次违法，占用面积较小，当场停止占用并恢复原状，危害后果轻微。",
    },
    "penalty_decision": {
        "decision.goods": "烧烤炉具 | 60厘米 | 台 | 1",
        "decision.publicity": "是",
    },
    "seizure_decision": {
        "measure.kind": "detain_property",
        "seizure.basis": "《示例省城市市容和环境卫生管理条例》第五十八条第一款",
        "seizure.keep_place": "示例镇综合执法局物品保管室",
        "seizure.items": _SEIZED,
    },
    "measure_scene_record": {
        "record.started_at": "2026-04-20 10:30",
        "record.ended_at": "2026-04-20 11:10",
        "scene.present": "yes",
        "record.certificate_shown": "是",
        "scene.statement": "当事人陈述：桌凳是借来的，希望尽快发还；对扣押没有其他意见。",
        "scene.process": _PROCESS,
        "record.media": "照片12张（编号7至18），录像1段（28分钟）",
    },
    "property_list": {"list.keep_condition": "室内干燥处存放，成摞捆扎，加贴封条"},
    "seizure_extension": {
        "extension.reason": (
            "本案占用道路范围的认定需要向道路主管部门核实审批档案，案情复杂，原期限内不能作出处理决定。"
        ),
    },
    "seizure_release": {"release.reason": "decided"},
    "legal_review_opinion": {
        "review.grounds": "列入本单位重大执法决定法制审核范围",
        **{f"review.{name}": "ok" for name in _CHECKED},
        "review.opinion_kind": "agree",
        "review.reviewer": "己",
    },
    "collective_discussion": {
        "record.started_at": "2026-03-25 09:00",
        "record.ended_at": "2026-03-25 09:50",
        "discussion.chair": "庚",
        "record.recorder": "癸",
        "discussion.attendees": "己（法制审核人员）",
        "discussion.speeches": _SPEECHES,
    },
    "hearing_right_notice": {},
    "statement_record": {
        "record.started_at": "2026-03-17 14:30",
        "record.ended_at": "2026-03-17 15:00",
        "record.certificate_shown": "是",
        "defence.evidence": "门前环境整治前后照片两张",
    },
    "hearing_notice": {
        "hearing.at": "2026-05-08 09:30",
        "hearing.place": "示例镇综合执法局三楼会议室",
        "hearing.host": "己",
        "hearing.officers": "壬",
        "hearing.recorder": "癸",
    },
    "hearing_transcript": {
        "record.ended_at": "2026-05-08 11:00",
        "hearing.recusal": "no",
        "hearing.agents": "子 | 320281188001010026 | 一般代理：代为陈述、申辩、质证",
        "hearing.defence": _DEFENCE,
        "hearing.cross": _CROSS,
        "hearing.debate": "双方就占用面积的测量方法和罚款数额是否适当发表了意见，内容与申辩、质证一致。",
        "hearing.final": "希望考虑初次违法、当场改正的情况，减轻罚款。",
    },
    "hearing_report": {
        "report.issues": (
            "一是占用道路面积的认定是否准确；二是当场改正是否构成从轻情节；三是没收烧烤炉具是否适当。"
        ),
        "report.opinion": _OPINION,
    },
    "service_receipt": {},
    "closing_approval": {
        "closing.correction": "corrected",
        "closing.remedy": "none",
        "closing.publicity": "已于2026年4月1日公示",
    },
}
