"""What may go wrong on the way, at a disk and at a desk, and at which moments of the exchange."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One kind of trouble; the word is what the tally and the matrix show."""

    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    ANSWER_LATE = "answer late"
    REQUEST_LATE = "request late, out of order"
    TWICE = "duplicate now"
    TWICE_LATER = "duplicate later"
    TRUNCATED = "body torn or altered"
    PORTAL = "HTML with 200"
    WRONG_SERVER = "wrong server"
    TOKEN = "401"  # noqa: S105 - a status, no secret
    TOO_LARGE = "413"
    TOO_MANY = "429"
    UNAVAILABLE = "503"
    BEHIND = "replica behind"
    SERVER_BEFORE = "server crash before commit"
    SERVER_AFTER = "server crash after commit"
    SERVER_FULL = "server disk full"
    SERVER_BUSY = "server database busy"
    DESK_BEFORE = "desktop crash before commit"
    DESK_AFTER = "desktop crash after commit"
    DESK_FULL = "desktop disk full"
    DESK_BUSY = "desktop database busy"


class Event(StrEnum):
    """One thing that happens to a machine or an office as a whole, at no particular exchange."""

    RESTART = "program restarted"
    COPIED_BACK = "database copied back"
    CLONED = "PC cloned"
    GUARD_LOST = "guard lost"
    ALTERED = "images altered on a desktop"
    CLOCK_JUMP = "clock jump of years"
    DST = "clock shift of an hour (DST)"
    NEW_YEAR = "year change with leases"
    BACKUP = "server backup"
    RESTORED_NEWEST = "server restored, newest backup"
    RESTORED_OLDER = "server restored, older backup"
    RESTORED_AGAIN = "server restored during recovery"
    BUMP_FORGOTTEN = "server restored, epoch kept"
    FAIL_OVER = "fail-over, last commits lost"
    OLD_SCHEMA = "change set of an older schema"
    NEW_SCHEMA = "change set of a newer schema"
    POISON = "poisoned change set"
    FOREIGN = "operation for another town"
    REVOKED = "device revoked"
    REVOKED_MID_PUSH = "device revoked while it pushes"
    ENROLLED_AGAIN = "computer enrolled again"
    LOST = "device lost, declared"
    LATE_COPY = "late copy delivered"
    LATE_AFTER_ENROLMENT = "late copy of a former enrolment"
    VOIDED = "leased number voided by hand"
    REBORN = "record born over another"
    FIXED_EDITED = "fixed field edited"
    TAKEN_BACK = "kept work given up or sent again"
    SETTLED = "kept work settled by the city"
    OTHER_STREAM = "another town's stream asked for"
    PAGE_ALTERED = "page of the log altered on the way"
    UPDATED = "program updated"


DRAWN_APART = frozenset(
    (
        Event.REBORN,
        Event.FIXED_EDITED,
        Event.TAKEN_BACK,
        Event.SETTLED,
        Event.OTHER_STREAM,
        Event.PAGE_ALTERED,
        Event.UPDATED,
    )
)
"""Events with a source of chance of their own: a story without them is the one it was before they were."""
WIRE = (
    Fault.REQUEST_LOST,
    Fault.ANSWER_LOST,
    Fault.ANSWER_LATE,
    Fault.REQUEST_LATE,
    Fault.TWICE,
    Fault.TWICE_LATER,
    Fault.TRUNCATED,
    Fault.PORTAL,
    Fault.WRONG_SERVER,
    Fault.TOKEN,
    Fault.TOO_LARGE,
    Fault.TOO_MANY,
    Fault.UNAVAILABLE,
    Fault.BEHIND,
)
SERVER = (Fault.SERVER_BEFORE, Fault.SERVER_AFTER, Fault.SERVER_FULL, Fault.SERVER_BUSY)
DESK = (Fault.DESK_BEFORE, Fault.DESK_AFTER, Fault.DESK_FULL, Fault.DESK_BUSY)
READS = ("changes", "digest", "bucket")
"""Words that a replica may answer; every other one writes."""
WORDS = ("hello", "push", "changes", "lease", "release", "recover", "digest", "bucket")
"""The steps of the exchange; a desktop's commit belongs to the exchange whose answer it stores."""
SAVE, START = "save", "start"
"""Moments of a desktop besides the exchanges: a clerk's save, the start of the program."""
