"""Field list (字段清单): every field of the unified documents under the one name its fact has."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.documents.catalogue import forms
from app.documents.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.documents.manifest import Ask, Form

PART = "part."
"""Begins the names of what the program, the printer or a hand adds."""
TYPED, ADDED = "各文书填写项", "打印时或者打印后补充"
_PLACES = {
    "case": "案件",
    "clue": "案源线索",
    "party": "当事人",
    "act": "违法行为",
    "penalty": "处罚裁量",
    "evidence": "证据",
    "person": "人员",
    "subject": "处罚主体设置",
    "document": "前序文书",
    "statement": "陈述申辩登记",
    "delivery": "送达登记",
    "payment": "缴款登记",
    "volume": "组卷",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """字段 (field): one row of the list of the unified documents and the name of the fact it shows.

    Attributes:
        number: Of the form in the list; ``form`` is its slug.
        field: Slug of the field, which means something only within its form.
        type: Kind of the field as the list gives it.
        required: ``R`` required, ``O`` optional, ``C`` where a condition holds.
        mark: Whether the law names it (verified: article) or the list proposes it.
        name: A word of the vocabulary, an ask of the form, or a part that is added.
    """

    number: str
    form: str
    field: str
    label: str
    type: str
    required: str
    mark: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """事项 (fact): a name with its label, where it is typed, and the forms that show it.

    Attributes:
        group: Part of the case in which it is typed; the papers themselves; what is added after printing.
        typed: Where it is typed once, in Chinese; how it comes to be, for what nobody types.
        titles: Titles of the forms that show it, in the order of the list.
    """

    name: str
    label: str
    group: str
    typed: str
    titles: tuple[str, ...]


@cache
def rows() -> tuple[FieldRow, ...]:
    """Return every row of the list, in its order."""
    text = files("resources").joinpath("documents", "fields.csv").read_text("utf-8")
    return tuple(FieldRow(**each) for each in csv.DictReader(io.StringIO(text)))


@cache
def facts() -> tuple[Fact, ...]:
    """Return every fact the installed forms show, by where it is typed and by label."""
    used: dict[str, list[str]] = {}
    for shape in forms().values():
        for name in sorted(told_by(shape)):
            used.setdefault(name, []).append(f"{shape.number} {shape.title}")
    for row in rows():
        if row.name.startswith(PART):
            title = f"{row.number} {forms()[row.form].title}" if row.form in forms() else row.number
            used.setdefault(row.name, []).append(title)
    found = [
        Fact(name, _label(name), _group(name), _typed(name), tuple(dict.fromkeys(titles)))
        for name, titles in used.items()
    ]
    order = [*_PLACES.values(), TYPED, ADDED]
    return tuple(sorted(found, key=lambda each: (order.index(each.group), each.label, each.name)))


def told_by(shape: Form) -> frozenset[str]:
    """Return every name a form prints, needs or asks, with what those names tell besides."""
    asked = [*(each.name for each in shape.asks), *(each.default for each in shape.asks if each.default)]
    found: set[str] = set()
    left = [*shape.shows, *shape.statutory, *asked]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _data()["composed"].get(name, ())
    return frozenset(found)


def unreachable() -> tuple[FieldRow, ...]:
    """Return the rows of installed forms whose fact has no source and no entry place in its form."""
    return tuple(each for each in rows() if each.form in forms() and not _reached(each))


def asked_twice() -> tuple[str, ...]:
    """Return what several forms ask although nothing is offered from the first: by name and by label."""
    bare = [ask for _, ask in _asks() if not (ask.default or ask.preset)]
    own, apart = tuple(_data()["own"]), _data()["apart"]
    named = Counter(ask.name for ask in bare if not ask.name.startswith(own))
    labelled: dict[str, set[str]] = {}
    for ask in bare:
        labelled.setdefault(ask.label, set()).add(ask.name)
    alike = (label for label, names in labelled.items() if len(names) > 1 and label not in apart)
    return (*(name for name, count in named.items() if count > 1), *alike)


def parts() -> Mapping[str, str]:
    """Return what is added to a form without being asked, with how it comes there."""
    found: Mapping[str, str] = _data()["parts"]
    return found


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("documents", "composed.toml").read_text("utf-8"))


def _reached(row: FieldRow) -> bool:
    return row.name in parts() or row.name in told_by(forms()[row.form])


def _asks() -> Iterator[tuple[Form, Ask]]:
    for shape in forms().values():
        for ask in shape.asks:
            yield shape, ask


@cache
def _asked() -> Mapping[str, tuple[tuple[Form, Ask], ...]]:
    found: dict[str, list[tuple[Form, Ask]]] = {}
    for shape, ask in _asks():
        found.setdefault(ask.name, []).append((shape, ask))
    return {name: tuple(each) for name, each in found.items()}


def _label(name: str) -> str:
    if name in vocabulary():
        return vocabulary()[name].label
    if name in _asked():
        return _asked()[name][0][1].label
    labels = Counter(each.label for each in rows() if each.name == name)
    return "、".join(label for label, _ in labels.most_common(3))


def _group(name: str) -> str:
    if name in vocabulary():
        return _PLACES[vocabulary()[name].place.kind]
    return ADDED if name in parts() else TYPED


def _typed(name: str) -> str:
    if name in parts():
        return parts()[name]
    if name in vocabulary():
        place = vocabulary()[name].place
        return f"{_PLACES[place.kind]}（填写一次，各文书自动带出）"
    titles = "、".join(f"《{shape.title}》" for shape, _ in _asked()[name])
    offered = {ask.default for _, ask in _asked()[name] if ask.default}
    from_case = "，未填时由已有信息带出" if offered else ""
    return f"填写于{titles}{from_case}"
