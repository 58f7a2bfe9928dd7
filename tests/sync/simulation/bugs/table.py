"""The table of planted bugs: which law noticed each, how soon, and what second rule covers a harmless one."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("table.toml")
QUICK = 3
"""Stories within which a bug must be noticed from every beginning to be hunted with each commit."""
_HEAD = """\
# Written by `python -m tests.sync.simulation bugs --write`; nobody edits it.
# law: the law that broke, or the error that escaped the product. seed: the first story that told it.
# stories: how many stories it took, counted twice, the second time from the story after the first catch.
# without: the bug that takes the second rule away; unnoticed: stories in which this one alone did no harm.
"""


@dataclass(frozen=True, slots=True)
class Noticed:
    """How one planted bug was noticed.

    Attributes:
        law: ``I1`` to ``I14``, or the name of the error that escaped the product.
        seed: The first story that told it; the first hunt begins at story 1.
        stories: How many stories it took, once for each hunt; each begins after the end of the last.
        without: Name of the bug that takes the second rule away; empty when this one is noticed alone.
        unnoticed: In how many stories it did no harm while the second rule stood.
    """

    law: str
    seed: int
    stories: tuple[int, ...]
    without: str = ""
    unnoticed: int = 0

    def __str__(self) -> str:
        """Say it in one line."""
        off = f", without {self.without}" if self.without else ""
        return f"{self.law:<16}story {self.seed}, after {'/'.join(map(str, self.stories))}{off}"

    @property
    def alone(self) -> bool:
        """Whether it is noticed while every other rule stands."""
        return not self.without

    @property
    def quick(self) -> bool:
        """Whether a few stories were enough from each beginning."""
        return self.alone and len(self.stories) > 1 and max(self.stories) <= QUICK


def load(file: Path = FILE) -> dict[str, Noticed]:
    """Return the table by the name of the bug."""
    read = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    return {name: Noticed(**{**each, "stories": tuple(each["stories"])}) for name, each in read.items()}


def save(table: Mapping[str, Noticed], file: Path = FILE) -> None:
    """Write the table in the order of names."""
    file.write_text(_HEAD + "".join(_entry(name, table[name]) for name in sorted(table)), "utf-8")


def summary(table: Mapping[str, Noticed]) -> str:
    """Return the figures of the table as one sentence."""
    alone = [each for each in table.values() if each.alone]
    laws = sorted(Counter(each.law for each in alone).items(), key=lambda each: (-each[1], each[0]))
    told = ", ".join(f"{law} {number}" for law, number in laws)
    covered = len(table) - len(alone)
    return f"{len(table)} planted, {len(alone)} noticed alone ({told}), {covered} once a second rule is off"


def _entry(name: str, each: Noticed) -> str:
    lines = [f'\n["{name}"]', f'law = "{each.law}"', f"seed = {each.seed}"]
    lines.append(f"stories = {json.dumps(each.stories)}")
    if each.without:
        lines += [f'without = "{each.without}"', f"unnoticed = {each.unnoticed}"]
    return "\n".join(lines) + "\n"
