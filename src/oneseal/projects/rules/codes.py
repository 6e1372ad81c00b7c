"""The code of a construction project: 24 characters, its parts checked (PRJ-6)."""

import re
from typing import Final, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "全国投资项目在线审批监管平台项目代码规则"
LENGTH: Final = 24
SHAPE: Final = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{6})")
FIRST_MONTHLY: Final = 17
"""Years of two digits in codes that bear the month (K)."""
YEAR_ALONE: Final = range(2013, 2019)
"""Years that the first codes bear alone, without the month (K)."""


class ProjectCode(NamedTuple):
    """The parts: year (four digits as written), region or department, industry, project type, serial number."""

    year: str
    region: str
    industry: str
    type: str
    serial: str

    def __str__(self) -> str:
        return "-".join(self)

    @property
    def month(self) -> int | None:
        """The month of registration; None in the first codes, which bear the year alone."""
        return None if int(self.year) in YEAR_ALONE else int(self.year[2:])


def parse(text: str) -> ProjectCode:
    """The parts of a code as typed: spaces around it and full-width hyphens are forgiven. Raises RuleViolation (PRJ-6)."""
    written = text.strip().replace("－", "-").replace("—", "-").replace("–", "-")
    found = SHAPE.fullmatch(written)
    if found is None:
        raise _refuse(
            "code_shape",
            N_("项目代码应为24位：年月4位-地区6位-行业2位-类型2位-流水号6位，例如2509-320193-89-01-544060。"),
        )
    code = ProjectCode(*found.groups())
    if not _year_fits(code.year):
        raise _refuse("code_year", N_("项目代码的前四位应为年月（如2509）或早期代码的年份（如2017）。"))
    if code.region.startswith("0"):
        raise _refuse("code_region", N_("项目代码的地区部分不能以0开头，请核对。"))
    if code.serial == "000000":
        raise _refuse("code_serial", N_("项目代码的流水号不能全为0，请核对。"))
    return code


def _year_fits(year: str) -> bool:
    return int(year) in YEAR_ALONE or (1 <= int(year[2:]) <= 12 and int(year[:2]) >= FIRST_MONTHLY)


def _refuse(code: str, text: str) -> RuleViolation:
    return RuleViolation(code, text, field="code", basis=BASIS)
