"""Signing in on the command line: by name, as the person of last time, or as the only one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.draft import FormDraft
from app.domain.errors import AppError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from app.bootstrap import Program
    from app.domain.officer import Officer
    from app.domain.role import SignedIn

_LAST = "sign_in/last"


class WhoError(AppError):
    """It is not clear who works at the command line."""

    code = "cli.who"
    hint = "请用 --as 写明姓名；同名的写“镇街代码/姓名”。"


def ask_for_person(parser: ArgumentParser) -> None:
    """Let a command say in whose name it is done."""
    parser.add_argument("--as", dest="person", help="办理人姓名；不写则用上次的办理人")


def seated(given: Namespace, program: Program) -> SignedIn:
    """Sign in whom the command names, and remember the person for the next one."""
    people = program.sign_in.people()
    person = _named(people, given.person) if given.person else _remembered(program, people)
    if person is None:
        raise WhoError("没有写明由谁办理。")
    who = program.sign_in.sign_in(person.id)
    if given.person:
        texts = {"officer": str(person.id)}
        program.store.drafts.save(FormDraft(_LAST, texts, program.office.clock.now()))
    return who


def seated_if_known(given: Namespace, program: Program) -> None:
    """Sign in as ``seated`` does where it is clear who works; nobody is signed in where that is not said.

    For words that only read: who is signed in sees the own town, nobody the whole store of the computer.
    """
    if given.person or _remembered(program, program.sign_in.people()) is not None:
        seated(given, program)


def _named(people: Iterable[Officer], name: str) -> Officer:
    town, _, plain = name.rpartition("/")
    found = [each for each in people if plain == each.name and town in ("", each.town)]
    if not found:
        raise WhoError(f"没有在岗人员“{name}”。")
    if len(found) > 1:
        those = "、".join(f"{each.town}/{each.name}（{each.post}）" for each in found)
        raise WhoError(f"有{len(found)}人叫“{name}”：{those}。")
    return found[0]


def _remembered(program: Program, people: tuple[Officer, ...]) -> Officer | None:
    """Return the person of last time, or the only one there is."""
    last = program.store.drafts.load(_LAST)
    known = [each for each in people if last is not None and str(each.id) == last.texts.get("officer")]
    if known:
        return known[0]
    return people[0] if len(people) == 1 else None
