"""Composing, publishing, taking offline."""

import pytest
from django.db import DatabaseError, transaction

from oneseal.bundles import services
from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.selectors import blocks, changed_items, content_of, theme_by_code
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.catalog.tests import factories as catalog
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def test_published_with_its_chart_and_the_versions_it_rests_on(made: House) -> None:
    version = factories.published(made)
    assert (version.state, set(version.pinned)) == ("published", {"register", "food", "sign"})
    assert "公司设立登记" in version.flow_svg
    assert theme_by_code("restaurant").current_id == version.pk
    with pytest.raises(DatabaseError), transaction.atomic():
        ThemeVersion.objects.filter(pk=version.pk).update(content={})
    with pytest.raises(Conflict):
        services.save_theme(
            catalog.author(made.bureau_id), version_id=version.pk, content=content_of(version)
        )


def test_a_circle_is_named_and_not_published(made: House) -> None:
    again = factories.register(prerequisites=["000131001011"])
    catalog.published(again, code="register", bureau_id=made.bureau_id)
    with pytest.raises(Violations) as caught:
        factories.published(made)
    assert [each.code for each in caught.value.items] == ["circle"]
    assert "公司设立登记 → 食品经营许可 → 公司设立登记" in str(caught.value)
    assert not Theme.objects.get().current_id


def test_the_author_does_not_publish_and_others_do_not_compose(made: House) -> None:
    keeper = catalog.author(made.bureau_id)
    content = ThemeContent.model_validate(factories.THEME)
    draft = services.draft_theme(keeper, code="restaurant", kind="theme", content=content)
    with pytest.raises(Forbidden):
        services.publish_theme(keeper, version_id=draft.pk)
    with pytest.raises(Forbidden):
        services.draft_theme(made["clerk"], code="other", kind="theme", content=content)
    with pytest.raises(Conflict):
        services.save_theme(keeper, version_id=draft.pk, content=content, expected_digest="old")


def test_items_that_changed_or_went_are_named(made: House) -> None:
    version = factories.published(made)
    catalog.published(factories.sign(promised_limit={"days": 3}), code="sign", bureau_id=made.bureau_id)
    built = blocks(made.bureau_id, content_of(version))
    assert changed_items(version, built) == ["户外招牌设置审批"]
    content = ThemeContent.model_validate(
        {**factories.THEME, "items": [{"code": "register"}, {"code": "gone"}]}
    )
    assert [gap.code for gap in blocks(made.bureau_id, content).problems()] == ["item_gone"]


def test_offline_nobody_applies(made: House) -> None:
    version = factories.published(made)
    with pytest.raises(RuleViolation):
        services.take_offline(catalog.author(made.bureau_id), theme_id=version.theme_id, reason=" ")
    services.take_offline(catalog.author(made.bureau_id), theme_id=version.theme_id, reason="改版")
    with pytest.raises(NotFound):
        services.start_joint(made["张伟"], theme_id=version.theme_id, applicant_id=made.applicant())
    draft = services.new_draft(catalog.author(made.bureau_id), theme_id=version.theme_id)
    assert draft.number == 2
    services.publish_theme(catalog.publisher(made.bureau_id), version_id=draft.pk)
    assert theme_by_code("restaurant").current_id == draft.pk
