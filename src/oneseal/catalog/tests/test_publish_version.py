"""A version's life: drafted, reviewed, published from a day on, and then it stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from oneseal.catalog import selectors, services
from oneseal.catalog.models import Item, ItemVersion
from oneseal.catalog.rules.forms import in_order, specs
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import author, commitment_item, published, publisher, simple_item
from oneseal.foundation import clock
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db


def test_a_published_version_is_the_current_one_with_a_flow_chart() -> None:
    version = commitment_item()
    assert selectors.current_version(version.item_id) == version
    item = Item.objects.get(pk=version.item_id)
    assert (item.current_version_id, item.name) == (version.pk, "食品经营许可（新办）")
    assert version.flow_svg.startswith("<svg")
    assert selectors.content_of(version).steps[0].key == "review"
    assert selectors.version_content(version.pk) == selectors.content_of(version)


def test_author_and_publisher_differ() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    services.submit_for_review(author(), version_id=version.pk)
    with pytest.raises(Forbidden, match="起草人不能发布"):
        services.publish_version(author(), version_id=version.pk, effective_from=clock.today())


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.CITIZEN, Role.ADMINISTRATOR])
def test_only_item_keepers_draft(role: Role) -> None:
    with pytest.raises(Forbidden):
        services.draft_item(replace(author(), roles=frozenset({role})), code="a", content=simple_content())


def test_another_bureaus_keeper_is_refused() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    with pytest.raises(Forbidden):
        services.submit_for_review(replace(publisher(), bureau_id=2), version_id=version.pk)


def test_a_past_effective_date_is_refused() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    services.submit_for_review(author(), version_id=version.pk)
    with pytest.raises(RuleViolation, match="生效日期不能早于今天") as caught:
        services.publish_version(
            publisher(), version_id=version.pk, effective_from=clock.today() - timedelta(days=1)
        )
    assert caught.value.field == "effective_from"


def test_a_draft_with_gaps_is_not_submitted_and_all_gaps_are_told() -> None:
    version = services.draft_item(
        author(), code="a", content=simple_content(basis=[], conditions=[], consult="")
    )
    with pytest.raises(Violations) as caught:
        services.submit_for_review(author(), version_id=version.pk)
    assert {item.field for item in caught.value.items} == {"basis", "conditions", "consult"}


def test_the_second_press_is_a_conflict() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    services.submit_for_review(author(), version_id=version.pk)
    services.publish_version(publisher(), version_id=version.pk, effective_from=clock.today())
    with pytest.raises(Conflict, match="已发布"):
        services.publish_version(publisher(), version_id=version.pk, effective_from=clock.today())


def test_the_database_refuses_to_change_or_delete_a_published_version() -> None:
    version = simple_item()
    rows = ItemVersion.objects.filter(pk=version.pk)
    changes: list[dict[str, Any]] = [
        {"content": {}},
        {"digest": "0" * 64},
        {"state": "draft"},
        {"flow_svg": "x"},
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            rows.update(**change)
    Item.objects.filter(pk=version.item_id).update(current_version=None)
    with pytest.raises(DatabaseError, match="cannot be deleted"), transaction.atomic():
        rows.delete()


def test_a_later_version_applies_from_its_day_and_running_cases_keep_theirs() -> None:
    first = simple_item(code="a")
    day = clock.today() + timedelta(days=3)
    second = published(simple_content(name="个体工商户注销登记（简易）"), code="a", on=day)
    assert selectors.current_version(first.item_id) == first
    assert selectors.current_version(first.item_id, day) == second
    assert Item.objects.get(pk=first.item_id).current_version_id == first.pk
    moment = datetime.combine(day, datetime.min.time(), UTC)
    with clock.at(moment):
        assert services.bring_into_force(on=day) == 1
        assert services.bring_into_force(on=day) == 0
    item = Item.objects.get(pk=first.item_id)
    assert (item.current_version_id, item.name) == (second.pk, "个体工商户注销登记（简易）")
    first.refresh_from_db()
    assert (first.state, first.effective_to) == ("superseded", day)
    assert selectors.version_content(first.pk).name == "个体工商户注销登记"


def test_a_draft_goes_back_with_a_reason_and_can_be_thrown_away() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    services.submit_for_review(author(), version_id=version.pk)
    with pytest.raises(RuleViolation, match="原因"):
        services.return_draft(publisher(), version_id=version.pk, reason=" ")
    services.return_draft(publisher(), version_id=version.pk, reason="承诺时限请再核对")
    services.discard_draft(author(), version_id=version.pk)
    assert not ItemVersion.objects.filter(pk=version.pk).exists()


def test_saving_over_somebody_elses_save_is_a_conflict() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    old = version.digest
    services.save_draft(
        author(), version_id=version.pk, content=simple_content(consult="1"), expected_digest=old
    )
    with pytest.raises(Conflict, match="别人改过"):
        services.save_draft(publisher(), version_id=version.pk, content=simple_content(), expected_digest=old)


def test_the_order_of_a_forms_fields_survives_the_database() -> None:
    names = ["zeta", "a", "middle", "bb"]
    fields = {name: {"type": "string", "title": name, "x-section": name[0]} for name in names}
    version = simple_item(form={"type": "object", "properties": fields})
    stored = selectors.content_of(ItemVersion.objects.get(pk=version.pk))
    assert [spec.name for spec in specs(stored.form)] == names
    assert list(in_order(stored.form)["properties"]) == names
