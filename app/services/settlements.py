"""Settlements (冲突处理): a named person settles what two people wrote apart, with a reason that stays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args

from app.domain.case import Case
from app.domain.disagreement import OF_A_NEWER_PROGRAM, UPDATE_FIRST
from app.domain.errors import AppError
from app.domain.field import types_of
from app.domain.officer import Officer
from app.services.comparing import compared, told
from app.services.in_words import field_words, value_words
from app.services.keepers import DECIDERS, deciders
from app.services.naming import names_in
from app.services.office import log
from app.services.own_town import refuse_foreign
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement
    from app.ports import Records, UnitOfWork
    from app.services.comparing import Compared
    from app.services.office import Office
    from app.sync_ports import SyncReading

_SETTLING = "处理同步冲突"
KEPT_WORDS = {
    "edit_vs_delete": "保持删除",
    "delete_vs_edit": "保留记录，不予删除",
    "duplicate": "先登记的有效，后到的重新取号",
}
"""What it means that the city's content stays, where it is more than a value."""


class ConflictGoneError(AppError):
    """A conflict to be settled is settled already, or is not what it was."""

    code = "sync.conflict_gone"
    hint = "请刷新后查看处理结果。"

    def __init__(self) -> None:
        super().__init__("这项冲突已经处理，或者情况已有变化。")


class PresentChangedError(AppError):
    """What stands changed since a person was shown it, so the decision was about something else."""

    code = "sync.present_changed"
    hint = "请返回刷新，对照现有内容后再处理。"

    def __init__(self) -> None:
        super().__init__("现有内容已变，请重新查看。")


class WholeOrNothingError(AppError):
    """A part of work was to be taken that the city held whole, or all of it, which does not fit any more."""

    code = "sync.whole_or_nothing"
    hint = "请保留现有内容；后到内容确需采用的，之后重新办理。"

    def __init__(self) -> None:
        super().__init__("这份后到内容只能整份采用或者整份不采用，现在不能这样处理。")


class NewerProgramError(AppError):
    """A conflict to be settled was written by a newer program, and cannot be read here."""

    code = "sync.newer_program"
    hint = UPDATE_FIRST

    def __init__(self) -> None:
        super().__init__(f"这项冲突{OF_A_NEWER_PROGRAM}。")


class ReasonMissingError(AppError):
    """A decision about the exchange was given without a reason."""

    code = "sync.reason"
    hint = "请写明理由，以便日后查考。"

    def __init__(self) -> None:
        super().__init__("没有写明理由。")


class ContentMissingError(AppError):
    """A third content leaves out a value the record cannot do without."""

    code = "sync.content_missing"

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}”未填写。", f"请填写“{label}”。")


@dataclass(frozen=True, slots=True)
class _Decided:
    """What a person chose and why, and what each field becomes by it, in words."""

    how: str
    reason: str
    taken: Callable[[Compared], str]


class Settlements:
    """冲突处理 (disputes): settles the open conflicts of a town."""

    def __init__(self, office: Office, reading: SyncReading) -> None:
        self._office = office
        self._reading = reading

    def keep(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: what stands at the city stays, what came late is left out (保留现有内容)."""
        with self._deciding(reason) as work:
            found = self._open(shown)
            how = "整份保留现有内容" if found.whole else KEPT_WORDS.get(found.kind, "保留现有内容")
            decided = _Decided(how, reason, attrgetter("kept"))
            self._close(work, found, decided)

    def take_late(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: what came late replaces what stands (改用后到内容)."""
        with self._deciding(reason) as work:
            found = self._open(shown)
            if found.whole:
                self._take_whole(work, found, reason)
                return
            found = self._standing(found)
            self._write(work, found, found.late.values, _Decided("改用后到内容", reason, attrgetter("late")))

    def write(self, shown: Disagreement, values: Mapping[str, Any], reason: str) -> None:
        """Settle a conflict by a third content (另行填写)."""
        with self._deciding(reason) as work:
            found = self._standing(self._alone(shown))
            _refuse_missing(found.record_kind, values)
            names = names_in(found, _people(work))
            third = lambda each: value_words(values.get(each.id), names)  # noqa: E731 - one line says it
            self._write(work, found, values, _Decided("另行填写", reason, third))

    def bring_back(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict over a deleted record: it comes back, as the late edit wants it (恢复记录)."""
        with self._deciding(reason) as work:
            found = self._alone(shown)
            if not found.deleted or found.record is None:
                raise ConflictGoneError
            records: Records[Any] = work.of(found.record_kind)
            records.revive(found.record, replace(found.record, **found.late.values))
            self._close(work, found, _Decided("恢复记录并采用后到修改", reason, attrgetter("late")))

    def delete(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict over a late deletion: the record is deleted as it stands now (仍予删除)."""
        with self._deciding(reason) as work:
            found = self._standing(self._alone(shown))
            records: Records[Any] = work.of(found.record_kind)
            records.remove(records.get(found.record_id), reason.strip())
            self._close(work, found, _Decided("仍予删除", reason, lambda _each: "删除"))

    def _names(self) -> dict[UUID, str]:
        """Return the names of everybody known here, also of who left or was moved."""
        with self._office.read() as work:
            return _people(work)

    def _deciding(self, reason: str) -> UnitOfWork:
        """Open the transaction of a decision by one who may take it, with a reason."""
        permit(self._office.who(), _SETTLING, *DECIDERS)
        if not reason.strip():
            raise ReasonMissingError
        return self._office.begin()

    def _open(self, shown: Disagreement) -> Disagreement:
        """Return an open conflict that is still what a person was shown, and that this person may settle.

        It is read while the transaction holds the write lock, so nothing comes in between; no other is read.
        """
        found = self._reading.disagreement(shown.id)
        if found is None or found.decided:
            raise ConflictGoneError
        if not all(each.readable for each in found.cards):
            raise NewerProgramError
        permit(self._office.who(), _SETTLING, *deciders(found))
        for each in found.cards:
            if each.record is not None:
                refuse_foreign(self._office.who(), each.record)
        if found.stands != shown.stands:
            raise PresentChangedError
        return found

    def _alone(self, shown: Disagreement) -> Disagreement:
        """Return an open conflict with which nothing else is settled."""
        found = self._open(shown)
        if found.whole:
            raise WholeOrNothingError
        return found

    def _standing(self, found: Disagreement) -> Disagreement:
        """Return an open conflict if its record is here and lives."""
        if found.record is None or found.deleted:
            raise ConflictGoneError
        return found

    def _take_whole(self, work: UnitOfWork, found: Disagreement, reason: str) -> None:
        """Write all that came together, new records too, as one work that the city takes whole again."""
        if not found.takeable:
            raise WholeOrNothingError
        by_record: dict[tuple[type, UUID], list[Disagreement]] = defaultdict(list)
        for each in found.cards:
            by_record[each.record_kind, each.record_id].append(each)
        for (kind, record_id), cards in by_record.items():
            records: Records[Any] = work.of(kind)
            values = {name: value for each in cards for name, value in each.late.values.items()}
            names = tuple(name for each in cards for name in each.fields)
            if cards[0].born:
                records.save(kind(id=record_id, town=self._office.who().town, **values))
            else:
                records.decide(replace(records.get(record_id), **values), cards.pop().id, names)
            for each in cards:
                work.settling.close(each.id, kind, record_id)
        self._tell(work, found, _Decided("整份改用后到内容", reason, attrgetter("late")))
        work.commit()

    def _close(self, work: UnitOfWork, found: Disagreement, decided: _Decided) -> None:
        """Settle a conflict and what is settled with it, with what else the transaction did, and keep it."""
        for each in found.cards:
            work.settling.close(each.id, each.record_kind, each.record_id)
        self._tell(work, found, decided)
        work.commit()

    def _write(
        self, work: UnitOfWork, found: Disagreement, values: Mapping[str, Any], decided: _Decided
    ) -> None:
        records: Records[Any] = work.of(found.record_kind)
        records.decide(replace(records.get(found.record_id), **values), found.id, found.fields)
        self._tell(work, found, decided)
        work.commit()

    def _tell(self, work: UnitOfWork, found: Disagreement, decided: _Decided) -> None:
        """Write what was decided into the case's history: before, both sides, the choice and why."""
        fields = told(compared(found, _people(work)), decided.taken)
        said = f"同步冲突处理：{found.about}，{decided.how}；理由：{decided.reason.strip()}"
        case_id = found.case_id
        if case_id is not None and not work.of(Case).find(id=case_id):
            case_id = None  # the case itself is deleted, and stays so
        log(work, self._office, case_id, "sync.settled", f"{said}。{fields}" if fields else said)


def _refuse_missing(kind: type, values: Mapping[str, Any]) -> None:
    """Raise ``ContentMissingError`` where a field has no value and its type allows none."""
    for name, value in values.items():
        if value is None and NoneType not in get_args(types_of(kind)[name]):
            raise ContentMissingError(field_words(kind, name))


def _people(work: UnitOfWork) -> dict[UUID, str]:
    return {each.id: each.name for each in work.of(Officer).find()}
