"""The number engraved under a seal: six digits of the region, seven of the series (GA 241.1)."""

import re

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

_CODE = re.compile(r"[1-9]\d{12}")


def seal_code(region: str, series: int) -> str:
    """The 13 digits for a region's code (its first six digits count) and a number of the region's series."""
    code = f"{region[:6]}{series:07d}"
    check_code(code)
    return code


def check_code(code: str) -> None:
    """Raises RuleViolation for anything but 13 digits."""
    if not _CODE.fullmatch(code):
        raise RuleViolation(
            "seal_code",
            N_("印章编码应为13位数字：前6位是行政区划代码，后7位是顺序号。请对照公安机关备案材料填写。"),
            field="code",
            basis="GA 241.1",
        )
