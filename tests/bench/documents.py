"""All forms of a case: filled beside plain docxtpl, made into PDF pages beside a warm LibreOffice."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import jinja2
from docxtpl import DocxTemplate

from app.adapters.docx_forms import DocxForms, shipped_forms
from app.adapters.page_engine import QtPageEngine
from app.documents.catalogue import forms, templates
from tests.documents.conftest import LIKE_LIBREOFFICE
from tests.documents.docx_text import text_of
from tests.documents.fonts import font_config, test_fonts
from tests.documents.oracle import Oracle, characters
from tests.documents.sample import final_form_values, sample
from tests.measuring import Measured, timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RUNS = 5
FILLING, PAGES = 8.0, 4.0


def bench() -> Iterator[Measured]:
    """Fill every installed form and lay it out, both ways with the same data and the same fonts."""
    values = {slug: final_form_values(sample(slug)) for slug in forms()}
    yield from _filling(values)
    filler = shipped_forms()
    yield from _pages({slug: filler.fill(slug, each) for slug, each in values.items()})


def _filling(values: Mapping[str, Mapping[str, Any]]) -> Iterator[Measured]:
    filler = shipped_forms()
    first = _once(lambda: _filled(filler, values))
    ours = timed(lambda: _filled(filler, values), RUNS)
    theirs = timed(lambda: _by_docxtpl(values), 2)
    _agree({name: Counter(_bare(text_of(data))) for name, data in _filled(filler, values).items()},
           {name: Counter(_bare(text_of(data))) for name, data in _by_docxtpl(values).items()})  # fmt: skip
    times = theirs.middle / ours.middle
    yield Measured(
        f"fill {len(values)} forms (templates compiled once: {first:.2f} s more than {ours})",
        f"≥ {FILLING:.0f}× plain docxtpl from disk",
        f"{theirs} there, {times:.1f}×",
        times >= FILLING,
    )


def _pages(papers: Mapping[str, bytes]) -> Iterator[Measured]:
    fonts = test_fonts()
    engine = QtPageEngine(font_folders=[fonts], typography=LIKE_LIBREOFFICE)
    first = _once(lambda: _laid_out(engine, papers))
    ours = timed(lambda: _laid_out(engine, papers), RUNS)
    with TemporaryDirectory() as name:
        folder = Path(name)
        oracle = Oracle(folder, font_config(fonts, folder))
        one = dict(list(papers.items())[:1])
        oracle.pdfs(one)  # makes its profile and its font cache
        start = _once(lambda: oracle.pdfs(one))
        began = time.perf_counter()
        converted = oracle.pdfs({**papers, "again": next(iter(one.values()))})
        warm = time.perf_counter() - began - start
    made = _laid_out(engine, papers)
    _agree(
        {name: _seen(pdf) for name, pdf in made.items()}, {name: _seen(converted[name]) for name in papers}
    )
    times = warm / ours.middle
    count = sum(len(engine.layout(each).pages) for each in papers.values())
    yield Measured(
        f"{len(papers)} forms to {count} PDF pages (the first time {first:.2f} s, then {ours})",
        f"≥ {PAGES:.0f}× a warm LibreOffice",
        f"{warm:.2f} s there (its start of {start:.2f} s not counted), {times:.1f}×",
        times >= PAGES,
    )


class _Names(jinja2.Environment):
    """What plain docxtpl lacks: a field may be named like a method of dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field before a method."""
        return (
            obj[attribute] if isinstance(obj, dict) and attribute in obj else super().getattr(obj, attribute)
        )


def _filled(filler: DocxForms, values: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    return {slug: filler.fill(slug, each) for slug, each in values.items()}


def _by_docxtpl(values: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    found = {}
    for slug, each in values.items():
        path = templates().joinpath(forms()[slug].folder, "template.docx")
        template, target = DocxTemplate(BytesIO(path.read_bytes())), BytesIO()
        template.render(dict(each), _Names(autoescape=True))
        template.save(target)
        found[slug] = target.getvalue()
    return found


def _laid_out(engine: QtPageEngine, papers: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: engine.pdf([engine.layout(data)], title=name) for name, data in papers.items()}


def _once(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _seen(pdf: bytes) -> Counter[str]:
    return Counter(each.text for each in characters(pdf)[1])


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _agree(mine: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> None:
    """Stop where the two sides do not say the same: a quick wrong paper is none."""
    differing = [name for name in mine if mine[name] != other[name]]
    if differing:
        msg = f"texts differ: {', '.join(differing)}"
        raise AssertionError(msg)
