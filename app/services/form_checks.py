"""Form checks (模板检查): a template linted, filled empty, normal and very long, reopened and laid out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.catalogue import form, forms
from app.documents.finalising import nested
from app.documents.trial import (
    TRIAL_WORDS,
    Trial,
    expected_text,
    sample_values,
    trial_values,
)
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from app.documents.manifest import Form
    from app.documents.page import LaidOut, Page
    from app.documents.template_fault import TemplateFault
    from app.documents.vocabulary.words import Said
    from app.domain.typesetting import Typesetting
    from app.ports import Forms, Pages, Templates

_SHOWN = 12


class NoSampleError(AppError):
    """A form has no sample to be tried with."""

    code = "documents.no_sample"
    hint = "请重新安装文书模板，或者由制作模板的人补齐示例内容。"

    def __init__(self, title: str) -> None:
        super().__init__(f"《{title}》没有示例内容，不能试填。")


@dataclass(frozen=True, slots=True)
class Tried:
    """One filling of a template (试填): its pages, and what is wrong; nothing when it is whole."""

    trial: Trial
    pages: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one template (检查结果).

    Attributes:
        faults: What refuses it.
        advice: What is advised to change.
        tried: The fillings; none for a template that is refused.
        pages: Page of each fault, in their order; 0 where it stands on none.
    """

    slug: str
    title: str
    faults: tuple[TemplateFault, ...]
    advice: tuple[TemplateFault, ...]
    tried: tuple[Tried, ...]
    pages: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why it cannot be used, each with page and place, in Chinese."""
        pages = self.pages or (0,) * len(self.faults)
        placed = zip(self.faults, pages, strict=True)
        refused = (f"第{page}页 {each}" if page else str(each) for each, page in placed)
        wrong = (f"{TRIAL_WORDS[each.trial]}试填：{each.wrong}" for each in self.tried if each.wrong)
        return (*refused, *wrong)

    @property
    def good(self) -> bool:
        """Whether the template can be used."""
        return not self.faults and not any(each.wrong for each in self.tried)


class FormChecks:
    """Tries templates; keeps nothing."""

    def __init__(self, forms_: Forms, pages: Pages, templates: Templates) -> None:
        self._forms, self._pages, self._templates = forms_, pages, templates

    def every(self) -> Iterator[Checked]:
        """Check every installed form, in the order of the list."""
        for slug in forms():
            yield self.check(slug)

    def check(self, slug: str) -> Checked:
        """Check the template in use for a form."""
        shape, docx = form(slug), self._forms.template(slug)
        faults = self._templates.faults(docx, None)
        sample = sample_values(shape)
        if faults or sample is None:
            return Checked(slug, shape.title, faults, (), () if faults else _unsampled())
        tried = tuple(self._tried(shape, docx, sample, each) for each in Trial)
        return Checked(slug, shape.title, (), self._templates.advice(docx), tried)

    def look(self, slug: str, docx: bytes, trial: Trial, typesetting: Typesetting | None = None) -> LaidOut:
        """Return the pages of a foreign template filled for a form, set as an office sets its own."""
        shape = form(slug)
        sample = sample_values(shape)
        if sample is None:
            raise NoSampleError(shape.title)
        filled = self._templates.fill(slug, docx, nested(trial_values(shape, sample, trial)))
        return self._pages.layout(filled, typesetting=typesetting)

    def foreign(self, slug: str, docx: bytes) -> Checked:
        """Check a template an office brings for a form: safe, its fields known, whole in every filling."""
        shape = form(slug)
        sample = sample_values(shape)
        if sample is None:
            raise NoSampleError(shape.title)
        faults = self._templates.faults(docx, known_names(sample))
        if faults:
            return Checked(slug, shape.title, faults, (), (), self._pages_of(docx, faults))
        tried = tuple(self._tried(shape, docx, sample, each, exact=False) for each in Trial)
        return Checked(slug, shape.title, (), self._templates.advice(docx), tried)

    def _pages_of(self, docx: bytes, faults: tuple[TemplateFault, ...]) -> tuple[int, ...]:
        """Find the page of each fault by the text that stands there; an unsafe package is not laid out."""
        if not all(each.excerpt for each in faults):
            return (0,) * len(faults)
        try:
            laid = self._pages.layout(docx)
        except AppError:
            return (0,) * len(faults)
        said = [_page_text(page) for page in laid.pages]
        return tuple(
            next((at for at, text in enumerate(said, 1) if _plain(each.excerpt) in text), 0)
            for each in faults
        )

    def _tried(
        self, shape: Form, docx: bytes, sample: Mapping[str, Said], trial: Trial, *, exact: bool = True
    ) -> Tried:
        try:
            values = trial_values(shape, sample, trial)
            filled = self._templates.fill(shape.slug, docx, nested(values))
            text = self._templates.text(filled)
            laid = self._pages.layout(filled)
        except AppError as error:
            return Tried(trial, 0, error.message)
        wrong = _lost(text, laid)
        if not wrong and exact and trial is Trial.NORMAL and text != expected_text(shape):
            wrong = f"填写结果与预期文本不一致：{_difference(text, expected_text(shape))}"
        return Tried(trial, len(laid.pages), wrong)


def known_names(sample: Mapping[str, Said]) -> Collection[str]:
    """Return the names a template of a form may print."""
    return frozenset(sample)


def checked_lines(found: Checked) -> Iterator[str]:
    """Yield what a check found, in Chinese."""
    pages = "、".join(f"{TRIAL_WORDS[each.trial]}{each.pages}页" for each in found.tried)
    yield f"{'✔' if found.good else '✕'} {found.title}　{pages}".rstrip()
    for each in found.faults:
        yield f"　　✕ {each}"
    for tried in found.tried:
        if tried.wrong:
            yield f"　　✕ {TRIAL_WORDS[tried.trial]}：{tried.wrong}"


def _unsampled() -> tuple[Tried, ...]:
    return (Tried(Trial.NORMAL, 0, "没有示例内容（sample.json）"),)


def _page_text(page: Page) -> str:
    return _plain("".join(getattr(each, "text", "") for each in page.items))


def _lost(text: str, laid: LaidOut) -> str:
    """Name the characters of a filled form that are on none of its pages."""
    printed = Counter(
        _plain("".join(getattr(each, "text", "") for page in laid.pages for each in page.items))
    )
    wanted = Counter(_plain(text.replace(" | ", "")))
    lost = wanted - printed
    if not lost:
        return ""
    some = "".join(list(lost.elements())[:_SHOWN])
    return f"有{lost.total()}个字没有印出：“{some}”"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _difference(text: str, expected: str) -> str:
    lines = text.split("\n"), expected.split("\n")
    for at, (now, then) in enumerate(zip(*lines, strict=False), 1):
        if now != then:
            return f"第{at}行“{now[:20]}”应为“{then[:20]}”"
    return "行数不同"
