"""``certificate``: checks codes of certificates offline, prints cards and the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.seat import ask_for_person, seated
from app.cli.store import ask_for_store, opened
from app.cli.text_file import read_content
from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError
from app.rules.verification import Verdict

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.bootstrap import Program
    from app.services.cards import Checked


_LONGEST_NAME = 255


class NeedsTargetError(AppError):
    """A word that needs a code or a file was given none."""

    code = "cli.needs_target"
    hint = "verify 后写二维码的文字或图片文件；cards、register 后写要生成的PDF文件。"

    def __init__(self) -> None:
        super().__init__("没有写明要核验的二维码或者要生成的文件。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify", "cards", "register"), help="核验、打印证件页、打印台账")
    parser.add_argument("target", help="二维码文字或图片；打印时为PDF文件名")
    ask_for_store(parser)
    ask_for_person(parser)


def _run(given: Namespace, say: Say) -> Exit:
    if not given.target.strip():
        raise NeedsTargetError
    with opened(given) as program:
        if given.what == "verify":
            return _verify(given.target, program, say)
        seated(given, program)
        pdf = program.cards.cards() if given.what == "cards" else program.cards.register()
    target = Path(given.target)
    target.write_bytes(pdf)
    say.value({"file": str(target), "bytes": len(pdf)}, f"已生成{target}。")
    return Exit.DONE


def _verify(target: str, program: Program, say: Say) -> Exit:
    found: tuple[Checked, ...] = (program.cards.check(target),)
    if found[0].verdict is Verdict.UNREADABLE and len(target) < _LONGEST_NAME and Path(target).is_file():
        found = program.cards.check_picture(read_content(Path(target)))
    say.value([_told(each) for each in found], "\n".join(each.words for each in found))
    return Exit.DONE if all(each.verdict is Verdict.GENUINE for each in found) else Exit.FAILED


def _told(checked: Checked) -> dict[str, Any]:
    said = checked.statement
    told: dict[str, Any] = {
        "verdict": checked.verdict.value,
        "words": checked.words,
        "demonstration": checked.demonstration,
    }
    if said is not None:
        told |= {"number": said.number, "name": said.name, "bureau": said.bureau, "kind": said.kind.value}
        told |= {"issued_on": said.issued_on, "valid_to": said.valid_to, "printed_on": said.printed_on}
    return told


WORD = Word("certificate", "离线核验执法证二维码，打印证件页和台账", _arguments, _run)
