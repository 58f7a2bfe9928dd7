"""Words (演示用词) the demonstration is made of, and what is drawn from them by a seed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.domain.checkdigits import credit_check_digit, id_check_digit, organ_check_digit

if TYPE_CHECKING:
    from datetime import date
    from random import Random

NOBODYS_AREA = "990101"
"""An area code that was never assigned, so that no real person can have the number."""


@cache
def words() -> dict[str, Any]:
    """Return the words of resources/demo/words.toml."""
    return tomllib.loads(files("resources").joinpath("demo", "words.toml").read_text("utf-8"))


def a_name(chance: Random) -> str:
    """Return a fictional name of two or three characters."""
    given = "".join(chance.choices(words()["given"], k=chance.choice((1, 2, 2))))
    return str(chance.choice(words()["surnames"]) + given)


def an_id_number(chance: Random, born: date) -> str:
    """Return a number with a right check digit and an area code nobody has."""
    first = f"{NOBODYS_AREA}{born:%Y%m%d}{chance.randrange(1, 1000):03d}"
    return first + id_check_digit(first)


def a_credit_code(chance: Random, kind: str) -> str:
    """Return a right credit code of a kind (91 company, 92 sole trader) that no registry issues."""
    body = f"{chance.randrange(10**8):08d}"
    first = f"{kind}{NOBODYS_AREA}{body}{organ_check_digit(body)}"
    return first + credit_check_digit(first)


def a_phone(chance: Random) -> str:
    """Return a phone number from a range that is not in use."""
    return f"100{chance.randrange(10**8):08d}"


def an_address(chance: Random, town_name: str) -> str:
    """Return an address in a town, on a street it may not have."""
    return f"江阴市{town_name}{chance.choice(words()['streets'])}{chance.randrange(1, 400)}号"


def a_company(chance: Random) -> str:
    """Return a company name that says it is for demonstration."""
    middle = "".join(chance.choices(words()["given"], k=2))
    return f"江阴演示{middle}{chance.choice(words()['trades'])}{chance.choice(words()['organisation'])}"


def a_shop(chance: Random) -> str:
    """Return the business name of a sole trader that says it is for demonstration."""
    return f"演示{''.join(chance.choices(words()['given'], k=2))}{chance.choice(words()['shops'])}"
