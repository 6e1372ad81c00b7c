"""How long a package is kept and when it goes to the archive office (B12; archives regulations art. 20)."""

from datetime import date

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after

RETENTION = {"permanent": N_("永久"), "30": N_("30年"), "10": N_("10年")}
COUNTY = 3
"""Level of a county or a city of that rank (kernel.identifiers.RegionCode); smaller numbers are above it."""
COUNTY_YEARS, UPPER_YEARS = 10, 20


def transfer_due(closed_on: date, region_level: int) -> date:
    """The day from which the package is due for transfer: 10 years in a county, 20 in a city or province."""
    years = COUNTY_YEARS if region_level >= COUNTY else UPPER_YEARS
    return months_after(closed_on, years * 12)


def kept_until(closed_on: date, retention: str) -> date | None:
    """The last day of keeping: years are counted from the year after closing; None: for ever."""
    return None if retention == "permanent" else date(closed_on.year + int(retention), 12, 31)


def check_appraisal(until: date | None, today: date, *, extend_to: date | None) -> None:
    """Only what was kept long enough is appraised; what is kept on gets a day to come (archives law art. 21)."""
    if until is None or until >= today:
        raise RuleViolation(
            "not_over",
            N_("保管期限还没有满，现在不能鉴定。期满以后再登记。"),
            basis="档案法第二十一条",
        )
    if extend_to is not None and extend_to <= today:
        raise RuleViolation(
            "extended_to_the_past",
            N_("延长到的日期应在今天以后，请修改。"),
            field="extend_to",
            basis="档案法第二十一条",
        )
