"""Cells (单元格): one cell of an officer list understood, or why it cannot be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from app.domain.certificate import CertificateKind
from app.domain.checkdigits import WrongIdNumberError, check_id_number, id_check_digit
from app.domain.officer import Establishment
from app.domain.role import ROLE_WORDS, Role

_POWER = re.compile(r"[0-9.]+[Ee]\+?[0-9]+")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 00:00:00)?")
_PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}月?")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,20}")
_MOBILE = re.compile(r"[0-9]{11}|0[0-9]{2,3}-?[0-9]{7,8}")
_WHOLE, _OLD, _SHORT = 18, 15, 17


class CellError(ValueError):
    """A cell that cannot be understood; its text says why in Chinese."""


def name_of(text: str) -> str:
    """Return a person's name without blanks."""
    name = re.sub(r"\s+", "", text)
    if not name:
        msg = "没有填写姓名"
        raise CellError(msg)
    if not _NAME.fullmatch(name):
        msg = f"“{name}”不像姓名，应为两个以上汉字"
        raise CellError(msg)
    return name


def id_number_of(text: str) -> str:
    """Return an ID number; one that went through a number cell of a sheet is named as such."""
    number = re.sub(r"[\s'‘’]+", "", text).upper()
    if not number:
        msg = "没有填写公民身份号码"
        raise CellError(msg)
    if _POWER.fullmatch(number):
        msg = f"号码在表格中成了数值（{number}），15位以后的尾数已丢失；请把该列设为文本后重新填写"
        raise CellError(msg)
    if len(number) == _OLD and number.isdigit():
        msg = "是15位的旧号码，请填写18位号码"
        raise CellError(msg)
    if len(number) == _WHOLE and number.endswith("000") and id_check_digit_of(number) not in ("", "0"):
        msg = "末三位为000且校验码不符，可能在表格中丢失了尾数"
        raise CellError(msg)
    if len(number) == _SHORT and number.isdigit():
        msg = "只有17位，缺少末位校验码"
        raise CellError(msg)
    try:
        check_id_number(number)
    except WrongIdNumberError as error:
        raise CellError(error.message.removesuffix("。")) from error
    return number


def id_check_digit_of(number: str) -> str:
    """Return the check digit a number should end in; empty where its first 17 are no digits."""
    first = number[:_SHORT]
    return id_check_digit(first) if len(first) == _SHORT and first.isdigit() else ""


def day_of(text: str) -> date:
    """Return a day as lists write it."""
    plain = re.sub(r"\s+", " ", text.strip())
    found = _DAY.fullmatch(plain) or _PACKED.fullmatch(plain)
    if found is None:
        why = "缺少“日”" if _MONTH.fullmatch(plain) else "不是日期"
        msg = f"“{plain}”{why}，应如2026-03-05"
        raise CellError(msg)
    try:
        return date(*(int(each) for each in found.groups()))
    except ValueError:
        msg = f"“{plain}”不是日历上的日期"
        raise CellError(msg) from None


def number_of(text: str) -> str:
    """Return the number of a certificate as text; formats differ by province, so none is demanded."""
    number = re.sub(r"\s+", "", text)
    if _POWER.fullmatch(number):
        msg = f"证件号码在表格中成了数值（{number}），尾数已丢失；请把该列设为文本后重新填写"
        raise CellError(msg)
    return number


def establishment_of(text: str) -> Establishment:
    """Return how a person is employed."""
    return Establishment(_named("establishment", text, "编制性质"))


def kind_of(text: str) -> CertificateKind:
    """Return the kind of a certificate; the national one where nothing is said."""
    return CertificateKind(_named("kind", text, "证件种类")) if text.strip() else CertificateKind.NATIONAL


def roles_of(text: str) -> tuple[Role, ...]:
    """Return the roles a cell names."""
    known = {words: role for role, words in ROLE_WORDS.items()}
    found = []
    for word in re.split(r"[、,，;；/\s]+", text.strip()):
        if word and word not in known:
            msg = f"没有“{word}”这样的角色，应为{'、'.join(known)}"
            raise CellError(msg)
        if word:
            found.append(known[word])
    return tuple(found)


def telephone_warning(text: str) -> str:
    """Return why a telephone number looks wrong; empty when it does not."""
    plain = re.sub(r"\s+", "", text)
    return "" if not plain or _MOBILE.fullmatch(plain) else f"联系电话“{plain}”的位数不对"


def _named(kind: str, text: str, label: str) -> str:
    plain = re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")
    found = _words(kind).get(plain)
    if found is None:
        msg = f"没有填写{label}" if not plain else f"不认识的{label}“{plain}”"
        raise CellError(msg)
    return found


@cache
def _words(kind: str) -> Mapping[str, str]:
    text = files("resources").joinpath("lists", "roster_headings.toml").read_text("utf-8")
    listed: dict[str, list[str]] = tomllib.loads(text)[kind]
    return {word: value for value, words in listed.items() for word in words}
