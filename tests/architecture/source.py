"""Reads the project's own files for the tests that watch over its shape."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("app", "ui", "localdb", "sync", "resources", "installer", "requirements", "tests", ".ci")
TEXT_SUFFIXES = frozenset({"", ".csv", ".json", ".md", ".py", ".spec", ".toml", ".txt", ".yml"})
LEFT_OUT = frozenset({"__pycache__", ".hypothesis", "LICENSE"})

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path below the project and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file as Python sees it."""
        return ast.parse(self.text)


def project_files() -> list[Path]:
    """Return every file of the project, those of the environment and of caches left out."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for part in PARTS for path in (ROOT / part).rglob("*") if path.is_file()]
    return sorted(path for path in top + below if LEFT_OUT.isdisjoint(path.parts))


@cache
def text_files() -> tuple[tuple[str, str], ...]:
    """Return name and text of every file that is written as text."""
    found = [path for path in project_files() if path.suffix in TEXT_SUFFIXES]
    return tuple((_name(path), path.read_text("utf-8-sig")) for path in found)


def python_files(*parts: str) -> list[Source]:
    """Return the Python files below the named parts, or all there are."""
    named = [Source(name, text) for name, text in text_files() if name.endswith(".py")]
    return [each for each in named if not parts or each.path.startswith(tuple(f"{p}/" for p in parts))]


def functions(source: Source) -> list[tuple[str, int]]:
    """Return each function of a file with its number of lines, signature and docstring counted."""
    found = [
        node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [
        (f"{source.path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in found
    ]


def prose(source: Source) -> list[tuple[int, str]]:
    """Return the line and the text of every docstring and every comment of a file."""
    documented = [node for node in ast.walk(source.tree) if isinstance(node, Named)]
    docstrings = [
        (getattr(node, "lineno", 1), doc) for node in documented if (doc := ast.get_docstring(node))
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    comments = [(each.start[0], each.string) for each in tokens if each.type == tokenize.COMMENT]
    return docstrings + comments


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
