"""The demonstration items are publishable, told apart, and cover what the sources name."""

import pytest

from oneseal.catalog.rules import publishing
from oneseal.catalog.rules.content import VARIANT, ItemContent, StepKind
from oneseal.catalog.rules.situations import resolve
from oneseal.catalog.rules.variants import handling_code
from oneseal.demo import authoring, organisation
from oneseal.demo.tests.sources import SOURCES

SLUGS = sorted(authoring.entries())
STAGES = ("立项用地规划许可", "工程建设许可", "施工许可", "竣工验收")


@pytest.fixture(scope="module")
def contents() -> dict[str, ItemContent]:
    return {slug: authoring.content(slug) for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_item_may_be_published(slug: str) -> None:
    assert [(gap.path, gap.text) for gap in publishing.problems(authoring.content(slug))] == []


def test_there_are_enough_items_and_codes_are_unique(contents: dict[str, ItemContent]) -> None:
    assert len(contents) >= 60
    assert len({content.basic_code for content in contents.values()}) == len(contents)
    assert len({content.name for content in contents.values()}) == len(contents)
    assert sorted(authoring.read("codes.yaml")) == SLUGS


def test_steps_name_posts_of_the_bureau(contents: dict[str, ItemContent]) -> None:
    posts = set(organisation.posts())
    assert {step.post for content in contents.values() for step in content.steps} <= posts


def test_business_lines_are_sections_of_the_bureau(contents: dict[str, ItemContent]) -> None:
    assert {content.business_line for content in contents.values()} <= set(organisation.sections())


@pytest.mark.parametrize("theme", [*SOURCES, *STAGES])
def test_each_theme_and_stage_has_items(theme: str, contents: dict[str, ItemContent]) -> None:
    assert len([content for content in contents.values() if theme in content.themes]) >= 3


@pytest.mark.parametrize(
    "kind", [StepKind.SURVEY, StepKind.EXPERT_REVIEW, StepKind.TESTING, StepKind.OPINION]
)
def test_every_kind_of_step_occurs(kind: StepKind, contents: dict[str, ItemContent]) -> None:
    assert any(step.kind is kind for content in contents.values() for step in content.steps)


def test_there_are_instant_items(contents: dict[str, ItemContent]) -> None:
    assert sum(content.handling == "instant" for content in contents.values()) >= 20


def test_a_datum_has_one_label_in_every_form(contents: dict[str, ItemContent]) -> None:
    labels: dict[str, set[str]] = {}
    for content in contents.values():
        for name, schema in content.form["properties"].items():
            assert schema["x-field"] == name
            labels.setdefault(name, set()).add(schema["title"])
    assert {name: found for name, found in labels.items() if len(found) > 1} == {}


def test_prerequisites_are_items(contents: dict[str, ItemContent]) -> None:
    codes = {content.basic_code for content in contents.values()}
    assert {needed for content in contents.values() for needed in content.prerequisites} <= codes


def test_former_departments_are_departments_of_the_city(contents: dict[str, ItemContent]) -> None:
    known = {f"云岭市{name}" for name in organisation.departments()}
    assert {content.former_department for content in contents.values()} <= known


def test_many_items_are_asked_for_in_several_ways(contents: dict[str, ItemContent]) -> None:
    """Each with its own 33-digit code, its own materials, and no variant without any (CAT-1, CAT-4)."""
    several = [content for content in contents.values() if len(content.variants) > 1]
    assert len(several) >= 20
    codes = [handling_code(content, each) for content in several for each in content.variants]
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {33}
    for content in several:
        asked = [resolve(content, {VARIANT: [each.code]}) for each in content.variants]
        assert len({tuple(m.code for m in one.materials) for one in asked}) == len(asked)
        assert all(one.materials and one.steps for one in asked)
