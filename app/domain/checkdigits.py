"""Check digit (校验码): of ID numbers (GB 11643-1999) and credit codes (GB 32100-2015)."""

from __future__ import annotations

import re
from datetime import date

from app.domain.errors import AppError

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, each, 31) for each in range(17))
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGAN_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KNOWN_PROVINCES = frozenset(range(11, 16)) | frozenset(range(21, 24)) | frozenset(range(31, 38))
_KNOWN_PROVINCES |= frozenset(range(41, 47)) | frozenset(range(50, 55)) | frozenset(range(61, 66))
_KNOWN_PROVINCES |= frozenset((71, 81, 82, 83))


class WrongIdNumberError(AppError):
    """An ID number cannot be right."""

    code = "party.id_number"
    hint = "请对照身份证逐位核对；末位为X时用大写。"

    def __init__(self, why: str) -> None:
        super().__init__(f"公民身份号码有误：{why}。")


class WrongCreditCodeError(AppError):
    """A unified social credit code cannot be right."""

    code = "party.credit_code"
    hint = "请对照营业执照逐位核对；代码中没有字母I、O、S、V、Z。"

    def __init__(self, why: str) -> None:
        super().__init__(f"统一社会信用代码有误：{why}。")


def check_id_number(number: str) -> None:
    """Refuse an 18-character ID number whose form, birth date or check digit is wrong."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise WrongIdNumberError("应为18位，前17位为数字，末位为数字或大写X")
    try:
        birth_date(number)
    except ValueError:
        raise WrongIdNumberError("第7至14位不是有效的出生日期") from None
    if id_check_digit(number[:17]) != number[17]:
        raise WrongIdNumberError(f"末位校验码应为{id_check_digit(number[:17])}")


def id_check_digit(first17: str) -> str:
    """Return the check digit of the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def id_warning(number: str) -> str:
    """Return a Chinese warning about a valid number's unusual area code, or an empty text."""
    if int(number[:2]) in _KNOWN_PROVINCES:
        return ""
    return f"身份号码前两位“{number[:2]}”不是已知的省级代码，请再核对证件。"


def birth_date(number: str) -> date:
    """Return the birth date inside an 18-character ID number; ``ValueError`` if there is none."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """Return 男 or 女 from the parity of the sequence number."""
    return "男" if int(number[16]) % 2 else "女"


def age_on(number: str, day: date) -> int:
    """Return the full years of age on a day (周岁: from the day after the birthday)."""
    born = birth_date(number)
    return day.year - born.year - ((day.month, day.day) <= (born.month, born.day))


def check_credit_code(code: str) -> None:
    """Refuse an 18-character credit code whose form, inner code or check character is wrong."""
    if not re.fullmatch(f"[{_USCC_ALPHABET}]{{18}}", code):
        raise WrongCreditCodeError("应为18位数字或大写字母")
    if organ_check_digit(code[8:16]) != code[16]:
        raise WrongCreditCodeError("第17位主体标识校验码不符")
    if credit_check_digit(code[:17]) != code[17]:
        raise WrongCreditCodeError(f"末位校验码应为{credit_check_digit(code[:17])}")


def credit_check_digit(first17: str) -> str:
    """Return the check character of the first 17 (weights 3^(i-1) mod 31; 31 counts as 0)."""
    pairs = zip(first17, _USCC_WEIGHTS, strict=True)
    total = sum(_USCC_ALPHABET.index(each) * weight for each, weight in pairs)
    return _USCC_ALPHABET[-total % 31]


def organ_check_digit(first8: str) -> str:
    """Return the check character of an organisation code's first eight (GB 11714-1997)."""
    pairs = zip(first8, _ORGAN_WEIGHTS, strict=True)
    rest = -sum(_ORGAN_ALPHABET.index(each) * weight for each, weight in pairs) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - ten is written X
