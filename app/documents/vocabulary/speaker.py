"""Words of the one who speaks (被询问人、现场人员): the party, or who represents it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.words import word
from app.domain.party import IdKind

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.party import Party

_RESIDENT_LENGTH = 18


@word("party.workplace", "工作单位", "party/workplace")
def workplace(told: Telling) -> str:
    """Where the party works; of an organisation its own name with the representative's post."""
    return listed((_workplace(each) for each in told.parties), "、")


@word("party.speaker", "被询问人", "party/name")
def speaker(told: Telling) -> str:
    """Who speaks for the party: the person, or who represents the organisation."""
    party = told.party
    return "" if party is None else party.name if party.natural else party.representative


@word("party.present", "现场人员及身份", "party/name")
def present(told: Telling) -> str:
    """Who speaks for the party, and as what."""
    who, party = speaker.say(told), told.party
    return f"{who}（{_post(party)}）" if who and party else ""


@word("party.relation", "与本案关系", "party/kind")
def relation(told: Telling) -> str:
    """The party itself, or its legal representative, as the transcript's choices name it."""
    return "" if told.party is None else "party" if told.party.natural else "legal_rep"


@word("party.gender", "性别", "party/id_number")
def gender(told: Telling) -> str:
    """Told by the resident number's last digit but one; empty for other papers."""
    number = _resident_number(told.party)
    return "" if not number else "男" if int(number[16]) % 2 else "女"


@word("party.birth_date", "出生日期", "party/id_number")
def birth_date(told: Telling) -> str:
    """Told by the resident number; empty for other papers."""
    number = _resident_number(told.party)
    return f"{int(number[6:10])}年{int(number[10:12])}月{int(number[12:14])}日" if number else ""


def _post(party: Party) -> str:
    return "当事人" if party.natural else party.representative_post or "法定代表人（负责人）"


def _workplace(party: Party) -> str:
    return party.workplace if party.natural else f"{party.name}{party.representative_post}"


def _resident_number(party: Party | None) -> str:
    """Return eighteen digits of a natural person whose paper is the resident card, else nothing."""
    if party is None or not party.natural or party.id_kind is not IdKind.RESIDENT:
        return ""
    digits = party.id_number
    return digits if len(digits) == _RESIDENT_LENGTH and digits[:17].isdecimal() else ""
