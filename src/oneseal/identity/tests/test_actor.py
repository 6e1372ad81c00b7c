"""Who somebody is today, and what it costs a request to know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneseal.foundation import clock
from oneseal.identity import selectors
from oneseal.identity.models import Account, PostHolding, StaffCertificate
from oneseal.identity.tests import factories
from oneseal.kernel.access import NOBODY, Role

pytestmark = pytest.mark.django_db


def test_one_statement_for_session_account_and_actor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(factories.cast().account("clerk"))
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_without_cookie_no_statement(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_posts_give_roles_and_sections() -> None:
    cast = factories.cast()
    actor = cast.actor("reviewer")
    assert actor.roles == {Role.REVIEWER}
    assert actor.posts == {cast.posts["market_reviewer"].pk}
    assert actor.sections == {cast.sections["market"].pk}


def test_packed_actor_comes_back_the_same() -> None:
    actor = factories.cast().actor("张伟")
    assert selectors.actors.unpacked(selectors.actors.packed(actor)) == actor


@pytest.mark.parametrize(("days", "works"), [(-1, False), (0, True), (9, True), (10, False)])
def test_holding_counts_from_first_to_last_day(days: int, works: bool) -> None:
    cast = factories.cast()
    first = date(2026, 3, 2)
    PostHolding.objects.filter(staff=cast.staff["reviewer"]).update(
        from_on=first, to_on=first + timedelta(days=9)
    )
    actor = selectors.actor_for(cast.account("reviewer"), first + timedelta(days=days))
    assert (Role.REVIEWER in actor.roles) is works


@pytest.mark.parametrize(("day", "works"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_window_post_stops_with_its_certificate(day: date, works: bool) -> None:
    cast = factories.cast()
    StaffCertificate.objects.filter(staff=cast.staff["clerk"]).update(expires_on=date(2026, 6, 30))
    assert (Role.CLERK in selectors.actor_for(cast.account("clerk"), day).roles) is works


def test_hired_staff_never_decide() -> None:
    cast = factories.cast()
    hired = factories.make_staff(
        cast.bureau, cast.posts["market_head"], "何薇", number="Z001", employment="outsourced"
    )
    account = factories.make_account("hewei", staff=hired)
    assert selectors.actor_for(account).roles == frozenset()


def test_locked_out_by_administrator_is_nobody() -> None:
    factories.cast()
    Account.objects.filter(login="clerk").update(is_active=False)
    assert selectors.actor_for(Account.objects.get(login="clerk")) == NOBODY


def test_the_copy_is_of_one_day_only(client: Client) -> None:
    cast = factories.cast()
    PostHolding.objects.filter(staff=cast.staff["clerk"]).update(to_on=date(2026, 3, 2))
    evening = datetime(2026, 3, 2, 15, 55, tzinfo=UTC)
    with clock.at(evening):
        client.force_login(cast.account("clerk"))
        assert client.get("/healthz").wsgi_request.actor.roles == {Role.CLERK}  # type: ignore[attr-defined]
    with clock.at(evening + timedelta(minutes=10)):
        assert client.get("/healthz").wsgi_request.actor.roles == frozenset()  # type: ignore[attr-defined]
