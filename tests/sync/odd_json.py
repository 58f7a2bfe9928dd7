"""Any JSON there is, and true answers of which one part is anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 1, -1, 2**53, 2**63, 10**30, 0.5, 1e308, float("inf"), float("nan"), "", "\ud800"])
    | st.integers(-(2**70), 2**70)
    | st.text(max_size=3)
)
JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def bodies(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return any bodies, often with the names a word's answer has."""
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=3), JSON, max_size=len(names))


@st.composite
def altered(draw: st.DrawFn, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer in which one part, however deep, is anything or missing."""
    path = draw(st.sampled_from(list(_paths(body))))
    return _changed(body, path, draw(st.one_of(st.just(GONE), JSON)))  # type: ignore[no-any-return] # a mapping stays one


GONE = object()


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    places: Any = ()
    if isinstance(value, dict):
        places = value.items()
    elif isinstance(value, list):
        places = list(enumerate(value))[:2]  # one row of a page is like the next
    for name, inner in places:
        yield (name,)
        yield from ((name, *rest) for rest in _paths(inner))


def _changed(value: Any, path: tuple[Any, ...], becomes: object) -> Any:
    copy = dict(value) if isinstance(value, dict) else list(value)
    name, *rest = path
    if rest:
        copy[name] = _changed(value[name], tuple(rest), becomes)
    elif becomes is GONE:
        del copy[name]
    else:
        copy[name] = becomes
    return copy
