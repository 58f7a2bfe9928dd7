"""A warning nobody expected is a complaint, and so is an expected one that never came."""

from __future__ import annotations

import logging

from tests.quiet_log import QuietLog


def test_an_expected_warning_is_no_complaint(quiet_log: QuietLog) -> None:
    quiet_log.expect("disk nearly full")

    logging.getLogger("chengzhi.store").warning("disk nearly full: %d MB", 3)

    assert quiet_log.complaints() == []


def test_a_stray_warning_and_a_missing_one_are_complaints() -> None:
    watch = QuietLog()
    watch.expect("disk nearly full")

    watch.handle(logging.LogRecord("chengzhi", logging.ERROR, "", 0, "line cut", (), None))

    assert watch.complaints() == ["unexpected: ERROR chengzhi: line cut", "never logged: disk nearly full"]
