"""What the calendar asks for: certificates that expire, that are to be renewed by silence, whose holders are reminded."""

from datetime import date, timedelta

from oneseal.certificates.models import Certificate
from oneseal.certificates.rules.states import STANDING, State
from oneseal.certificates.rules.terms import RENEWAL_DAYS
from oneseal.foundation import calendars


def expired(today: date) -> list[int]:
    """Standing certificates whose last day is over and for which no renewal waits."""
    rows = Certificate.objects.filter(state__in=STANDING, valid_until__lt=today, renewal_case=None)
    return list(rows.order_by("valid_until", "id").values_list("pk", flat=True))


def renewals_over(today: date) -> dict[int, int]:
    """Certificates whose last day is over while their renewal waits: id to the case that asks for it."""
    rows = Certificate.objects.filter(state=State.VALID, valid_until__lt=today, renewal_case__isnull=False)
    return {row.pk: row.renewal_case or 0 for row in rows.only("pk", "renewal_case").order_by("id")}


def to_remind(today: date) -> list[int]:
    """Valid certificates that expire within 30 working days and can still be renewed (LIC-18)."""
    last = calendars.current().add_workdays(today, RENEWAL_DAYS).day
    rows = Certificate.objects.filter(
        state=State.VALID,
        renewal_case=None,
        reminded_on=None,
        valid_until__range=(today + timedelta(days=RENEWAL_DAYS), last),
    )
    return list(rows.order_by("valid_until", "id").values_list("pk", flat=True))
