"""Series (文号字): which character the number of a document bears, where that hangs on an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.answers import printed
from app.documents.completeness import told

if TYPE_CHECKING:
    from app.documents.telling import Telling


def series_of(telling: Telling) -> str:
    """Return the series of a document's number: 封 or 扣 by the measure, else the one of its form."""
    form = telling.form
    known = told(telling) if form.series_by else {}
    for condition, series in form.series_by.items():
        name, _, code = condition.partition("=")
        ask = form.ask(name)
        if ask is not None and known[name] == printed(ask, code):
            return series
    return form.series
