"""Ports (端口): what the core asks of the outside; the outer packages supply it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from types import TracebackType
    from typing import Self
    from uuid import UUID

    from app.documents.page import Bookmark, LaidOut, Page, Stamp
    from app.documents.placing import PlacedPage
    from app.documents.template_fault import TemplateFault
    from app.domain.attachment import Attachment, Haste, There, Undone
    from app.domain.deadline import Deadline
    from app.domain.draft import FormDraft
    from app.domain.record import Record
    from app.domain.role import SignedIn
    from app.domain.typesetting import Typesetting
    from app.rules.expiry import Given
    from app.rules.verification import KeyStanding
    from app.sync_ports import Disputes, Settling

T = TypeVar("T", bound="Record")


class Clock(Protocol):
    """The only source of the time."""

    def now(self) -> datetime:
        """Return the moment it is, aware, in UTC."""

    def today(self) -> date:
        """Return the day it is in Beijing."""


class Ids(Protocol):
    """The only source of new identities."""

    def new(self) -> UUID:
        """Return a fresh UUIDv7."""


class WhoIs(Protocol):
    """Who is signed in, and on which computer."""

    def __call__(self) -> SignedIn:
        """Return the signed-in person, or raise ``NotSignedInError``."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Asked of a text attribute in place of its value: texts that begin so (前缀)."""

    text: str


class Records(Protocol[T]):
    """All records of one kind, within one transaction."""

    def get(self, record_id: UUID) -> T:
        """Return one record, or raise ``RecordNotFoundError``."""

    def find(self, **equal: object) -> tuple[T, ...]:
        """Return the records of these attributes by id: oldest first, but for ids made of a key.

        A ``Beginning`` in place of a value finds the texts that begin so.
        """

    def among(self, ids: Collection[UUID]) -> tuple[T, ...]:
        """Return those records of some identities that are here, by id."""

    def glance(self, ids: Collection[UUID], *names: str) -> tuple[tuple[Any, ...], ...]:
        """Return some attributes of the records of some identities, by id, and read no more of them."""

    def save(self, record: T) -> None:
        """Add or replace a record and queue what changed for the city server."""

    def remove(self, record: T, reason: str) -> None:
        """Delete a record for a reason told by a person."""

    def revive(self, old: T, record: T) -> None:
        """Bring a record back that was deleted as ``old``."""

    def decide(self, record: T, conflict: str, fields: Collection[str]) -> None:
        """Save a record as a person decided it, which settles a conflict about some of its fields."""


class Numbers(Protocol):
    """Takes document numbers; within one transaction, so that a number is used only if kept."""

    def take(self, series: str, year: int, used_for: UUID) -> int:
        """Return the lowest free number of the signed-in town's series and year, and mark it used."""

    def void(self, series: str, year: int, n: int, reason: str) -> None:
        """Mark a used number void, keeping the reason."""


class UnitOfWork(Protocol):
    """One transaction; nothing is kept unless ``commit`` is called."""

    @property
    def numbers(self) -> Numbers:
        """The document numbers."""

    @property
    def settling(self) -> Settling:
        """What a person decides about the exchange."""

    @property
    def disputes(self) -> Disputes:
        """The open conflicts of the exchange."""

    def of(self, kind: type[T]) -> Records[T]:
        """Return all records of a kind."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def commit(self) -> None:
        """Keep what was done: rows, search index, one change set for the city server."""


class Drafts(Protocol):
    """What was typed and not yet confirmed; local, saved at once, never sent."""

    def load(self, place: str) -> FormDraft | None:
        """Return the draft of a form, if any."""

    def save(self, draft: FormDraft) -> None:
        """Keep the draft, replacing an earlier one of the same place."""

    def drop(self, place: str) -> None:
        """Forget the draft of a form."""


class Lists(Protocol):
    """Read models of the hot lists: narrow rows by window, counts by index, never whole records."""

    def ids(self, name: str, filters: Mapping[str, object], text: str = "") -> Sequence[bytes]:
        """Return the ids of a list's result in the order shown; ``text`` searches keys and words."""

    def rows(self, name: str, ids: Sequence[bytes]) -> Sequence[Mapping[str, Any]]:
        """Return the narrow rows of the given ids, in the given order."""

    def counts(self, name: str, by: str) -> Mapping[str, int]:
        """Return how many entries of a list have each value of an indexed column."""


class Deadlines(Protocol):
    """The running time limits of all cases, derived and local."""

    def stale(self, law: str, town: str) -> Sequence[tuple[UUID, int]]:
        """Return what a town has to derive again, with the last change seen; all open cases for a new law."""

    def keep(self, derived: Sequence[tuple[UUID, int, Sequence[Deadline]]]) -> None:
        """Replace the time limits of cases; a change made since it was seen leaves its case stale."""

    def counts(self, town: str, edges: Sequence[date]) -> Sequence[int]:
        """Return how many of the office's own limits lie before each edge, from the edge before it on."""

    def between(self, town: str, first: date | None, end: date) -> Sequence[Deadline]:
        """Return the office's own limits from a day (or from ever) to before another, nearest first."""

    def of_case(self, case_id: UUID) -> Sequence[Deadline]:
        """Return every running limit of a case, nearest first."""


class ExpiryNotes(Protocol):
    """Which expiry warnings were given at this computer; local, never sent."""

    def given(self) -> frozenset[Given]:
        """Return every warning given so far."""

    def keep(self, notes: Sequence[Given], on: date) -> None:
        """Remember warnings as given on a day."""


class Files(Protocol):
    """Blobs by content: evidence files, scans, archived PDFs."""

    def put(self, content: bytes) -> str:
        """Keep the bytes durably and return their sha256 in hex; putting twice keeps one."""

    def get(self, digest: str) -> bytes:
        """Return the bytes of a digest, or raise ``FileMissingError``."""


class Pieces(Protocol):
    """Kept files read and gathered piece by piece, for their way over a line."""

    def size(self, digest: str) -> int | None:
        """Return the length of a kept file whose bytes are sound; ``None`` when it is not here so.

        Raises:
            AppError: It is here, and nothing can be said of its bytes now.
        """

    def slice(self, digest: str, start: int, length: int) -> bytes:
        """Return some bytes of a kept file, or raise ``FileMissingError``."""

    def begun(self, digest: str) -> int:
        """Return how many bytes of a file were fetched so far."""

    def need(self, count: int) -> None:
        """Raise ``AppError`` when this computer has no room for so many fetched bytes."""

    def append(self, digest: str, start: int, data: bytes) -> None:
        """Keep fetched bytes durably; what lay beyond ``start`` is replaced."""

    def adopt(self, digest: str) -> bool:
        """Give a fetched file its name when its bytes hash to it; otherwise throw it away."""


class Attachments(Protocol):
    """Which kept files are on their way to or from the city, and what it confirmed."""

    def next(self, town: str, now: datetime, slowest: Haste, *, fresh: bool = False) -> Attachment | None:
        """Return the file that should move next, none slower than ``slowest``; papers before recordings.

        Args:
            town: Whose files may move.
            now: Files that are due later rest.
            slowest: The last kind that may move.
            fresh: Whether to look beyond the files that are stuck: least in vain first, then the slowest.
        """

    def save(self, attachment: Attachment) -> None:
        """Keep how far a file is."""

    def of(self, digests: Collection[str]) -> Sequence[Attachment]:
        """Return the lines of files."""

    def unfinished(self, most: int) -> Sequence[Attachment]:
        """Return the files the city has not confirmed, those to be mended first."""

    def undone(self) -> Undone:
        """Return how many files are not done; cheap."""

    def absent(self, most: int) -> Sequence[Attachment]:
        """Return the files that records name and this computer lacks."""

    def counts(self) -> Mapping[There, int]:
        """Return how many files the city has how."""

    def retry(self, digest: str) -> None:
        """Begin a file anew that was put aside, at a person's wish."""

    def hurry(self, reasons: Collection[str]) -> None:
        """Let the files go at once that wait for one of some reasons; what each did in vain stays known."""

    def spent(self, day: date) -> int:
        """Return how many bytes went over a metered line on a day."""

    def spend(self, day: date, count: int) -> None:
        """Count bytes that went over a metered line."""


class Forms(Protocol):
    """Fills templates."""

    def fill(self, slug: str, values: Mapping[str, Any]) -> bytes:
        """Return the filled form as docx bytes; every value is printed, none is evaluated."""

    def version(self, slug: str) -> str:
        """Return the sha256 of the template's docx."""

    def template(self, slug: str) -> bytes:
        """Return the template in use."""


class Templates(Protocol):
    """Tries templates that are not installed."""

    def faults(self, docx: bytes, known: Collection[str] | None) -> tuple[TemplateFault, ...]:
        """Return why a template is refused, each with its place; ``known`` are the names it may print."""

    def advice(self, docx: bytes) -> tuple[TemplateFault, ...]:
        """Return what makes a template break differently in another word processor, with its place."""

    def fill(self, slug: str, docx: bytes, values: Mapping[str, Any]) -> bytes:
        """Return a template filled."""

    def text(self, docx: bytes) -> str:
        """Return the text of a filled form: a line for each paragraph, the cells of a row parted by bars."""


class Pages(Protocol):
    """Lays documents out, and turns pages into PDF, pictures and paper."""

    def layout(
        self,
        docx: bytes,
        *,
        first_page: int = 1,
        total: int | None = None,
        typesetting: Typesetting | None = None,
    ) -> LaidOut:
        """Return the pages of a docx, set as an office chose; without a choice as usual."""

    def placed(self, pages: Sequence[PlacedPage]) -> LaidOut:
        """Return pages whose words stand at given places; too long lines are made smaller or cut."""

    def scan(self, data: bytes, *, first_page: int = 1) -> LaidOut:
        """Return a scan (JPEG, PNG, TIFF or PDF) as pages, or raise an ``AppError`` when it is none."""

    def marked(self, doc: LaidOut, words: str) -> LaidOut:
        """Return the pages with a line at the head of each that says what they are not."""

    def stamped(self, docs: Sequence[LaidOut], stamp: Stamp) -> tuple[Page, ...]:
        """Return the pages of documents in order, each with its running number in a corner."""

    def pdf(
        self,
        docs: Sequence[LaidOut],
        *,
        title: str,
        bookmarks: Sequence[Bookmark] = (),
        stamp: Stamp | None = None,
    ) -> bytes:
        """Return one PDF of several documents, with an outline and, for a volume, stamped numbers."""

    def image(self, page: Page, *, dpi: float = 96.0) -> bytes:
        """Return a page as a PNG picture."""

    def lacking(self, text: str) -> str:
        """Return the characters of a text that no installed font can draw, each once."""


class CityKeys(Protocol):
    """The city's keys: everybody checks with them; only the city, or a demonstration, signs."""

    def key_id(self) -> str:
        """Return the name of the key signed with, or raise an ``AppError`` with code ``city_key.none``."""

    def sign(self, content: bytes) -> bytes:
        """Return the signature over bytes, or raise the same."""

    def standing(self, key_id: str, content: bytes, signature: bytes) -> KeyStanding:
        """Tell whether a known key of that name signed the bytes."""


class Codes(Protocol):
    """Draws and reads QR codes."""

    def draw(self, text: str) -> bytes:
        """Return a QR code as PNG."""

    def read(self, picture: bytes) -> tuple[str, ...]:
        """Return the text of every code in a picture, or raise an ``AppError`` when it is none."""


class Sheets(Protocol):
    """Writes spreadsheets."""

    def write(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Return one sheet as xlsx bytes; every cell is a text, also one that begins like a formula."""


Begin = "Callable[[], UnitOfWork]"
