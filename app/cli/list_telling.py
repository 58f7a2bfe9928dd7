"""Telling what became of an imported workbook: counts, what is 待核, warnings, and every row for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.rules.lists.account import End

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.cli.word import Say
    from app.domain.power_item import PowerItem
    from app.rules.lists.account import RowEnd
    from app.rules.lists.items import Aside
    from app.services.list_import import ListReport
    from app.services.list_standards import StandardsReport


def tell_items(report: ListReport, say: Say, *, kept: bool) -> None:
    """Tell of a list of items."""
    for name, (found, announced) in report.departments.items():
        said = (
            ""
            if announced is None
            else f"（标明{announced}项{'，相符' if announced == found else '，不符'}）"
        )
        say.line(f"{name or '未写部门'}：{found}项{said}")
    _tell_rows(report.review, report.warnings, say)
    change = report.change
    say.value(
        {
            **_rows(report.rows, report.aside, report.warnings),
            "departments": [
                {"name": name, "items": found, "announced": announced}
                for name, (found, announced) in report.departments.items()
            ],
            "items": {"imported": len(change.report.taken), "review": len(report.aside)},
            "added": _items(change.added),
            "changed": _items(change.changed),
            "withdrawn": _items(change.withdrawn),
            "kept": kept,
        },
        f"{report.summary}{'' if kept else '只报告，没有写入。'}",
    )


def tell_standards(report: StandardsReport, say: Say, *, kept: bool) -> None:
    """Tell of a workbook of tier tables."""
    _tell_rows(report.review, report.warnings, say)
    value = {
        **_rows(report.rows, report.aside, report.warnings),
        "added": list(report.added),
        "changed": list(report.changed),
        "unchanged": report.unchanged,
        "kept": kept,
    }
    say.value(value, f"{report.summary}{'' if kept else '只报告，没有写入。'}")


def _tell_rows(review: Iterable[RowEnd], warnings: Iterable[str], say: Say) -> None:
    for each in review:
        say.line(f"待核　{each.sheet}第{each.row}行：{each.reason}（{each.text[:40]}）")
    for said in warnings:
        say.line(f"提示　{said}")


def _rows(rows: Sequence[RowEnd], aside: Iterable[Aside], warnings: Sequence[str]) -> dict[str, Any]:
    count = {end.value: sum(each.end is end for each in rows) for end in End}
    return {
        "read": len(rows),
        **count,
        "aside": [
            {"sheet": each.sheet, "row": each.row, "name": each.name, "reason": each.reason} for each in aside
        ],
        "warnings": list(warnings),
        "rows": [
            {
                "sheet": each.sheet,
                "row": each.row,
                "fate": each.end.value,
                "into": each.into or None,
                "reason": each.reason,
                "text": each.text,
            }
            for each in rows
        ],
    }


def _items(items: Iterable[PowerItem]) -> list[dict[str, str]]:
    return [{"code": each.code, "name": each.name, "department": each.department} for each in items]
