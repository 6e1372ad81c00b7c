"""The demonstration's themes can be published as written, and their figures are those of the sources."""

import pytest

from oneseal.bundles.rules.content import design_of
from oneseal.catalog.rules.composing import compose
from oneseal.catalog.rules.composing_checks import longest, problems
from oneseal.catalog.rules.composing_figures import savings
from oneseal.catalog.rules.composing_parts import Design, Part
from oneseal.catalog.rules.content import ItemContent
from oneseal.demo import authoring, forms
from oneseal.demo.industrial import industrial
from oneseal.demo.tests.sources import SOURCES
from oneseal.demo.themes import theme_of
from oneseal.reform.rules.analysis import analyse

DATA = authoring.read("themes.yaml")
THEMES = {**DATA["themes"], **DATA["packages"]}


def design(code: str) -> Design:
    varied = {slug for slug in authoring.entries() if len(authoring.content(slug).variants) > 1}
    content = theme_of(THEMES[code], varied)
    return design_of(content, {slug: published(slug) for slug in content.codes})


def published(slug: str) -> ItemContent:
    """The item as the loader publishes it."""
    content = authoring.content(slug)
    return forms.with_form(content) if slug in forms.FREQUENT else content


def test_the_twelve_themes_of_the_sources_are_there() -> None:
    assert set(SOURCES) < {entry["title"] for entry in THEMES.values()}


@pytest.mark.parametrize("code", THEMES)
def test_each_can_be_published(code: str) -> None:
    assert [gap.text for gap in problems(design(code))] == []


def test_packages_are_there_for_four_classes_of_projects() -> None:
    assert {entry["title"][:2] for entry in DATA["packages"].values()} == {"工业", "房地", "交通", "水利"}


def test_the_bench_finds_the_clinic_that_waits_for_what_waits_for_it() -> None:
    """A true circle: the filing of a clinic with X-rays wants the radiation licence, which wants the filing."""
    both = Design(tuple(Part(slug, published(slug)) for slug in ("clinic_filing", "radiation")))
    found = analyse(both)
    assert [[found.names[code] for code in circle] for circle in found.circles] == [
        ["诊所备案", "放射诊疗许可", "诊所备案"]
    ]


def test_the_example_of_the_sources_has_their_figures() -> None:
    figures = {each.key: (each.before, each.after) for each in savings(compose(industrial(), {}))}
    assert figures["links"] == (19, 12)
    assert figures["materials"] == (126, 61)
    assert figures["days"] == (60, 42)
    found = analyse(industrial())
    assert (found.path_days, found.path[0], found.path[-1]) == (42, "land", "permit")
    assert len(found.asked_twice) == 4


def test_the_pharmacy_goes_from_80_to_5_working_days() -> None:
    one = compose(design("pharmacy"), {"device": ["no"]})
    days = next(each for each in savings(one) if each.key == "days")
    assert (days.before, days.after) == (80, 5)


def test_a_restaurant_that_drains_into_the_sewer_brings_12_papers_instead_of_21() -> None:
    one = compose(design("restaurant"), {"crowd": ["no"], "drain": ["yes"], "board": ["no"]})
    papers = next(each for each in savings(one) if each.key == "materials")
    assert (papers.before, papers.after) == (21, 12)


def test_a_business_starts_up_within_one_working_day_with_five_seals() -> None:
    assert longest(design("start-up")).days == 1
    errands = {each.key: each for each in theme_of(THEMES["start-up"], set()).errands}
    assert set(errands) == {"seal", "invoice", "insurance", "bank", "fund"}
    assert len(errands["seal"].contents) == 5
