"""Formats of single values in forms: how they are normalised, checked and shown."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import is_mobile, is_resident_id, is_uscc, parse_phone, tidy
from oneseal.kernel.text import N_

POSTCODE = re.compile(r"^\d{6}$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
MONTH = re.compile(r"^(\d{4})[-/.年](\d{1,2})月?$")
MONEY_LIMIT = Decimal(10) ** 15


def plain(text: str) -> str:
    """Full-width made half-width, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def compact(text: str) -> str:
    """Like `plain`, capital letters, no blanks inside: for codes."""
    return re.sub(r"\s", "", plain(text)).upper()


def iso_date(text: str) -> str:
    """A day in any usual spelling as ISO text; unreadable text unchanged."""
    match = DATE.match(compact(text))
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else plain(text)


def iso_month(text: str) -> str:
    """A month in any usual spelling as YYYY-MM; unreadable text unchanged."""
    match = MONTH.match(compact(text))
    return f"{match[1]}-{int(match[2]):02}" if match else plain(text)


def is_date(value: str) -> bool:
    """Whether it is an existing day in ISO form."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_month(value: str) -> bool:
    """Whether it is an existing month as YYYY-MM."""
    return is_date(f"{value}-01")


def phone(text: str) -> str:
    """A phone number in the one form in which it is kept; unreadable text unchanged."""
    try:
        return parse_phone(text)
    except RuleViolation:
        return plain(text)


def is_phone(value: str) -> bool:
    """Whether it is a phone number in the form in which it is kept."""
    try:
        return parse_phone(value) == value
    except RuleViolation:
        return False


def fen(text: str) -> int | str:
    """An amount typed in yuan as 分; unreadable text unchanged, so that the check can say so."""
    digits = plain(text).replace(",", "").removesuffix("元")
    try:
        amount = Decimal(digits) * 100
    except InvalidOperation:
        return text
    return int(amount) if amount == amount.to_integral_value() and abs(amount) < MONEY_LIMIT else text


def yuan(value: int) -> str:
    """分 as yuan with separators."""
    return f"{Decimal(value) / 100:,.2f}"


@dataclass(frozen=True, slots=True)
class Format:
    """One x-format: how typed text is normalised, checked, refused, and what a browser should offer."""

    normalise: Callable[[str], Any] = plain
    valid: Callable[[str], bool] = bool
    message: str = ""
    input_type: str = "text"
    inputmode: str = ""
    autocomplete: str = ""
    mask: bool = False


FORMATS: dict[str, Format] = {
    "": Format(),
    "textarea": Format(normalise=lambda text: text.replace("\r\n", "\n").strip()),
    "phone": Format(
        phone,
        is_phone,
        N_("“%(title)s”应为11位手机号，或带区号的座机号（如 0797-1234567），请核对。"),
        "tel",
        "tel",
        "tel",
        True,
    ),
    "mobile": Format(
        phone,
        is_mobile,
        N_("“%(title)s”应为11位手机号，请核对。"),
        "tel",
        "tel",
        "tel",
        True,
    ),
    "resident_id": Format(
        tidy,
        is_resident_id,
        N_("“%(title)s”应为18位身份证号，且校验码正确，请对照证件核对。"),
        mask=True,
    ),
    "uscc": Format(
        tidy,
        is_uscc,
        N_("“%(title)s”应为18位统一社会信用代码，且校验码正确，请对照营业执照核对。"),
    ),
    "date": Format(iso_date, is_date, N_("“%(title)s”不是有效日期，请按 2026-11-21 这样填写。"), "date"),
    "month": Format(iso_month, is_month, N_("“%(title)s”不是有效月份，请按 2026-11 这样填写。"), "month"),
    "email": Format(
        plain,
        lambda v: bool(EMAIL.match(v)),
        N_("“%(title)s”不是有效的电子邮箱，请按 name@example.cn 这样填写。"),
        "email",
        "email",
        "email",
    ),
    "postcode": Format(
        compact,
        lambda v: bool(POSTCODE.match(v)),
        N_("“%(title)s”应为6位邮政编码。"),
        "text",
        "numeric",
        "postal-code",
    ),
    "money": Format(
        fen, bool, N_("“%(title)s”应为金额，单位元，最多两位小数，如 1200.50。"), "text", "decimal"
    ),
    "address": Format(autocomplete="street-address"),
    "choice": Format(),
    "certificate": Format(compact),
    "person": Format(autocomplete="name"),
}
