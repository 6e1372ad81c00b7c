"""What happens by the calendar: expiry, renewal by silence, reminders (LIC-18)."""

from django.db import transaction

from oneseal.certificates import events
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import terms
from oneseal.certificates.rules.states import LIFE, State, Verb
from oneseal.certificates.services import making
from oneseal.certificates.services.telling import tell_expiry
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM


def expire_certificate(*, certificate_id: int) -> bool:
    """Say that its last day is over. Returns False, changing nothing, where a renewal waits or it stands no more."""
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        today = clock.today()
        if not row.stands or row.valid_until is None or row.valid_until >= today or row.renewal_case:
            return False
        state = LIFE.step(row.state, Verb.EXPIRE)
        values = {"state": state, "state_on": today, "ended": State.EXPIRED, "ended_on": today}
        change = Update(Certificate, row.pk, values, expect={"state": row.state})
        event = events.Expired(row.valid_until.isoformat())
        record(SYSTEM.of_bureau(row.bureau_id), Subject("licence", row.pk), event, changes=[change])
    return True


def renew_by_silence(*, certificate_id: int, months: int | None) -> Certificate | None:
    """Renew what was asked for in time and not decided before the end (art. 50(2), LIC-18); `months` is the new term.

    Returns None, changing nothing, where the law does not say so; on a provisional day it only raises the alarm:
    the entry tells the heads, once. Call it inside the act that ends the case.
    """
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        today = clock.today()
        if row.state != State.VALID or not (row.renewal_on and row.renewal_case and row.valid_until):
            return None
        calendar = calendars.current()
        if not terms.deemed_renewed(
            applied_on=row.renewal_on, until=row.valid_until, today=today, calendar=calendar
        ):
            if today > row.valid_until and calendar.is_provisional(today) and not row.renewal_held:
                change = Update(Certificate, row.pk, {"renewal_held": True})
                event = events.RenewalHeld(row.renewal_case)
                who = SYSTEM.of_bureau(row.bureau_id)
                record(who, Subject("licence", row.pk), event, changes=[change])
            return None
        first, last = terms.renewed_term(row.valid_until, months)
        said = making.terms_of(row, row.holder, case_id=row.renewal_case, valid_from=first, valid_until=last)
        return making.next_version(SYSTEM, row, said, Verb.RENEW, deemed=True)


def remind_holder(*, certificate_id: int) -> bool:
    """Tell the holder that it expires and by when renewal is asked for; once for each certificate."""
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        if row.state != State.VALID or row.valid_until is None or row.renewal_case or row.reminded_on:
            return False
        last = terms.renewal_window(row.valid_until, calendars.current()).accept_until
        event = events.Reminded(row.valid_until.isoformat(), last.isoformat())
        change = Update(Certificate, row.pk, {"reminded_on": clock.today()}, expect={"reminded_on": None})
        record(SYSTEM.of_bureau(row.bureau_id), Subject("licence", row.pk), event, changes=[change])
        tell_expiry(row, until=row.valid_until, apply_by=last)
    return True
