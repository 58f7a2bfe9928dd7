"""Naming (名称): what records that others speak of are called, behind their identities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.documents.catalogue import forms
from app.domain.act import Act
from app.domain.case import Case
from app.domain.document import Document
from app.domain.log_line import LogLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement

    Get = Callable[[str], Any]


def names_in(found: Disagreement, people: Mapping[UUID, str]) -> dict[UUID, str]:
    """Return the names of people, and of all else that a conflict and what is settled with it speak of."""
    names = {**people}
    records = {**found.spoken, **{each.record_id: each.record for each in found.cards if each.record}}
    acts = {key: each for key, each in records.items() if isinstance(each, Act)}
    # An act is called by its item, so items are named before acts.
    for key, each in (*((key, each) for key, each in records.items() if key not in acts), *acts.items()):
        names.setdefault(key, _name(type(each), _getter(each), names))
    for card in found.cards:
        if card.born:
            names.setdefault(card.record_id, _name(card.record_kind, card.late.values.get, names))
    return {key: name for key, name in names.items() if name}


def _getter(record: Any) -> Get:
    return lambda name: getattr(record, name, None)


def _name(kind: type, get: Get, names: Mapping[UUID, str]) -> str:
    if kind is Document:
        form = forms().get(get("slug") or "")
        return f"《{form.title if form else '文书'}》{get('number') or ''}"
    if kind is Case:
        return str(get("number") or get("cause") or "")
    if kind is Act:
        item = get("item_id")
        return (names.get(item) if item else None) or str(get("item_code") or "")
    told = () if kind is LogLine else (get("name"), get("title"), get("subject_name"))
    return next((each for each in told if isinstance(each, str) and each), "")
