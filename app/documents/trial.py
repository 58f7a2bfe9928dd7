"""Trial values (试填内容): what a template is tried with — nothing, an ordinary case, very long texts."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import cycle, islice
from typing import TYPE_CHECKING

from app.documents.catalogue import templates
from app.documents.gap import STRUCK, Gap, Struck
from app.documents.manifest import AskType
from app.documents.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.manifest import Form
    from app.documents.vocabulary.words import Said

LONGEST, MOST_ROWS = 5_000, 40
_SENTENCE = "示例内容很长时也应当完整打印，不得截断、重叠或者丢失。"


class Trial(StrEnum):
    """What a template is filled with (试填方式)."""

    EMPTY = "empty"
    NORMAL = "normal"
    LONG = "long"


TRIAL_WORDS = {Trial.EMPTY: "空白", Trial.NORMAL: "一般", Trial.LONG: "很长"}


def sample_values(form: Form) -> dict[str, Said] | None:
    """Return what the form prints for the fictional sample case; ``None`` for a form without one."""
    kept = templates().joinpath(form.folder, "sample.json")
    if not kept.is_file():
        return None
    return {name: _said(value) for name, value in json.loads(kept.read_text("utf-8")).items()}


def sample_text(values: Mapping[str, Said]) -> str:
    """Return sample values as their file holds them; a blank that was struck out is null."""
    plain = {name: _plain(said) for name, said in values.items()}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def expected_text(form: Form) -> str:
    """Return the text the form has for the sample case."""
    return templates().joinpath(form.folder, "expected.txt").read_text("utf-8")


def trial_values(form: Form, sample: Mapping[str, Said], trial: Trial) -> dict[str, Said]:
    """Return the sample, or the same names with nothing known, or with very long texts and lists."""
    if trial is Trial.NORMAL:
        return dict(sample)
    if trial is Trial.EMPTY:
        return {name: _nothing(form, name, said) for name, said in sample.items()}
    long = {each.name for each in form.asks if each.type is AskType.LONG_TEXT}
    return {name: _much(said, long=name in long) for name, said in sample.items()}


def _nothing(form: Form, name: str, said: Said) -> Said:
    if not isinstance(said, str):
        return ()
    ask = form.ask(name)
    word = vocabulary().get(name)
    return Gap.of(ask.label if ask else word.label if word else name)


def _much(said: Said, *, long: bool) -> Said:
    if isinstance(said, Struck):
        return said
    if isinstance(said, str):
        return (said + _SENTENCE * (LONGEST // len(_SENTENCE) + 1))[:LONGEST] if long else said
    return tuple(islice(cycle(said), MOST_ROWS)) if said else ()


def _plain(said: Said) -> object:
    if isinstance(said, Struck):
        return None
    return said if isinstance(said, str) else list(said)


def _said(value: object) -> Said:
    if value is None:
        return STRUCK
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple({str(key): str(cell) for key, cell in row.items()} for row in value)
