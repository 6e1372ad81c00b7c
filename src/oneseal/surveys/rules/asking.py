"""What a request for a survey must say (SUR)."""

from datetime import date

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

LONGEST = 480
CHINA = (73.0, 136.0, 3.0, 54.0)
"""Degrees: west, east, south, north."""


def check_wanted(
    address: str,
    days: tuple[date, date],
    hours: tuple[int, int],
    minutes: int,
    at: tuple[float | None, float | None],
    today: date,
) -> None:
    """Address, days, hours, length and place make sense. Raises RuleViolation at the field."""
    if not address.strip():
        raise RuleViolation("address_missing", N_("请写明踏勘的详细地址。"), field="address")
    if days[1] < max(days[0], today):
        raise RuleViolation("days_over", N_("最晚日期要在今天或者最早日期之后，请改。"), field="latest")
    if not 10 <= minutes <= LONGEST:
        raise RuleViolation("too_long", N_("现场要多少分钟：请填10至480。"), field="minutes")
    if hours[1] - hours[0] < minutes:
        text = N_("对方方便的时段比踏勘所需的时间短，请放宽时段或者缩短时间。")
        raise RuleViolation("window_short", text, field="closes")
    check_place(*at)


def check_place(lon: float | None, lat: float | None) -> None:
    """Both or neither, in degrees, within the country. Raises RuleViolation at the field."""
    if (lon is None) != (lat is None):
        raise RuleViolation("half_a_place", N_("经度和纬度要么都填，要么都不填。"), field="lat")
    if lon is not None and lat is not None:
        west, east, south, north = CHINA
        if not (west <= lon <= east and south <= lat <= north):
            text = N_("经纬度不在国内：请按“经度 73–136、纬度 3–54”的十进制度填写，检查是否写反。")
            raise RuleViolation("place_abroad", text, field="lon")
