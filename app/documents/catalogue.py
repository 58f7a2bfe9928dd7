"""Catalogue (文书目录): the forms found in the template folders, by slug and in the list's order."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.documents.manifest import Form, read_manifest
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


class UnknownFormError(AppError):
    """A form that is not installed was asked for."""

    code = "documents.unknown_form"
    hint = "请核对文书名称，或更新文书模板。"

    def __init__(self, slug: str) -> None:
        super().__init__(f"没有安装文书“{slug}”的模板。")


def templates() -> Traversable:
    """Return the folder that holds one folder a form."""
    return files("resources").joinpath("templates")


@cache
def forms() -> Mapping[str, Form]:
    """Return the installed forms, slug → form, in the order of the list."""
    found = sorted(
        (each for each in templates().iterdir() if each.joinpath("manifest.toml").is_file()),
        key=lambda each: each.name,
    )
    read = (read_manifest(each.joinpath("manifest.toml").read_text("utf-8"), each.name) for each in found)
    return MappingProxyType({each.slug: each for each in read})


def form(slug: str) -> Form:
    """Return one form, or raise ``UnknownFormError``."""
    try:
        return forms()[slug]
    except KeyError:
        raise UnknownFormError(slug) from None
