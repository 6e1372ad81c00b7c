"""The administrator's page of other systems, and the command that does the same."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneseal.foundation import clock
from oneseal.identity import selectors
from oneseal.identity.models import ApiClient
from oneseal.identity.services.clients import token_hash
from oneseal.identity.tests import factories

pytestmark = pytest.mark.django_db
GIVEN = {"name": "市一体化平台", "purpose": "数据局", "scopes": ["cases:read"]}


@pytest.fixture
def admin() -> Client:
    cast = factories.cast()
    client = Client()
    client.force_login(cast.account("administrator"))
    return client


def given(**changes: object) -> dict[str, object]:
    return {**GIVEN, "expires_on": str(clock.today() + timedelta(days=30)), **changes}


def test_the_token_is_shown_once_and_works(admin: Client) -> None:
    answer = admin.post("/desk/clients/new/", given())
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    actor = selectors.client_by_token_hash(token_hash(token))
    assert actor is not None
    assert actor.scopes == {"cases:read"}
    assert token not in admin.get("/desk/clients/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "x"}, "expires_on"),
    ],
)
def test_refusals_stand_at_the_field_and_keep_what_was_typed(
    admin: Client, change: dict[str, object], field: str
) -> None:
    answer = admin.post("/desk/clients/new/", given(**change))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "数据局" in answer.content.decode()
    assert not ApiClient.objects.exists()


def test_the_same_name_twice_makes_one(admin: Client) -> None:
    admin.post("/desk/clients/new/", given())
    assert list(admin.post("/desk/clients/new/", given()).context["form"].errors) == ["name"]
    assert ApiClient.objects.count() == 1


def test_withdrawing_needs_a_reason_and_happens_once(admin: Client) -> None:
    token = admin.post("/desk/clients/new/", given()).context["token"]
    address = f"/desk/clients/{ApiClient.objects.get().pk}/withdraw/"
    assert admin.post(address, {"reason": ""}).status_code == 422
    assert selectors.client_by_token_hash(token_hash(token))
    assert admin.post(address, {"reason": "对接结束"}).status_code == 302
    assert selectors.client_by_token_hash(token_hash(token)) is None
    assert admin.post(address, {"reason": "再次"}).status_code == 422


def test_the_list_is_empty_then_costs_the_same_for_any_number(
    admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert "还没有接入系统" in admin.get("/desk/clients/").content.decode()
    for number in range(3):
        admin.post("/desk/clients/new/", given(name=f"系统{number}"))
    with django_assert_max_num_queries(5):
        assert "系统2" in admin.get("/desk/clients/").content.decode()


def run(*words: str) -> str:
    out = StringIO()
    call_command("client", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.usefixtures("admin")
def test_the_command_creates_lists_and_withdraws() -> None:
    token = run("create", "省平台", "--scope", "catalog:read", "--scope", "cases:write").strip()
    actor = selectors.client_by_token_hash(token_hash(token))
    assert actor is not None
    assert actor.scopes == {"catalog:read", "cases:write"}
    assert run("list").startswith("省平台\tactive\t")
    with pytest.raises(CommandError):
        run("create", "省平台", "--scope", "catalog:read")
    with pytest.raises(CommandError):
        run("withdraw", "没有", "--reason", "x")
    run("withdraw", "省平台", "--reason", "对接结束")
    assert selectors.client_by_token_hash(token_hash(token)) is None


def test_two_presses_make_one_token_and_show_it_again(admin: Client) -> None:
    first, again = (admin.post("/desk/clients/new/", given(idempotency_key="press-1")) for _ in range(2))
    token = first.context["token"]
    assert token in again.content.decode()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ApiClient.objects.count() == 1


def test_what_is_kept_for_a_second_press_is_sealed(admin: Client) -> None:
    token = admin.post("/desk/clients/new/", given(idempotency_key="press-1")).context["token"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(body::text, '') FROM foundation_idempotencykey")
        kept = cursor.fetchone()[0]
    assert kept
    assert token not in kept
