"""An empty installation becomes a bureau whose administrator can sign in."""

import io

import pytest
from django.core.management import CommandError, call_command

from oneseal.identity import selectors
from oneseal.identity.models import Account, Organisation
from oneseal.identity.tests import factories
from oneseal.kernel.access import Role

pytestmark = pytest.mark.django_db
USCC = "11990181MB0000018X"


@pytest.fixture
def uscc() -> str:
    from oneseal.kernel.identifiers import uscc_check_character

    return USCC[:17] + uscc_check_character(USCC[:17])


def found(valid: str, **changes: str) -> str:
    factories.make_region()
    out = io.StringIO()
    values = {"name": "云岭市行政审批局", "uscc": valid, "region": "990181000000", "login": "admin"}
    call_command("found", admin_name="贺一鸣", stdout=out, **(values | changes))
    return out.getvalue()


def test_the_administrator_begins_with_a_password_to_change(uscc: str) -> None:
    assert "初始密码" in found(uscc)
    account = Account.objects.get(login="admin")
    assert account.must_change_password
    actor = selectors.actor_for(account)
    assert actor.has(Role.ADMINISTRATOR)
    assert actor.bureau_id == Organisation.objects.get(uscc=uscc).pk


@pytest.mark.parametrize(
    "change", [{"region": "123456789012"}, {"uscc": "123"}, {"login": "!"}, {"name": "局"}]
)
def test_a_wrong_particular_leaves_nothing(uscc: str, change: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        found(uscc, **change)
    assert not Organisation.objects.exists()
    assert not Account.objects.exists()


def test_a_bureau_is_founded_once(uscc: str) -> None:
    found(uscc)
    with pytest.raises(CommandError, match="已经建立"):
        found(uscc, login="admin2")
    assert Organisation.objects.filter(kind="bureau").count() == 1
