"""Tokens for other systems: made once, scoped, ended."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from oneseal.foundation import clock
from oneseal.identity import services
from oneseal.identity.models import ApiClient
from oneseal.identity.tests import factories
from oneseal.identity.tokens import Scope
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def make(cast: factories.Cast, **changes: object) -> tuple[ApiClient, str]:
    values = {
        "name": "市一体化平台",
        "scopes": ["catalog:read"],
        "expires_on": clock.today() + timedelta(days=30),
    }
    return services.create_client(cast.actor("administrator"), **(values | changes))  # type: ignore[arg-type]


def test_a_token_opens_its_scope_only(cast: factories.Cast) -> None:
    client, token = make(cast)
    request = RequestFactory().get("/")
    actor = Scope("catalog:read").authenticate(request, token)
    assert actor is not None
    assert (actor.name, actor.bureau_id, actor.is_staff) == ("市一体化平台", client.bureau_id, False)
    with pytest.raises(Forbidden):
        Scope("cases:write").authenticate(request, token)
    assert Scope("catalog:read").authenticate(request, token + "x") is None


def test_the_database_does_not_know_the_token(cast: factories.Cast) -> None:
    client, token = make(cast)
    assert token not in str(ApiClient.objects.filter(id=client.id).values().get())


@pytest.mark.parametrize("days", [30, 31])
def test_a_token_lives_through_its_last_day(cast: factories.Cast, days: int) -> None:
    _, token = make(cast)
    with clock.at(clock.now() + timedelta(days=days)):
        alive = Scope("catalog:read").authenticate(RequestFactory().get("/"), token) is not None
    assert alive == (days == 30)


def test_a_withdrawn_token_opens_nothing_and_is_withdrawn_once(cast: factories.Cast) -> None:
    client, token = make(cast)
    services.withdraw_client(cast.actor("administrator"), client.id, reason="对接结束")
    assert Scope("catalog:read").authenticate(RequestFactory().get("/"), token) is None
    with pytest.raises(Conflict):
        services.withdraw_client(cast.actor("administrator"), client.id, reason="again")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"expires_on": clock.today()}, "expires_on"),
        ({"expires_on": clock.today() + timedelta(days=400)}, "expires_on"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    cast: factories.Cast, change: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        make(cast, **change)
    assert refusal.value.field == field


def test_a_name_is_used_once(cast: factories.Cast) -> None:
    make(cast)
    with pytest.raises(RuleViolation) as refusal:
        make(cast)
    assert refusal.value.field == "name"
