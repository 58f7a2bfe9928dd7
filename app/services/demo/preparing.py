"""Preparing (演示准备): what the people of a case do before a step, besides the papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.case import Gains
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.money import ZERO
from app.domain.payment import Payment, PaymentWay
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.statement import Adoption, Statement, StatementKind
from app.domain.volume import Retention
from app.rules.gates.money import owed
from app.services.demo.pictures import a_page, a_picture, a_text
from app.services.demo.scene import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from app.domain.party import Party
    from app.services.demo.opening import Bench
    from app.services.demo.papers import Papers

_SAYS = {
    "waives": StatementKind.WAIVER,
    "speaks": StatementKind.STATEMENT,
    "asks": StatementKind.HEARING_REQUEST,
}
_DECISIONS = ("penalty_decision", "on_spot_decision")


def bring_proof(bench: Bench, papers: Papers) -> None:
    """Add the evidence with its files, and verify it; a transcript is the paper it was written on."""
    desk = bench.scene.desks.evidence
    simple = bench.plan.route.simple
    for each in (each for each in said()["evidence"] if not (simple and "paper" in each)):
        paper = papers.made.get((each.get("paper", ""), None))
        piece = replace(_piece(bench, each), document_id=paper.id if paper else None)
        kept = desk.add(piece, _content(bench, each["file"]))
        desk.verify(kept.id)


def tell_findings(bench: Bench) -> None:
    """Write down what was found out."""
    case = bench.scene.desks.reading.open(bench.case_id).case
    bench.scene.desks.cases.edit(
        replace(
            case,
            findings=said()["findings"].format(**bench.story.words),
            circumstances=said()["circumstances"],
            gains=Gains.NONE,
            complex=bench.plan.route.complex,
            correction_needless="" if "correction_order" in forms() else "当事人已当场改正。",
        )
    )


def choose_penalty(bench: Bench) -> None:
    """Choose kinds and fine for every party, once, inside the range of the law."""
    known = {each.party_id for each in bench.scene.desks.reading.open(bench.case_id).penalties}
    if bench.plan.route.weight == "none":
        return
    for party in (each for each in bench.parties if each.id not in known):
        kinds, fine = bench.plan.choice.pick(bench.scene.chance)
        reason = said()["reason" if PenaltyKind.FINE in kinds else "reason_warning"]
        bench.scene.desks.penalties.choose(
            Penalty(
                id=bench.scene.new_id(),
                town=bench.plan.bureau.town,
                case_id=bench.case_id,
                party_id=party.id,
                act_id=bench.act.id,
                kinds=kinds,
                fine=fine,
                circumstances=said()["circumstances"],
                reason=reason,
            )
        )


def answer_notice(bench: Bench) -> None:
    """Let the parties waive, speak or ask for a hearing, once; what they say is checked."""
    kind = _SAYS.get(bench.plan.route.says)
    told = bench.scene.desks.reading.open(bench.case_id).statements
    if kind is None or told:
        return
    for party in bench.parties:
        kept = bench.scene.desks.statements.record(_statement(bench, party, kind))
        if kind is StatementKind.STATEMENT:
            bench.scene.desks.statements.review(kept.id, said()["finding"], Adoption.NONE)


def pay(bench: Bench, papers: Papers) -> None:
    """Let every party pay what it owes and has not paid yet."""
    file = bench.scene.desks.reading.open(bench.case_id)
    paid = {each.party_id for each in file.payments}
    for party in (each for each in bench.parties if each.id not in paid and owed(file, each) > ZERO):
        slug = _DECISIONS[bench.plan.route.simple]
        on_spot = bench.plan.route.collects
        kept = bench.scene.desks.payments.pay(
            Payment(
                id=bench.scene.new_id(),
                town=bench.plan.bureau.town,
                case_id=bench.case_id,
                party_id=party.id,
                document_id=papers.of(slug, party).id,
                amount=owed(file, party),
                paid_on=bench.scene.today(),
                way=PaymentWay.ON_THE_SPOT
                if on_spot
                else bench.scene.chance.choice((PaymentWay.BANK, PaymentWay.ELECTRONIC)),
                receipt_no=f"演示{bench.scene.chance.randrange(10**8):08d}",
            )
        )
        if on_spot:
            bench.scene.desks.payments.hand_over(kept.id, handed_in_on=bench.scene.today())


def bind(bench: Bench) -> None:
    """Let the archivist bind the volume."""
    with bench.scene.seat.taken_by(bench.team.archivist):
        bench.scene.desks.volumes.bind(bench.case_id, Retention.PERMANENT)


def _piece(bench: Bench, raw: Mapping[str, Any]) -> Evidence:
    return Evidence(
        id=bench.scene.new_id(),
        town=bench.plan.bureau.town,
        case_id=bench.case_id,
        number=0,
        kind=EvidenceKind(raw["kind"]),
        name=raw["name"],
        proves=raw["proves"],
        source="执法人员现场提取",
        taken_at=bench.scene.clock.now().replace(microsecond=0),
        place=bench.story.place,
        taken_by=bench.team.handlers,
        act_id=bench.act.id,
        file_name=raw["file"],
    )


def _content(bench: Bench, name: str) -> bytes | None:
    makers: dict[str, Callable[[], bytes]] = {
        "png": lambda: a_picture(bench.scene.chance),
        "pdf": lambda: a_page(bench.scene.chance),
        "txt": lambda: a_text(said()["facts"].format(**bench.story.words)),
    }
    return makers[name[-3:]]() if name else None


def _statement(bench: Bench, party: Party, kind: StatementKind) -> Statement:
    return Statement(
        id=bench.scene.new_id(),
        town=bench.plan.bureau.town,
        case_id=bench.case_id,
        party_id=party.id,
        kind=kind,
        made_on=bench.scene.today(),
        content=said()["statement"] if kind is StatementKind.STATEMENT else "",
    )
