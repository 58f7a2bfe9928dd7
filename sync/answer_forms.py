"""The form an answer of the city must have (应答格式): looked at before anything in it is believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from math import inf
from typing import Any
from uuid import UUID

from sync.protocol.canonical import canonical
from sync.protocol.digest import BUCKETS
from sync.protocol.messages import Code, Word

Form = Callable[[Any], bool]
_LIMIT = 2**53
_SHORTEST_POLL = 1
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
"""Years between which every zone's time of a moment can be told."""


def fits(word: str, body: Mapping[str, Any]) -> bool:
    """Tell whether the answer to a word that was done has the form it must have."""
    return _ANSWERS.get(word, _mapping)(body)


def refusal_fits(word: str, body: Mapping[str, Any]) -> bool:
    """Tell whether a refusal has the form it must have; what it does not tell of may be missing."""
    if not _REFUSAL(body):
        return False
    return word != Word.PUSH or body.get("code") != Code.GAP or _whole(body.get("expect"))


def _text(given: Any) -> bool:
    """Tell whether it is a text that can be stored: JSON may bring half a character."""
    return isinstance(given, str) and (given.isascii() or _written(given))


def _some(given: Any) -> bool:
    return given != "" and _text(given)


def _token(given: Any) -> bool:
    """Tell whether it may stand in the head of a request."""
    return _some(given) and given.isascii() and given.isprintable()


def _whole(given: Any) -> bool:
    return type(given) is int and 0 <= given < _LIMIT


def _positive(given: Any) -> bool:
    return _whole(given) and given > 0


def _sum(given: Any) -> bool:
    return type(given) is int


def _truth(given: Any) -> bool:
    return isinstance(given, bool)


def _pause(given: Any) -> bool:
    """Tell whether it is a number of seconds; less than one would be no pause."""
    return type(given) in (int, float) and _SHORTEST_POLL <= given < inf


def _mapping(given: Any) -> bool:
    return isinstance(given, dict)


def _moment(given: Any) -> bool:
    try:
        told = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        return False
    return told.tzinfo is not None and _FIRST_YEAR <= told.year <= _LAST_YEAR


def _identity(given: Any) -> bool:
    try:
        return _text(given) and bool(UUID(given))
    except ValueError:
        return False


def _key(given: Any) -> bool:
    try:
        return _text(given) and bool(bytes.fromhex(given))
    except ValueError:
        return False


def _written(given: Any) -> bool:
    """Tell whether a value can be written down: half characters and numbers JSON lacks cannot."""
    try:
        canonical(given).encode()
    except (ValueError, RecursionError):
        return False
    return True


def _or_none(form: Form) -> Form:
    return lambda given: given is None or form(given)


def _each(form: Form) -> Form:
    return lambda given: isinstance(given, list) and all(map(form, given))


def _by_name(form: Form) -> Form:
    return lambda given: isinstance(given, dict) and all(map(_text, given)) and all(map(form, given.values()))


def _with(**parts: Form) -> Form:
    """Return the form of a mapping with these parts; newer servers may add to them."""
    forms = tuple(parts.items())
    return lambda given: (
        isinstance(given, dict) and all(name in given and form(given[name]) for name, form in forms)
    )


def _perhaps(**parts: Form) -> Form:
    """Return the form of a mapping in which these parts may be missing."""
    forms = tuple(parts.items())
    return lambda given: (
        isinstance(given, dict) and all(name not in given or form(given[name]) for name, form in forms)
    )


def _both(one: Form, other: Form) -> Form:
    return lambda given: one(given) and other(given)


def _goes_on(page: Any) -> bool:
    """Tell whether a page that is not the last brings something; else it would be asked for without end."""
    return bool(page["rows"]) or not page["more"]


def _all_buckets(given: Any) -> bool:
    return len(given) == BUCKETS


_BACKED = _perhaps(backed=_by_name(_whole), backed_seq=_or_none(_whole))
_OUTCOME = _with(cs_no=_whole, cs_id=_identity, outcome=_text, seq=_whole, reason=_or_none(_text))
_IMAGE = _with(coll=_text, id=_text, version=_whole, deleted=_truth, fields=_mapping)
_CONFLICT = _with(id=_text, cs_id=_text, coll=_text, rec=_text, kind=_text, urgent=_truth)
_CLOSED = _with(id=_text, by=_text, at=_text, cs_id=_text)
_LISTS = _with(effects=_each(_IMAGE), conflicts=_each(_CONFLICT), closed=_each(_CLOSED))
_HEAD = _with(seq=_whole, hash=_text, outcome=_text, reason=_or_none(_text))
_ROW = _both(_with(cs=_with(cs_id=_text, hash=_text)), _both(_HEAD, _LISTS))
_PAGE = _with(rows=_each(_ROW), more=_truth, upto=_whole, head=_whole)
_GREETING = _with(
    epoch=_some, now=_moment, poll=_pause, revoked=_truth, limits=_with(ops=_positive, bytes=_positive)
)
_REFUSAL = _both(_BACKED, _perhaps(code=_text, epoch=_or_none(_text), outcomes=_each(_OUTCOME)))
_ANSWERS: Mapping[str, Form] = {
    Word.HELLO: _both(_GREETING, _BACKED),
    Word.PUSH: _both(_with(outcomes=_each(_OUTCOME)), _BACKED),
    Word.CHANGES: _both(_PAGE, _both(_goes_on, _BACKED)),
    Word.LEASE: _with(numbers=_each(_positive)),
    Word.RELEASE: _with(),
    Word.RECOVER: _with(state=_text),
    Word.DIGEST: _with(seq=_whole, buckets=_both(_each(_sum), _all_buckets)),
    Word.BUCKET: _with(seq=_whole, records=_each(_both(_IMAGE, _written))),
}
GRANT = _with(issued=_some, until=_some, signature=_text)
CHALLENGE = _with(challenge=_some)
TOKEN = _with(token=_token)
ENROLLED = _with(server=_some, server_key=_key, device=_some, town=_some, town_name=_text)
