"""Cards and register (证件打印): certificate pages with signed codes, the register, and checking a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.cards import CardFace, card_pages
from app.documents.register import register_pages
from app.domain.bureau import Bureau
from app.domain.certificate import CERTIFICATE_KIND_WORDS, Certificate
from app.domain.errors import AppError
from app.domain.officer import ESTABLISHMENT_WORDS, Officer
from app.domain.role import Role
from app.rules.expiry import in_use
from app.rules.verification import (
    VERDICT_WORDS,
    CodeError,
    KeyStanding,
    Statement,
    Verdict,
    code_text,
    read_code,
)
from app.services.demonstration import DEMONSTRATION, is_demonstration
from app.services.leave import noted
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.ports import CityKeys, Codes, Files, Pages, UnitOfWork
    from app.services.office import Office

REGISTER = (
    *(("序号", 4.0), ("姓名", 6.0), ("单位", 14.0), ("中队（科室）", 9.0), ("职务", 8.0), ("编制性质", 9.0)),
    *(("证件号码", 11.0), ("证件种类", 10.0), ("发证日期", 8.0), ("有效期至", 8.0), ("状态", 5.0)),
)
_DEMO_SIGNED = "由演示密钥签发，只用于演示，不证明任何执法资格。"
_UNSIGNED = "city_key.none"


class NothingToPrintError(AppError):
    """No certificate was chosen, or none is in use."""

    code = "cards.nothing"
    hint = "请先登记执法证，或者更换筛选条件。"

    def __init__(self) -> None:
        super().__init__("没有可打印的执法证。")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a code found (核验结果): the verdict, words for people, and what the code says."""

    verdict: Verdict
    words: str
    statement: Statement | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Printer:
    """What cards are printed with (打印所用): pages, files, keys of the city, codes."""

    pages: Pages
    files: Files
    keys: CityKeys
    codes: Codes


class CardDesk:
    """证件打印与核验台."""

    def __init__(self, office: Office, printer: Printer) -> None:
        self._office = office
        self._printer = printer

    def cards(
        self, certificate_ids: Sequence[UUID] = (), told: Callable[[int, int], None] | None = None
    ) -> bytes:
        """Return a PDF of cards, of given certificates or of all in use; with leave to write it is logged."""
        permit(self._office.who(), "打印证件页", Role.ADMIN, Role.CLERK)
        with self._office.read() as work:
            held = self._held(work, certificate_ids)
            fictional = is_demonstration(work)
        faces = []
        for done, (officer, certificate, bureau) in enumerate(held):
            if told is not None:
                told(done, len(held))
            faces.append(self._face(officer, certificate, bureau, fictional=fictional))
        laid = self._printer.pages.placed(card_pages(faces))
        pdf = self._pdf(laid, "执法证信息页", fictional=fictional)
        with self._office.begin() as work:
            log(work, self._office, None, "certificate.printed", f"打印执法证信息页{len(faces)}张")
            noted(work)
        return pdf

    def register(self, rows: Sequence[Sequence[str]] | None = None) -> bytes:
        """Return a PDF of the register (执法证台账), of given rows or of all in use."""
        told = self.register_rows() if rows is None else rows
        if not told:
            raise NothingToPrintError
        with self._office.read() as work:
            fictional = is_demonstration(work)
        under = f"制表日期：{self._office.clock.today()}　　共{len(told)}人"
        laid = self._printer.pages.placed(register_pages("行政执法人员证件台账", under, REGISTER, told))
        return self._pdf(laid, "行政执法人员证件台账", fictional=fictional)

    def register_rows(self, certificate_ids: Sequence[UUID] = ()) -> tuple[tuple[str, ...], ...]:
        """Return the rows of the register as texts, in the order of bureaus and people."""
        today = self._office.clock.today()
        with self._office.read() as work:
            held = self._held(work, certificate_ids)
        return tuple(
            (
                *(str(number), officer.name, bureau, officer.unit, officer.post),
                *(ESTABLISHMENT_WORDS[officer.establishment], each.number, CERTIFICATE_KIND_WORDS[each.kind]),
                *(each.issued_on.isoformat(), each.valid_to.isoformat(), each.standing_on(today)),
            )
            for number, (officer, each, bureau) in enumerate(held, start=1)
        )

    def check(self, text: str) -> Checked:
        """Check the text of a code without any network."""
        try:
            statement, content, signature = read_code(text)
        except CodeError:
            return Checked(Verdict.UNREADABLE, f"{VERDICT_WORDS[Verdict.UNREADABLE]}。")
        standing = self._printer.keys.standing(statement.key_id, content, signature)
        if standing in (KeyStanding.WRONG, KeyStanding.UNKNOWN):
            verdict = Verdict.FORGED if standing is KeyStanding.WRONG else Verdict.UNKNOWN_KEY
            return Checked(verdict, f"{VERDICT_WORDS[verdict]}，所载内容不可采信。")
        verdict, why = self._against_store(statement)
        fictional = standing is KeyStanding.DEMONSTRATION
        words = f"{VERDICT_WORDS[verdict]}{why}。{_DEMO_SIGNED if fictional else ''}"
        return Checked(verdict, words, statement, fictional)

    def check_picture(self, picture: bytes) -> tuple[Checked, ...]:
        """Check every code in a picture; one unreadable answer where there is none."""
        found = self._printer.codes.read(picture)
        if not found:
            return (Checked(Verdict.UNREADABLE, "图片中没有找到二维码。"),)
        return tuple(self.check(each) for each in found)

    def _against_store(self, statement: Statement) -> tuple[Verdict, str]:
        """Hold what was signed then against what is known here now; unknown numbers stand as signed."""
        today = self._office.clock.today()
        with self._office.read() as work:
            known = work.of(Certificate).find(number=statement.number)
            names = {each.id: work.of(Officer).get(each.officer_id).name for each in known}
        latest = max(known, key=lambda each: (each.valid_to, each.id), default=None)
        if latest is not None and names[latest.id] != statement.name:
            return Verdict.OUTDATED, f"：该号码现登记在{names[latest.id]}名下"
        if latest is not None and latest.valid_to != statement.valid_to:
            return Verdict.OUTDATED, f"：该证已换发，新的有效期至{latest.valid_to}"
        return _standing(latest, statement, today)

    def _face(self, officer: Officer, held: Certificate, bureau: str, *, fictional: bool) -> CardFace:
        photo = self._printer.files.get(officer.photo_hash) if officer.photo_hash else b""
        mark = DEMONSTRATION if fictional else ""
        return CardFace(officer, held, bureau, self._code(officer, held, bureau), photo, mark)

    def _code(self, officer: Officer, held: Certificate, bureau: str) -> bytes:
        try:
            key_id = self._printer.keys.key_id()
        except AppError as error:
            if error.code != _UNSIGNED:
                raise
            return b""
        day = self._office.clock.today()
        said = Statement(
            held.number, officer.name, bureau, held.kind, held.issued_on, held.valid_to, day, key_id
        )
        return self._printer.codes.draw(code_text(said, self._printer.keys.sign))

    def _held(
        self, work: UnitOfWork, certificate_ids: Sequence[UUID]
    ) -> tuple[tuple[Officer, Certificate, str], ...]:
        today = self._office.clock.today()
        people = {each.id: each for each in work.of(Officer).find() if each.in_post_on(today)}
        chosen = [each for each in self._asked(work, frozenset(certificate_ids)) if each.officer_id in people]
        if not chosen:
            raise NothingToPrintError
        names = {each.town: each.name for each in work.of(Bureau).find()}
        found = [(people[each.officer_id], each, names.get(each.town, each.town)) for each in chosen]
        return tuple(sorted(found, key=lambda each: (each[1].town, each[0].unit, each[0].id)))

    def _asked(self, work: UnitOfWork, wanted: Collection[UUID]) -> Sequence[Certificate]:
        """Return what was chosen, else all in use: of the city for an administrator, else of the town."""
        if wanted:
            return [each for each in work.of(Certificate).find() if each.id in wanted]
        who = self._office.who()
        within = {} if who.holds(Role.ADMIN) else {"town": who.town}
        return in_use(work.of(Certificate).find(**within), self._office.clock.today())

    def _pdf(self, laid: LaidOut, title: str, *, fictional: bool) -> bytes:
        shown = self._printer.pages.marked(laid, DEMONSTRATION) if fictional else laid
        return self._printer.pages.pdf([shown], title=title)


def _standing(known: Certificate | None, statement: Statement, today: date) -> tuple[Verdict, str]:
    state = "有效" if known is None else known.standing_on(today)
    if state not in ("有效", "过期", "未生效"):
        return Verdict.OUTDATED, f"：该证现已{state}"
    if today > statement.valid_to:
        return Verdict.EXPIRED, f"：有效期至{statement.valid_to}"
    if today < statement.issued_on:
        return Verdict.OUTDATED, f"：发证日期{statement.issued_on}还没有到"
    return Verdict.GENUINE, f"：{statement.bureau}{statement.name}，有效期至{statement.valid_to}"
