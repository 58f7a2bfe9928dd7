"""A bureau with two officers and the desks over it; random histories and how a day is read by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from app.domain.certificate import Certificate, CertificateState, Turn
from app.domain.officer import Establishment
from app.domain.posting import Posting
from app.domain.role import Role, SignedIn
from app.services.certificates import CertificateDesk
from app.services.office import Office
from app.services.officers import OfficerDesk
from app.services.postings import PostingDesk
from app.services.renewals import RenewalDesk
from tests.builders import TOWN, a_bureau, a_certificate, an_officer, at, ident
from tests.fake_papers import PlainPages
from tests.fakes import FixedClock, MemoryFiles, MemoryStore, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = date(2024, 1, 1)
TODAY = date(2026, 4, 1)
SPAN = 60
ONE = an_officer("甲", Role.HANDLER, in_post_from=date(2020, 1, 1))
TWO = an_officer("乙", Role.HANDLER, in_post_from=date(2020, 1, 1))
HELD = a_certificate(ONE)


class Bureau:
    """Store, clock and desks with a clerk who is administrator too."""

    def __init__(self) -> None:
        self.store = MemoryStore(town=TOWN)
        self.clock = FixedClock(at(TODAY))
        clerk = SignedIn(ident("丙"), "丙", TOWN, frozenset({Role.CLERK, Role.ADMIN}), "示例电脑")
        self.seat = Seat(clerk)
        self.office = Office(self.store.begin, self.clock, self.store.ids, self.seat)
        self.files = MemoryFiles()
        self.certificates = CertificateDesk(self.office, PlainPages(), self.files)
        self.renewals = RenewalDesk(self.office, PlainPages(), self.files)
        self.officers = OfficerDesk(self.office)
        self.postings = PostingDesk(self.office)
        self.store.put(a_bureau(), ONE, TWO, HELD, a_certificate(TWO))

    def papers(self, digest: str) -> list[str]:
        """Return the lines of a paper that was kept."""
        return [line for page in PlainPages().read(self.files.get(digest))["pages"] for line in page]

    def held(self, certificate: Certificate) -> Certificate:
        """Return a certificate as committed."""
        return next(each for each in self.store.all(Certificate) if each.id == certificate.id)


@dataclass(frozen=True)
class History:
    """What happened to one person's employment and certificates within sixty days."""

    certificates: tuple[Certificate, ...]
    postings: tuple[Posting, ...]

    def good_days(self) -> Mapping[date, bool]:
        """Read every day by hand: walk through the days in order, doing what each one brings."""
        found: dict[date, bool] = {}
        for number in range(SPAN):
            day = FIRST + timedelta(days=number)
            any_good = any(_good_by_hand(each, number) for each in self.certificates)
            found[day] = any_good and not self._auxiliary_by_hand(day)
        return found

    def _auxiliary_by_hand(self, day: date) -> bool:
        employed = Establishment.CIVIL_SERVANT
        for each in self.postings:
            if each.begins <= day and (each.ends is None or day <= each.ends):
                employed = each.establishment
        return employed is Establishment.AUXILIARY


def _good_by_hand(certificate: Certificate, number: int) -> bool:
    state = "valid"
    for passed in range(-SPAN, number + 1):
        iso = (FIRST + timedelta(days=passed)).isoformat()
        for turn in certificate.turns:
            if turn.on == iso:
                state = turn.state
    day = FIRST + timedelta(days=number)
    return state == "valid" and certificate.issued_on <= day <= certificate.valid_to


def days() -> st.SearchStrategy[date]:
    """Any day of the sixty."""
    return st.integers(0, SPAN - 1).map(lambda each: FIRST + timedelta(days=each))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to three certificates with up to six changes recorded in any order, and consecutive postings."""
    certificates = []
    for number in range(draw(st.integers(1, 3))):
        issued = draw(days())
        end = issued + timedelta(days=draw(st.integers(0, 40)))
        held = a_certificate(ONE, id=ident(f"history {number}"), issued_on=issued, valid_to=end)
        for _ in range(draw(st.integers(0, 6))):
            state = draw(st.sampled_from(list(CertificateState)))
            held = held.turned(Turn(draw(days()).isoformat(), state.value, "变更"))
        certificates.append(held)
    starts = sorted(draw(st.lists(days(), max_size=3, unique=True)))
    ends = [*(each - timedelta(days=1) for each in starts[1:]), None]
    postings = tuple(
        Posting(
            ident(f"posting {begins}"),
            TOWN,
            ONE.id,
            begins,
            "示例中队",
            "",
            draw(st.sampled_from(list(Establishment))),
            end,
        )
        for begins, end in zip(starts, ends, strict=False)
    )
    return History(tuple(certificates), postings)
