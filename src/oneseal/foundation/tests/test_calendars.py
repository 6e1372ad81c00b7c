"""The calendar in the database: shipped years, a notice loaded, SQL against Python."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from oneseal.foundation import calendars
from oneseal.foundation.models import CalendarIndex, HolidayNotice, JournalEntry
from oneseal.foundation.rules.holidays import NoticeDraft
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.workdays import SpecialDay, YearKind, statutory_days

pytestmark = pytest.mark.django_db

KEEPER = Actor(account_id=7, name="管理员", roles=frozenset({Role.ADMINISTRATOR}))
CLERK = Actor(account_id=8, name="窗口", roles=frozenset({Role.CLERK}))


def notice(year: int = 2027) -> NoticeDraft:
    """An invented notice: the statutory days, 9 February off, 20 February (a Saturday) worked."""
    more = (
        (SpecialDay(date(2027, 2, 9), True, "春节"), SpecialDay(date(2027, 2, 20), False, "春节"))
        if year == 2027
        else ()
    )
    days = {each.day: each for each in (*statutory_days(year), *more)}
    return NoticeDraft(year, f"{year}年放假安排", tuple(sorted(days.values())))


def due_in_sql(rows: list[tuple[date, int]]) -> list[tuple[date, bool]]:
    sql = calendars.due_sql("t.start", "t.days")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {sql.due}, {sql.provisional} FROM unnest(%s::date[], %s::int[]) WITH ORDINALITY"
            f" AS t(start, days, place) {sql.joins} ORDER BY t.place",
            [[row[0] for row in rows], [row[1] for row in rows]],
        )
        return [(day, unsure) for day, unsure in cursor.fetchall()]


def test_shipped_years_are_there_after_migrate() -> None:
    assert set(HolidayNotice.objects.values_list("year", flat=True)) == set(range(2004, 2027))
    assert HolidayNotice.objects.filter(year=2019).count() == 2
    assert calendars.ensure_seeded(SYSTEM) == 0


def test_current_reads_the_newest_version_and_then_asks_nothing(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    calendars.forget()
    assert not calendars.current().is_workday(date(2019, 5, 3))
    with django_assert_num_queries(0):
        assert calendars.current().year_kind(2026) is YearKind.PUBLISHED
    assert calendars.current().year_kind(2027) is YearKind.PROVISIONAL


def test_loading_a_notice_settles_the_year_and_is_journaled() -> None:
    before = calendars.current().add_workdays(date(2026, 12, 25), 35)
    assert before.provisional
    calendars.load_notice(KEEPER, draft=notice())
    after = calendars.current().add_workdays(date(2026, 12, 25), 35)
    assert after == (date(2027, 2, 18), False)
    entry = JournalEntry.objects.filter(kind="foundation.notice_loaded").get()
    assert entry.data["changed"] == ["2027-02-09", "2027-02-20"]
    assert (entry.data["first_affected"], entry.data["version"]) == ("2027-01-01", 1)
    assert not CalendarIndex.objects.filter(day__year=2027, provisional=True).exists()


def test_a_notice_loaded_by_another_process_is_seen_by_fresh_at_once() -> None:
    before = calendars.current()
    calendars._store(KEEPER, notice(), 1)
    assert calendars.current() is before
    assert calendars.fresh().year_kind(2027) is YearKind.PUBLISHED
    assert calendars.current() is calendars.fresh()


def test_loading_takes_few_statements(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(14):
        calendars.load_notice(KEEPER, draft=notice())


def test_a_year_noticed_again_gets_the_next_version() -> None:
    calendars.load_notice(KEEPER, draft=notice())
    shorter = NoticeDraft(2027, "调整", statutory_days(2027))
    assert calendars.load_notice(KEEPER, draft=shorter).version == 2
    assert calendars.current().is_workday(date(2027, 2, 9))
    assert HolidayNotice.objects.filter(year=2027).count() == 2


def test_the_same_notice_twice_is_refused() -> None:
    calendars.load_notice(KEEPER, draft=notice())
    with pytest.raises(RuleViolation) as caught:
        calendars.load_notice(KEEPER, draft=notice())
    assert caught.value.code == "notice_unchanged"


def test_only_administrators_load() -> None:
    with pytest.raises(Forbidden):
        calendars.load_notice(CLERK, draft=notice())


def test_a_gap_is_refused_and_names_the_year_needed() -> None:
    far = NoticeDraft(2032, "2032", (SpecialDay(date(2032, 1, 1), True, "元旦"),))
    with pytest.raises(RuleViolation) as caught:
        calendars.load_notice(KEEPER, draft=far)
    assert (caught.value.code, caught.value.params["needed"]) == ("calendar_gap", 2031)


def test_preview_tells_changes_without_making_them() -> None:
    changes = calendars.preview(notice())
    assert [(each.day.isoformat(), each.was_workday) for each in changes] == [
        ("2027-02-09", True),
        ("2027-02-20", False),
    ]
    assert calendars.current().year_kind(2027) is YearKind.PROVISIONAL


def test_no_notice_at_all_names_the_remedy() -> None:
    HolidayNotice.objects.all().delete()
    calendars.forget()
    with pytest.raises(RuleViolation) as caught:
        calendars.current()
    assert caught.value.code == "calendar_missing"


@pytest.mark.parametrize("loaded", [False, True])
def test_sql_and_python_agree(loaded: bool) -> None:
    if loaded:
        calendars.load_notice(KEEPER, draft=notice())
    chance = random.Random(20261121)
    first = date(2004, 1, 1)
    rows = [(first + timedelta(days=chance.randrange(9700)), chance.randrange(0, 90)) for _ in range(3000)]
    calendar = calendars.current()
    assert due_in_sql(rows) == [tuple(calendar.add_workdays(start, days)) for start, days in rows]


def test_sql_gives_null_beyond_the_calendar() -> None:
    assert due_in_sql([(date(2030, 12, 30), 30)])[0][0] is None
