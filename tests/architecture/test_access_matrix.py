"""Every endpoint × every role: the guard keeps out whom the endpoint does not name; none is unguarded."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden
from tests.architecture.endpoints import Endpoint, endpoints


def test_every_endpoint_says_who_may_open_it() -> None:
    assert [endpoint.route for endpoint in endpoints() if endpoint.roles is None] == []


@pytest.mark.parametrize("role", list(Role))
def test_the_guard_keeps_out_whom_the_matrix_keeps_out(role: Role) -> None:
    wrongly_in = []
    for endpoint in endpoints():
        if endpoint.scope or endpoint.roles is None or role in endpoint.roles:
            continue
        for method in ("get", "post"):
            request = getattr(RequestFactory(), method)("/x")
            request.user = AnonymousUser()
            request.actor = Actor(account_id=0 if role is Role.ANONYMOUS else 1, roles=frozenset({role}))
            if not kept_out(endpoint, request):
                wrongly_in.append((endpoint.route, method))
    assert wrongly_in == []


def kept_out(endpoint: Endpoint, request: object) -> bool:
    """Whether the view refuses before it does anything: 403, sent to sign in, or wrong method."""
    try:
        response = endpoint.view(request)
    except Forbidden:
        return True
    return response.status_code == 405 or (response.status_code == 302 and "next=" in response["Location"])
