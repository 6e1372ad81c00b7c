"""How long a certificate holds, and when its renewal is asked for (CAL-5, LIC-18)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar, months_after

RENEWAL_DAYS: Final = 30
BASIS: Final = "行政许可法第五十条"


def valid_until(start: date, months: int | None) -> date | None:
    """The last day of a term of months: the same-numbered day, or the month's last (CAL-5; 民法典 art. 202)."""
    return months_after(start, months) if months else None


def renewed_term(until: date, months: int | None) -> tuple[date, date | None]:
    """First and last day of the renewed certificate: it follows the old one without gap or overlap (art. 50)."""
    return until + timedelta(days=1), valid_until(until, months)


@dataclass(frozen=True, slots=True)
class Window:
    """When renewal is asked for: reminded from `remind_on`, accepted up to and with `accept_until` (LIC-18)."""

    remind_on: Due
    accept_until: date
    expires: date


def renewal_window(until: date, calendar: WorkCalendar) -> Window:
    """30 working days before the end the holder is reminded, up to 30 calendar days before it they may apply.

    Article 50 says 30 days and article 82 counts agencies' days in working days; whose days these are is arguable,
    so the earlier day is for reminding and the later one for accepting (LIC-18).
    """
    remind = calendar.add_workdays(until, -RENEWAL_DAYS)
    return Window(remind, until - timedelta(days=RENEWAL_DAYS), until)


def check_renewal(until: date | None, today: date) -> None:
    """Refuse a renewal where there is nothing to renew or the day has passed (art. 50). Raises RuleViolation."""
    if until is None:
        raise RuleViolation(
            "never_expires", N_("这份证照长期有效，不需要延续。"), field="certificate", basis=BASIS
        )
    if today > until - timedelta(days=RENEWAL_DAYS):
        raise RuleViolation(
            "renewal_late",
            N_(
                "延续应当在有效期届满30日前申请，这份证照的最后申请日是%(last)s，已经过了。请申请新办，或到窗口咨询。"
            ),
            params={"last": (until - timedelta(days=RENEWAL_DAYS)).isoformat()},
            field="certificate",
            basis=BASIS,
        )


def deemed_renewed(*, applied_on: date, until: date, today: date, calendar: WorkCalendar) -> bool:
    """Whether silence has renewed it: applied for in time, undecided, and the last day is over (art. 50(2), LIC-18).

    Never on a day whose year still waits for its notice: a machine does not decide on a provisional calendar.
    """
    in_time = applied_on <= until - timedelta(days=RENEWAL_DAYS)
    return in_time and today > until and not calendar.is_provisional(today)


def days_left(until: date | None, today: date) -> int | None:
    """Calendar days up to and with the last one; negative when it is over, None for an unlimited term."""
    return (until - today).days if until else None
