"""Forms: what is typed is kept at once, Enter leads on, faults stand at their fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.clue import ClueSource
from app.domain.errors import AppError
from app.domain.money import Money
from tests.ui.form_kit import PLACE, a_form
from tests.ui.hands import compose, press, press_ctrl, press_enter, type_text
from tests.ui.memory_drafts import MemoryDrafts
from ui.forms.entries import KEY, ItemEntry, LineEntry, OfficersEntry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.forms.form import Form
    from ui.jobs import JobRunner


@pytest.fixture
def drafts() -> MemoryDrafts:
    """Drafts in memory."""
    return MemoryDrafts()


def typed(form: Form, name: str, text: str) -> QWidget:
    """Type a text into a field, and return what takes the keys."""
    hand = form.entry(name).hand
    hand.setFocus()
    type_text(hand, text)
    return hand


def line_of(form: Form, name: str) -> LineEntry:
    """Return an entry of one line."""
    entry = form.entry(name)
    assert isinstance(entry, LineEntry)
    return entry


def test_what_is_typed_is_a_draft_at_once(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)

    typed(form, "name", "示例甲")
    qtbot.waitUntil(lambda: form.idle and not jobs.busy)

    assert drafts.kept[PLACE].texts["name"] == "示例甲"


def test_a_draft_is_put_back_when_the_form_opens_again(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    first = a_form(qtbot, jobs, drafts)
    typed(first, "name", "示例甲")
    typed(first, "words", "占用人行道堆放货物")
    qtbot.waitUntil(lambda: first.idle and not jobs.busy)

    again = a_form(qtbot, jobs, drafts)

    assert again.texts()["name"] == "示例甲"
    assert again.texts()["words"] == "占用人行道堆放货物"


def test_fast_typing_ends_with_the_newest_text_kept(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)

    for character in "占用城市道路" * 10:
        typed(form, "name", character)
    qtbot.waitUntil(lambda: form.idle and not jobs.busy)

    assert drafts.kept[PLACE].texts["name"] == "占用城市道路" * 10


def test_a_dropped_draft_does_not_come_back_from_what_still_waits(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    typed(form, "name", "示例甲")

    form.drop_draft()
    qtbot.waitUntil(lambda: form.idle and not jobs.busy)

    assert PLACE not in drafts.kept


def test_starting_over_clears_fields_and_draft(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    typed(form, "name", "示例甲")

    form.reset()
    qtbot.waitUntil(lambda: form.idle and not jobs.busy)

    assert form.texts()["name"] == ""
    assert PLACE not in drafts.kept


def test_enter_goes_to_the_next_field(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "name", "示例甲")

    press_enter(hand)

    assert form.focusWidget() is form.entry("id_number").hand


def test_enter_walks_through_every_kind_but_long_text(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts, "name", "born", "fine", "source", "sure", "people", "item", "days")
    form.entry("name").setFocus()
    ended: list[bool] = []
    form.ended.connect(lambda: ended.append(True))

    passed = []
    for name in form.slots_:
        assert form.focusWidget() is form.entry(name).hand
        passed.append(name)
        press_enter(form.entry(name).hand)

    assert passed == ["name", "born", "fine", "source", "sure", "people", "item", "days"]
    assert ended == [True]


def test_enter_belongs_to_the_input_method_while_it_composes(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = form.entry("name").hand
    hand.setFocus()

    compose(hand, "shi'li")
    press_enter(hand)
    stayed = form.focusWidget()
    type_text(hand, "示例")
    press_enter(hand)

    assert stayed is hand
    assert form.texts()["name"] == "示例"
    assert form.focusWidget() is form.entry("id_number").hand


def test_enter_in_a_long_text_is_a_new_line(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "words", "第一行")

    press_enter(hand)
    type_text(hand, "第二行")

    assert form.texts()["words"] == "第一行\n第二行"
    assert form.focusWidget() is hand


@pytest.mark.parametrize(
    ("short", "full"),
    [("0305", "2026-03-05"), ("+15", "2026-03-20"), ("-3", "2026-03-02"), ("t", "2026-03-05")],
)
def test_a_short_date_is_written_out_on_leaving(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts, short: str, full: str
) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "born", short)
    meanwhile = line_of(form, "born").understood.text()

    press_enter(hand)

    assert meanwhile == full
    assert form.texts()["born"] == full


def test_an_amount_stands_beside_in_capitals(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)

    typed(form, "fine", "1234.50")

    assert line_of(form, "fine").understood.text() == "壹仟贰佰叁拾肆元伍角整"


@pytest.mark.parametrize("text", ["12.345", "一千", "1e", "nan"])
def test_an_amount_that_is_none_is_said_at_its_field(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts, text: str
) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "fine", text)

    press_enter(hand)

    assert "金额" in form.slots_["fine"].fault.text()
    assert form.texts()["fine"] == text


def test_a_wrong_check_digit_is_said_at_its_field_on_leaving(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "id_number", "110101199003070012")

    press_enter(hand)
    fault = form.slots_["id_number"].fault

    assert fault.isVisible()
    assert "校验码" in fault.text()
    assert form.entry("id_number").hand.property("faulty") is True


def test_a_mended_fault_goes_away(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    press_enter(typed(form, "born", "0230"))
    line = line_of(form, "born").line
    line.clear()

    press_enter(typed(form, "born", "0228"))

    assert not form.slots_["born"].fault.isVisible()
    assert form.texts()["born"] == "2026-02-28"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\x7f", "\ufffe"])
def test_a_character_that_cannot_be_printed_is_refused_at_its_field(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts, character: str
) -> None:
    form = a_form(qtbot, jobs, drafts, "name")
    form.set_texts({"name": f"示例{character}甲"})

    values = form.check()

    assert values is None
    assert "不能打印" in form.slots_["name"].fault.text()


def test_confirming_goes_to_the_first_fault(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    handed: list[Any] = []
    form.confirmed.connect(handed.append)

    press_ctrl(typed(form, "days", "三"), Qt.Key.Key_Return)

    assert handed == []
    assert "未填写" in form.slots_["name"].fault.text()
    assert "整数" in form.slots_["days"].fault.text()
    assert form.focusWidget() is form.entry("name").hand


def test_confirming_hands_over_values_and_no_texts(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    handed: list[Any] = []
    form.confirmed.connect(handed.append)
    form.set_texts(
        {
            "name": " 示例甲 ",
            "born": "0305",
            "fine": "1,200元",
            "source": "grid",
            "sure": "1",
            "people": f"{UUID(int=2)},{UUID(int=1)}",
            "item": str(UUID(int=12)),
            "days": "5",
        }
    )

    press_ctrl(form.entry("name").hand, Qt.Key.Key_Return)

    assert handed == [
        {
            "name": "示例甲",
            "id_number": "",
            "born": date(2026, 3, 5),
            "fine": Money.yuan(1200),
            "source": ClueSource.GRID,
            "sure": True,
            "words": "",
            "people": (UUID(int=2), UUID(int=1)),
            "item": UUID(int=12),
            "days": 5,
        }
    ]


def test_the_next_missing_field_is_one_key_away(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = typed(form, "days", "1")

    press(hand, Qt.Key.Key_F7)

    assert form.focusWidget() is form.entry("name").hand


def test_a_refusal_that_names_a_field_is_shown_there(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)

    named = form.show_error(AppError("“日期”早于立案日期。", "请核对。"))
    other = form.show_error(AppError("数据库忙。", "请重试。"))

    assert named
    assert not other
    assert "早于立案日期" in form.slots_["born"].fault.text()


def test_people_keep_the_order_they_were_ticked_in(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    entry = form.entry("people")
    assert isinstance(entry, OfficersEntry)

    for at in (1, 0):
        entry.rows.setCurrentRow(at)
        press(entry.rows, Qt.Key.Key_Space)

    assert entry.text() == f"{UUID(int=2)},{UUID(int=1)}"


def test_who_is_chosen_already_stands_first_and_a_row_stays_under_the_hand(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts
) -> None:
    form = a_form(qtbot, jobs, drafts)
    entry = form.entry("people")
    assert isinstance(entry, OfficersEntry)
    keys = [str(UUID(int=1)), str(UUID(int=2))]

    def shown() -> list[str]:
        return [entry.rows.item(at).data(KEY) for at in range(entry.rows.count())]

    assert shown() == keys
    entry.set_text(keys[1])
    assert shown() == keys[::-1]
    entry.rows.setCurrentRow(1)
    press(entry.rows, Qt.Key.Key_Space)
    assert shown() == keys[::-1]
    assert entry.text() == ",".join(keys[::-1])
    entry.set_text("")
    assert shown() == keys


@pytest.mark.parametrize("text", ["占用", "szzy", "示例01", "城市管理"])
def test_an_item_is_found_by_name_number_field_or_initials(
    qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts, text: str
) -> None:
    form = a_form(qtbot, jobs, drafts)
    entry = form.entry("item")
    assert isinstance(entry, ItemEntry)

    press_enter(typed(form, "item", text))

    assert entry.text() == str(UUID(int=11))


def test_a_digit_picks_from_a_short_list(qtbot: QtBot, jobs: JobRunner, drafts: MemoryDrafts) -> None:
    form = a_form(qtbot, jobs, drafts)
    hand = form.entry("source").hand
    hand.setFocus()

    press(hand, Qt.Key.Key_2)

    assert form.texts()["source"] == list(ClueSource)[1].value
