"""Outlines as people give them."""

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.plans.rules import outlines
from oneseal.plans.rules.geometry import area_m2, of_geojson
from oneseal.plans.tests import factories
from oneseal.plans.tests.factories import BOW_TIE, feature

DEGREES = "120.0, 30.0\n120.001, 30.0\n120.001, 30.001\n120.0, 30.001"
METRES = "J1 500000 3400000\nJ2\t500100，3400000\nJ3 500100 3400100\n"


@pytest.mark.parametrize(
    ("text", "crs", "area"),
    [
        (DEGREES, "EPSG:4490", 96.49 * 110.85),
        (METRES, "EPSG:4549", 5000),
        (METRES + "\n500200 3400000\n500300 3400000\n500300 3400100", "EPSG:4549", 10_000),
        (factories.geojson(feature((0, 0, 100, 100))).decode(), "", 10_000),
    ],
)
def test_an_outline_is_read(text: str, crs: str, area: float) -> None:
    site, _ = outlines.of_text(text, crs)
    assert area_m2(of_geojson(site)) == pytest.approx(area, rel=2e-3)


@pytest.mark.parametrize(
    ("text", "crs", "code", "field"),
    [
        (DEGREES, "", "crs_missing", "crs"),
        (DEGREES, "EPSG:4549", "crs_mismatch", "crs"),
        ("30.0, 120.0\n30.0, 120.1\n30.1, 120.1", "EPSG:4490", "crs_mismatch", "crs"),
        ("120, 30\n120.1, 30", "EPSG:4490", "outline_short", "outline"),
        ("东边的墙", "EPSG:4490", "outline_unreadable", "outline"),
        ("120, 30, 40, 50", "EPSG:4490", "outline_unreadable", "outline"),
        ("120, 1e9999\n1, 2\n3, 4", "EPSG:4490", "outline_unreadable", "outline"),
        ("120 30\n120.001 30.001\n120.001 30\n120 30.001", "EPSG:4490", "site_crossing", "site"),
        ("{}", "", "not_geojson", "file"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, crs: str, code: str, field: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        outlines.of_text(text, crs)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_crossing_site_is_refused_before_it_is_computed_with() -> None:
    with pytest.raises(RuleViolation) as caught:
        outlines.of_content(factories.geojson(BOW_TIE), "")
    assert caught.value.code == "site_crossing"


def test_a_plan_is_no_site() -> None:
    many = [feature((place * 20, 0, place * 20 + 10, 10)) for place in range(201)]
    with pytest.raises(RuleViolation) as caught:
        outlines.of_content(factories.geojson(*many), "")
    assert caught.value.code == "not_a_site"
