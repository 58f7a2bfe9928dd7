"""Notices: a failure is shown as sentence and remedy, a bug as a bug, in the window and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors import AppError
from ui.notices import NoticeKind, Notices
from ui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.quiet_log import QuietLog


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    """A bar over fresh notices."""
    notices = Notices()
    bar = NoticeBar(notices)
    notices.setParent(bar)
    qtbot.addWidget(bar)
    return bar


def notices_of(bar: NoticeBar) -> Notices:
    """Return the notices the bar shows."""
    found = bar.findChild(Notices)
    assert isinstance(found, Notices)
    return found


def test_nothing_is_shown_before_something_is_said(bar: NoticeBar) -> None:
    assert bar.isHidden()


def test_a_failure_is_shown_with_what_to_do(bar: NoticeBar) -> None:
    notices_of(bar).failed(AppError("案件已归档。", "请先申请补正。"))

    assert not bar.isHidden()
    assert "案件已归档。请先申请补正。" in bar.words.text()
    assert bar.property("kind") == NoticeKind.FAILURE.value


def test_markup_in_a_message_is_shown_and_not_obeyed(bar: NoticeBar) -> None:
    notices_of(bar).say("<b>示例</b> & 公司")

    assert "<b>示例</b> & 公司" in bar.words.text()
    assert bar.words.textFormat().name == "PlainText"


def test_a_bug_names_its_code_and_no_text_of_the_exception(bar: NoticeBar, quiet_log: QuietLog) -> None:
    quiet_log.expect("the window failed")

    notices_of(bar).take(ZeroDivisionError("甲 320281..."))

    assert "ZeroDivisionError" in bar.words.text()
    assert "320281" not in bar.words.text()


def test_a_failure_on_the_ui_thread_is_no_bug(bar: NoticeBar) -> None:
    notices_of(bar).take(AppError("不能打印。", "请检查打印机。"))

    last = notices_of(bar).last
    assert last is not None
    assert last.kind is NoticeKind.FAILURE


def test_put_away_it_is_gone(bar: NoticeBar) -> None:
    notices_of(bar).say("已登记。")

    bar.close_button.click()

    assert bar.isHidden()
    assert notices_of(bar).last is None
