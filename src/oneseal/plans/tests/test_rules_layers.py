"""Areas, flaws by feature, and how a site is judged."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box, union_all

from oneseal.kernel.errors import RuleViolation
from oneseal.plans.rules import geometry, layers, quality
from oneseal.plans.rules.layers import Drawn, judge
from oneseal.plans.rules.quality import Flaw

DEGREE = 1e-5
"""About a metre."""
SITE = box(120, 30, 120.001, 30.001)


def drawn(west: float, east: float, category: str = "", place: int = 1) -> Drawn:
    """A strip of the site, in thousandths of its width."""
    return Drawn(place, f"图斑{place}", category, box(120 + west / 1e6, 29.9, 120 + east / 1e6, 30.1))


def test_an_area_is_that_of_the_ellipsoid() -> None:
    # a square of 0.001° at 30° north: 96.49 m by 110.85 m by the radii of curvature of CGCS2000
    assert geometry.area_m2(SITE) == pytest.approx(96.49 * 110.85, rel=1e-3)
    assert geometry.areas_text(6_666_666.666)["mu"] == "10,000.00"


@pytest.mark.parametrize(
    ("test", "features", "purpose", "verdict", "share"),
    [
        ("outside", [], "", "conforms", 0),
        ("outside", [drawn(-500, 0)], "", "conforms", 0),
        ("outside", [drawn(-500, 250)], "", "conflicts", 0.25),
        ("outside", [drawn(0, 500), drawn(250, 750)], "", "conflicts", 0.75),
        ("consent", [drawn(0, 100)], "", "consent", 0.1),
        ("inside", [drawn(-500, 1500)], "", "conforms", 0),
        ("inside", [drawn(-500, 900)], "", "conflicts", 0.1),
        ("inside", [], "", "conflicts", 1),
        ("purpose", [drawn(-1, 1001, "工业用地")], "", "unknown", 0),
        ("purpose", [drawn(-1, 1001, "工业用地")], "工业用地", "conforms", 0),
        ("purpose", [drawn(-1, 700, "工业用地"), drawn(700, 1001, "绿地")], "工业用地", "conflicts", 0.3),
        ("purpose", [drawn(-1, 700, "工业用地")], "工业用地", "conflicts", 0.3),
    ],
)
def test_verdicts(test: str, features: list[Drawn], purpose: str, verdict: str, share: float) -> None:
    found = judge(test, SITE, features, purpose=purpose, tolerance_m2=1)
    assert found.verdict == verdict
    assert found.area_m2 / geometry.area_m2(SITE) == pytest.approx(share, abs=1e-6)
    assert bool(found.pieces) is (share > 0)


def test_slivers_below_the_tolerance_are_drawing() -> None:
    features = [drawn(-500, 1)]
    assert judge("outside", SITE, features, purpose="", tolerance_m2=20).verdict == "conforms"
    assert judge("outside", SITE, features, purpose="", tolerance_m2=1).verdict == "conflicts"


PLOTS = st.lists(
    st.tuples(st.integers(-200, 1100), st.integers(-200, 1100), st.integers(5, 400), st.integers(5, 400)),
    max_size=12,
)


@given(PLOTS)
def test_what_lies_wholly_inside_need_not_be_cut(plots: list[tuple[int, int, int, int]]) -> None:
    shapes = [
        box(120 + x / 1e6, 30 + y / 1e6, 120 + (x + a) / 1e6, 30 + (y + b) / 1e6) for x, y, a, b in plots
    ]
    cut = [Drawn(place, "", "", shape) for place, shape in enumerate(shapes)]
    known = [
        replace(each, inside_m2=geometry.area_m2(each.shape)) if SITE.contains_properly(each.shape) else each
        for each in cut
    ]
    one, two = (judge("outside", SITE, each, purpose="", tolerance_m2=0.01) for each in (cut, known))
    assert (one.verdict, len(one.pieces)) == (two.verdict, len(two.pieces))
    assert one.area_m2 == pytest.approx(two.area_m2, rel=1e-6)
    union = geometry.area_m2(union_all([SITE.intersection(each) for each in shapes])) if shapes else 0
    assert one.area_m2 == pytest.approx(union, rel=1e-6, abs=0.2)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_inside_and_outside_share_the_site_out(west: int, east: int) -> None:
    features = [drawn(min(west, east), max(west, east))]
    out = judge("outside", SITE, features, purpose="", tolerance_m2=0.0001).area_m2
    inside = judge("inside", SITE, features, purpose="", tolerance_m2=0.0001).area_m2
    assert out + inside == pytest.approx(geometry.area_m2(SITE), rel=1e-6)


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (None, None, ""),
        (date(2026, 1, 1), date(2026, 12, 31), ""),
        (date(2027, 1, 1), None, layers.NOT_YET),
        (None, date(2025, 12, 31), layers.OVER),
    ],
)
def test_a_version_speaks_within_its_days(start: date | None, end: date | None, why: str) -> None:
    assert layers.in_force(start, end, date(2026, 1, 1)) == why


BOW = Polygon([(120, 30), (120.001, 30.001), (120.001, 30), (120, 30.001)])


def test_flaws_are_told_by_feature_and_repaired_only_when_asked() -> None:
    shapes = [SITE, BOW, LineString([(120, 30), (121, 31)]), None, Point()]
    names = ["好", "蝴蝶", "线", "无", "空"]
    seen = quality.examine(shapes, names, repair=False)
    assert list(seen.kept) == [1]
    assert [(each.place, each.flaw) for each in seen.problems] == [
        (2, Flaw.CROSSING),
        (3, Flaw.NO_POLYGON),
        (4, Flaw.EMPTY),
        (5, Flaw.EMPTY),
    ]
    assert seen.count(*quality.STOPPING) == 4
    mended = quality.examine(shapes, names, repair=True)
    assert list(mended.kept) == [1, 2]
    assert mended.kept[2].is_valid
    assert [mended.count(each) for each in (Flaw.CROSSING, Flaw.REPAIRED, Flaw.LEFT_OUT)] == [0, 1, 3]
    assert quality.overlaps(mended.kept, names)[1] == 1


def test_overlaps_name_both_and_neighbours_are_none() -> None:
    shapes = {1: box(120, 30, 120.001, 30.001), 2: box(120.001, 30, 120.002, 30.001)}
    assert quality.overlaps(shapes, ["甲", "乙"]) == ([], 0)
    shapes[2] = box(120.0009, 30, 120.002, 30.001)
    found, count = quality.overlaps(shapes, ["甲", "乙"])
    assert (count, found[0].place, found[0].other) == (1, 1, 2)
    assert found[0].label == quality.LABELS[Flaw.OVERLAP]


@pytest.mark.parametrize(
    ("given_site", "code"),
    [
        ({}, "site_unreadable"),
        ({"type": "Point", "coordinates": [120, 30]}, "site_no_polygon"),
        ({"type": "Polygon", "coordinates": []}, "site_no_polygon"),
        ({"type": "Polygon", "coordinates": [[[120, 30], [120.1, 30]]]}, "site_unreadable"),
        (geometry.to_geojson(BOW), "site_crossing"),
        (geometry.to_geojson(box(120, 30, 120.000001, 30.000001)), "site_tiny"),
    ],
)
def test_sites_that_cannot_be_measured_are_refused(given_site: dict[str, object], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        geometry.of_geojson(given_site)
    assert (caught.value.code, caught.value.field) == (code, "site")
