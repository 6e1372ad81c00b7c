"""Published rates with what they are made of, and the items that people apply for most (2.18, 2.19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.publishing import OFFERED
from oneseal.foundation import calendars, clock
from oneseal.helplines import selectors as helplines
from oneseal.identity import selectors as identity
from oneseal.kernel.access import NOBODY
from oneseal.kernel.rates import Rate, Rounding
from oneseal.portal.models import PublishedRate
from oneseal.portal.rules import rates
from oneseal.queueing import selectors as queueing

KEPT_SECONDS = 3600
"""Counting a year's cases costs time; each process counts at most once an hour."""


@dataclass(frozen=True)
class ShownRate:
    """A rate as people read it: its value, what was divided by what, over which days, how rounded."""

    row: PublishedRate
    value: str
    rate: Rate
    numerator: str
    denominator: str
    period: str
    first: date
    last: date
    rounding: str


@dataclass(frozen=True)
class TopItem:
    """One of the most applied-for items of twelve months."""

    name: str
    url: str
    number: int
    online: bool
    frequent: bool


def shown_rates(*, home: bool = False) -> list[ShownRate]:
    """Every published rate, or those of the home page, with its value of now."""
    rows = PublishedRate.objects.all()
    return [_shown(row) for row in (rows.filter(on_home=True) if home else rows)]


def _shown(row: PublishedRate) -> ShownRate:
    first, last = rates.period_of(row.period, clock.today())
    found = rates.rate(_counts(first, last), row.numerator, row.denominator, row.rounding)
    return ShownRate(
        row,
        rates.value(found, row.places),
        found,
        gettext(rates.numerator_label(row.numerator)),
        gettext(rates.denominator_label(row.denominator)),
        gettext(rates.PERIODS[row.period]),
        first,
        last,
        gettext(rates.ROUNDINGS[Rounding(row.rounding)]),
    )


def _counts(first: date, last: date) -> dict[str, int]:
    """Everything that a rate may be made of."""
    kept = caches["process"]
    key = f"portal.counts.{first}.{last}"
    known: dict[str, int] | None = kept.get(key)
    if known is None:
        days = (last - first).days + 1
        working = sum(
            calendars.current().is_workday(date.fromordinal(first.toordinal() + n)) for n in range(days)
        )
        known = {
            **_item_counts(),
            **cases.public_counts(first, last),
            "working_days": working,
            "calendar_days": days,
        }
        kept.set(key, known, KEPT_SECONDS)
    return known


def _item_counts() -> dict[str, int]:
    said = {
        item.pk: content for item, content in catalog.published_contents(NOBODY) if content.type in OFFERED
    }
    online = [content for content in said.values() if "online" in content.channels]
    top = [said[pk] for pk in _most(volumes()) if pk in said]
    return {
        "items": len(said),
        "items_online": len(online),
        "items_no_visit": sum(content.trips == 0 for content in online),
        "items_instant": sum(content.handling == "instant" for content in said.values()),
        "top_items": len(top),
        "top_items_online": sum("online" in content.channels for content in top),
    }


def volumes() -> dict[int, int]:
    """How many applications of the last twelve months each item had; kept for an hour."""
    kept = caches["process"]
    known: dict[int, int] | None = kept.get("portal.volumes")
    if known is None:
        known = cases.volumes(*rates.period_of("twelve_months", clock.today()))
        kept.set("portal.volumes", known, KEPT_SECONDS)
    return known


def _most(numbers: Mapping[int, int]) -> list[int]:
    return sorted(numbers, key=lambda pk: (-numbers[pk], pk))[: rates.TOP]


def top_items() -> list[TopItem]:
    """The items with most applications, most first (2.18)."""
    numbers = volumes()
    often = rates.frequent(numbers)
    known = {item.pk: (item, content) for item, content in catalog.published_contents(NOBODY)}
    return [
        TopItem(
            item.name,
            reverse("portal:guide", args=[item.code]),
            numbers[pk],
            "online" in content.channels,
            pk in often,
        )
        for pk in _most(numbers)
        if pk in known
        for item, content in [known[pk]]
    ]


def is_rare(item_id: int) -> bool:
    """Whether few people apply for an item (2.19), so that coming by appointment is better than by chance."""
    numbers = volumes()
    return bool(numbers) and item_id not in rates.frequent(numbers)


def off_hours() -> list[tuple[str, int]]:
    """How many applications windows took in outside working time in twelve months, by kind of shift (3.12).

    Cases do not say in which hall they were taken in: each bureau's hours are those of its first hall.
    """
    kept = caches["process"]
    known: dict[str, int] | None = kept.get("portal.off_hours")
    if known is None:
        known, first = {}, {hall.bureau_id: hall for hall in reversed(queueing.halls_in_use(NOBODY))}
        for hall in first.values():
            taken = queueing.taken_in_off_hours(hall, *rates.period_of("twelve_months", clock.today()))
            known |= {kind: known.get(kind, 0) + number for kind, number in taken.items()}
        kept.set("portal.off_hours", known, KEPT_SECONDS)
    return [(gettext(label), known[kind]) for kind, label in queueing.SHIFTS.items() if kind in known]


def answered_calls() -> list[tuple[str, Rate, Rate]]:
    """Of last month and this one: calls on consulting numbers answered, missed ones called back in time (3.23)."""
    today, found = clock.today(), []
    for day, label in ((today.replace(day=1) - timedelta(days=1), gettext("上月")), (today, gettext("本月"))):
        rows = [row for each in identity.bureaus() for row in helplines.connect_rates(each.pk, day)]
        answered, returned = helplines.whole(rows)
        if answered.denominator:
            found.append((label, answered, returned))
    return found
