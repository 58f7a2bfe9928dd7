"""Manifest (文书说明): what a form shows, asks, requires and bears, read from its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping


class AskType(StrEnum):
    """How an answer is typed and printed (填写方式)."""

    TEXT = "text"
    LONG_TEXT = "longtext"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    TABLE = "table"


class ManifestError(AppError):
    """A form's manifest cannot be used."""

    code = "documents.manifest"
    hint = "请恢复随程序安装的文书模板，或联系管理员修正。"

    def __init__(self, number: str, why: str) -> None:
        super().__init__(f"文书模板{number}的说明文件有误：{why}。")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an answer (选项): the code kept and the words printed."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What only this form asks (填写项).

    Attributes:
        name: Qualified name, the key in ``Document.answers``.
        required_when: Needed only where another answer is so (``name=code``), or a name says something.
        default: Vocabulary name offered, and printed while nothing was typed; empty for none.
        preset: Answer that counts while nothing was typed and the default says nothing.
        choices: Options of a CHOICE; a plain word is its own code.
        columns: Column names of a TABLE; an answer has one row a line, cells parted by tab or ``|``.
        cells: What the cells of each column hold; written ``name:type`` in the manifest, text unless said.
        filled: Columns of a TABLE that no row may leave empty.
    """

    name: str
    label: str
    group: str
    type: AskType
    required: bool = False
    help: str = ""
    default: str = ""
    required_when: str = ""
    preset: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[AskType, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of a TABLE: its help names them after a colon, else they are counted."""
        named = tuple(self.help.partition("：")[2].split("、"))
        counted = tuple(f"第{number}列" for number in range(1, len(self.columns) + 1))
        return named if len(named) == len(self.columns) else counted


@dataclass(frozen=True, slots=True)
class Form:
    """文书 (form): everything said of one of the unified documents in its manifest.

    Attributes:
        number: Two digits of the list; ``slug`` is its name for ever.
        series: Character in the document number; empty when it bears none.
        series_by: ``name=code`` of an answer → the series taken instead where that was chosen.
        title_by: ``name=code`` of an answer → the title taken instead where that was chosen.
        audience: ``internal``, ``party``, ``organ`` or ``record``.
        shows: Vocabulary names printed from the case.
        statutory: Names that must not be empty at 定稿, by article or for the form to make sense.
        rest_blank: Whether the text ends in 以下空白.
    """

    number: str
    slug: str
    title: str
    stage: str
    family: str
    audience: str
    signers: tuple[str, ...]
    series: str
    seal: bool
    copies: int
    per_party: bool
    law: tuple[str, ...]
    shows: tuple[str, ...]
    statutory: tuple[str, ...]
    asks: tuple[Ask, ...]
    series_by: Mapping[str, str] = field(default_factory=dict)
    title_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Name of the folder with its template."""
        return f"{self.number}_{self.slug}"

    @property
    def rest_blank(self) -> bool:
        """Whether 以下空白 ends the text (transcripts and minutes)."""
        return self.family in ("transcript", "minutes")

    def ask(self, name: str) -> Ask | None:
        """Return what the form asks under a name, if it does."""
        return next((each for each in self.asks if each.name == name), None)

    def titled(self, answers: Mapping[str, str]) -> str:
        """Return the title of a document with some answers: 限期拆除公告 where demolition is announced."""
        for condition, title in self.title_by.items():
            name, _, code = condition.partition("=")
            ask = self.ask(name)
            given = answers.get(name, "") or (ask.preset if ask else "")
            if ask is not None and any(
                given in (each.code, each.words) for each in ask.choices if each.code == code
            ):
                return title
        return self.title


def read_manifest(text: str, number: str = "") -> Form:
    """Read a manifest in TOML, or raise ``ManifestError`` naming what is wrong."""
    try:
        raw = tomllib.loads(text)
        asks = tuple(_ask(each) for each in raw.pop("asks", ()))
        lists = {key: tuple(value) for key, value in raw.items() if isinstance(value, list)}
        form = Form(**(raw | lists), asks=asks)
    except (tomllib.TOMLDecodeError, TypeError, KeyError, ValueError) as error:
        raise ManifestError(number, str(error)) from error
    names = [each.name for each in asks]
    if len(set(names)) != len(names):
        raise ManifestError(form.number, "填写项重名")
    return form


def _ask(raw: dict[str, Any]) -> Ask:
    kept = dict(raw)
    choices = tuple(_choice(each) for each in kept.pop("choices", ()))
    parted = [each.partition(":") for each in kept.pop("columns", ())]
    columns = tuple(name for name, _, _ in parted)
    rest = {
        "type": AskType(kept["type"]),
        "cells": tuple(AskType(kind or "text") for _, _, kind in parted),
        "filled": tuple(kept.pop("filled", ())),
    }
    return Ask(**(kept | rest), choices=choices, columns=columns)


def _choice(text: str) -> Choice:
    code, _, words = text.partition("=")
    return Choice(code, words or code)
