"""Two whole cases by keyboard in the real window: ``python -m tests.e2e.by_keyboard FOLDER``.

Chinese comes by input-method events, everything else by key events; nothing is clicked or called.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.documents.finalising import final_values
from app.services.press import telling_of
from app.window import tools_of
from tests.e2e.clerk import Clerk
from tests.e2e.office import MovedClock, founded
from ui.jobs import JobRunner
from ui.notices import NoticeKind, Notices
from ui.screens import screens
from ui.shell.application import catch, wear
from ui.shell.window import MainWindow
from ui.tokens import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from ui.notices import Notice

_BACK = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: how it stands, what was typed, and its volume."""

    status: str
    number: str
    typed: list[str]
    printed: list[str]
    volume: str


class CaseClerk(Clerk):
    """A clerk on a case page: papers, signatures, services and steps by keys."""

    @property
    def screen(self) -> str:
        """Slug of the screen in front."""
        view = self._window.tabs.currentWidget()
        return str(view.property("slug"))

    def paper(self, title: str, values: Mapping[str, str] | None = None) -> None:
        """Open an owed paper from the to-do list, fill what is asked, make it final, go back."""
        self.press("Ctrl+L")
        self.choose(title)
        self.press("Return")
        self.until(lambda: self.screen == "document")
        self.settle()
        self.fill(values or {}, confirm="Ctrl+Return")
        self.press("Ctrl+Return")
        for _ in range(_BACK):
            if self.screen == "case":
                return
            self.press("Escape")

    def sign(self, *roles: str) -> None:
        """Record what the heads signed on paper."""
        for role in roles:
            self.press("Alt+9")
            self.choose(f"{role} 待审批")
            self.press("Return")
            self.press("Ctrl+Return")

    def step(self, label: str) -> None:
        """Take an open step from the to-do list."""
        self.press("Ctrl+L")
        self.choose(f"▶ {label}")
        self.press("Ctrl+Return")

    def serve(self, title: str) -> None:
        """Record the service of a paper with what the form offers."""
        self.press("Alt+8")
        self.choose(title)
        self.press("Return")
        self.press("Ctrl+Return")

    def bind(self) -> None:
        """Bind the volume and archive the case."""
        self.press("Alt+-")
        self.press("Ctrl+U")
        self.press("Ctrl+Return")
        self.press("Ctrl+Shift+A")


def ordinary(clerk: CaseClerk, clock: MovedClock) -> None:
    """Work an ordinary case from the clue to the archive."""
    _begin(clerk)
    clerk.paper("案件来源登记表")
    clerk.paper("立案（不予立案）审批表")
    clerk.step("提请立案审批")
    clerk.sign("承办机构负责人", "行政机关负责人")
    clerk.step("批准立案")
    clerk.step("开始调查取证")
    _investigate(clerk)
    clerk.step("调查终结")
    clerk.step("直接拟告知")
    clerk.paper("行政处罚事先告知书", {"是否属于听证范围": "不属于听证范围"})
    clerk.serve("行政处罚事先告知书")
    clerk.step("已送达事先告知书")
    clock.go_to(date(2026, 3, 12))
    clerk.press("F5")
    _decide(clerk)
    _close(clerk)


def _begin(clerk: CaseClerk) -> None:
    clerk.new("线索")
    clue = {"来源类型": "检查发现", "被反映对象": "示例当事人", "发生地点": "示例路1号", "发生日期": "0302"}
    clerk.fill({**clue, "内容摘要": "占用道路", "涉及领域": "城管"})
    clerk.press("Tab")
    clerk.press("Ctrl+T")
    clerk.fill({"案由": "擅自占用城市道路", "承办人": "内勤甲、承办乙"})
    clerk.press("Alt+2")
    clerk.press("Ctrl++")
    party = {"当事人类型": "公民", "证件号码": "320281188001010018"}
    clerk.fill({**party, "住址或住所": "示例路1号", "联系电话": "051000000009"})
    clerk.press("Alt+3")
    clerk.press("Ctrl++")
    facts = "当事人未经批准占用城市道路堆放物料。"
    clerk.fill({"处罚事项": "CG-041", "违法事实": facts})


def _investigate(clerk: CaseClerk) -> None:
    shown = {"出示执法证件并表明身份": "是"}
    times = {"开始时间": "20260303 1000", "结束时间": "20260303 1030"}
    clerk.paper("现场检查（勘验）笔录", {**times, **shown, "检查（勘验）情况": "路面堆放物料约三平方米。"})
    times = {"开始时间": "20260303 1100", "结束时间": "20260303 1130"}
    told = {"已告知权利义务": "是", "是否申请回避": "不申请", "询问内容": "问：是否属实？答：属实。"}
    clerk.paper("询问笔录", {**times, **shown, **told})
    clerk.press("Alt+4")
    clerk.press("Ctrl++")
    clerk.fill({"证据种类": "书证", "证据名称": "现场照片", "证明事项": "占用道路的情况"})
    clerk.press("Ctrl+Y")
    clerk.press("Alt+1")
    clerk.fill({"违法所得处理": "无违法所得"})
    clerk.press("Alt+6")
    clerk.fill({"处罚种类": "罚款", "罚款金额": "300", "裁量理由": "情节一般，首次发现，及时改正"})
    clerk.paper("责令（限期）改正通知书", {"改正方式": "立即改正"})
    clerk.serve("责令（限期）改正通知书")
    clerk.paper("案件调查终结报告", {"属于听证范围": "否"})
    clerk.sign("承办机构负责人")


def _decide(clerk: CaseClerk) -> None:
    clerk.step("提请决定审批")
    clerk.paper("行政处罚决定审批表")
    clerk.paper("行政处罚决定书")
    clerk.sign("承办机构负责人", "行政机关负责人")
    clerk.step("作出处罚决定")
    clerk.serve("行政处罚决定书")
    clerk.step("决定书已送达")


def _close(clerk: CaseClerk) -> None:
    clerk.press("Alt+8")
    clerk.press("Ctrl+B")
    clerk.fill({"缴款方式": "银行缴款", "票据号码": "示例0001"})
    clerk.step("已履行")
    clerk.step("提请结案审批")
    clerk.paper(
        "结案审批表", {"改正情况": "已改正", "复议诉讼情况": "未申请复议、未提起诉讼", "公示情况": "已公示"}
    )
    clerk.sign("承办机构负责人", "行政机关负责人")
    clerk.step("批准结案")
    clerk.bind()


def on_the_spot(clerk: CaseClerk, _clock: MovedClock) -> None:
    """Decide a small fine at the scene, collect it, report it, close, bind and archive it."""
    clerk.new("当场处罚")
    party = {"当事人类型": "公民", "姓名或名称": "示例当事人", "证件号码": "320281188001010018"}
    clerk.fill({**party, "住址或住所": "示例路2号"}, confirm="")
    act = {"处罚事项": "HB-015", "违法地点": "示例水源地", "违法事实": "在保护区内垂钓", "执法人员": "承办乙"}
    shown = dict.fromkeys(
        ("已向当事人出示执法证件", "已告知拟处罚内容及事实、理由、依据和陈述申辩权利"), "是"
    )
    clerk.fill({**act, **shown, "缴款方式": "当场收缴"})
    clerk.fill({"处罚种类": "罚款", "罚款金额": "50", "裁量理由": "情节轻微"})
    for _ in ("final", "handed"):
        clerk.press("Ctrl+Return")
    clerk.fill({"票据号码": "示例0002"})
    clerk.press("Ctrl+Return")
    clerk.until(lambda: clerk.screen == "case")
    clerk.press("Alt+4")
    clerk.press("Ctrl++")
    clerk.fill({"证据种类": "视听资料", "证据名称": "现场录像", "证明事项": "当场处罚的经过"})
    clerk.step("结案")
    clerk.bind()


def main(folder: Path) -> None:
    """Work the cases and write what came of them beside the store."""
    app = QApplication(sys.argv[:1])
    clock = MovedClock()
    program = founded(folder / "store", clock)
    jobs, notices = JobRunner(), Notices()
    wear(app, Look())
    catch(notices, jobs)
    notices.said.connect(_tell)
    window = MainWindow(tools_of(program, jobs, notices, Look()), screens())
    window.show()
    window.activateWindow()
    window.open("home")
    try:
        for work in (ordinary, on_the_spot):
            clerk = CaseClerk(window, jobs)
            clerk.until(window.isActiveWindow)
            work(clerk, clock)
            outcome = asdict(_outcome(program, clerk, folder / f"{work.__name__}.pdf"))
            told = json.dumps(outcome, ensure_ascii=False)
            (folder / f"{work.__name__}.json").write_text(told, "utf-8")
    finally:
        window.grab().save(str(folder / "last.png"))
    window.close()
    jobs.close()
    program.close()


def _outcome(program: Program, clerk: CaseClerk, volume: Path) -> Outcome:
    """Say how the case begun last stands, and write its volume."""
    lists = program.store.lists
    row = lists.rows("cases", lists.ids("cases", {}))[0]
    file = program.reading.open(row["id"])
    volume.write_bytes(program.volumes.pdf(file.case.id))
    printed = [text for paper in file.documents if paper.standing for text in printed_texts(file, paper)]
    return Outcome(file.case.status.value, file.case.number, clerk.typed, printed, str(volume))


def printed_texts(file: CaseFile, paper: Document) -> Iterator[str]:
    """Yield every field value a final paper prints, each cell of a list on its own; strikes left out."""
    for said in final_values(telling_of(file, paper, date(2026, 3, 12))).values():
        cells = [said] if isinstance(said, str) else [cell for row in said for cell in row.values()]
        yield from (str(each) for each in cells if each)


def _tell(notice: Notice) -> None:
    print(notice.message, notice.hint, flush=True)  # noqa: T201 - this is how it tells
    if notice.kind is NoticeKind.BUG:
        sys.exit(notice.code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
