"""Words of the case (案件)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed, plain_date
from app.documents.vocabulary.words import word
from app.domain.case import GAINS_WORDS, PROCEDURE_WORDS, STATUS_WORDS, Gains
from app.domain.clue import SOURCE_WORDS

if TYPE_CHECKING:
    from datetime import date

    from app.documents.telling import Telling


def _day(day: date | None) -> str:
    return "" if day is None else plain_date(day)


@word("case.number", "案号", "case/number")
def number(told: Telling) -> str:
    """The case's number."""
    return told.file.case.number


@word("case.number_given", "案号", "case/number", late=True)
def number_given(told: Telling) -> str:
    """The case's number on papers that are made before it is given."""
    return told.file.case.number


@word("case.cause", "案由", "case/cause")
def cause(told: Telling) -> str:
    """What the case is called."""
    return told.file.case.cause


@word("case.title", "案卷题名", "case/cause")
def title(told: Telling) -> str:
    """The party and the cause, as the cover of the file names the case."""
    names = listed((each.name for each in told.file.active_parties), "、")
    return f"{names}{told.file.case.cause}案" if names else ""


@word("case.procedure", "办案程序", "case/procedure")
def procedure(told: Telling) -> str:
    """Ordinary or simple procedure."""
    return PROCEDURE_WORDS[told.file.case.procedure]


@word("case.brief", "简要案情", "case/brief")
def brief(told: Telling) -> str:
    """What is suspected, before the investigation."""
    return told.file.case.brief


@word("case.findings", "查明的事实", "case/findings")
def findings(told: Telling) -> str:
    """What was found out: the case's findings, else the facts of its acts."""
    return told.file.case.findings or listed((each.facts for each in told.acts), "\n")


@word("case.circumstances", "从轻从重等情节", "case/circumstances")
def circumstances(told: Telling) -> str:
    """What speaks for a lighter or a heavier penalty."""
    return told.file.case.circumstances


@word("case.department", "领域", "case/department")
def department(told: Telling) -> str:
    """The delegating department whose field it is."""
    return told.file.case.department


@word("case.source", "案件来源", "clue/source")
def source(told: Telling) -> str:
    """How it came to the bureau."""
    return "" if told.file.clue is None else SOURCE_WORDS[told.file.clue.source]


@word("case.discovered_on", "发现日期", "case/discovered_on")
def discovered_on(told: Telling) -> str:
    """The day the act was discovered."""
    return _day(told.file.case.discovered_on)


@word("case.filed_on", "立案日期", "case/filed_on")
def filed_on(told: Telling) -> str:
    """The day the filing was approved (APL 54)."""
    return _day(told.file.case.filed_on)


@word("case.investigated_on", "调查终结日期", "case/investigated_on")
def investigated_on(told: Telling) -> str:
    """The day the investigation ended."""
    return _day(told.file.case.investigated_on)


@word("case.decided_on", "决定日期", "case/decided_on")
def decided_on(told: Telling) -> str:
    """The day it was decided."""
    return _day(told.file.case.decided_on)


@word("case.closed_on", "结案日期", "case/closed_on", late=True)
def closed_on(told: Telling) -> str:
    """The day it was closed."""
    return _day(told.file.case.closed_on)


@word("case.archived_on", "归档日期", "case/archived_on", late=True)
def archived_on(told: Telling) -> str:
    """The day it was archived."""
    return _day(told.file.case.archived_on)


@word("case.gains", "违法所得处理", "case/gains")
def gains(told: Telling) -> str:
    """What becomes of illegal gains (APL 28); empty while nothing was said."""
    stated = told.file.case.gains
    return "" if stated is Gains.UNSTATED else GAINS_WORDS[stated]


@word("case.complex", "是否情节复杂或重大", "case/complex")
def complicated(told: Telling) -> str:
    """Whether the heads of the organ must discuss it together (APL 57)."""
    return "是" if told.file.case.complex else "否"


@word("case.major", "是否需法制审核", "case/major")
def major(told: Telling) -> str:
    """Whether legal review is due (APL 58)."""
    return "是" if told.file.case.major else "否"


@word("case.ending_reason", "不予立案、终止或不予处罚的理由", "case/ending_reason")
def ending_reason(told: Telling) -> str:
    """Why it ends without a penalty."""
    return told.file.case.ending_reason


@word("case.transferred_to", "移送至", "case/transferred_to")
def transferred_to(told: Telling) -> str:
    """The organ the case goes to."""
    return told.file.case.transferred_to


@word("case.status", "案件状态", "case/status")
def status(told: Telling) -> str:
    """Where the case stands."""
    return STATUS_WORDS[told.file.case.status]
