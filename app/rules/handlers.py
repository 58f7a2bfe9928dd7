"""Handlers (承办资格): who may act in a field and a place on a day, and why the others may not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from app.domain.case_file import CaseFile
from app.domain.certificate import Certificate, CertificateKind, named_in
from app.domain.document import Document
from app.domain.officer import Establishment, Officer
from app.domain.posting import Posting
from app.domain.role import ROLE_WORDS, Role
from app.rules.flow import current

RECUSED, RECUSAL = "recusal.target_officer", "recusal.decision"
"""Answers of the recusal decision (06): who is meant, and whether it was granted."""
GRANTED = frozenset({"granted", "同意回避申请"})
"""The choice that grants, by its code or by its words as they may be typed."""
HOST = "hearing.host"
"""Answer of the hearing notice (32) that names the host."""
_APART = (Role.LEGAL_REVIEWER, Role.HEARING_HOST)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, in which field and where somebody is to act (办案情形); an empty field or place asks nothing."""

    day: date
    field: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person offered as a handler (承办人选): with the certificate, or with why not in Chinese."""

    officer: Officer
    certificate: Certificate | None
    why_not: str = ""


@cache
def certificate_rules() -> dict[str, Any]:
    """Return resources/institutions/certificates.toml: terms, warnings, hours, wide areas."""
    text = files("resources").joinpath("institutions", "certificates.toml").read_text("utf-8")
    return tomllib.loads(text)


def why_not_act(
    officer: Officer, posting: Posting | None, certificates: Iterable[Certificate], occasion: Occasion
) -> str:
    """Return in Chinese why an officer may not act then and there; empty when nothing stands against it.

    An auxiliary never may (ACL 17); a certificate must be good on that very day (APL 42, 55).
    """
    employed = officer.establishment if posting is None else posting.establishment
    if employed is Establishment.AUXILIARY:
        return f"{officer.name}是执法辅助人员"
    if not officer.in_post_on(occasion.day):
        return f"{officer.name}当日不在岗"
    own = [each for each in certificates if each.officer_id == officer.id]
    if not own:
        return f"{officer.name}没有执法证"
    if fitting(own, occasion) is not None:
        return ""
    good = [each for each in own if not each.why_not_on(occasion.day)]
    held = (good or own)[-1]
    return f"{officer.name}的{held.why_not_on(occasion.day) or _why_not_there(held, occasion)}"


def fitting(certificates: Iterable[Certificate], occasion: Occasion) -> Certificate | None:
    """Return the latest certificate good on the day, in the field and at the place."""
    good = [
        each
        for each in certificates
        if not each.why_not_on(occasion.day) and not _why_not_there(each, occasion)
    ]
    return good[-1] if good else None


def candidates(
    people: Iterable[tuple[Officer, Posting | None, tuple[Certificate, ...]]],
    occasion: Occasion,
    barred: dict[UUID, str] | None = None,
) -> tuple[Candidate, ...]:
    """Return everybody with whether they may be a handler; those who may come first."""
    found = []
    for officer, posting, certificates in people:
        own = tuple(each for each in certificates if each.officer_id == officer.id)
        why = (barred or {}).get(officer.id) or _why_not_role(officer)
        why = why or why_not_act(officer, posting, own, occasion)
        found.append(Candidate(officer, None if why else fitting(own, occasion), why))
    return tuple(sorted(found, key=lambda each: bool(each.why_not)))


def recused(file: CaseFile) -> dict[str, Document]:
    """Return who was told to withdraw from a case (APL 43): the name → the decision (06)."""
    return {
        decision.answers.get(RECUSED, "").strip(): decision
        for decision in current(file, "recusal_decision")
        if decision.answers.get(RECUSAL, "") in GRANTED
    }


def barred_from(file: CaseFile) -> dict[UUID, str]:
    """Return who may not handle a case: recused, reviewer of it, or host of its hearing (APL 43, 58, 64)."""
    names = recused(file)
    hosts = {each.answers.get(HOST, "").strip() for each in current(file, "hearing_notice")}
    found = {each.id: f"{each.name}已被决定回避" for each in file.officers if each.name in names}
    found |= {each.id: f"{each.name}是本案听证主持人" for each in file.officers if each.name in hosts}
    reviewers = {each.by_id: each.by_name for each in file.approvals if each.role is Role.LEGAL_REVIEWER}
    return found | {each: f"{name}审核过本案" for each, name in reviewers.items()}


def why_not_review(officer: Officer) -> str:
    """Return why somebody may not take up legal review: the first time asks for the qualification (APL 58).

    Who reviewed before the rule of 2018-01-01 came into force does not begin for the first time.
    """
    since = officer.reviews_since
    old = since is not None and since < date.fromisoformat(certificate_rules()["review"]["since"])
    if officer.legal_qualification or old:
        return ""
    return f"{officer.name}初次从事法制审核，须通过国家统一法律职业资格考试取得法律职业资格"


def _why_not_role(officer: Officer) -> str:
    apart = next((each for each in _APART if each in officer.roles), None)
    if apart is None or Role.HANDLER in officer.roles:
        return ""
    return f"{officer.name}是{ROLE_WORDS[apart]}，不能兼任承办人"


def _why_not_there(certificate: Certificate, occasion: Occasion) -> str:
    if certificate.kind is CertificateKind.SUPERVISION:
        return f"证件{certificate.number}是执法监督证，不能用于办案"
    listed = named_in(certificate.fields)
    if occasion.field and listed and not any(_same(occasion.field, each) for each in listed):
        return f"执法证{certificate.number}的执法领域（{certificate.fields}）不含{occasion.field}"
    areas = named_in(certificate.area)
    wide = certificate_rules()["area"]["wide"]
    if occasion.place and areas and not any(each in wide or _same(occasion.place, each) for each in areas):
        return f"执法证{certificate.number}的执法区域（{certificate.area}）不含{occasion.place}"
    return ""


def _same(one: str, other: str) -> bool:
    named = certificate_rules()["field"]
    one, other = named.get(one, one), named.get(other, other)
    return one in other or other in one
