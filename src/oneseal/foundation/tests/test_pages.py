"""Numbers beside the entries: their statement is built once a day for an actor, the numbers are always those of now."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from oneseal.foundation import clock, pages
from oneseal.foundation.models import SubscriberCursor
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role

pytestmark = pytest.mark.django_db
CLERK = Actor(account_id=1, staff_id=1, bureau_id=1, roles=frozenset({Role.CLERK}))


class Counted:
    """An entry whose rows are cursors of a name, and how often they were asked for."""

    def __init__(self, **also: Any) -> None:
        self.also, self.built = also, 0

    def __call__(self, actor: Actor) -> Sequence[QuerySet[Any]]:
        self.built += 1
        said = {key: value() for key, value in self.also.items()}
        return [SubscriberCursor.objects.filter(name__startswith="of.", **said)]

    def number(self, actor: Actor = CLERK) -> int:
        """What stands beside the entry."""
        item = NavItem("甲", "here", "work", frozenset({Role.CLERK}), waiting=self)
        return pages._counted([item], actor)["here"]


def test_built_once_a_day_for_an_actor_and_counted_each_time(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    entry = Counted()
    assert entry.number() == 0
    SubscriberCursor.objects.create(name="of.one")
    with django_assert_num_queries(1):
        assert entry.number() == 1
    assert entry.built == 1
    entry.number(Actor(account_id=2, staff_id=2, roles=frozenset({Role.CLERK})))
    with clock.at(clock.now() + timedelta(days=1)):
        assert entry.number() == 1
    assert entry.built == 3


def test_what_holds_a_moment_is_built_each_time() -> None:
    entry = Counted(moved_at__lte=clock.now)
    SubscriberCursor.objects.create(name="of.one", moved_at=clock.now() + timedelta(minutes=5))
    assert (entry.number(), entry.number()) == (0, 0)
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert entry.number() == 1


def test_what_the_database_said_is_asked_each_time() -> None:
    def least() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM foundation_subscribercursor WHERE name = 'switch'")
            return int(cursor.fetchone()[0])

    entry = Counted(failures__gte=least)
    SubscriberCursor.objects.create(name="of.one")
    assert entry.number() == 1
    SubscriberCursor.objects.create(name="switch")
    assert entry.number() == 0
