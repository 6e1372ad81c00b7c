"""Who is away: entered by oneself, the head or the administrator, once for each day."""

from datetime import timedelta

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def test_leave_is_entered_once_and_cancelled_once() -> None:
    cast = factories.cast()
    head, staff = cast.actor("section_head"), cast.staff["reviewer"]
    today = clock.today()
    days = {"first_on": today, "last_on": today + timedelta(days=2)}
    leave = services.record_leave(head, staff.pk, **days)
    assert selectors.on_leave(cast.bureau.pk, today + timedelta(days=2)) == {staff.pk}
    assert selectors.on_leave(cast.bureau.pk, today + timedelta(days=3)) == frozenset()
    with pytest.raises(Conflict):
        services.record_leave(head, staff.pk, **days)
    services.cancel_leave(cast.actor("reviewer"), leave.pk)
    assert selectors.on_leave(cast.bureau.pk, today) == frozenset()
    with pytest.raises(Conflict):
        services.cancel_leave(head, leave.pk)
    kinds = [entry.kind for entry in entries(Subject("staff", staff.pk))]
    assert kinds == ["identity.leave_recorded", "identity.leave_cancelled"]


def test_only_for_oneself_or_ones_section() -> None:
    cast = factories.cast()
    today = clock.today()
    staff = cast.staff["reviewer"].pk
    for who in ("investment_head", "clerk"):
        with pytest.raises(Forbidden):
            services.record_leave(cast.actor(who), staff, first_on=today, last_on=today)
    with pytest.raises(NotFound):
        services.cancel_leave(cast.actor("administrator"), 0)
    with pytest.raises(RuleViolation):
        services.record_leave(
            cast.actor("administrator"), staff, first_on=today, last_on=today - timedelta(days=1)
        )
