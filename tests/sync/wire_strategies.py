"""Random records and edits in the form they travel in, from few values, so that edits meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import strategies as st

from sync.protocol import declarations
from sync.protocol.declaration import Nature, Wire

if TYPE_CHECKING:
    from sync.protocol.declaration import Declaration

TOWN = "青溪"
RECORD = str(UUID(int=7))
MUTABLE = sorted(
    (each for each in declarations().values() if each.nature is Nature.MUTABLE), key=lambda each: each.name
)
_IDS = st.sampled_from([str(UUID(int=n)) for n in range(3)])
_DAYS = st.sampled_from(["2026-01-01", "2026-01-02"])
_MOMENTS = st.sampled_from(["2026-01-01T00:00:00.000000+00:00", "2026-01-02T00:00:00.000000+00:00"])
_TEXTS = st.sampled_from(["甲", "乙", "丙"])
_LISTS = st.lists(_TEXTS, max_size=3, unique=True)
_VALUES: dict[Wire, st.SearchStrategy[Any]] = {
    Wire.TEXT: _TEXTS,
    Wire.WORD: _TEXTS,
    Wire.NUMBER: st.integers(0, 2),
    Wire.TICK: st.booleans(),
    Wire.DAY: _DAYS,
    Wire.DAY_OR_NONE: st.none() | _DAYS,
    Wire.MOMENT: _MOMENTS,
    Wire.MOMENT_OR_NONE: st.none() | _MOMENTS,
    Wire.ID: _IDS,
    Wire.ID_OR_NONE: st.none() | _IDS,
    Wire.FEN: st.integers(0, 2),
    Wire.FEN_OR_NONE: st.none() | st.integers(0, 2),
    Wire.IDS: st.lists(_IDS, max_size=3, unique=True),
    Wire.WORDS: _LISTS,
    Wire.TEXTS: _LISTS,
    Wire.TEXT_BY_NAME: st.dictionaries(_TEXTS, _TEXTS, max_size=2),
    Wire.LINES: st.just([]),
}


def whole(declared: Declaration) -> st.SearchStrategy[dict[str, Any]]:
    """Any whole record of a kind."""
    return st.fixed_dictionaries({name: _VALUES[kind] for name, kind in declared.fields.items()})


def operation(declared: Declaration, word: str, **parts: Any) -> dict[str, Any]:
    """Return one operation upon the record of these tests."""
    return {
        "op": word,
        "coll": declared.name,
        "id": RECORD,
        "town": TOWN,
        "sv": declared.version,
        **parts,
    }


@st.composite
def patches(
    draw: st.DrawFn, declared: Declaration, seen: dict[str, Any], word: str = "patch"
) -> dict[str, Any]:
    """Any patch by someone who saw these fields; what it leaves fixed it leaves out."""
    free = sorted(set(declared.fields) - declared.fixed)
    names = draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True))
    wanted = {name: draw(_VALUES[declared.fields[name]]) for name in names}
    becomes = {name: value for name, value in wanted.items() if value != seen[name]}
    return patch(declared, seen, becomes, word)


def patch(
    declared: Declaration, seen: dict[str, Any], becomes: dict[str, Any], word: str = "patch"
) -> dict[str, Any]:
    """Return a patch that carries the whole of each group it touches."""
    around = {each for name in becomes for each in declared.group(name)}
    return operation(declared, word, old={name: seen[name] for name in sorted(around)}, set=becomes)
