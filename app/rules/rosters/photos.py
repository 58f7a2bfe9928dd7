"""Photos (证件照片): which picture belongs to whom, by the ID or certificate number in its file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_APART = re.compile(r"[\s_\-－—()（）]+")


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture of a folder or archive (照片文件); ``name`` is for the report, never a path to write to."""

    name: str
    content: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """The parts of the file name without its ending: one of them is a number."""
        stem = self.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return tuple(each.upper() for each in _APART.split(stem) if each)


@dataclass(frozen=True, slots=True)
class Photos:
    """What was read of a folder or archive (照片): the pictures, and what was left aside and why."""

    photos: tuple[Photo, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def matched(
    photos: Iterable[Photo], numbers: Mapping[str, str]
) -> tuple[Mapping[str, Photo], tuple[tuple[str, str], ...]]:
    """Return the picture of each person, and the pictures left over with the reason.

    Args:
        photos: The pictures.
        numbers: ID and certificate numbers (upper case) → the person's ID number.
    """
    found: dict[str, Photo] = {}
    over: list[tuple[str, str]] = []
    for photo in photos:
        owners = {numbers[word] for word in photo.words if word in numbers}
        if len(owners) != 1:
            over.append((photo.name, "文件名中的号码属于两个人" if owners else "文件名与名册中的号码都不符"))
        elif (owner := owners.pop()) in found:
            over.append((photo.name, f"与{found[owner].name}属于同一人，已采用前一张"))
        else:
            found[owner] = photo
    return found, tuple(over)
