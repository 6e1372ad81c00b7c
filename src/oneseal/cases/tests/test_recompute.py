"""A loaded notice moves the dates of all running cases: in few statements, journaled, one that fails alone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import services
from oneseal.cases.models import Case
from oneseal.cases.services.batches import SomeFailed
from oneseal.cases.tests import factories
from oneseal.foundation import audit, calendars, clock, history
from oneseal.foundation.journal import Subject
from oneseal.foundation.rules.holidays import NoticeDraft
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.workdays import SpecialDay

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def load_next_year(last: int = 4) -> None:
    """A notice for 2027 in which New Year lasts until a day of January."""
    calendars.load_notice(
        SYSTEM,
        draft=NoticeDraft(
            year=2027,
            title="国务院办公厅关于2027年部分节假日安排的通知",
            days=tuple(SpecialDay(date(2027, 1, day), True, "元旦") for day in range(1, last + 1)),
            source_url="https://www.gov.cn/",
            source="",
            published_on=date(2026, 11, 1),
        ),
    )


def told(case: Case) -> list[dict[str, object]]:
    entries = history.entries(Subject("case", case.pk))
    return [entry.data for entry in entries if entry.kind == "cases.due_recomputed"]


def suspend(made: factories.House, case: Case) -> None:
    services.suspend_clock(
        made["reviewer"], case_id=case.pk, procedure="testing", explanation="检测", expected_days=3
    )


@pytest.fixture
def made() -> factories.House:
    with clock.at(datetime(2024, 1, 2, 10, tzinfo=NOW.tzinfo)):
        return factories.house()


def test_every_kind_of_running_case_moves_and_the_suspended_waits(made: factories.House) -> None:
    with clock.at(NOW):
        plain, resumed, stopped, in_days = (factories.accepted(made) for _ in range(4))
        suspend(made, resumed)
        suspend(made, stopped)
        services.resume_clock(made["reviewer"], case_id=resumed.pk)
        Case.objects.filter(pk=in_days.pk).update(
            statutory_unit="calendar_days",
            promised_unit="calendar_days",
            statutory_limit=11,
            promised_limit=11,
        )
        services.recompute_due()
        load_next_year()
        assert services.recompute_due() == 3
        assert services.recompute_due() == 0
    for case in (plain, resumed, in_days):
        before, case = case, Case.objects.get(pk=case.pk)
        assert not case.due_provisional, before
        assert told(case)[-1]["statutory_due"] == str(case.statutory_due)
    assert not told(stopped)
    assert str(Case.objects.get(pk=in_days.pk).statutory_due) == "2027-01-05"
    assert audit.verify().first is None


def test_the_number_of_statements_does_not_grow(made: factories.House) -> None:
    with clock.at(NOW):
        counts = []
        for last, more in ((4, 2), (5, 4)):
            for _ in range(more):
                factories.accepted(made)
            load_next_year(last)
            with CaptureQueriesContext(connection) as seen:
                assert services.recompute_due() >= more
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 15, counts


def test_one_that_cannot_be_counted_does_not_stop_the_rest(made: factories.House) -> None:
    with clock.at(NOW):
        wrong, right = factories.accepted(made), factories.accepted(made)
        Case.objects.filter(pk=wrong.pk).update(statutory_limit=20_000)
        load_next_year()
        with pytest.raises(SomeFailed, match=str(wrong.pk)):
            services.recompute_due()
    assert len(told(right)) == 1
    assert not told(wrong)
