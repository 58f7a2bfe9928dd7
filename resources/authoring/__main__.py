"""Writes every template.docx anew, and the names each shows into its manifest."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from app.adapters.docx_templates import compile_template
from app.documents.completeness import BOXES, END
from app.documents.manifest import Form, read_manifest
from resources.authoring import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docx.document import Document

TEMPLATES = Path(__file__).parents[1] / "templates"
_SHOWS = re.compile(r"^shows = \[.*?\]$", re.MULTILINE | re.DOTALL)
_STAMP = (1980, 1, 1, 0, 0, 0)


def builders() -> Mapping[str, Callable[[], Document]]:
    """Return the builder of each form, by slug."""
    modules = [import_module(f"{forms.__name__}.{each.name}") for each in iter_modules(forms.__path__)]
    slugs = {each.parent.name.partition("_")[2] for each in TEMPLATES.glob("*/manifest.toml")}
    return {slug: getattr(module, slug) for module in modules for slug in slugs if hasattr(module, slug)}


def made(build: Callable[[], Document]) -> bytes:
    """Return a template's docx; the same builder always gives the same bytes."""
    draft = io.BytesIO()
    build().save(draft)
    target = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in (each for each in old.namelist() if each != "docProps/thumbnail.jpeg"):
            content = old.read(name)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def shown(form: Form, docx: bytes) -> list[str]:
    """Return the vocabulary names a template prints, in its order."""
    asked = {each.name for each in form.asks}
    own = asked | {name + BOXES for name in asked} | {END}
    return [each for each in compile_template(form.slug, docx).names if each not in own]


def main() -> int:
    """Write every template; return 0."""
    build = builders()
    for path in sorted(TEMPLATES.glob("*/manifest.toml")):
        text = path.read_text("utf-8")
        form = read_manifest(text, path.parent.name)
        docx = made(build[form.slug])
        names = "".join(f'  "{name}",\n' for name in shown(form, docx))
        path.with_name("template.docx").write_bytes(docx)
        path.write_text(_SHOWS.sub(f"shows = [\n{names}]", text), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
