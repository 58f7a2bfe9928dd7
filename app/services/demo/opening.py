"""Opening (演示立项): the clue a case begins with, or the case found on the spot, and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.documents.chinese import plain_date
from app.domain.act import Act
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.clue import Clue, ClueSource
from app.rules.deadlines.given import BEIJING
from app.services.demo.parties import a_party
from app.services.demo.scene import said
from app.services.demo.words import a_name, a_phone, an_address

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.domain.party import Party
    from app.services.demo.scene import CasePlan, Scene, Team

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Story:
    """What happened (演示案情): where, when, by whom; ``words`` fill the papers."""

    place: str
    day: date
    matter: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Bench:
    """One case on the table (演示案台), with its people and its story."""

    scene: Scene
    plan: CasePlan
    team: Team
    story: Story
    case_id: UUID
    parties: tuple[Party, ...]
    act: Act


def open_case(scene: Scene, plan: CasePlan, crew: Team) -> Bench:
    """Register a clue of some source, make a case of it, name parties and act."""
    story, known = _begun(scene, plan)
    scene.seat.take(crew.clerk)
    clue = scene.desks.clues.register(a_clue(scene, plan.bureau, plan.source, crew.clerk, story))
    scene.seat.take(crew.handlers[0])
    cause = said()["cause"].format(matter=story.matter)
    case = scene.desks.clues.to_case(clue.id, cause, plan.choice.item.department, crew.handlers)
    named = tuple(scene.desks.cases.join_party(replace(each, case_id=case.id)) for each in known)
    act = scene.desks.cases.add_act(_act(scene, plan, case.id, story))
    return Bench(scene, plan, crew, story, case.id, named, act)


def open_on_the_spot(scene: Scene, plan: CasePlan, crew: Team) -> Bench:
    """Open a case of the simple procedure where it was found, with party and act."""
    story, known = _begun(scene, plan)
    scene.seat.take(crew.handlers[0])
    case = _spot_case(scene, plan, crew, story)
    named = tuple(replace(each, case_id=case.id) for each in known)
    act = _act(scene, plan, case.id, story)
    begun = scene.desks.cases.start_simple(case, named, (act,))
    return Bench(scene, plan, crew, story, begun.id, named, act)


def a_story(scene: Scene, plan: CasePlan, who: str) -> Story:
    """Make up what happened a few days before today, for an item."""
    item = plan.choice.item
    place = an_address(scene.chance, plan.bureau.town_name)
    earlier = 0 if plan.route.simple else scene.chance.randrange(1, 6)
    day = scene.today() - timedelta(days=earlier)
    matter = short(item.name)
    duty = item.duty_article or f"《{item.penalty_law}》"
    words = {"party": who, "place": place, "day": plain_date(day), "matter": matter, "duty": duty}
    return Story(place, day, matter, words)


def short(name: str) -> str:
    """Return an item's name as a case is called by it: without remarks, up to the first stop."""
    plain = re.sub(r"（[^）]*）|\([^)]*\)", "", name)
    first = re.split(r"[；;。]", plain)[0]
    return first if len(first) <= _LONGEST else first[:_LONGEST]


def a_clue(scene: Scene, bureau: Bureau, source: ClueSource, registrar: UUID, story: Story) -> Clue:
    """Return a clue of a source about a story."""
    chance, now = scene.chance, scene.clock.now().replace(microsecond=0)
    told = source in (ClueSource.COMPLAINT, ClueSource.REPORT, ClueSource.HOTLINE_12345)
    numbered = source not in (ClueSource.INSPECTION, ClueSource.OTHER)
    return Clue(
        id=scene.new_id(),
        town=bureau.town,
        register_no="",
        received_at=now,
        registrar_id=registrar,
        source=source,
        source_ref=said()["source_ref"].format(number=chance.randrange(10**6, 10**7)) if numbered else "",
        informant_name=a_name(chance) if told else "",
        informant_phone=a_phone(chance) if told else "",
        informant_confidential=told and chance.randrange(3) == 0,
        subject_name=story.words["party"],
        place=story.place,
        occurred_on=min(story.day, now.astimezone(BEIJING).date()),
        summary=said()["brief"].format(**story.words, origin=said()["origins"][source.value]),
        demonstration=True,
    )


def _begun(scene: Scene, plan: CasePlan) -> tuple[Story, tuple[Party, ...]]:
    nobody = scene.new_id()
    known = tuple(
        a_party(plan.choice.subject, plan.bureau, scene.chance, (scene.new_id(), nobody))
        for _ in range(plan.parties)
    )
    return a_story(scene, plan, "、".join(each.name for each in known)), known


def _act(scene: Scene, plan: CasePlan, case_id: UUID, story: Story) -> Act:
    item = plan.choice.item
    return Act(
        id=scene.new_id(),
        town=plan.bureau.town,
        case_id=case_id,
        item_id=item.id,
        item_code=item.code,
        began_on=story.day,
        place=story.place,
        facts=said()["facts"].format(**story.words),
    )


def _spot_case(scene: Scene, plan: CasePlan, crew: Team, story: Story) -> Case:
    return Case(
        id=scene.new_id(),
        town=plan.bureau.town,
        procedure=Procedure.SIMPLE,
        status=CaseStatus.SP_DRAFT,
        opened_at=scene.clock.now(),
        clue_id=None,
        cause=said()["cause"].format(matter=story.matter),
        department=plan.choice.item.department,
        handlers=crew.handlers,
        discovered_on=scene.today(),
        brief=said()["brief"].format(**story.words, origin=said()["origins"]["inspection"]),
        findings=said()["findings"].format(**story.words),
        demonstration=True,
    )
