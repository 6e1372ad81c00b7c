"""Every endpoint × every role: what the guard lets in is what docs/access.md says, and nothing is unguarded."""

import os

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden
from tests.architecture.endpoints import Endpoint, endpoints
from tests.architecture.layers import ROOT

MATRIX = ROOT / "docs" / "access.md"
HEAD = """# Who may open what

Every endpoint and the roles that it lets in, written by `ONESEAL_WRITE=1 pytest tests/architecture/test_access_matrix.py` and compared on every test run. Which objects somebody then sees is decided by the contexts' `visible_…` and `access_…` selectors. API operations name the scope that a token needs.

"""


def line(endpoint: Endpoint) -> str:
    """One row of the matrix."""
    roles = endpoint.roles or frozenset()
    marks = ["●" if role in roles else "" for role in Role]
    return f"| `{endpoint.route or '/'}` | {endpoint.scope} | " + " | ".join(marks) + " |"


def matrix() -> str:
    """The whole document."""
    names = [role.value for role in Role]
    head = "| endpoint | scope | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 2)
    return HEAD + "\n".join([head, *map(line, endpoints())]) + "\n"


def test_every_endpoint_says_who_may_open_it() -> None:
    assert [endpoint.route for endpoint in endpoints() if endpoint.roles is None] == []


def test_the_matrix_is_as_written() -> None:
    if os.environ.get("ONESEAL_WRITE"):
        MATRIX.write_text(matrix(), encoding="utf-8")
    assert MATRIX.read_text(encoding="utf-8") == matrix()


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
