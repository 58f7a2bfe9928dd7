"""Papers owed (应做文书): what the steps out of the present status need, and how far each paper is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.documents.catalogue import forms
from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.document import DocumentState
from app.domain.role import ROLE_WORDS, Role
from app.rules.flow import MATTER, Need, leaving, outdated, read_need
from app.rules.gates.figures import hearing_due
from app.rules.gates.names import paper_name
from app.rules.gates.papers import last_verdicts, served_on
from app.rules.gates.passing import gates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.party import Party
    from app.rules.flow import Transition

NOT_MADE, NOT_FINAL, NOT_SERVED, ADVISED = "未制作", "未定稿", "未送达", "建议制作"
CAME_BACK = "退回，待重新送达"
_CORRECTION, _GOODS = "correction_order", "goods_disposal_record"


@dataclass(frozen=True, slots=True)
class Owed:
    """One paper of the present stage (本阶段要做的文书).

    Attributes:
        document: The standing paper or the draft there is.
        done: Whether everything the steps need of it is there.
        lacks: What is missing, in Chinese; empty when done.
        steps: Codes of the steps that need it; none for a paper of a measure or one only recommended.
    """

    slug: str
    title: str
    party_id: UUID | None
    party_name: str
    document: Document | None
    done: bool
    lacks: str
    steps: tuple[str, ...]


def owed_papers(file: CaseFile, today: date) -> tuple[Owed, ...]:
    """Return the papers owed, the ones a step needs first; one line for each paper and party."""
    found: dict[tuple[str, str, object], Owed] = {}
    for transition in _shown(file, today):
        for need in transition.needs:
            for each in _of_need(file, need, transition.code, today):
                key = (each.slug, need.matter, each.party_id)
                found[key] = _joined(found[key], each) if key in found else each
    for each in _hearing_rights(file, today):
        found[each.slug, "", each.party_id] = each
    for matter, each in _beside(file, today):
        key = (each.slug, matter, each.party_id)
        found[key] = _joined(found[key], each) if key in found else each
    known = {slug for slug, _, _ in found}
    advised = (each for slug in _advised(file) if slug not in known for each in _recommended(file, slug))
    return (*found.values(), *advised)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("flow", "owed.toml").read_text("utf-8"))


def _shown(file: CaseFile, today: date) -> Iterator[Transition]:
    ways, aside = leaving(file.case.status), _data()["aside"]
    usual = {slug for each in ways if each.code not in aside for need in each.needs for slug in need.slugs}
    for each in ways:
        if each.code not in aside or _due(file, each, today) or _begun(file, each, usual):
            yield each


def _due(file: CaseFile, transition: Transition, today: date) -> bool:
    gate = _data()["when"].get(transition.code)
    return gate is not None and not gates()[gate](file, transition, today)


def _begun(file: CaseFile, transition: Transition, usual: set[str]) -> bool:
    own = [need for need in transition.needs if usual.isdisjoint(need.slugs)]
    return any(_found(file, need, slug, None, anyone=True) for need in own for slug in need.slugs)


def _of_need(file: CaseFile, need: Need, code: str, today: date) -> Iterator[Owed]:
    """Refusals and returns are nobody's debt; a paper of a party is owed for each party."""
    if need.refused or need.returned:
        return
    for party in _owners(file, need):
        slug = _chosen(file, need, party)
        document = _found(file, need, slug, party)
        lacks = _lack(file, need, document, today)
        yield _line((slug, need.matter), party, document, lacks, (code,) if code else ())


def _hearing_rights(file: CaseFile, today: date) -> Iterator[Owed]:
    """Whoever may ask for a hearing is told so in a paper of its own before the notice counts (APL 63)."""
    slug, steps = "hearing_right_notice", ("T11",)
    if file.case.status is not CaseStatus.NOTICE_DRAFT:
        return
    need = Need((slug,), per_party=True, served=True)
    for party in file.active_parties:
        if hearing_due(file, party, today):
            document = _found(file, need, slug, party)
            yield _line((slug, ""), party, document, _lack(file, need, document, today), steps)


def _beside(file: CaseFile, today: date) -> Iterator[tuple[str, Owed]]:
    """Yield the papers of measures taken beside the steps, with the matter, while one of them is lacking."""
    for each in _data()["beside"]:
        begun, stands = read_need(each["after"]), each.get("stands", False)
        said = each.get("answers", {}).items()
        after = (one for one in file.documents if _is(file, begun, one, stands=stands))
        if not any(said <= one.answers.items() for one in after):
            continue
        needs = [read_need(raw) for raw in each["needs"]]
        lines = [(need.matter, line) for need in needs for line in _of_need(file, need, "", today)]
        if not all(line.done for _, line in lines):
            yield from lines


def _is(file: CaseFile, need: Need, document: Document, *, stands: bool) -> bool:
    """Tell whether a paper is of a kind and matter, begun or final."""
    wanted = document.standing if stands else document.state is not DocumentState.VOID
    about = not need.matter or document.answers.get(MATTER) == need.matter
    return wanted and about and document.slug in need.slugs and not outdated(file, document)


def _owners(file: CaseFile, need: Need) -> tuple[Party | None, ...]:
    shape = forms().get(need.slugs[0])
    if not need.per_party and (shape is None or not shape.per_party):
        return (None,)
    if need.per_party:
        return file.active_parties
    begun = tuple(
        each for each in file.active_parties if any(_found(file, need, slug, each) for slug in need.slugs)
    )
    return begun or file.active_parties


def _chosen(file: CaseFile, need: Need, party: Party | None) -> str:
    return next((slug for slug in need.slugs if _found(file, need, slug, party)), need.slugs[0])


def _found(
    file: CaseFile, need: Need, slug: str, party: Party | None, *, anyone: bool = False
) -> Document | None:
    """Return the standing paper a need can count, else the draft of it."""
    fitting = [
        each
        for each in file.documents
        if each.slug == slug
        and each.state is not DocumentState.VOID
        and (anyone or party is None or each.party_id == party.id)
        and each.answers.get(MATTER, "") in ("", need.matter)
        and not outdated(file, each)
        and not (need.fresh and _stale(file, each))
    ]
    return max(fitting, key=lambda each: (each.standing, each.id), default=None)


def _stale(file: CaseFile, document: Document) -> bool:
    since = file.case.status_since
    return document.final_at is not None and since is not None and document.final_at < since


def _lack(file: CaseFile, need: Need, document: Document | None, today: date) -> str:
    if document is None:
        return NOT_MADE
    if not document.standing:
        return NOT_FINAL
    opinion = _opinion_lacking(last_verdicts(file, document), need.approved)
    if opinion:
        return opinion
    if not need.served or served_on(file, document, today) is not None:
        return ""
    return CAME_BACK if document.state is DocumentState.RETURNED else NOT_SERVED


def _opinion_lacking(given: dict[Role, Verdict], wanted: tuple[Role, ...]) -> str:
    for role in wanted:
        if role not in given:
            return f"待{ROLE_WORDS[role]}审批"
        if given[role] is not Verdict.AGREE:
            return f"{ROLE_WORDS[role]}{'退回' if given[role] is Verdict.RETURN else '不同意'}"
    return ""


def _advised(file: CaseFile) -> Iterable[str]:
    named: list[str] = _data()["advised"].get(file.case.status.value, [])
    goods = any(each.confiscated_goods for each in file.penalties)
    needless = {_CORRECTION: bool(file.case.correction_needless.strip()), _GOODS: not goods}
    return (slug for slug in named if slug in forms() and not needless.get(slug, False))


def _recommended(file: CaseFile, slug: str) -> Iterator[Owed]:
    need = Need((slug,))
    for party in _owners(file, need):
        document = _found(file, need, slug, party)
        lacks = ADVISED if document is None else "" if document.standing else NOT_FINAL
        yield _line((slug, ""), party, document, lacks, ())


def _line(
    what: tuple[str, str],
    party: Party | None,
    document: Document | None,
    lacks: str,
    steps: tuple[str, ...],
) -> Owed:
    slug, matter = what
    owner, name = (None, "") if party is None else (party.id, party.name)
    return Owed(slug, _title(slug, matter), owner, name, document, not lacks, lacks, steps)


def _title(slug: str, matter: str) -> str:
    ask = forms()[slug].ask(MATTER) if matter and slug in forms() else None
    words = next((each.words for each in ask.choices if each.code == matter), "") if ask else ""
    return f"{paper_name(slug)}（{words}）" if words else paper_name(slug)


def _joined(first: Owed, second: Owed) -> Owed:
    """Two steps need the same paper: what either lacks of it is lacking."""
    lacks = first.lacks or second.lacks
    steps = tuple(dict.fromkeys(first.steps + second.steps))
    document = first.document or second.document
    return replace(first, document=document, done=not lacks, lacks=lacks, steps=steps)
