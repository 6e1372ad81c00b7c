"""Importing, repairing, publishing and ending versions; what a site conflicts with."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast, cast
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.plans import selectors, services
from oneseal.plans.models import LayerVersion, PlanFeature
from oneseal.plans.tests import factories
from oneseal.plans.tests.factories import BOW_TIE, feature

pytestmark = pytest.mark.django_db
FIELD = feature((0, 0, 100, 100), name="基本农田一")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def keeper(people: Cast) -> Actor:
    return people.actor("item_keeper")


def test_imported_seen_published_replaced(keeper: Actor) -> None:
    plan = factories.layer(keeper, "farmland")
    first = factories.imported(keeper, plan, factories.geojson(FIELD), map_licence="浙S（2026）1号")
    assert (first.state, first.features_count, first.crs_code) == ("draft", 1, "EPSG:4549")
    assert first.area_m2 == pytest.approx(10_000, rel=1e-3)
    assert not PlanFeature.objects.filter(live=True).exists()
    services.publish_version(keeper, version_id=first.pk)
    with pytest.raises(Conflict):
        services.publish_version(keeper, version_id=first.pk)
    second = factories.imported(keeper, plan, factories.shapefile(FIELD, feature((200, 0, 300, 100))))
    services.publish_version(keeper, version_id=second.pk)
    states = {each.number: each.state for each in selectors.versions_of(plan)}
    assert states == {1: "replaced", 2: "current"}
    assert set(PlanFeature.objects.filter(live=True).values_list("version", flat=True)) == {second.pk}
    kinds = [each.kind for each in entries(Subject("plan_layer", plan.pk))]
    assert kinds.count("plans.version_published") == 2


@pytest.mark.parametrize("who", ["clerk", "reviewer", "supervisor", "张伟"])
def test_layers_are_kept_by_their_keepers_alone(people: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        factories.layer(people.actor(who), "farmland")


def test_a_silent_file_is_refused_until_somebody_says_its_system(keeper: Actor) -> None:
    plan = factories.layer(keeper, "farmland")
    silent = factories.geojson(FIELD, crs="")
    with pytest.raises(RuleViolation) as caught:
        factories.imported(keeper, plan, silent)
    assert caught.value.code == "crs_missing"
    with pytest.raises(RuleViolation) as wrong:
        factories.imported(keeper, plan, silent, crs="EPSG:4490")
    assert wrong.value.code == "crs_mismatch"
    assert not LayerVersion.objects.exists()
    assert factories.imported(keeper, plan, silent, crs="EPSG:4549").crs_declared


def test_flawed_features_wait_for_the_repair_that_is_asked_for(keeper: Actor) -> None:
    plan = factories.layer(keeper, "farmland")
    version = factories.imported(keeper, plan, factories.geojson(FIELD, BOW_TIE))
    assert version.problem_counts["stopping"] == 1
    with pytest.raises(RuleViolation) as caught:
        services.publish_version(keeper, version_id=version.pk)
    assert caught.value.code == "flawed"
    mended = services.repair_version(keeper, version_id=version.pk)
    assert (mended.repaired, mended.features_count) == (True, 2)
    assert [each["flaw"] for each in mended.problems] == ["repaired", "overlap"]
    with pytest.raises(RuleViolation) as lying:
        services.publish_version(keeper, version_id=version.pk)
    assert lying.value.field == "overlaps_accepted"
    services.publish_version(keeper, version_id=version.pk, overlaps_accepted=True)


def test_discarded_and_withdrawn_with_a_reason(keeper: Actor) -> None:
    plan = factories.in_force(keeper, "farmland", "outside", FIELD)
    draft = factories.imported(keeper, plan, factories.geojson(FIELD))
    with pytest.raises(RuleViolation):
        services.end_version(keeper, version_id=draft.pk, reason=" ")
    services.end_version(keeper, version_id=draft.pk, reason="传错了")
    current = selectors.versions_of(plan)[1]
    services.end_version(keeper, version_id=current.pk, reason="规划废止")
    assert [each.state for each in selectors.versions_of(plan)] == ["discarded", "withdrawn"]
    assert not PlanFeature.objects.filter(live=True).exists()
    with pytest.raises(Conflict):
        services.end_version(keeper, version_id=current.pk, reason="再来")


@pytest.fixture
def blueprint(keeper: Actor) -> Actor:
    """Most plans allow the place; the red line and the control plan do not, each in part."""
    around = feature((-5000, -5000, 5000, 5000), name="城镇开发边界")
    factories.in_force(keeper, "boundary", "inside", around)
    factories.in_force(keeper, "ecology", "outside", feature((80, -100, 400, 400), name="青溪红线"))
    factories.in_force(keeper, "heritage", "outside", feature((900, 900, 990, 990)))
    uses = [
        feature((-100, -100, 60, 200), category="工业用地"),
        feature((60, -100, 300, 200), category="绿地"),
    ]
    factories.in_force(keeper, "control", "purpose", *uses)
    factories.in_force(keeper, "water", "consent", feature((0, 90, 100, 200)))
    factories.layer(keeper, "forest")
    return keeper


def test_a_site_conforms_with_most_plans_but_not_with_all(
    blueprint: Actor, django_assert_num_queries: Any
) -> None:
    site = factories.site((0, 0, 100, 100))
    with django_assert_num_queries(3):
        result = selectors.conflicts(site, bureau_id=blueprint.bureau_id, purpose="工业用地")
    found = {each.code: each for each in result.findings}
    assert {code: each.verdict for code, each in found.items()} == {
        "boundary": "conforms",
        "ecology": "conflicts",
        "heritage": "conforms",
        "control": "conflicts",
        "water": "consent",
        "forest": "unknown",
    }
    assert result.area_m2 == pytest.approx(10_000, rel=1e-3)
    assert found["ecology"].judged.area_m2 == pytest.approx(2_000, rel=1e-3)
    assert found["control"].judged.area_m2 == pytest.approx(4_000, rel=1e-3)
    assert found["ecology"].judged.pieces[0].name == "青溪红线"
    assert found["ecology"].judged.pieces[0].geojson["type"] == "Polygon"
    assert len(result.conflicting) == 2


def test_versions_out_of_their_days_say_nothing(keeper: Actor) -> None:
    plan = factories.layer(keeper, "old")
    until = clock.today() + timedelta(days=3)
    version = factories.imported(keeper, plan, factories.geojson(FIELD), valid_until=until)
    services.publish_version(keeper, version_id=version.pk)
    site = factories.site((0, 0, 100, 100))

    def verdict() -> str:
        return selectors.conflicts(site, bureau_id=keeper.bureau_id).findings[0].verdict

    assert verdict() == "conflicts"
    with clock.at(clock.now() + timedelta(days=4)):
        assert verdict() == "unknown"


def test_a_check_is_kept_and_seen_by_those_it_concerns(blueprint: Actor, people: Cast) -> None:
    site = factories.site((0, 0, 100, 100))
    check = services.check_site(
        people.actor("reviewer"),
        bureau_id=blueprint.bureau_id,
        name="智造园一期",
        site=site,
        purpose="工业用地",
    )
    assert check.conflicts_count == 2
    assert (
        selectors.access_check(people.actor("clerk"), check.pk).result[1]["judged"]["verdict"] == "conflicts"
    )
    with pytest.raises(NotFound):
        selectors.access_check(people.actor("张伟"), check.pk)
    with pytest.raises(Forbidden):
        services.check_site(people.actor("张伟"), bureau_id=blueprint.bureau_id, name="我家", site=site)
    with pytest.raises(RuleViolation):
        services.check_site(people.actor("clerk"), bureau_id=blueprint.bureau_id, name=" ", site=site)


def test_citizens_are_told_of_public_layers_alone(blueprint: Actor, people: Cast) -> None:
    public = factories.in_force(blueprint, "roads", "outside", FIELD, public=True)
    citizen = people.actor("张伟")
    check = services.check_site(
        citizen,
        bureau_id=blueprint.bureau_id,
        name="我家的地",
        site=factories.site((0, 0, 50, 50)),
        applicant_id=citizen.applicant_id,
    )
    assert [each["layer_id"] for each in check.result] == [public.pk]
    assert selectors.access_layer(citizen, public.pk) == public
    assert list(selectors.visible_layers(citizen)) == [public]


def test_the_map_gets_what_lies_in_its_box(keeper: Actor) -> None:
    plan = factories.in_force(keeper, "farmland", "outside", FIELD, feature((5000, 0, 5100, 100)))
    version = selectors.versions_of(plan)[0]
    box = (version.west - 0.001, version.south - 0.001, version.west + 0.002, version.north + 0.001)
    found = selectors.shapes(version, box, pixels=1e-6)
    assert [each["properties"]["name"] for each in found["features"]] == ["基本农田一"]
    assert found["left_out"] is False
