"""Applications counted within spans of time, by channel: the end of a span no longer belongs to it."""

from datetime import date, datetime, time

import pytest

from oneseal.cases import selectors
from oneseal.cases.models import Case
from oneseal.cases.tests import factories
from oneseal.foundation import clock

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the day."""
    return datetime.combine(DAY, time(hour, minute), clock.LOCAL)


def test_within_spans_by_label() -> None:
    made = factories.house()
    model = factories.submitted(made)
    moments = [(at(9), "window"), (at(12), "window"), (at(13, 29), "window"), (at(13, 30), "window")]
    moments += [(at(12, 30), "online"), (at(18), "window")]
    for number, (moment, channel) in enumerate(moments):
        row = Case.objects.get(pk=model.pk)
        row.pk, row.number, row.channel, row.received_at = None, f"T{number}", channel, moment
        row.uid = Case._meta.get_field("uid").get_default()
        row.save(force_insert=True)
    spans = [("noon", at(12), at(13, 30)), ("evening", at(17), at(20)), ("weekend", at(21), at(22))]
    assert selectors.received_within(made.bureau_id, "window", spans) == {"noon": 2, "evening": 1}
    assert selectors.received_within(made.bureau_id, "window", []) == {}
