"""Expected refusals of the city server, worded for people and named for programs."""

from __future__ import annotations


class CityError(Exception):
    """A refusal that is no fault of the program.

    Attributes:
        status: HTTP status it is answered with.
        code: Stable name for programs and tests.
        message: What happened, in Chinese.
        hint: What to do about it.
        retry_after: Seconds to wait before asking again.
    """

    status = 400
    code = "refused"
    hint = ""
    retry_after: float | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
