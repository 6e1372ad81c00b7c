"""Identifiers of persons, organisations and places: checked, taken apart, masked."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS: Final = "10X98765432"
PROVINCES: Final = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
        *("71", "81", "82", "83", "99"),
    )
)
"""First two digits of GB/T 2260 codes; 83 stands in residence permits of Taiwan residents, 99 in what is
invented for demonstration and tests: no real place will ever have it."""

RESIDENCE_PERMITS: Final = ("810000", "820000", "830000")
ALPHABET_36: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE: Final = str.maketrans(
    {
        code: code - 0xFEE0
        for code in [
            *range(ord("０"), ord("９") + 1),
            *range(ord("Ａ"), ord("Ｚ") + 1),
            *range(ord("ａ"), ord("ｚ") + 1),
            *map(ord, "－＋（）"),
        ]
    }
)
MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
EXTENSION: Final = re.compile(r"(.*[0-9])(?:-|转|分机)([0-9]{1,6})")
LANDLINE: Final = re.compile(r"(0[0-9]{2,3})([0-9]{7,8})")
SERVICE_NUMBER: Final = re.compile(r"[48]00[0-9]{7}|1[0-2][0-9]{1,3}|9[56][0-9]{3,4}")


@dataclass(frozen=True, slots=True)
class ResidentId:
    """An 18-digit citizen number taken apart; `warnings` are Chinese sentences marked with N_."""

    number: str
    region: str
    born: date
    sex: str
    residence_permit: bool
    warnings: tuple[str, ...] = ()


def tidy(raw: str) -> str:
    """Full-width characters made narrow, blanks and hyphens removed, letters in capitals."""
    return re.sub(r"[\s\-]", "", raw.translate(WIDE)).upper()


def uscc_check_character(first17: str) -> str:
    """The eighteenth character of a unified social credit code (GB 32100-2015, MOD 31)."""
    total = sum(
        weight * USCC_ALPHABET.index(char) for weight, char in zip(USCC_WEIGHTS, first17, strict=True)
    )
    return USCC_ALPHABET[-total % 31]


def parse_uscc(raw: str, *, field: str | None = "uscc") -> str:
    """The code in plain form. Raises RuleViolation with what is wrong (GB 32100-2015)."""
    code = tidy(raw)
    wrong: str | None = None
    if len(code) != 18:
        wrong = N_("统一社会信用代码应为18位，现为%(length)s位，请核对证照后重新填写。")
    elif any(char not in USCC_ALPHABET for char in code):
        wrong = N_("统一社会信用代码只含数字和大写字母，且不含 I、O、S、V、Z，请核对后重新填写。")
    elif not re.fullmatch("[0-9]{6}", code[2:8]):
        wrong = N_("统一社会信用代码第3至8位应为数字，请核对后重新填写。")
    elif uscc_check_character(code[:17]) != code[17]:
        wrong = N_("统一社会信用代码的校验位不对，可能有一位写错了，请核对后重新填写。")
    if wrong:
        raise RuleViolation(
            "uscc_wrong", wrong, params={"length": len(code)}, field=field, basis="GB 32100-2015"
        )
    return code


def is_uscc(text: str) -> bool:
    """Whether it is a unified social credit code in plain form (GB 32100-2015)."""
    try:
        return parse_uscc(text) == text
    except RuleViolation:
        return False


def id_check_digit(first17: str) -> str:
    """The eighteenth character of a citizen number (GB 11643-1999, MOD 11-2)."""
    return ID_CHECKS[sum(weight * int(digit) for weight, digit in zip(ID_WEIGHTS, first17, strict=True)) % 11]


def parse_resident_id(
    raw: str, *, today: date, known_regions: Collection[str] = (), field: str | None = "id_number"
) -> ResidentId:
    """A citizen number, or the same-shaped number of a residence permit for Hong Kong, Macao and Taiwan residents.

    Raises RuleViolation on a wrong length, character, birth date or check digit. A region that is not known
    (abolished, renamed, newly made) only warns: people keep the number they were born with (GB 11643-1999).
    """
    number = tidy(raw)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise _id_fault(N_("身份证号码应为18位，前17位是数字，最后一位是数字或X，请核对后重新填写。"), field)
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _id_fault(N_("身份证号码第7至14位不是有效的出生日期，请核对后重新填写。"), field) from None
    if not date(1900, 1, 1) <= born <= today:
        raise _id_fault(N_("身份证号码中的出生日期早于1900年或晚于今天，请核对后重新填写。"), field)
    if id_check_digit(number[:17]) != number[17]:
        raise _id_fault(N_("身份证号码的校验位不对，可能有一位写错了，请核对后重新填写。"), field)
    region = number[:6]
    unknown = region[:2] not in PROVINCES or (known_regions and region not in known_regions)
    permit = region in RESIDENCE_PERMITS
    warnings = (
        (N_("身份证号码前6位不在现行行政区划中，可能是已撤销的区划，请留意核对。"),)
        if unknown and not permit
        else ()
    )
    sex = "male" if int(number[16]) % 2 else "female"
    return ResidentId(number, region, born, sex, permit, warnings)


def is_resident_id(text: str) -> bool:
    """Whether it is a citizen number in plain form, born on any day since 1900 (GB 11643-1999)."""
    try:
        return parse_resident_id(text, today=date.max).number == text
    except RuleViolation:
        return False


def _id_fault(message: str, field: str | None) -> RuleViolation:
    return RuleViolation("id_number_wrong", message, field=field, basis="GB 11643-1999")


def parse_phone(raw: str, *, field: str | None = "phone") -> str:
    """A Chinese phone number in plain form: mobile, landline `0797-2532345`, service number such as 12345.

    A landline may have an extension: `0797-2532345-801`. Raises RuleViolation.
    """
    number = re.sub(r"[()]", "", tidy(raw))
    number = re.sub(r"^(\+86|0086)", "", number)
    if MOBILE.fullmatch(number) or SERVICE_NUMBER.fullmatch(number):
        return number
    extended = EXTENSION.fullmatch(re.sub(r"\s", "", raw.translate(WIDE)))
    inside = _landline(re.sub(r"[^0-9]", "", extended[1]).removeprefix("0086")) if extended else ""
    landline = f"{inside}-{extended[2]}" if extended and inside else _landline(number)
    if landline:
        return landline
    raise RuleViolation(
        "phone_wrong",
        N_("电话号码不对。请填11位手机号，或带区号的固定电话，如 0797-2532345。"),
        field=field,
    )


def _landline(number: str) -> str:
    """Area code and number with a hyphen between; empty when it is none."""
    if not LANDLINE.fullmatch(number):
        return ""
    area = number[:3] if number[1] in "12" else number[:4]
    return f"{area}-{number[len(area) :]}" if 7 <= len(number) - len(area) <= 8 else ""


def is_mobile(number: str) -> bool:
    """Whether a plain number can receive text messages."""
    return MOBILE.fullmatch(number) is not None


def _mask(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return text[:1] + "*" * max(len(text) - 1, 0)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def mask_number(number: str) -> str:
    """A citizen number, phone or like number with its first three and last four characters shown."""
    return _mask(number, 3, 4)


def mask_name(name: str) -> str:
    """A person's name with only its first character shown."""
    return name[:1] + "*" * max(len(name) - 1, 0)


@dataclass(frozen=True, slots=True)
class RegionCode:
    """A place: its 12-digit code, level 1 province … 5 village, and the code of the place above it."""

    code: str
    level: int
    parent: str | None

    @property
    def short(self) -> str:
        """The code without its trailing levels: 2, 4, 6, 9 or 12 digits."""
        return self.code[: REGION_LENGTHS[self.level - 1]]


REGION_LENGTHS: Final = (2, 4, 6, 9, 12)
"""How many digits say where a division of each level is, from the province down."""


def own_digits(level: int) -> int:
    """The digits that a division of this level shares with everything below it. ValueError for another level."""
    if not 1 <= level <= len(REGION_LENGTHS):
        raise ValueError(f"no such level: {level}")
    return REGION_LENGTHS[level - 1]


def below_digits(level: int) -> int:
    """The digits that tell the divisions right below apart; a village has none below and keeps its own."""
    return REGION_LENGTHS[min(level, len(REGION_LENGTHS) - 1)]


def parse_region_code(raw: str, *, field: str | None = "region") -> RegionCode:
    """A region code of 2, 4, 6 (GB/T 2260), 9 or 12 digits (statistical code). Raises RuleViolation.

    A town right under a city without counties (东莞, 中山) has that city as its parent.
    """
    code = tidy(raw)
    if (
        not code.isascii()
        or not code.isdigit()
        or len(code) not in REGION_LENGTHS
        or code[:2] not in PROVINCES
    ):
        raise RuleViolation(
            "region_code_wrong",
            N_("行政区划代码“%(code)s”不对，应为6位、9位或12位数字，请核对后重新填写。"),
            params={"code": raw},
            field=field,
            basis="GB/T 2260",
        )
    code = code.ljust(12, "0")
    ancestors = [code[:length].ljust(12, "0") for length in REGION_LENGTHS]
    level = ancestors.index(code) + 1
    above = [each for each in ancestors[: level - 1] if each != code]
    return RegionCode(code, level, above[-1] if above else None)


def certificate_check_character(body: str) -> str:
    """The last character of an electronic certificate's identifier (ECERT-2; ISO 7064 MOD 37,36).

    `body` is type, issuer, serial and version; dots are ignored. Raises ValueError on other characters.
    """
    remainder = 36
    for char in body.replace(".", "").upper():
        remainder = (remainder + ALPHABET_36.index(char)) % 36 or 36
        remainder = remainder * 2 % 37
    return ALPHABET_36[(37 - remainder) % 36]


CERTIFICATE_ROOT: Final = "1.2.156.3005.2."


def certificate_identifier(kind: str, issuer: str, serial: str, version: int) -> str:
    """A whole certificate identifier: root, type, issuer, serial, three-digit version, check character (ECERT-2)."""
    body = f"{kind}.{issuer}.{serial}.{version:03d}"
    return f"{CERTIFICATE_ROOT}{body}.{certificate_check_character(body)}"
