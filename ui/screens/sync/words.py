"""Words of the sync centre: codes as a clerk would say them."""

from app.domain.disagreement import OF_A_NEWER_PROGRAM, UPDATE_FIRST

OUTCOMES = {
    "applied": "已采用",
    "merged": "已合并",
    "conflict": "有冲突，待处理",
    "quarantined": "退回待修",
}
REASONS = {
    "schema": "内容不合格式",
    "exists": "同一记录已存在",
    "missing_base": "所改的记录不存在",
    "immutable": "只能新增的记录被修改",
    "fixed": "不能再改的内容被修改",
    "frozen": "定稿后的内容被修改",
    "unknown_collection": "平台不认识这类记录",
    "foreign_town": "属于其他镇街",
    "held_behind": "前一份被退回，随其暂存",
    "device_revoked": "这台电脑已被停用",
    "number_used": "文号已被使用",
    "signature": "签名不符",
}
KINDS = {
    "field": "同一内容两处修改",
    "edit_vs_delete": "一处修改，一处删除",
    "delete_vs_edit": "一处删除，一处修改",
    "duplicate": "重复登记",
    "held": "整份暂不采用",
}
WHOLE = "whole"
"""Stands for work that is settled whole, where kinds of conflicts stand."""
KEEP = {
    "": "保留现有内容",
    "edit_vs_delete": "保持删除",
    "delete_vs_edit": "保留记录",
    "duplicate": "先登记的有效",
    WHOLE: "整份保留现有内容",
}
"""What it is called to leave things as they stand, by the kind of conflict."""
GOING_ON = (
    "平台要一次替换或删除本机两成以上的记录。继续后，这些记录改为平台现有的内容，平台已删除的，本机也删除；"
    "本机还没有上传的改动仍然保留，照常上传。请先向市级平台管理员核实，并备份本机数据。"
    "您的姓名和所填理由写入日志。"
)
"""What happens when the exchange goes on with what it stopped for."""
DECIDED = "已处理，待上传"
TOGETHER = (
    "这份后到内容是一次办理完成的，只能整份采用或者整份不采用；各项内容都列在下面，处理一项即一并处理全部。"
)
LEFT = (
    "本机现在不能整份采用（其中有删除、文号已另用或者由其他电脑编号、记录已删除，或者已处理过一部分），"
    "只能整份保留现有内容。文号由其他电脑编的，可到那台电脑上整份采用；其余确需采用的，请在保留之后重新办理。"
)
NEWER = "须更新程序后才能处理"
NEWER_MEND = f"这项冲突{OF_A_NEWER_PROGRAM}。{UPDATE_FIRST}"
