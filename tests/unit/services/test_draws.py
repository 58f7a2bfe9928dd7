"""A random inspection from the plan to the clue, over a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.clue import Clue, ClueSource
from app.domain.inspection import (
    DrawnFrom,
    DrawState,
    Finding,
    InspectionMatter,
    InspectionObject,
    InspectionPlan,
    InspectionTask,
    Risk,
)
from app.domain.role import Role
from app.rules.draw.pooling import ShareRefusedError
from app.rules.draw.pools import PoolRefusedError
from app.rules.draw.record import RecordRefusedError, verified
from app.services.draws import DrawStateError, SeedLostError
from app.services.inspection_tasks import TaskRefusedError
from app.services.inspections import PlanRefusedError, SameObjectError
from app.services.refused import NotPermittedError
from tests.builders import ident
from tests.e2e.office import MovedClock, founded, person
from tests.unit.draw.again import drawn_again

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.bootstrap import Program

DAY = date(2026, 3, 3)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A founded bureau with two officers who may act, over its store."""
    made = founded(tmp_path, MovedClock())
    yield made
    made.close()


def a_matter(program: Program, **changes: Any) -> InspectionMatter:
    town = program.office.who().town
    matter = InspectionMatter(ident("matter"), town, "示例抽查事项", "《示例条例》第一条", cap=1)
    return program.inspections.save_matter(replace(matter, **changes))


def some_objects(program: Program, count: int = 10) -> list[InspectionObject]:
    town = program.office.who().town
    risks = (Risk.HIGH, Risk.LOW)
    made = [
        InspectionObject(
            ident(f"object {n}"), town, f"示例对象{n}", address=f"示例路{n}号", risk=risks[n % 2]
        )
        for n in range(count)
    ]
    program.inspections.take_objects(made, lambda _done, _all: None)
    return made


def a_plan(program: Program, **changes: Any) -> InspectionPlan:
    town = program.office.who().town
    plan = InspectionPlan(
        ident("plan"),
        town,
        "示例抽查计划",
        2026,
        DrawnFrom.OBJECTS,
        ident("matter"),
        {"high": "40", "low": "20"},
        DAY,
        date(2026, 12, 31),
    )
    return program.inspections.save_plan(replace(plan, **changes))


def drawn(program: Program) -> tuple[InspectionTask, ...]:
    """Plan, freeze and draw."""
    a_matter(program)
    some_objects(program)
    plan = a_plan(program)
    made = program.draws.freeze(plan.id)
    return program.draws.reveal(made.id, "示例见证人", "春天")


def test_a_draw_sends_two_officers_to_the_share_of_each_class(program: Program) -> None:
    tasks = drawn(program)

    risks = {each.id: each.risk for each in program.inspections.objects()}
    assert sorted(risks[each.subject_id] for each in tasks) == [Risk.HIGH, Risk.HIGH, Risk.LOW]
    both = {person(program, "内勤甲"), person(program, "承办乙")}
    assert all(set(each.officers) == both for each in tasks)


def test_the_record_verifies_and_can_be_drawn_again_by_others(program: Program) -> None:
    tasks = drawn(program)
    (made,) = program.draws.draws(ident("plan"))

    content = program.draws.record_file(made.id)

    assert made.state is DrawState.DRAWN
    assert verified(content).committed == made.committed
    assert [one[0] for one in drawn_again(content)] == [str(each.subject_id) for each in tasks]
    assert program.draws.frozen_file(made.id).decode().count("示例对象") == 10


def test_what_is_frozen_is_drawn_from_though_the_pool_changes(program: Program) -> None:
    a_matter(program)
    objects = some_objects(program)
    made = program.draws.freeze(a_plan(program).id)
    # More than the three that are drawn stay: the pool afterwards is never empty, whoever comes out.
    for each in objects[4:]:
        program.inspections.save_object(replace(each, exempt="示例原因"))

    tasks = program.draws.reveal(made.id, "示例见证人", "夏天")

    assert len(tasks) == 3
    assert 1 <= len(program.draws.pools(ident("plan")).lots.objects) <= 4


def test_those_left_out_are_named_with_the_reason(program: Program) -> None:
    drawn(program)
    objects = program.inspections.objects()
    program.inspections.save_object(replace(objects[0], exempt="信用良好"))

    pools = program.draws.pools(ident("plan"))

    told = {each.name: each.why for each in pools.left_out}
    assert told[objects[0].name] == "免检：信用良好"
    assert sum("达到每年1次的上限" in why for why in told.values()) >= 2
    assert told["中队长丙"].endswith("没有执法证")


def test_who_must_not_meet_does_not_meet(program: Program) -> None:
    a_matter(program)
    some_objects(program)
    first = next(each for each in program.inspections.objects() if each.risk is Risk.HIGH)
    program.inspections.save_object(replace(first, recused=(person(program, "承办乙"),)))

    pools = program.draws.pools(a_plan(program, shares={"high": "100", "low": "0"}).id)
    made = program.draws.freeze(ident("plan"))

    assert pools.lots.recusals == ((str(first.id), str(person(program, "承办乙"))),)
    with pytest.raises(Exception, match="只剩1名执法人员"):
        program.draws.reveal(made.id, "示例见证人", "秋天")
    assert program.draws.draws(ident("plan"))[0].state is DrawState.FROZEN


def test_a_draw_happens_once(program: Program) -> None:
    drawn(program)
    (made,) = program.draws.draws(ident("plan"))

    with pytest.raises((DrawStateError, SeedLostError)):
        program.draws.reveal(made.id, "示例见证人", "冬天")
    with pytest.raises(DrawStateError):
        program.draws.void(made.id, "想重抽")


def test_a_frozen_draw_is_given_up_only_with_a_reason(program: Program) -> None:
    a_matter(program)
    some_objects(program)
    made = program.draws.freeze(a_plan(program).id)

    with pytest.raises(DrawStateError, match="理由"):
        program.draws.void(made.id, " ")
    assert program.draws.void(made.id, "名录有误").state is DrawState.VOID
    with pytest.raises(SeedLostError):
        program.draws.reveal(made.id, "示例见证人", "词")


def test_a_draw_needs_a_witness_and_its_own_computer(program: Program) -> None:
    a_matter(program)
    some_objects(program)
    made = program.draws.freeze(a_plan(program).id)

    with pytest.raises(DrawStateError, match="见证人"):
        program.draws.reveal(made.id, "", "词")
    program.store.drafts.drop(f"draw/{made.id}")
    with pytest.raises(SeedLostError):
        program.draws.reveal(made.id, "示例见证人", "词")


def test_a_changed_record_is_not_handed_over(program: Program, tmp_path: Path) -> None:
    drawn(program)
    (made,) = program.draws.draws(ident("plan"))
    (kept,) = (each for each in tmp_path.rglob(made.record_hash) if each.is_file())
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace("示例对象1".encode(), "示例对象9".encode()))

    with pytest.raises(Exception, match=r"损坏|核对不通过|校验"):
        program.draws.record_file(made.id)


def test_case_files_and_officers_are_drawn_by_the_same_rules(program: Program) -> None:
    people = a_plan(program, drawn_from=DrawnFrom.OFFICERS, matter_id=None, shares={"all": "50"})
    made = program.draws.freeze(people.id)

    tasks = program.draws.reveal(made.id, "示例见证人", "词")

    assert len(tasks) == 1
    assert tasks[0].officers == ()
    files = a_plan(
        program, id=ident("files"), drawn_from=DrawnFrom.FILES, matter_id=None, shares={"all": "5"}
    )
    with pytest.raises(PoolRefusedError, match="没有可以抽取"):
        program.draws.freeze(files.id)


def test_a_problem_becomes_a_clue_once(program: Program) -> None:
    task = drawn(program)[0]
    program.tasks.report(task.id, Finding.PROBLEM, DAY, "示例问题")

    clue = program.tasks.to_clue(task.id)

    with program.store.read() as work:
        (kept,) = work.of(Clue).find(id=clue.id)
        done = work.of(InspectionTask).get(task.id)
    assert (kept.source, kept.subject_name) == (ClueSource.INSPECTION, task.subject_name)
    assert kept.register_no
    assert done.clue_id == clue.id
    with pytest.raises(TaskRefusedError):
        program.tasks.to_clue(task.id)


def test_a_result_is_public_within_twenty_working_days(program: Program) -> None:
    task = drawn(program)[0]
    kept = program.tasks.report(task.id, Finding.NO_PROBLEM, DAY, "")

    assert program.tasks.publicity_due(task) is None
    assert program.tasks.publicity_due(kept) == date(2026, 3, 31)
    assert program.tasks.publish([task.id], DAY + timedelta(days=1)) == 1
    with pytest.raises(TaskRefusedError, match="已公示"):
        program.tasks.report(task.id, Finding.PROBLEM, DAY, "改主意")


@pytest.mark.parametrize(
    ("finding", "day", "words"),
    [
        (Finding.PENDING, DAY, ""),
        (Finding.PROBLEM, DAY, " "),
        (Finding.NO_PROBLEM, date(2026, 3, 9), ""),
    ],
)
def test_a_result_that_says_too_little_is_refused(
    program: Program, finding: Finding, day: date, words: str
) -> None:
    task = drawn(program)[0]

    with pytest.raises(TaskRefusedError):
        program.tasks.report(task.id, finding, day, words)


def test_a_result_not_there_is_not_published(program: Program) -> None:
    task = drawn(program)[0]

    with pytest.raises(TaskRefusedError, match="没有结果"):
        program.tasks.publish([task.id], DAY)
    with pytest.raises(TaskRefusedError):
        program.tasks.to_clue(task.id)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"each": 1}, PlanRefusedError),
        ({"ends_on": date(2026, 1, 1)}, PlanRefusedError),
        ({"matter_id": None}, PlanRefusedError),
        ({"shares": {"high": "120"}}, ShareRefusedError),
        ({"shares": {"high": "一半"}}, ShareRefusedError),
    ],
)
def test_a_plan_that_cannot_hold_is_refused(
    program: Program, changes: dict[str, Any], error: type[Exception]
) -> None:
    a_matter(program)

    with pytest.raises(error):
        a_plan(program, **changes)
    assert program.inspections.plans() == ()


def test_a_credit_code_is_in_the_pool_once(program: Program) -> None:
    town = program.office.who().town
    one = InspectionObject(ident("a"), town, "示例甲", credit_code="91320281000000000L")
    program.inspections.save_object(one)
    program.inspections.save_object(replace(one, name="示例甲（改名）"))

    with pytest.raises(SameObjectError, match="示例甲（改名）"):
        program.inspections.save_object(replace(one, id=ident("b")))


def test_only_clerks_and_administrators_draw(program: Program) -> None:
    a_matter(program)
    some_objects(program)
    plan = a_plan(program)
    program.sign_in.sign_in(person(program, "承办乙"))

    with pytest.raises(NotPermittedError):
        program.draws.freeze(plan.id)
    assert Role.CLERK not in program.office.who().roles


def test_a_frozen_file_that_was_changed_is_not_drawn_from(program: Program, tmp_path: Path) -> None:
    a_matter(program)
    some_objects(program)
    made = program.draws.freeze(a_plan(program).id)
    (kept,) = (each for each in tmp_path.rglob(made.frozen_hash) if each.is_file())
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-3])

    with pytest.raises((RecordRefusedError, Exception), match=r"损坏|不符|校验"):
        program.draws.reveal(made.id, "示例见证人", "词")
    assert program.draws.draws(ident("plan"))[0].state is DrawState.FROZEN
