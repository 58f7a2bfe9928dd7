"""Words of the administrators' pages for the codes of the exchange."""

from __future__ import annotations

from sync.cityserver.closing import CLOSED
from sync.cityserver.publishing import GIVEN_OUT

REASON_WORDS = {
    "held_behind": "因前一变更被隔离而一并保留",
    "device_revoked": "来自已停用的电脑",
    "signature": "签名不符",
    "schema": "内容不符合格式",
    "foreign_town": "属于其他镇街的内容",
    "unknown_collection": "平台尚不认识的内容",
    "exists": "编号已被另一记录使用",
    "immutable": "改动了只能新增的记录",
    "fixed": "改动了不可更改的内容",
    "missing_base": "所改的记录不存在",
}
KIND_WORDS = {
    "field": "同一内容改法不同",
    "edit_vs_delete": "一方修改，一方删除",
    "delete_vs_edit": "一方删除，一方修改",
    "duplicate": "可能重复登记",
    "held": "随同一变更一并保留",
}
NUMBER_WORDS = {"used": "已使用", "void": "已作废", "leased": "已领取，未使用", "free": "未领取"}
DONE_WORDS = {
    "revoke": "停用电脑",
    "lost": "报失电脑",
    "code": "生成登记码",
    "admit": "重新纳入变更",
    "dismiss": "不予纳入变更",
    "void": "作废文号",
    "closed": CLOSED,
    "none_left": "这一年度没有剩余的文号",
    "given": GIVEN_OUT,
}
