"""A bureau with clerks at the windows, a code of conduct and a month that is over."""

from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.appraisal import services
from oneseal.appraisal.models import Violation
from oneseal.cases.tests import factories as cases
from oneseal.foundation import calendars, clock


def house() -> cases.House:
    """Everybody in place, the item published two months ago."""
    with clock.at(clock.now() - timedelta(days=60)):
        return cases.house()


def workday(back: int = 1) -> date:
    """A working day so many working days before today."""
    day, calendar = clock.today(), calendars.current()
    for _ in range(back):
        day = calendar.latest_workday(day - timedelta(days=1))
    return day


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day in office hours."""
    return datetime.combine(day, time(hour), clock.LOCAL)


def scored(made: cases.House, back: int = 1) -> date:
    """A day's scores, published."""
    day = workday(back)
    services.score_day(bureau_id=made.bureau_id, day=day)
    return day


def entry(made: cases.House, severity: str = "minor", points: int = 3) -> int:
    """An entry of the code of conduct."""
    row = services.keep_conduct(
        made["bureau_head"],
        code=f"{severity}-{points}",
        title="办公时间做与工作无关的事",
        severity=severity,
        points=points,
    )
    return row.pk


def violation(made: cases.House, severity: str = "minor", **changes: Any) -> Violation:
    """Recorded by the coordinator about the clerk."""
    said = {
        "staff": made.staff("clerk"),
        "conduct": entry(made, severity),
        "happened_on": workday(),
        "source": "patrol",
        "facts": "上午十点在窗口看视频，约十分钟。",
        **changes,
    }
    return services.record_violation(made["coordinator"], **said)
