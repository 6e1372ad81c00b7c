"""证照分离: what each way asks of an item, and what it does to whoever applies (inventory 5.29)."""

from datetime import date
from typing import Any

import pytest

from oneseal.catalog.rules.powers import Standing, check_open
from oneseal.catalog.rules.separation import WAYS, check_applied_for, check_filed, problems
from oneseal.catalog.tests.contents import simple_content
from oneseal.kernel.errors import RuleViolation

SOURCE = "国发〔2021〕7号"
FORM = {"type": "object", "properties": {"site_name": {"type": "string", "title": "店名"}}}
ON_PAPER = {"code": "licence", "name": "营业执照", "form": "paper"}
SHARED = {"code": "licence", "name": "营业执照", "shared_source": "登记库"}


def codes(**changes: Any) -> list[str]:
    given = {"separation_source": SOURCE, **changes}
    return [gap.code for gap in problems(simple_content(**given))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"separation": "optimised", "separation_measures": ["减到5个工作日"]}, []),
        ({"separation": "optimised"}, ["separation_no_measures"]),
        (
            {"separation": "optimised", "separation_measures": ["减材料"], "separation_source": " "},
            ["separation_unsourced"],
        ),
        ({"separation": "commitment", "commitment": True}, []),
        ({"separation": "commitment"}, ["separation_no_commitment"]),
        (
            {"separation": "commitment", "commitment": True, "commitment_kind": "proof"},
            ["separation_no_commitment"],
        ),
        ({"separation": "cancelled", "steps": []}, []),
        ({"separation": "cancelled"}, ["separation_steps"]),
        (
            {
                "separation": "filing",
                "steps": [],
                "materials": [SHARED],
                "form": FORM,
                "filing_shown": ["site_name"],
            },
            [],
        ),
        (
            {"separation": "filing", "steps": [], "materials": [], "form": FORM},
            ["filing_shows_nothing"],
        ),
        (
            {"separation": "filing", "steps": [], "form": FORM, "filing_shown": ["site_name"]},
            [],
        ),
        (
            {
                "separation": "filing",
                "steps": [],
                "materials": [{**ON_PAPER, "necessity": "optional"}],
                "form": FORM,
                "filing_shown": ["site_name"],
            },
            [],
        ),
        (
            {
                "separation": "filing",
                "steps": [],
                "materials": [ON_PAPER],
                "form": FORM,
                "filing_shown": ["site_name"],
            },
            ["filing_materials"],
        ),
        (
            {
                "separation": "filing",
                "steps": [],
                "materials": [],
                "form": FORM,
                "filing_shown": ["area"],
            },
            ["filing_unknown_field"],
        ),
    ],
)
def test_what_a_way_asks(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(**changes) == expected


@pytest.mark.parametrize(
    ("way", "refused", "filed"),
    [
        ("cancelled", "approval_cancelled", False),
        ("filing", "approval_to_filing", True),
        ("commitment", "", False),
        ("optimised", "", False),
        ("", "", False),
    ],
)
def test_what_a_way_does(way: str, refused: str, filed: bool) -> None:
    assert way in {*WAYS, ""}
    standing = Standing("小型餐饮备案", "active", separation=way)
    if refused:
        with pytest.raises(RuleViolation) as direct:
            check_applied_for(way, "x")
        with pytest.raises(RuleViolation) as caught:
            check_open(standing, date(2026, 11, 20))
        assert direct.value.code == caught.value.code == refused
        assert "国发〔2021〕7号" in caught.value.basis
    else:
        check_open(standing, date(2026, 11, 20))
    if not filed:
        with pytest.raises(RuleViolation) as caught:
            check_filed(way, "x")
        assert caught.value.code == "not_a_filing"
    else:
        check_filed(way, "x")
