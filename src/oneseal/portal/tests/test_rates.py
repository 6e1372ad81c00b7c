"""Published rates: what may be divided by what, the page that shows it, the acts (2.18, 2.19)."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog.tests import factories as items
from oneseal.foundation.selectors import find_entries
from oneseal.identity.tests import factories as people
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.portal import services
from oneseal.portal.models import PublishedRate
from oneseal.portal.rules import rates
from oneseal.portal.selectors import rates as shown

SAID: dict[str, Any] = {
    "numerator": "received_online",
    "denominator": "received",
    "period": "this_year",
    "rounding": "truncate",
    "places": 1,
    "on_home": True,
}


@pytest.mark.parametrize(
    ("numerator", "denominator"), [("items_online", "items"), ("received", "working_days")]
)
def test_a_share_of_its_whole_and_a_daily_average_are_rates(numerator: str, denominator: str) -> None:
    rates.check_definition("网办率", numerator, denominator)


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "code"),
    [
        (" ", "items_online", "items", "rate_name"),
        ("甲", "items", "items_online", "rate_no_part"),
        ("甲", "items", "items", "rate_no_part"),
        ("甲", "received", "decided", "rate_no_part"),
        ("甲", "items", "working_days", "rate_per_day"),
        ("甲", "visits", "items", "rate_unknown"),
        ("甲", "received", "visits", "rate_unknown"),
    ],
)
def test_other_quotients_are_refused(name: str, numerator: str, denominator: str, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        rates.check_definition(name, numerator, denominator)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("twelve_months", date(2026, 11, 22), date(2025, 11, 23), date(2026, 11, 22)),
        ("twelve_months", date(2028, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        ("this_year", date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
        ("last_month", date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        ("last_month", date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_periods(period: str, today: date, first: date, last: date) -> None:
    assert rates.period_of(period, today) == (first, last)


@pytest.mark.parametrize(
    ("denominator", "rounding", "expected"),
    [("decided", "round", "66.7%"), ("decided", "truncate", "66.6%"), ("working_days", "round", "0.7")],
)
def test_a_value_is_rounded_as_said_and_per_day_without_percent(
    denominator: str, rounding: str, expected: str
) -> None:
    counts = {"decided_on_time": 2, "decided": 3, "working_days": 3}
    assert rates.value(rates.rate(counts, "decided_on_time", denominator, rounding), 1) == expected


@pytest.mark.parametrize(
    ("volumes", "expected"),
    [
        ({}, set()),
        ({1: 0}, set()),
        ({1: 80, 2: 20}, {1}),
        ({1: 79, 2: 21}, {1, 2}),
        ({1: 50, 2: 50, 3: 0}, {1, 2}),
        ({3: 1, 2: 1, 1: 1, 4: 1, 5: 1}, {1, 2, 3, 4}),
    ],
)
def test_frequent_items_make_four_fifths(volumes: dict[int, int], expected: set[int]) -> None:
    assert rates.frequent(volumes) == expected


@given(st.lists(st.integers(0, 100), max_size=8))
def test_frequent_items_are_no_more_than_needed(numbers: list[int]) -> None:
    volumes = dict(enumerate(numbers))
    found, total = rates.frequent(volumes), sum(volumes.values())
    assert sum(volumes[pk] for pk in found) * 100 >= rates.FREQUENT_SHARE * total
    if found:
        least = min(volumes[pk] for pk in found)
        assert (sum(volumes[pk] for pk in found) - least) * 100 < rates.FREQUENT_SHARE * total


@pytest.fixture
def cast(db: None) -> people.Cast:
    """A bureau with two published items and no rates."""
    caches["process"].clear()
    PublishedRate.objects.all().delete()
    made = people.cast()
    items.simple_item(code="cancel")
    items.commitment_item(code="food")
    return made


def test_defining_is_journaled_and_the_same_name_changes_it(cast: people.Cast) -> None:
    admin = cast.actor("administrator")
    services.define_rate(admin, name="网办率", **SAID)
    services.define_rate(admin, name=" 网办率 ", **{**SAID, "places": 0})
    assert PublishedRate.objects.get().places == 0
    assert find_entries(admin, kind="portal.rate_defined").count() == 2


def test_dropping_is_journaled_and_a_second_time_is_refused(cast: people.Cast) -> None:
    admin = cast.actor("supervisor")
    row = services.define_rate(admin, name="网办率", **SAID)
    services.drop_rate(admin, row.pk)
    with pytest.raises(NotFound):
        services.drop_rate(admin, row.pk)
    assert find_entries(admin, kind="portal.rate_dropped").count() == 1


def test_clerks_define_nothing(cast: people.Cast) -> None:
    with pytest.raises(Forbidden):
        services.define_rate(cast.actor("clerk"), name="网办率", **SAID)
    with pytest.raises(Forbidden):
        services.drop_rate(cast.actor("clerk"), 1)


def test_everybody_reads_the_value_with_what_it_is_made_of(client: Client, cast: people.Cast) -> None:
    said = {**SAID, "numerator": "items_online", "denominator": "items"}
    services.define_rate(cast.actor("administrator"), name="事项网上可办率", **said)
    one = shown.shown_rates()[0]
    assert (one.rate.denominator, one.value) == (2, one.rate.percent(1))
    page = client.get("/figures/").content.decode()
    for words in ("事项网上可办率", one.value, "可网上申请的依申请事项", "舍去尾数"):
        assert words in page
    assert "事项网上可办率" in client.get("/").content.decode()


def test_a_refused_definition_keeps_what_was_typed(cast: people.Cast) -> None:
    client = Client()
    client.force_login(cast.account("administrator"))
    answer = client.post("/desk/figures/", {**SAID, "name": "怪指标", "denominator": "items"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "怪指标" in page
    assert "不是“依申请事项（今天）”的一部分" in page
    assert not PublishedRate.objects.exists()


def test_a_guide_of_a_rare_item_advises_an_appointment(
    client: Client, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "volumes", lambda: {-1: 100})
    assert "到窗口前先预约" in client.get("/items/food/").content.decode()
    caches["process"].clear()
    monkeypatch.setattr(shown, "volumes", dict)
    assert "到窗口前先预约" not in client.get("/items/food/").content.decode()
