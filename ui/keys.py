"""Keys: every key of the program, on one card; no other module names a key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what is pressed, what it does, and where it holds."""

    name: str
    pressed: str
    does: str
    where: str = "全程"

    @property
    def words(self) -> str:
        """What is pressed, as it is said: 回车 is the key of lines, 小键盘回车 that of figures."""
        *held, last = self.pressed.split("+") if not self.pressed.endswith("++") else (self.pressed,)
        return "+".join((*held, {"Return": "回车", "Enter": "小键盘回车"}.get(last, last)))


_CARD = (
    Key("new", "Ctrl+N", "新建"),
    Key("search_all", "Ctrl+K", "全局搜索"),
    Key("next_tab", "Ctrl+Tab", "下一个标签页"),
    Key("last_tab", "Ctrl+Shift+Tab", "上一个标签页"),
    Key("close_tab", "Ctrl+W", "关闭标签页"),
    Key("help", "F1", "本页按键"),
    Key("refresh", "F5", "刷新"),
    Key("dismiss", "Esc", "收起提示"),
    Key("find", "Ctrl+F", "在列表中查找", "列表"),
    Key("search_again", "F3", "再次查找", "列表"),
    Key("open_row", "Return", "打开所选", "列表"),
    Key("open_row_pad", "Enter", "打开所选", "列表"),
    Key("to_names", "Down", "到姓名列表", "登录"),
    Key("save", "Ctrl+S", "保存", "表单"),
    Key("finish", "Ctrl+Return", "完成或提交", "表单"),
    Key("finish_pad", "Ctrl+Enter", "完成或提交", "表单"),
    Key("next_missing", "F7", "下一个未填项", "表单"),
    Key("check", "F9", "检查", "表单"),
    Key("pick", "F4", "打开选择列表", "表单"),
    Key("preview", "F12", "预览", "文书"),
    Key("print", "Ctrl+P", "打印", "文书"),
    Key("find_text", "Ctrl+F", "在页面上查找", "文书"),
    Key("next_hit", "F3", "下一处", "文书"),
    Key("last_hit", "Shift+F3", "上一处", "文书"),
    Key("select_all", "Ctrl+A", "全选页面文字", "文书"),
    Key("copy", "Ctrl+C", "复制页面文字", "文书"),
    Key("next_question", "Ctrl+Q", "下一个问题", "文书"),
    Key("paste_scan", "Ctrl+V", "粘贴签字件", "文书"),
    Key("export", "Ctrl+E", "导出表格", "列表"),
    Key("to_case", "Ctrl+T", "转为案件", "线索"),
    Key("month", "Ctrl+M", "月历或者列表", "期限"),
    Key("stop", "Ctrl+.", "停止或者继续更新", "期限"),
    Key("agree", "Ctrl+Return", "同意", "审批"),
    Key("agree_pad", "Ctrl+Enter", "同意", "审批"),
    Key("send_back", "Ctrl+Backspace", "退回", "审批"),
    Key("add_row", "Ctrl++", "增加一行", "表格"),
    Key("drop_row", "Ctrl+-", "删除一行", "表格"),
    *(Key(f"page_{n}", f"Alt+{n}", f"第{n}个标签", "案件") for n in range(1, 10)),
    Key("page_10", "Alt+0", "第10个标签", "案件"),
    Key("page_11", "Alt+-", "第11个标签", "案件"),
    Key("page_12", "Alt+=", "第12个标签", "案件"),
    Key("todo", "Ctrl+L", "本阶段要做", "案件"),
    Key("back", "Alt+Left", "返回", "案件"),
    Key("fine_facts", "Ctrl+J", "计罚事实", "案件"),
    Key("choose_files", "Ctrl+O", "选择文件", "案件"),
    Key("verify", "Ctrl+Y", "查证属实", "案件"),
    Key("pay", "Ctrl+B", "登记缴款", "案件"),
    Key("open_paper", "Ctrl+D", "打开文书", "案件"),
    Key("bind_volume", "Ctrl+U", "组卷", "案件"),
    Key("archive", "Ctrl+Shift+A", "归档", "案件"),
)

KEYS = {key.name: key for key in _CARD}


def pressed(name: str) -> str:
    """Return what is pressed for a key; an unknown name raises ``KeyError``."""
    return KEYS[name].pressed


def told(name: str) -> str:
    """Return what is pressed for a key, as buttons and tips say it."""
    return KEYS[name].words


def card(where: str = "") -> tuple[Key, ...]:
    """Return the keys of one place and those that hold everywhere, or all."""
    return tuple(key for key in _CARD if not where or key.where in (where, "全程"))
