"""The guard on views: who comes in, who is sent to sign in, who is refused."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from oneseal.foundation.access import actor_of, allow, allow_everyone, allow_staff
from oneseal.kernel.access import EVERYONE, NOBODY, STAFF, Actor, Role
from oneseal.kernel.errors import Forbidden


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def asked_by(actor: Actor | None) -> HttpRequest:
    request = RequestFactory().get("/desk/?a=1")
    if actor:
        request.actor = actor  # type: ignore[attr-defined]
    return request


CLERK = Actor(account_id=1, roles=frozenset({Role.CLERK}))
CITIZEN = Actor(account_id=2, roles=frozenset({Role.CITIZEN}))


def test_allowed_role_comes_in() -> None:
    assert allow(Role.CLERK)(page)(asked_by(CLERK)).status_code == 200


def test_nobody_is_sent_to_sign_in_and_comes_back() -> None:
    answer = allow(Role.CLERK)(page)(asked_by(None))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2Fdesk%2F%3Fa%3D1")


def test_another_role_is_refused() -> None:
    with pytest.raises(Forbidden):
        allow(Role.CLERK)(page)(asked_by(CITIZEN))


@pytest.mark.parametrize("role", list(Role))
def test_staff_pages_are_for_staff(role: Role) -> None:
    request = asked_by(Actor(account_id=1, roles=frozenset({role})))
    if role in STAFF:
        assert allow_staff(page)(request).status_code == 200
    else:
        with pytest.raises(Forbidden):
            allow_staff(page)(request)


def test_public_pages_are_for_everyone() -> None:
    assert allow_everyone(page)(asked_by(None)).status_code == 200
    assert allow_everyone(page).allowed_roles == EVERYONE  # type: ignore[attr-defined]
    assert actor_of(asked_by(None)) == NOBODY
