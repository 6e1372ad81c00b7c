"""The six lists as numbered public versions, and what a binding list of powers forbids (2.7)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.models import PublishedList
from oneseal.catalog.rules.lists import difference
from oneseal.catalog.selectors import lists
from oneseal.catalog.tests.contents import commitment_content
from oneseal.catalog.tests.factories import author, commitment_item, publisher, simple_item
from oneseal.foundation import clock
from oneseal.identity.tests import factories as people
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def test_a_list_is_public_in_numbered_versions_that_say_what_changed() -> None:
    keeper = author()
    first = commitment_item()
    one = services.publish_list(keeper, key="powers")
    simple_item()
    services.cancel_item(keeper, item_id=first.item_id, basis="国发〔2026〕1号")
    two = services.publish_list(keeper, key="powers", note="调整")
    assert (one.number, two.number, one.basic_codes) == (1, 2, ["000131001001"])
    assert [(c.kind, (c.after or c.before)[0]) for c in lists.differences(two)] == [
        ("added", "个体工商户注销登记"),
        ("removed", "食品经营许可（新办）"),
    ]
    assert lists.differences(one) == []
    assert [row.number for row in lists.versions_of_list(0, "powers")] == [2, 1]


def test_lines_of_one_name_are_a_change() -> None:
    old, new = [("a", "1"), ("b", "1"), ("b", "2")], [("a", "2"), ("b", "3")]
    assert [(c.kind, c.before, c.after) for c in difference(old, new)] == [
        ("changed", ("a", "1"), ("a", "2")),
        ("added", (), ("b", "3")),
        ("removed", ("b", "1"), ()),
        ("removed", ("b", "2"), ()),
    ]


def test_an_unchanged_list_is_not_published_again() -> None:
    commitment_item()
    services.publish_list(author(), key="duties")
    with pytest.raises(RuleViolation, check=lambda error: error.code == "list_unchanged"):
        services.publish_list(author(), key="duties")


def test_a_public_list_cannot_be_changed_or_deleted() -> None:
    commitment_item()
    row = services.publish_list(author(), key="powers")
    for act in (lambda: PublishedList.objects.update(note="x"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_only_keepers_publish_only_known_lists_and_only_powers_bind_and_not_backwards() -> None:
    reader = Actor(account_id=1, bureau_id=author().bureau_id, roles=frozenset({Role.REVIEWER}))
    with pytest.raises(Forbidden):
        services.publish_list(reader, key="powers")
    with pytest.raises(NotFound):
        services.publish_list(author(), key="nothing")
    for key, day, code in (
        ("fees", clock.today(), "not_powers"),
        ("powers", clock.today() - timedelta(days=1), "binding_in_past"),
    ):
        with pytest.raises(RuleViolation) as refused:
            services.publish_list(author(), key=key, binding_from=day)
        assert refused.value.code == code


def test_first_the_list_then_the_power() -> None:
    keeper = author()
    services.publish_list(keeper, key="powers", binding_from=clock.today())
    version = services.draft_item(keeper, code="new", content=commitment_content())
    services.submit_for_review(keeper, version_id=version.pk)
    with pytest.raises(RuleViolation) as refused:
        services.publish_version(publisher(), version_id=version.pk, effective_from=clock.today())
    assert refused.value.code == "off_list"
    services.publish_list(keeper, key="powers")
    assert services.publish_version(
        publisher(), version_id=version.pk, effective_from=clock.today()
    ).published_at


def test_before_the_day_the_list_does_not_bind_and_public_services_never_need_it() -> None:
    keeper = author()
    services.publish_list(keeper, key="powers", binding_from=clock.today() + timedelta(days=1))
    assert commitment_item().published_at
    with clock.at(clock.now() + timedelta(days=1)):
        assert simple_item(type="20", basic_code="002031001002").published_at


def test_the_keeper_publishes_on_the_page(client: Client) -> None:
    cast = people.cast()
    commitment_item(bureau_id=cast.bureau.pk)
    client.force_login(cast.account("item_keeper"))
    url = "/desk/catalog/disclosures/powers/"
    assert "还没有公布过" in client.get(url).content.decode()
    assert client.post(url, {"note": "首次公布"}).status_code == 302
    page = client.get(url)
    assert "首次公布" in page.content.decode()
    again = client.post(url, {"note": "再来"})
    assert again.status_code == 422
    assert "不用再发布" in again.content.decode()
    assert client.get(f"{url}1/").status_code == 200
    assert client.get(f"{url}2/").status_code == 404
    client.force_login(cast.account("reviewer"))
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 403
