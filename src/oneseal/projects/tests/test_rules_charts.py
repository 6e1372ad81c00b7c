"""Where the bars of the wall lie."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oneseal.projects.rules.charts import LEFT, RIGHT, WIDTH, Link, chart

TODAY = date(2026, 11, 22)
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))


def test_planned_actual_and_what_is_left() -> None:
    done = Link("立项", "done", date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 3), date(2026, 11, 13))
    late = Link(
        "用地", "late", date(2026, 11, 10), date(2026, 11, 16), date(2026, 11, 13), None, TODAY + timedelta(5)
    )
    none = Link("环评", "waiting", None, None, None, None)
    found = chart([done, late, none], TODAY, date(2026, 12, 1))
    one, two, three = found.rows
    assert one.planned
    assert one.actual
    assert two.actual
    assert two.rest
    assert one.actual.x > one.planned.x
    assert one.actual.x + one.actual.width > one.planned.x + one.planned.width
    assert one.rest is None
    assert two.actual.x + two.actual.width == found.today == two.rest.x
    assert (three.planned, three.actual, three.rest) == (None, None, None)
    assert found.wished is not None
    assert found.wished > found.today
    assert [day for _, day in found.months] == [date(2026, 11, 1), date(2026, 12, 1)]


def test_nothing_known_is_an_empty_chart() -> None:
    found = chart([Link("立项", "none", None, None, None, None)], TODAY, None)
    assert found.wished is None
    assert LEFT <= found.today <= WIDTH - RIGHT


@given(st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS), max_size=4), DAYS)
def test_every_bar_is_on_the_paper(days: list[tuple[date, date, date, date]], wished: date) -> None:
    links = [
        Link("环节", "running", min(a, b), max(a, b), min(c, d), max(c, d) if c < TODAY else None, d)
        for a, b, c, d in days
    ]
    found = chart(links, TODAY, wished)
    for row in found.rows:
        for bar in (row.planned, row.actual, row.rest):
            if bar is not None:
                assert bar.x >= LEFT
                assert bar.x + bar.width <= WIDTH
    assert all(LEFT <= x <= WIDTH - RIGHT for x, _ in found.months)
