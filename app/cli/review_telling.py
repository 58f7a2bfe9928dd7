"""What the command line tells of a file review: as data for machines, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.rules.file_review import review_data
from app.services.file_review import score_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.rules.file_review import Review, Scored


def told_review(found: Review) -> dict[str, Any]:
    """Return a review as plain data; the score is a text, exact to one decimal."""
    return {
        "score": score_words(found).split("分", maxsplit=1)[0],
        "full": found.full,
        "kept": found.kept,
        "rules": [_told(each) for each in found.lines],
        "weights_source": review_data()["weights_source"],
        "weights_confidence": review_data()["weights_confidence"],
    }


def review_lines(found: Review) -> Iterator[str]:
    """Yield the score and each lost point with its reason."""
    yield f"评查得分：{score_words(found)}"
    for line in found.losing:
        yield f"－{line.lost}　{line.rule.title}（{line.rule.source}）"
        for each in line.findings:
            yield f"　　{each.message}"
    yield str(review_data()["weights_source"])


def _told(line: Scored) -> dict[str, Any]:
    rule = line.rule
    return {
        "code": rule.code,
        "title": rule.title,
        "group": rule.group,
        "points": line.points,
        "lost": line.lost,
        "source": rule.source,
        "confidence": rule.confidence,
        "findings": [
            {"message": each.message, "place": {"kind": each.place.kind, "key": each.place.key}}
            for each in line.findings
        ],
    }
