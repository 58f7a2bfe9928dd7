"""Papers (演示文书): drafted, answered, made final, approved by others and served, as an office would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.documents.catalogue import form, forms
from app.domain.approval import Verdict
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.rules.flow import MATTER
from app.services.approvals import Opinion
from app.services.demo.answering import by_kind, typed
from app.services.demo.pictures import a_picture
from app.services.demo.scene import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from app.documents.manifest import Form
    from app.domain.document import Document
    from app.domain.party import Party
    from app.rules.flow import Need, Transition
    from app.services.demo.opening import Bench

_HEARING_AFTER = 9
_CHECKED_FIRST = (Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD)
_WORDS = {Verdict.AGREE: "同意。", Verdict.REFUSE: "不同意，理由见意见。", Verdict.RETURN: "退回补充。"}


@dataclass(slots=True)
class Papers:
    """The papers of one case (演示文书): what was made, by kind and party; ``step`` is the one made for."""

    bench: Bench
    step: str = ""
    made: dict[tuple[str, UUID | None], Document] = field(default_factory=dict)

    def before(self, slugs: tuple[str, ...], parties: tuple[Party, ...]) -> None:
        """Make the papers of some kinds that have an installed form; serve what goes to a party."""
        for slug in slugs:
            if slug in forms():
                for each, party in self._each(slug, parties):
                    if form(slug).audience == "party":
                        self._serve_once(each, party)

    def for_step(
        self, transition: Transition, parties: tuple[Party, ...], matter: str, verdict: Verdict
    ) -> None:
        """Make what a step needs, have it approved by those it names, and serve it where it must be."""
        for need in transition.needs:
            self.meet(need, parties, matter, verdict)

    def meet(self, need: Need, parties: tuple[Party, ...], matter: str, verdict: Verdict) -> None:
        """Make what a need names, have it approved, and serve it where it must be."""
        slug = next(each for each in need.slugs if each in forms())
        fresh = bool(need.matter) or need.fresh
        for document, party in self._each(slug, parties, matter=matter, fresh=fresh):
            self._approve(document, need, verdict)
            if need.served:
                self._serve_once(document, party)

    def of(self, slug: str, party: Party) -> Document:
        """Return the paper of a kind for a party."""
        return self.made.get((slug, party.id)) or self.made[slug, None]

    def _each(
        self, slug: str, parties: tuple[Party, ...], *, matter: str = "", fresh: bool = False
    ) -> Iterator[tuple[Document, Party]]:
        per_party = form(slug).per_party
        for party in parties if per_party else parties[:1]:
            owner = party.id if per_party else None
            if fresh or (slug, owner) not in self.made:
                self.made[slug, owner] = self._final(slug, owner, matter)
            yield self.made[slug, owner], party

    def _final(self, slug: str, party_id: UUID | None, matter: str) -> Document:
        desk = self.bench.scene.desks.documents
        draft = desk.draft(self.bench.case_id, slug, party_id)
        answers = self._answers(form(slug), matter)
        if answers:
            desk.answer(draft.id, answers)
        return desk.finalise(draft.id)

    def _answers(self, shape: Form, matter: str) -> dict[str, str]:
        """Return what is typed into a form: what is listed for it, else by kind where it must be given."""
        given = typed(shape.slug, self.step, self.bench.plan.route.weight) | {MATTER: matter}
        facts = self.bench.story.words | self._moments() | self._speaker() | self._choices()
        facts |= {"speeches": self._speeches()}
        found = {}
        for ask in shape.asks:
            text = given.get(ask.name, "").strip().format(**facts)
            if not text and ask.required and not ask.default:
                text = by_kind(ask, facts["today"])
            if text:
                found[ask.name] = text
        return found

    def _moments(self) -> dict[str, str]:
        """Times before now: of the visit, then of the talk that followed it."""
        now = self.bench.scene.clock.now().astimezone(BEIJING)
        ago = {"site_from": 110, "site_to": 75, "ask_from": 65, "ask_to": 20, "now": 0}
        told = {name: f"{now - timedelta(minutes=each):%Y-%m-%d %H:%M}" for name, each in ago.items()}
        return (
            told
            | {"today": f"{now:%Y-%m-%d}", "later": f"{now + timedelta(days=60):%Y-%m-%d}"}
            | self._hearing()
        )

    def _hearing(self) -> dict[str, str]:
        """When a hearing is to be held, and until when the one held lasted (APL 64: seven working days)."""
        scene = self.bench.scene
        told = {"hearing_at": f"{scene.calendar.after(scene.today(), _HEARING_AFTER)} 09:30"}
        notices = [each for (slug, _), each in self.made.items() if slug == "hearing_notice"]
        if notices:
            begun = datetime.fromisoformat(notices[-1].answers["hearing.at"])
            told["hearing_to"] = f"{begun + timedelta(minutes=95):%Y-%m-%d %H:%M}"
        return told

    def _speeches(self) -> str:
        """What each head says in the discussion, a line for each."""
        seat, town = self.bench.scene.seat, self.bench.plan.bureau.town
        heads = (*seat.holding(town, Role.PRINCIPAL_HEAD), *seat.holding(town, Role.ORGAN_HEAD))
        names = dict.fromkeys(each.name for each in heads)
        return "\n".join(f"{name}\t同意承办机构的处理意见。" for name in names)

    def _speaker(self) -> dict[str, str]:
        """Who was there and spoke: the first party, or who represents it."""
        first = self.bench.parties[0]
        if first.natural:
            return {"speaker": first.name, "relation": "party", "standing": "当事人"}
        return {"speaker": first.representative, "relation": "legal_rep", "standing": "法定代表人（负责人）"}

    def _violated(self) -> str:
        """What an item is said to break whose source names no article of the duty."""
        item = self.bench.plan.choice.item
        return "" if item.duty_article else str(said()["violated"].format(law=item.penalty_law))

    def _choices(self) -> dict[str, str]:
        route, words = self.bench.plan.route, said()
        heard = route.weight == "hearing"
        collected = {"pay_mode": "on_spot", "on_spot_reason": "le_100"}
        paid = {"pay_mode": "bank" if self.bench.plan.choice.fines else "", "on_spot_reason": ""}
        return {
            "reason": words["endings"].get(self.step, words["circumstances"]),
            "transferred_to": words["transferred_to"].get(self.step, ""),
            "violated": self._violated(),
            "hearing": "yes" if heard else "no",
            "hearing_tick": "是" if heard else "否",
            **(collected if route.collects else paid),
        }

    def _approve(self, document: Document, need: Need, verdict: Verdict) -> None:
        wanted = {*need.approved, *need.refused[-1:], *need.returned[-1:]}
        if wanted and Role.UNIT_HEAD not in wanted and _shows(document, Role.UNIT_HEAD):
            wanted.add(Role.UNIT_HEAD)
        given = self.bench.scene.desks.reading.open(self.bench.case_id).approvals
        done = {each.role for each in given if each.document_id == document.id}
        for role in (each for each in _CHECKED_FIRST if each in wanted - done):
            says = Verdict.AGREE if role in need.approved or role is Role.UNIT_HEAD else verdict
            with self.bench.scene.seat.taken_by(self.bench.team.approvers[role]):
                self.bench.scene.desks.approvals.give(document.id, role, Opinion(says, _WORDS[says]))

    def _serve_once(self, document: Document, party: Party) -> None:
        file = self.bench.scene.desks.reading.open(self.bench.case_id)
        if any(each.party_id == party.id for each in file.deliveries_of(document)):
            return
        served = self.bench.scene.desks.deliveries.serve(self._delivery(document, party))
        if served.way is DeliveryWay.LIEN:
            self._film(served)

    def _film(self, served: Delivery) -> None:
        """Keep the recording that a service left behind calls for (APL 47)."""
        desk = self.bench.scene.desks.evidence
        film = Evidence(
            id=self.bench.scene.new_id(),
            town=self.bench.plan.bureau.town,
            case_id=self.bench.case_id,
            number=0,
            kind=EvidenceKind.AUDIOVISUAL,
            name="留置送达现场照片",
            proves="证明留置送达的经过",
            source="执法人员现场拍摄",
            taken_at=served.served_at,
            place=served.place,
            taken_by=self.bench.team.handlers,
            file_name="留置送达现场照片（演示）.png",
            slot="lien_service",
        )
        desk.verify(desk.add(film, a_picture(self.bench.scene.chance)).id)

    def _delivery(self, document: Document, party: Party) -> Delivery:
        now = self.bench.scene.clock.now()
        lien = self.bench.scene.chance.randrange(12) == 0
        return Delivery(
            id=self.bench.scene.new_id(),
            town=self.bench.plan.bureau.town,
            case_id=self.bench.case_id,
            document_id=document.id,
            party_id=party.id,
            way=DeliveryWay.LIEN if lien else DeliveryWay.DIRECT,
            served_at=now.replace(microsecond=0),
            effective_on=now.astimezone(BEIJING).date(),
            place=party.address,
            receiver="" if lien else party.representative or party.name,
            relation="" if lien else "本人" if party.natural else "法定代表人（负责人）",
            witness="社区工作人员（演示）" if lien else "",
            note="当事人拒绝签收，已拍照记录。" if lien else "",
            servers=self.bench.team.handlers,
        )


def _shows(document: Document, role: Role) -> bool:
    return any(each.startswith(f"approvals.{role.value}.") for each in form(document.slug).shows)
