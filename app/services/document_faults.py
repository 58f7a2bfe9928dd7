"""Document refusals (文书不予办理): what may not be done with a document as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.document import DOCUMENT_STATE_WORDS
from app.domain.errors import AppError
from app.rules.gates.names import paper_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.documents.completeness import Fault
    from app.documents.manifest import Form
    from app.domain.document import Document


class FaultsError(AppError):
    """A document was to be made final while facts are missing; ``faults`` are all of them."""

    code = "document.faults"
    hint = "请按所列各项补填后再定稿。"

    def __init__(self, title: str, faults: tuple[Fault, ...]) -> None:
        reasons = "".join(f"（{number}）{each.message}" for number, each in enumerate(faults, 1))
        super().__init__(f"《{title}》还不能定稿：{reasons}")
        self.faults = faults


class NotDraftError(AppError):
    """A document that is final or void was to be filled in or made final again."""

    code = "document.not_draft"
    hint = "已定稿的文书不能改；确有错误的，作废后重新制作，已送达的作书面补正。"

    def __init__(self, document: Document) -> None:
        super().__init__(
            f"《{paper_name(document.slug)}》已经{DOCUMENT_STATE_WORDS[document.state]}，不能再填写。"
        )


class PartyNeededError(AppError):
    """A form made for each party was drafted without naming one."""

    code = "document.party_needed"
    hint = "请选择文书是给哪一名当事人的。"

    def __init__(self, form: Form) -> None:
        super().__init__(f"《{form.title}》须按当事人分别制作。")


class UnknownAnswerError(AppError):
    """Answers were given to what the form does not ask."""

    code = "document.unknown_answer"
    hint = "请刷新文书页面后重新填写。"

    def __init__(self, form: Form, names: Iterable[str]) -> None:
        super().__init__(f"《{form.title}》没有“{'、'.join(names)}”这样的填写项。")


class VoidRefusedError(AppError):
    """A document was to be made void that already binds somebody."""

    code = "document.void_refused"

    def __init__(self, document: Document, why: str, hint: str) -> None:
        super().__init__(f"《{paper_name(document.slug)}》{why}，不能作废。", hint)


class IssueRefusedError(AppError):
    """A document was to be issued twice, or on an impossible day."""

    code = "document.issue_refused"
    hint = "请核对文书状态和签发日期。"

    def __init__(self, document: Document, day: date) -> None:
        words = DOCUMENT_STATE_WORDS[document.state]
        super().__init__(f"《{paper_name(document.slug)}》（{words}）不能在{day}签发。")


class WrongCopiesError(AppError):
    """A print of less than one copy was to be counted."""

    code = "document.copies"
    hint = "请填写打印份数。"

    def __init__(self, copies: int) -> None:
        super().__init__(f"打印份数{copies}不对。")


class TemplateChangedError(AppError):
    """The editable form of a final document was asked for after its template had changed."""

    code = "document.template_changed"
    hint = "请查看或打印归档的 PDF。"

    def __init__(self, document: Document) -> None:
        super().__init__(f"《{paper_name(document.slug)}》定稿后模板已经更新，不能再按原样导出。")
