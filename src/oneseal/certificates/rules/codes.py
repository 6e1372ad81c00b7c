"""Codes and identifiers of electronic certificates (ECERT-2, GB/T 36904)."""

import re
from dataclasses import dataclass
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import (
    CERTIFICATE_ROOT,
    certificate_check_character,
    certificate_identifier,
    parse_uscc,
)
from oneseal.kernel.text import N_

SERIAL: Final = re.compile(r"[0-9A-Z]{1,40}")
SHAPE: Final = re.compile(r"[0-9A-Z]{1,30}\.[0-9A-Z]{1,30}\.[0-9A-Z]{1,40}\.[0-9]{3}\.[0-9A-Z]")


def type_code(owner: str, number: str) -> str:
    """证照类型代码: the owner's unified social credit code and three digits. Raises RuleViolation."""
    if not re.fullmatch(r"[0-9]{3}", number):
        raise RuleViolation(
            "type_number", N_("证照类型序号应为3位数字。"), field="number", basis="GB/T 36904"
        )
    return parse_uscc(owner, field="owner") + number


@dataclass(frozen=True, slots=True)
class Identifier:
    """A certificate's identifier taken apart."""

    type_code: str
    issuer: str
    serial: str
    version: int

    @property
    def text(self) -> str:
        """The whole identifier with root and check character."""
        return certificate_identifier(self.type_code, self.issuer, self.serial, self.version)


def parse(text: str) -> Identifier:
    """An identifier as somebody typed it, its root given or not. Raises RuleViolation with what is wrong (ECERT-2)."""
    body = re.sub(r"\s", "", text).upper().removeprefix(CERTIFICATE_ROOT)
    if not SHAPE.fullmatch(body):
        raise _wrong(
            N_("证照标识的格式不对，应像 1.2.156.3005.2.类型.机构.流水号.版本.校验位 这样，请对照证照核对。")
        )
    kind, issuer, serial, version, check = body.split(".")
    if certificate_check_character(f"{kind}.{issuer}.{serial}.{version}") != check:
        raise _wrong(N_("证照标识的校验位不对，可能有一位写错了，请对照证照核对。"))
    return Identifier(kind, issuer, serial, int(version))


def is_identifier(text: str) -> bool:
    """Whether it is a correct identifier."""
    try:
        parse(text)
    except RuleViolation:
        return False
    return True


def _wrong(message: str) -> RuleViolation:
    return RuleViolation("identifier_wrong", message, field="identifier", basis="GB/T 36904")


def serial_of(year: int, seq: int) -> str:
    """流水号: the year and the number in it; kept by every later version of the same certificate."""
    return f"{year}{seq:06}"


def certificate_number(mark: str, region: str, year: int, seq: int) -> str:
    """证照编号 as it is printed: the type's mark, the place's six digits, the year, the number in it."""
    return f"{mark}{region[:6]}{year}{seq:05}"
