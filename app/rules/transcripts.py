"""Transcripts (笔录): who sat where and when, and who would have sat in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.case import Case
from app.domain.document import Document
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal

TRANSCRIPTS = (
    "site_record",
    "inquiry_transcript",
    "statement_record",
    "measure_scene_record",
    "hearing_transcript",
)
BEGAN, ENDED = "record.started_at", "record.ended_at"
_ID, _NAME = "inquiry.id_number", "inquiry.person"
_ARTICLE = "《行政处罚法》第五十五条；询问应当个别进行，同一人不能同时在两处"
_BOTH = 2


@dataclass(frozen=True, slots=True)
class Sitting:
    """One transcript with its times and who was there (一次笔录).

    Attributes:
        people: What tells a person from others → the name.
    """

    document: Document
    case: Case
    began: datetime
    ended: datetime
    people: Mapping[str, str]

    @property
    def words(self) -> str:
        """How people call it: paper, case, times."""
        where = self.case.number or self.case.cause
        return (
            f"《{paper_name(self.document.slug)}》（{where}，{self.began:%m-%d %H:%M}至{self.ended:%H:%M}）"
        )


def sitting(
    case: Case, document: Document, said: Mapping[str, str], officers: Mapping[UUID, str]
) -> Sitting | None:
    """Return who sat when, by the paper's answers, else by what it says; ``None`` while a time is open."""
    began, ended = (_moment(document, said, name) for name in (BEGAN, ENDED))
    if began is None or ended is None:
        return None
    return Sitting(
        document, case, began, ended, {**_asked(case, document, said), **_handlers(case, officers)}
    )


def clashes(one: Sitting, others: Iterable[Sitting]) -> Iterator[Refusal]:
    """Yield a refusal for each transcript in which somebody would have sat at the same time."""
    for other in others:
        shared = [name for key, name in one.people.items() if key in other.people]
        apart = one.ended <= other.began or other.ended <= one.began
        if shared and not apart and other.document.id != one.document.id:
            message = f"{'、'.join(shared)}在{other.words}中，时间与本笔录重叠。请核对并更正起止时间。"
            yield Refusal("C02", message, _ARTICLE, Place("field", BEGAN))


def _asked(case: Case, document: Document, said: Mapping[str, str]) -> dict[str, str]:
    name = document.answers.get(_NAME, "") or said.get(_NAME, "")
    number = document.answers.get(_ID, "") or said.get(_ID, "")
    if number:
        return {f"id {number.upper()}": name or "被询问人"}
    return {f"name {case.id} {name}": name} if name else {}


def _handlers(case: Case, officers: Mapping[UUID, str]) -> dict[str, str]:
    """Of two handlers both are there; of more the paper does not tell which."""
    if len(set(case.handlers)) != _BOTH:
        return {}
    return {f"officer {each}": officers.get(each, "承办人") for each in case.handlers}


def _moment(document: Document, said: Mapping[str, str], name: str) -> datetime | None:
    text = document.answers.get(name, "") or said.get(name, "")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None
