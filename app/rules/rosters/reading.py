"""Reading (名册识别): every row of an officer list becomes a person or a finding with row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.checkdigits import id_warning, sex
from app.domain.errors import AppError
from app.domain.officer import Establishment, Officer
from app.rules.handlers import certificate_rules
from app.rules.lists.grid import Grid
from app.rules.lists.headings import Heading, find_heading, is_heading, marker_words
from app.rules.rosters.cells import (
    CellError,
    day_of,
    establishment_of,
    id_number_of,
    kind_of,
    name_of,
    number_of,
    roles_of,
    telephone_warning,
)
from app.rules.rosters.listed import Finding, ListedCard, ListedPerson, Roster, Weight

BOOK = "roster_headings.toml"
"""The words over the columns of officer lists."""
_NEEDED = {"name": "姓名", "id_number": "公民身份号码", "bureau": "单位", "establishment": "编制性质"}
_LETTERS = 26
T = TypeVar("T")


class ColumnMissingError(AppError):
    """An officer list lacks a column nobody can be registered without."""

    code = "roster.column"
    hint = "请补上该列；列名可写作姓名、身份证号、所属单位、编制性质等。"

    def __init__(self, sheet: str, lacking: Sequence[str]) -> None:
        super().__init__(f"工作表“{sheet}”中没有{'、'.join(lacking)}列。")


@dataclass(frozen=True, slots=True)
class Known:
    """What this computer knows before a list is read (已有资料)."""

    bureaus: tuple[Bureau, ...]
    today: date
    officers: tuple[Officer, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    demonstration: bool = False

    def towns(self) -> Mapping[str, str]:
        """Return the town codes by every name a bureau is written with."""
        found: dict[str, str] = {}
        for each in self.bureaus:
            short = each.town_name.removesuffix("街道").removesuffix("镇")
            names = (each.name, each.town_name)
            long = (f"江阴市{name}" for name in names)
            found |= dict.fromkeys((*names, *long, short, each.town), each.town)
        return found


@dataclass
class _Row:
    """One row while it is read: its cells by what they hold, and what was found so far."""

    grid: Grid
    heading: Heading
    row: int
    findings: list[Finding] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.grid.spread(self.row, self.heading.column(name)) if self.has(name) else ""

    def has(self, name: str) -> bool:
        return name in self.heading.columns

    def take(self, name: str, read: Callable[[str], T]) -> T | None:
        """Understand a cell, or note why it cannot be."""
        try:
            return read(self.text(name))
        except CellError as error:
            self.note(name, str(error))
            return None

    def note(self, name: str, what: str, weight: Weight = Weight.REFUSED) -> None:
        column = self.heading.column(name)
        title = self.heading.titles[column] if 0 <= column < len(self.heading.titles) else ""
        letter = letter_of(column) if column >= 0 else ""
        self.findings.append(Finding(self.grid.sheet, self.row + 1, letter, title, weight, what))

    @property
    def good(self) -> bool:
        return all(each.weight is not Weight.REFUSED for each in self.findings)


def read_roster(grids: Iterable[Grid], known: Known) -> Roster:
    """Read every sheet with a heading, or raise ``NoHeadingError`` of the last one when none has any."""
    found: list[ListedPerson] = []
    findings: list[Finding] = []
    rows = 0
    columns: dict[str, Mapping[str, tuple[str, str]]] = {}
    for grid in grids:
        heading = find_heading(grid, BOOK)
        lacking = [words for name, words in _NEEDED.items() if name not in heading.columns]
        if lacking:
            raise ColumnMissingError(grid.sheet, lacking)
        columns[grid.sheet] = _places(heading)
        for row in range(heading.last + 1, len(grid.rows)):
            if not grid.filled(row) or is_heading(grid, row, BOOK) or _is_frame(grid, row):
                continue
            rows += 1
            read = _Row(grid, heading, row)
            person = _person(read, known)
            findings += read.findings
            if person is not None:
                found.append(person)
    good, doubled = _without_doubles(found, columns)
    return Roster(good, tuple(sorted((*findings, *doubled), key=lambda each: (each.sheet, each.row))), rows)


def _places(heading: Heading) -> Mapping[str, tuple[str, str]]:
    return {name: (letter_of(at), heading.titles[at]) for name, at in heading.columns.items()}


def letter_of(column: int) -> str:
    """Return the letters of a sheet's column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_frame(grid: Grid, row: int) -> bool:
    alone = grid.alone(row)
    words = (*marker_words("notes", BOOK), *marker_words("subtotals", BOOK))
    first = grid.own(row, grid.filled(row)[0])
    return bool(alone) or first.startswith(words)


def _person(row: _Row, known: Known) -> ListedPerson | None:
    name = row.take("name", name_of)
    number = row.take("id_number", id_number_of)
    town = row.take("bureau", lambda text: _town(text, known))
    employed = row.take("establishment", establishment_of)
    roles = row.take("roles", roles_of)
    since = row.take("in_post_from", day_of) if row.text("in_post_from") else None
    card = _card(row, known, employed)
    if number is not None:
        _against_known(row, known, (name or "", number, town or ""))
        _second_look(row, known, number)
    if name is None or number is None or town is None or employed is None or not row.good:
        return None
    return ListedPerson(
        row.grid.sheet,
        row.row + 1,
        name,
        number,
        town,
        employed,
        row.text("unit"),
        row.text("post"),
        "".join(row.text("telephone").split()),
        roles or (),
        since,
        row.text("legal_certificate"),
        card,
    )


def _town(text: str, known: Known) -> str:
    plain = "".join(text.split())
    found = known.towns().get(plain)
    if found is None:
        msg = f"不认识的单位“{plain}”" if plain else "没有填写单位"
        raise CellError(msg)
    return found


def _card(row: _Row, known: Known, employed: Establishment | None) -> ListedCard | None:
    number = row.take("certificate", number_of)
    dates = any(row.text(each) for each in ("issued_on", "valid_to"))
    if not number:
        if dates and number is not None:
            row.note("certificate", "填写了证件日期，没有填写证件号码")
        return None
    if employed is Establishment.AUXILIARY:
        row.note("certificate", "执法辅助人员不能持执法证")
    issued, end = row.take("issued_on", day_of), row.take("valid_to", day_of)
    kind = row.take("kind", kind_of)
    if issued is None or end is None or kind is None:
        return None
    _check_term(row, known, issued, end)
    return ListedCard(number, issued, end, kind, row.text("issuer"), row.text("area"), row.text("fields"))


def _check_term(row: _Row, known: Known, issued: date, end: date) -> None:
    if end < issued:
        row.note("valid_to", f"有效期至{end}早于发证日期{issued}")
    if issued > known.today:
        row.note("issued_on", f"发证日期{issued}还没有到")
    if issued <= end < known.today:
        row.note("valid_to", f"执法证已于{end}过期", Weight.WARNING)
    if end.year - issued.year > int(certificate_rules()["term"]["years"]):
        row.note("valid_to", f"有效期（{issued}至{end}）长于通常的五年", Weight.WARNING)


def _against_known(row: _Row, known: Known, person: tuple[str, str, str]) -> None:
    name, number, town = person
    for each in known.officers:
        if each.id_number != number or not each.in_post_on(known.today):
            continue
        if each.name != name:
            row.note("id_number", f"本机已有同号码的人员{each.name}，姓名不同")
        elif each.town != town:
            row.note("bureau", f"{name}已登记在另一单位，请办理人员调动")
    held = "".join(row.text("certificate").split())
    owners = {each.id: each for each in known.officers}
    for one in known.certificates:
        owner = owners.get(one.officer_id)
        if held and one.number == held and owner is not None and owner.id_number != number:
            row.note("certificate", f"证件号码已登记在{owner.name}名下")


def _second_look(row: _Row, known: Known, number: str) -> None:
    said = row.text("sex").strip()
    if said and said != sex(number):
        row.note("sex", f"性别“{said}”与公民身份号码（{sex(number)}）不符", Weight.WARNING)
    if not known.demonstration and (warning := id_warning(number)):
        row.note("id_number", warning.removesuffix("。"), Weight.WARNING)
    if warning := telephone_warning(row.text("telephone")):
        row.note("telephone", warning, Weight.WARNING)


def _without_doubles(
    people: Sequence[ListedPerson], columns: Mapping[str, Mapping[str, tuple[str, str]]]
) -> tuple[tuple[ListedPerson, ...], tuple[Finding, ...]]:
    """Keep the first row of a person named twice; of two names under one number keep neither."""
    out: dict[tuple[str, int], Finding] = {}
    for same in _sharing(people, lambda each: each.id_number):
        one_name = len({each.name for each in same}) == 1
        for each in same[1:] if one_name else same:
            others = "、".join(f"第{other.row}行{other.name}" for other in same if other is not each)
            what = f"公民身份号码与{others}重复" + ("，已采用在前的一行" if one_name else "")
            out.setdefault((each.sheet, each.row), _doubled(each, "id_number", what, columns))
    left = [each for each in people if (each.sheet, each.row) not in out]
    for same in _sharing(left, lambda each: each.card.number if each.card else ""):
        for each in same:
            others = "、".join(f"第{other.row}行{other.name}" for other in same if other is not each)
            finding = _doubled(each, "certificate", f"证件号码与{others}重复", columns)
            out.setdefault((each.sheet, each.row), finding)
    good = tuple(each for each in people if (each.sheet, each.row) not in out)
    return good, tuple(out.values())


def _sharing(
    people: Iterable[ListedPerson], value: Callable[[ListedPerson], str]
) -> list[list[ListedPerson]]:
    groups: defaultdict[str, list[ListedPerson]] = defaultdict(list)
    for each in people:
        groups[value(each)].append(each)
    return [group for key, group in groups.items() if key and len(group) > 1]


def _doubled(
    person: ListedPerson, name: str, what: str, columns: Mapping[str, Mapping[str, tuple[str, str]]]
) -> Finding:
    letter, title = columns[person.sheet][name]
    return Finding(person.sheet, person.row, letter, title, Weight.REFUSED, what)
