"""Region codes and tables."""

import pytest

from oneseal.identity.rules import regions
from oneseal.kernel.errors import RuleViolation

PROVINCE, CITY, COUNTY = "320000000000", "320400000000", "320412000000"


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        (PROVINCE, 1, None),
        (CITY, 2, PROVINCE),
        (COUNTY, 3, CITY),
        ("320412001000", 4, COUNTY),
        ("320412001001", 5, "320412001000"),
        ("441900003000", 4, "441900000000"),
        ("110101001000", 4, "110101000000"),
    ],
)
def test_level_and_parent(code: str, level: int, parent: str | None) -> None:
    place = regions.parse(code, "某地")
    assert (place.level, place.parent) == (level, parent)


@pytest.mark.parametrize(
    "code",
    ["", "3204", "32040000000", "3204000000000", "32040000000x", "３２０４００００００００", "000000000000"],
)
def test_wrong_codes(code: str) -> None:
    with pytest.raises(RuleViolation):
        regions.parse(code, "某地")


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_wrong_names(name: str) -> None:
    with pytest.raises(RuleViolation):
        regions.parse(CITY, name)


def test_only_99_is_invented() -> None:
    assert regions.parse("990181000000", "云岭市").demonstration
    assert not regions.parse(CITY, "常州市").demonstration


def test_plan_tells_new_renamed_same_and_wrong() -> None:
    rows = [
        (2, CITY, "常州市"),
        (3, COUNTY, "武进区"),
        (4, "320413000000", "金坛区"),
        (5, "320413000000", "金坛区"),
        (6, "360781001000", "某镇"),
        (7, "x", "某地"),
    ]
    plan = regions.plan(rows, {PROVINCE: "江苏省", CITY: "常州市", COUNTY: "武进县"})
    assert [place.name for place in plan.added] == ["金坛区", "某镇"]
    assert [(place.name, old) for place, old in plan.renamed] == [("武进区", "武进县")]
    assert plan.same == 1
    assert sorted((line, error.code) for line, error in plan.errors) == [
        (5, "region_twice"),
        (6, "region_orphan"),
        (7, "region_code_wrong"),
    ]
