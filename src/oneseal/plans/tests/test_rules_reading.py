"""Files: GeoJSON and zipped Shapefiles, and everything that is neither."""

import io
import json
import zipfile

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.plans.rules import reading
from oneseal.plans.tests import factories
from oneseal.plans.tests.factories import feature

ONE = feature((0, 0, 10, 10), name="第一块", category="工业用地")


def test_geojson_and_shapefile_say_the_same() -> None:
    one, other = reading.read(factories.geojson(ONE)), reading.read(factories.shapefile(ONE))
    assert (one.format, other.format) == ("geojson", "shapefile")
    for found in (one, other):
        assert [(each.name, each.category) for each in found.features] == [("第一块", "工业用地")]
    assert one.features[0].shape.equals(other.features[0].shape)
    assert one.crs == "urn:ogc:def:crs:EPSG::4549"
    assert other.crs.startswith("PROJCS")


def test_text_in_utf8_without_a_code_page_is_read() -> None:
    assert reading.read(factories.shapefile(ONE, encoding="utf-8")).features[0].name == "第一块"


def test_files_silent_about_their_system_are_read_as_silent() -> None:
    assert reading.read(factories.geojson(ONE, crs="")).crs == ""
    assert reading.read(factories.shapefile(ONE, prj="")).crs == ""


def test_columns_may_be_named_and_must_exist() -> None:
    plot = feature((0, 0, 10, 10), 地块="甲", 用途="绿地")
    found = reading.read(factories.geojson(plot), name_column="地块", category_column="用途")
    assert (found.features[0].name, found.features[0].category) == ("甲", "绿地")
    with pytest.raises(RuleViolation) as caught:
        reading.read(factories.geojson(plot), name_column="名字")
    assert (caught.value.code, caught.value.field) == ("no_such_column", "name_column")


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("_", "."), content)
    return packed.getvalue()


WHOLE = factories.shapefile(ONE)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xff\xfe not json", "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (b'{"type": "Topology"}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no_features"),
        (b'{"type": "FeatureCollection", "features": [7]}', "damaged_feature"),
        (
            b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[["a", 2]]]}}',
            "damaged_feature",
        ),
        (
            b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[NaN, 2], [1, 1], [2, 2], [NaN, 2]]]}}',
            "damaged_feature",
        ),
        (WHOLE[: len(WHOLE) // 2], "broken_file"),
        (zipped(a_txt=b"x"), "not_one_shapefile"),
        (zipped(a_shp=b"x", b_shp=b"y"), "not_one_shapefile"),
        (zipped(a_shp=b"x" * 200), "broken_file"),
        (zipped(a_shp=b"\x00" * 60_000_000), "bomb"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_file(content: bytes, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        reading.read(content)
    assert (caught.value.code, caught.value.field) == (code, "file")


def test_features_without_a_shape_are_read_for_the_examination() -> None:
    data = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": None, "properties": None}],
    }
    assert reading.read(json.dumps(data).encode()).features[0].shape is None
