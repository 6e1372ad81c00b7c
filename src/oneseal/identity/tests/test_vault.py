"""Sign-ins to other systems: encrypted, revealed to the owner alone, removable by an administrator unseen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Credential
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation

pytestmark = pytest.mark.django_db
PASSWORD = "Vault-test-2026"


@pytest.fixture
def cast() -> factories.Cast:
    made = factories.cast()
    account = made.account("clerk")
    account.set_password(PASSWORD)
    account.save()
    return made


def kept(cast: factories.Cast) -> Credential:
    return services.keep_credential(
        cast.actor("clerk"),
        system="省投资项目平台",
        login="zhoumin",
        secret="Other-secret-9",
        rotate_on=clock.today() + timedelta(days=14),
    )


def test_kept_encrypted_and_revealed_to_its_owner_with_the_password(cast: factories.Cast) -> None:
    row = kept(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, login FROM identity_credential WHERE id = %s", [row.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Other-secret-9" not in stored
    clerk = cast.actor("clerk")
    with pytest.raises(RuleViolation) as refused:
        services.reveal_credential(clerk, row.pk, password="wrong")
    assert (refused.value.code, refused.value.field) == ("wrong", "current")
    shown = services.reveal_credential(clerk, row.pk, password=PASSWORD)
    assert (shown.login, shown.secret) == ("zhoumin", "Other-secret-9")
    told = entries(Subject("staff", cast.staff["clerk"].pk))
    assert [each.kind for each in told] == ["identity.credential_kept", "identity.credential_revealed"]
    assert "Other-secret-9" not in str([each.data for each in told])


def test_nobody_else_sees_it_whatever_their_role(cast: factories.Cast) -> None:
    row = kept(cast)
    for who in ("administrator", "bureau_head", "second_clerk"):
        with pytest.raises(NotFound):
            services.reveal_credential(cast.actor(who), row.pk, password=PASSWORD)
        with pytest.raises(NotFound):
            services.change_credential(cast.actor(who), row.pk, login="x", secret="y", rotate_on=None)


def test_an_administrator_sees_that_it_exists_and_may_remove_it_with_a_reason(cast: factories.Cast) -> None:
    row = kept(cast)
    admin = cast.actor("administrator")
    (listed,) = selectors.kept_by(admin, cast.staff["clerk"].pk)
    assert listed.get_deferred_fields() == {"login", "secret"}
    assert selectors.kept_by(cast.actor("bureau_head"), cast.staff["clerk"].pk) == []
    with pytest.raises(NotFound):
        services.delete_credential(cast.actor("bureau_head"), row.pk, reason="已调离")
    with pytest.raises(RuleViolation):
        services.delete_credential(admin, row.pk)
    services.delete_credential(admin, row.pk, reason="已调离")
    assert not Credential.objects.exists()


def test_one_for_a_system_and_reminded_two_weeks_before(cast: factories.Cast) -> None:
    row = kept(cast)
    with pytest.raises(Conflict):
        kept(cast)
    staff = cast.staff["clerk"].pk
    assert selectors.credentials_due(staff) == ["省投资项目平台"]
    later = clock.today() + timedelta(days=15)
    services.change_credential(cast.actor("clerk"), row.pk, login="zm", secret="New-9", rotate_on=later)
    assert selectors.credentials_due(staff) == []
    assert services.reveal_credential(cast.actor("clerk"), row.pk, password=PASSWORD).secret == "New-9"


def test_the_page(cast: factories.Cast) -> None:
    client, today = Client(), clock.today().isoformat()
    client.force_login(cast.account("clerk"))
    given = {"system": "省平台", "login": "zhoumin", "secret": "Other-secret-9", "rotate_on": today}
    assert client.post("/account/credentials/", given).status_code == 302
    page = client.get("/account/credentials/").content.decode()
    assert "该更换了" in page
    assert "Other-secret-9" not in page
    row = Credential.objects.get()
    reveal = f"/account/credentials/{row.pk}/reveal/"
    wrong = client.post(reveal, {"current": "wrong"})
    assert (wrong.status_code, "当前密码不正确" in wrong.content.decode()) == (422, True)
    shown = client.post(reveal, {"current": PASSWORD})
    assert "Other-secret-9" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    change = f"/account/credentials/{row.pk}/change/"
    assert client.post(change, {"login": "", "secret": ""}).status_code == 422
    assert client.post(change, {"login": "zm", "secret": "New-9"}).status_code == 302
    admin = Client()
    admin.force_login(cast.account("administrator"))
    assert "省平台" in admin.get(f"/desk/people/{row.staff_id}/").content.decode()
    assert admin.post(f"/desk/credentials/{row.pk}/remove/", {"reason": "已调离"}).status_code == 302
    assert not Credential.objects.exists()
