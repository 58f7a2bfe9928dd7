"""Kinds of case events (事实种类): what may start, settle or hold a time limit."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """What happened (事实种类); the comment is the legal word.

    The day of ``HEARING_SET`` and ``PERFORMANCE_SET`` is the day of the hearing or performance,
    that of ``PAYMENT_OVERDUE`` the last day on which payment would have been in time.
    ``MEASURE_TAKEN`` and ``TRANSFER_APPROVED`` start terms in hours and need the time of day.
    """

    ACT_ENDED = "act_ended"  # 违法行为终了
    CLUE_RECEIVED = "clue_received"  # 收到线索
    COMPLAINT_RECEIVED = "complaint_received"  # 收到劳动保障投诉
    FILED = "filed"  # 立案
    NOT_FILED = "not_filed"  # 不予立案
    TRANSFERRED = "transferred"  # 移送
    TERMINATED = "terminated"  # 终止调查
    SUSPENDED = "suspended"  # 中止调查
    RESUMED = "resumed"  # 恢复调查
    REVIEW_RECEIVED = "review_received"  # 收到法制审核材料
    REVIEW_DONE = "review_done"  # 法制审核完成
    JURISDICTION_DISPUTED = "jurisdiction_disputed"  # 发生管辖争议
    JURISDICTION_SETTLED = "jurisdiction_settled"  # 管辖确定
    PRESERVED = "preserved"  # 先行登记保存
    PRESERVATION_DISPOSED = "preservation_disposed"  # 登记保存已处理
    SEIZED = "seized"  # 查封扣押
    SEIZURE_ENDED = "seizure_ended"  # 查封扣押已解除或处理
    MEASURE_TAKEN = "measure_taken"  # 当场实施强制措施
    MEASURE_APPROVED = "measure_approved"  # 强制措施补办批准
    CORRECTION_ORDERED = "correction_ordered"  # 责令改正送达
    CORRECTION_CHECKED = "correction_checked"  # 改正已复查
    NOTICE_SERVED = "notice_served"  # 处罚告知送达
    STATEMENT_MADE = "statement_made"  # 已陈述申辩
    STATEMENT_WAIVED = "statement_waived"  # 放弃陈述申辩
    HEARING_RIGHT_SERVED = "hearing_right_served"  # 听证权利告知送达
    HEARING_REQUESTED = "hearing_requested"  # 申请听证
    HEARING_WAIVED = "hearing_waived"  # 放弃听证
    HEARING_SET = "hearing_set"  # 定于该日听证
    HEARING_NOTICE_SERVED = "hearing_notice_served"  # 听证通知送达
    HEARING_ENDED = "hearing_ended"  # 听证结束或终止
    DECIDED = "decided"  # 作出处罚决定
    MAJOR_DECIDED = "major_decided"  # 作出重大处罚决定
    MAJOR_REPORTED = "major_reported"  # 重大处罚已备案
    DECISION_SERVED = "decision_served"  # 决定书送达
    ANNOUNCED = "announced"  # 公告送达开始
    ANNOUNCEMENT_ENDED = "announcement_ended"  # 公告期满
    DECISION_REVOKED = "decision_revoked"  # 决定变更、撤销、确认违法或无效
    PUBLISHED = "published"  # 决定已公示
    PUBLICATION_REFUSED = "publication_refused"  # 不予公示
    PUBLICATION_WITHDRAWN = "publication_withdrawn"  # 公示已撤回
    PUBLICATION_ENDED = "publication_ended"  # 公示已停止
    ON_THE_SPOT_DECIDED = "on_the_spot_decided"  # 当场处罚
    ON_THE_SPOT_RECORDED = "on_the_spot_recorded"  # 当场处罚已备案
    PAID = "paid"  # 罚款缴清
    DEFERRED = "deferred"  # 批准延期或分期
    DEFERRAL_ENDED = "deferral_ended"  # 延期或分期届满
    PAYMENT_OVERDUE = "payment_overdue"  # 缴款期限届满未缴
    FINE_COLLECTED = "fine_collected"  # 当场收缴罚款
    FINE_HANDED_IN = "fine_handed_in"  # 罚款交至机关
    FINE_BANKED = "fine_banked"  # 罚款缴付银行
    RECONSIDERATION_FILED = "reconsideration_filed"  # 申请行政复议
    RECONSIDERATION_REQUEST_RECEIVED = "reconsideration_request_received"  # 收到转交的复议申请
    RECONSIDERATION_REQUEST_FORWARDED = "reconsideration_request_forwarded"  # 复议申请已转送
    RECONSIDERATION_COPY_RECEIVED = "reconsideration_copy_received"  # 收到复议申请书副本
    SIMPLE_RECONSIDERATION_COPY_RECEIVED = (
        "simple_reconsideration_copy_received"  # 收到复议申请书副本（简易）
    )
    RECONSIDERATION_ANSWERED = "reconsideration_answered"  # 已作复议答复
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"  # 复议受理
    RECONSIDERATION_DECIDED = "reconsideration_decided"  # 收到复议决定或复议期满
    LAWSUIT_FILED = "lawsuit_filed"  # 提起行政诉讼
    LAWSUIT_COPY_RECEIVED = "lawsuit_copy_received"  # 收到起诉状副本
    DEFENCE_FILED = "defence_filed"  # 已提交答辩和证据
    LAWSUIT_ENDED = "lawsuit_ended"  # 诉讼裁判生效
    DEMAND_SERVED = "demand_served"  # 催告送达
    COURT_APPLIED = "court_applied"  # 申请法院强制执行
    COURT_ACCEPTED = "court_accepted"  # 法院受理
    COURT_REFUSED = "court_refused"  # 法院不予受理或不予执行
    COURT_REVIEW_ASKED = "court_review_asked"  # 已申请上一级法院复议
    COURT_RULED = "court_ruled"  # 法院裁定
    PERFORMANCE_SET = "performance_set"  # 定于该日代履行
    PERFORMANCE_DEMANDED = "performance_demanded"  # 代履行催告送达
    PERFORMED = "performed"  # 代履行或拆除完成
    ENFORCEMENT_SUSPENDED = "enforcement_suspended"  # 中止执行
    ENFORCEMENT_RESUMED = "enforcement_resumed"  # 恢复执行
    DEMOLITION_ANNOUNCED = "demolition_announced"  # 拆除公告
    TRANSFER_REPORTED = "transfer_reported"  # 移送公安书面报告
    TRANSFER_APPROVED = "transfer_approved"  # 批准移送公安
    TRANSFER_REFUSED = "transfer_refused"  # 不批准移送公安
    POLICE_RECEIVED = "police_received"  # 公安接受案件
    POLICE_FILED = "police_filed"  # 收到公安立案通知
    POLICE_REFUSED = "police_refused"  # 收到公安不予立案通知
    POLICE_REFUSAL_ACCEPTED = "police_refusal_accepted"  # 接受公安不予立案
    POLICE_REVIEW_ASKED = "police_review_asked"  # 已提请公安复议或建议监督
    POLICE_REVIEW_REFUSED = "police_review_refused"  # 收到公安维持不立案
    PROCURATORATE_TOLD = "procuratorate_told"  # 已建议检察院监督
    GOODS_HANDED_OVER = "goods_handed_over"  # 物品材料已移交
    INSPECTION_ENDED = "inspection_ended"  # 双随机检查结束
    INSPECTION_PUBLISHED = "inspection_published"  # 检查结果已公示
    WORK_ORDER_ASSIGNED = "work_order_assigned"  # 工单交办
    WORK_ORDER_ANSWERED = "work_order_answered"  # 工单已办结
    CLOSED = "closed"  # 结案
    ARCHIVED = "archived"  # 归档


CASE_WIDE = frozenset(
    {
        EventKind.FILED,
        EventKind.NOT_FILED,
        EventKind.TRANSFERRED,
        EventKind.TERMINATED,
        EventKind.DECIDED,
        EventKind.CLOSED,
    }
)
"""Kinds that settle terms of every subject in the case, whatever their own subject."""
