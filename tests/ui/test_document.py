"""The document editor over real desks: typed, drawn, checked, made final, printed, voided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.case import CaseStatus
from app.domain.document import DocumentState
from app.domain.log_line import LogLine
from tests.builders import a_case, a_clue, ident
from tests.ui.hands import press, press_ctrl, press_enter, type_text
from tests.ui.paper_world import PaperPages, drafted, edited, kept, paper_tools, settle, written
from tests.unit.services.world import TODAY, World
from ui.screens.document.orders import TO_FILE

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.document.view import DocumentView

OPINION = "filing.handler_opinion"
FULL = {"filing.kind": "file", OPINION: "建议立案，由甲、乙承办。"}


def hand(view: DocumentView, name: str) -> QWidget:
    """Return where a line is typed."""
    assert view.form is not None
    return view.form.asks[name].entry.hand


def a_world() -> World:
    """Return a bureau with a clue that may become a case."""
    world = World(a_case(CaseStatus.CLUE, clue_id=ident("clue"), department="城管", brief="示例案情"))
    world.put(a_clue())
    return world


def test_what_is_typed_survives_a_new_view(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    tools = paper_tools(jobs, world)
    first = edited(qtbot, tools, paper.id)
    first.model.keep_timer.setInterval(600_000)

    type_text(hand(first, "record.findings"), "现场堆放建材约五平方米")
    settle(qtbot, first)
    first.model.keep_timer.stop()
    second = edited(qtbot, tools, paper.id)

    assert second.form is not None
    assert second.form.texts()["record.findings"] == "现场堆放建材约五平方米"
    assert "已恢复" in second.head.told.text()


def test_the_pages_are_drawn_anew_after_typing_before_anything_is_saved(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    type_text(hand(view, "record.findings"), "堆放水泥二十袋")
    qtbot.waitUntil(lambda: "堆放水泥二十袋" in written(view))

    assert kept(world, paper.id).answers == {}


def test_ctrl_s_puts_what_is_typed_into_the_document(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    tools = paper_tools(jobs, world)
    view = edited(qtbot, tools, paper.id)
    type_text(hand(view, "record.started_at"), "20260302 0930")
    type_text(hand(view, "record.findings"), "堆放水泥")

    press_ctrl(hand(view, "record.findings"), Qt.Key.Key_S)
    settle(qtbot, view)

    answers = kept(world, paper.id).answers
    assert answers == {"record.started_at": "2026-03-02 09:30", "record.findings": "堆放水泥"}
    assert view.head.told.text() == "已保存。"
    assert tools.drafts.load(f"document/{paper.id}") is None


def test_a_pause_in_typing_saves(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    view.model.keep_timer.setInterval(1)

    type_text(hand(view, "record.findings"), "堆放水泥")

    qtbot.waitUntil(lambda: kept(world, paper.id).answers == {"record.findings": "堆放水泥"})
    qtbot.waitUntil(lambda: view.model.idle)


def test_a_wrong_date_is_refused_at_its_line_and_the_rest_is_saved(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    assert view.form is not None
    view.form.go("record.started_at")
    type_text(hand(view, "record.started_at"), "2026-02-30")

    press_enter(hand(view, "record.started_at"))
    type_text(hand(view, "record.findings"), "堆放水泥")
    view.hide()
    settle(qtbot, view)

    assert "不是日期和时间" in view.form.asks["record.started_at"].fault.text()
    assert kept(world, paper.id).answers == {"record.findings": "堆放水泥"}


def test_f9_lists_the_faults_and_enter_goes_to_the_line(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record", **{"record.place": "示例路1号"})
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    press(hand(view, "record.place"), Qt.Key.Key_F9)
    settle(qtbot, view)
    rows = view.faults.rows
    said = [rows.item(at).text() for at in range(rows.count())]
    at = next(at for at, each in enumerate(said) if "检查（勘验）情况" in each)
    rows.setCurrentRow(at)
    press_enter(rows)

    assert view.faults.isVisible()
    assert hand(view, "record.findings").hasFocus()


def test_enter_on_a_fault_of_the_case_asks_for_its_place(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    world.change(world.case, cause="")
    paper = drafted(world, "filing_approval", **FULL)
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    wanted: list[tuple[str, object]] = []
    view.wants.connect(lambda slug, args: wanted.append((slug, args)))

    view.check()
    settle(qtbot, view)
    said = [view.faults.rows.item(at).text() for at in range(view.faults.rows.count())]
    view.faults.rows.setCurrentRow(next(at for at, each in enumerate(said) if "案由" in each))
    press_enter(view.faults.rows)

    assert wanted == [("case", {"case_id": ident("case"), "tab": "case", "field": "cause"})]


def test_f7_goes_to_the_next_line_that_is_missing(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    assert view.form is not None
    view.form.go("record.started_at")

    press(hand(view, "record.started_at"), Qt.Key.Key_F7)

    assert view.form.name_in_hand() == "record.ended_at"


def test_ctrl_enter_asks_in_the_page_and_makes_the_document_final_and_read_only(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = a_world()
    paper = drafted(world, "filing_approval", **FULL)
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    press_ctrl(hand(view, OPINION), Qt.Key.Key_Return)
    settle(qtbot, view)
    assert view.doing.panel is view.doing.final
    press_ctrl(view.doing.final.confirm_button, Qt.Key.Key_Return)
    settle(qtbot, view)

    assert kept(world, paper.id).state is DocumentState.FINAL
    assert view.form is not None
    assert view.form.asks == {}
    assert view.form.facts[OPINION].words[OPINION].text() == FULL[OPINION]
    assert "定稿" in view.head.state.text()
    assert view.head.final_button.isHidden()


def test_a_document_with_gaps_is_not_made_final_but_shows_them(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    press_ctrl(hand(view, "record.findings"), Qt.Key.Key_Return)
    settle(qtbot, view)

    assert view.faults.isVisible()
    assert view.doing.panel is None
    assert kept(world, paper.id).state is DocumentState.DRAFT


def final_paper(qtbot: QtBot, world: World, jobs: JobRunner) -> tuple[DocumentView, UUID]:
    """Return the editor of a filing form that was just made final."""
    paper = drafted(world, "filing_approval", **FULL)
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    view.doing.ask_final()
    settle(qtbot, view)
    view.doing.final.confirm()
    settle(qtbot, view)
    return view, paper.id


def test_printing_into_a_file_counts_the_print_and_is_logged(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    target = tmp_path / "立案审批表.pdf"

    press_ctrl(view, Qt.Key.Key_P)
    settle(qtbot, view)
    view.doing.printing.set_texts({"printer": TO_FILE, "file": str(target), "copies": "2"})
    press_ctrl(view.doing.printing.confirm_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(world, paper_id).prints == 2)
    settle(qtbot, view)

    assert "建议立案" in str(PaperPages().read(target.read_bytes()))
    assert any("打印" in each.text and "2份" in each.text for each in world.store.all(LogLine))
    assert "已打印2份" in view.head.facts.text()


def test_the_offsets_of_a_printer_are_remembered(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    view.doing.ask_print()
    settle(qtbot, view)
    view.doing.printing.set_texts({"printer": "二号打印机", "right_mm": "1.5", "down_mm": "-2"})
    view.doing.printing.confirm()
    qtbot.waitUntil(lambda: kept(world, paper_id).prints == 1)
    settle(qtbot, view)

    view.doing.ask_print()
    qtbot.waitUntil(lambda: view.doing.printing.texts()["right_mm"] == "1.5")

    pages = view.model.tools.pages
    assert isinstance(pages, PaperPages)
    (order,) = pages.orders
    assert (order.printer, order.right_mm, order.down_mm) == ("二号打印机", 1.5, -2)
    assert view.doing.printing.texts()["printer"] == "二号打印机"


def test_copies_that_are_no_number_are_refused_at_the_field(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    view.doing.ask_print()
    settle(qtbot, view)

    view.doing.printing.set_texts({"copies": "两份"})
    view.doing.printing.confirm()

    assert "不能打印" in view.doing.printing.slots_["copies"].fault.text()
    assert kept(world, paper_id).prints == 0


def test_a_draft_is_not_printed(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    press_ctrl(hand(view, "record.findings"), Qt.Key.Key_P)

    last = view.model.tools.notices.last
    assert view.doing.panel is None
    assert last is not None
    assert "定稿后才能打印" in last.message


def test_a_document_is_issued_on_a_day_but_not_in_the_future(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    view.doing.ask_issue()
    form = view.doing.issuing.form
    assert form is not None

    form.set_texts({"on": (TODAY + timedelta(days=1)).isoformat()})
    form.confirm()
    settle(qtbot, view)
    assert kept(world, paper_id).state is DocumentState.FINAL
    form.set_texts({"on": TODAY.isoformat()})
    form.confirm()
    settle(qtbot, view)

    assert (kept(world, paper_id).state, kept(world, paper_id).issued_on) == (DocumentState.ISSUED, TODAY)


def test_a_document_is_voided_with_a_reason_and_not_without(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    view.doing.ask_void()
    form = view.doing.voiding.form
    assert form is not None

    press_ctrl(form.entry("reason").hand, Qt.Key.Key_Return)
    settle(qtbot, view)
    assert kept(world, paper_id).state is DocumentState.FINAL
    type_text(form.entry("reason").hand, "当事人姓名有误")
    press_ctrl(form.entry("reason").hand, Qt.Key.Key_Return)
    settle(qtbot, view)

    assert kept(world, paper_id).void_reason == "当事人姓名有误"
    assert view.head.void_button.isHidden()


def test_a_document_is_exported_as_pdf_and_word(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    documents = view.model.tools.documents

    view.doing.export(str(tmp_path / "a.pdf"), lambda: documents.pdf(paper_id))
    view.doing.export(str(tmp_path / "a.docx"), lambda: documents.docx(paper_id))
    view.doing.export(str(tmp_path / "没有" / "a.docx"), lambda: documents.docx(paper_id))
    settle(qtbot, view)

    last = view.model.tools.notices.last
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.docx").stat().st_size > 0
    assert last is not None
    assert "没有写成文件" in last.message


def test_esc_leaves_the_question_then_the_document(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "filing_approval", **FULL)
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    wanted: list[str] = []
    view.wants.connect(lambda slug, _args: wanted.append(slug))
    view.doing.ask_final()
    settle(qtbot, view)

    press(view.doing.final.confirm_button, Qt.Key.Key_Escape)
    assert view.doing.panel is None
    press(hand(view, OPINION), Qt.Key.Key_Escape)

    assert wanted == ["case"]


def test_ctrl_q_puts_the_next_question_into_a_transcript(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "inquiry_transcript")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    box = hand(view, "inquiry.qa")

    press_ctrl(box, Qt.Key.Key_Q)
    type_text(box, "看清楚了。")
    press_ctrl(box, Qt.Key.Key_Q)

    assert view.form is not None
    lines = view.form.texts()["inquiry.qa"].split("\n")
    assert lines[0].startswith("问：我们是本机关的行政执法人员")
    assert lines[1] == "答：看清楚了。"
    assert lines[2].startswith("问：现就有关情况")
    assert "已列 2／" in view.hint.words.text()


def test_f4_takes_the_offered_text_to_change_it(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "filing_approval")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    assert view.form is not None
    line = view.form.asks[OPINION]
    assert line.offered
    assert line.entry.text() == ""
    view.form.go(OPINION)

    press(hand(view, OPINION), Qt.Key.Key_F4)

    assert line.entry.text() == line.offered


def test_the_page_scrolls_to_the_line_in_hand(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "site_record", **{"record.findings": "堆放水泥二十袋"})
    view = edited(qtbot, paper_tools(jobs, world), paper.id)

    assert view.preview.pages.show_text("堆放水泥二十袋")
    assert not view.preview.pages.show_text("没有这样的文字")
    assert view.preview.number.text().startswith("第 1 页，共 ")


def test_the_buttons_above_a_transcript_show_their_words_whole(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    paper = drafted(world, "inquiry_transcript")
    view = edited(qtbot, paper_tools(jobs, world), paper.id)
    view.resize(1170, 640)
    qtbot.waitUntil(lambda: view.width() == 1170)

    for button in (view.hint.next_button, *view.hint.buttons.values()):
        assert button.isHidden() or button.width() >= button.sizeHint().width(), button.text()
