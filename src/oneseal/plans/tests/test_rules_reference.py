"""Coordinate systems: transformed or refused, never guessed."""

import numpy
import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.plans.rules import reference
from oneseal.plans.tests.factories import GK, XIAN


@pytest.mark.parametrize(
    ("given", "code", "exact"),
    [
        ("EPSG:4490", "EPSG:4490", True),
        ("urn:ogc:def:crs:EPSG::4549", "EPSG:4549", True),
        (GK, "EPSG:4549", True),
        ("EPSG:4526", "EPSG:4526", True),
        ("EPSG:4326", "EPSG:4326", False),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", False),
        ("EPSG:32650", "EPSG:32650", False),
    ],
)
def test_systems_on_cgcs2000_and_wgs84_are_understood(given: str, code: str, exact: bool) -> None:
    found = reference.parse(given)
    assert (found.code, found.exact) == (code, exact)


@pytest.mark.parametrize("given", ["EPSG:2385", "EPSG:4610", "EPSG:4214", XIAN])
def test_older_datums_are_refused_with_the_way_out(given: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        reference.parse(given)
    assert (caught.value.code, caught.value.field) == ("crs_refused", "crs")


@pytest.mark.parametrize(
    ("given", "code"), [('LOCAL_CS["x",UNIT["m",1]]', "crs_local"), ("???", "crs_unknown")]
)
def test_local_and_unreadable_systems_are_refused(given: str, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        reference.parse(given)
    assert caught.value.code == code


def test_a_point_of_the_central_meridian_comes_to_its_place() -> None:
    found = reference.parse("EPSG:4549").to_target(numpy.array([[500_000.0, 3_400_000.0]]))
    assert found[0][0] == pytest.approx(120.0, abs=1e-9)
    assert 30.7 < found[0][1] < 30.8


@pytest.mark.parametrize(
    "bounds",
    [
        (30.7, 120.0, 30.8, 120.1),
        (500_000.0, 3e6, 500_100.0, 3.1e6),
        (105.0, 30.0, 105.1, 30.1),
        (float("nan"),) * 4,
    ],
)
def test_coordinates_elsewhere_are_refused(bounds: tuple[float, float, float, float]) -> None:
    with pytest.raises(RuleViolation) as caught:
        reference.check_inside(bounds, reference.parse("EPSG:4549"))
    assert caught.value.code == "crs_mismatch"


@pytest.mark.parametrize(
    ("found", "declared", "outcome"),
    [
        ("", "", "crs_missing"),
        ("EPSG:4549", "EPSG:4548", "crs_contradiction"),
        ("EPSG:4549", "", False),
        ("EPSG:4549", "EPSG:4549", False),
        ("", "EPSG:4549", True),
    ],
)
def test_the_file_says_it_or_the_importer_and_never_both_differently(
    found: str, declared: str, outcome: str | bool
) -> None:
    if isinstance(outcome, bool):
        assert reference.chosen(found, declared)[1] is outcome
        return
    with pytest.raises(RuleViolation) as caught:
        reference.chosen(found, declared)
    assert caught.value.code == outcome


def test_every_choice_offered_is_usable() -> None:
    assert [reference.parse(code).code for code, _ in reference.CHOICES] == [
        code for code, _ in reference.CHOICES
    ]
