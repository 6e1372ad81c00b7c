"""Figures by region over the five levels, queues by section and centre."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from oneseal.cases import selectors
from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.identity.services import load_regions
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import NotFound
from oneseal.kernel.identifiers import below_digits, own_digits

CODES = (
    "990000000000",
    "990100000000",
    "990181000000",
    "990181100000",
    "990181101000",
    "990181100201",
    "990182000000",
)
TABLE = "\n".join(["code,name", *(f"{code},示范{code}" for code in CODES)])


def settle(house: factories.House, name: str, code: str | None) -> None:
    """Let somebody live in a division."""
    rows = apps.get_model("identity", "Applicant")._default_manager
    rows.filter(pk=house.applicant(name)).update(region_id=code)


def test_digits_of_the_five_levels() -> None:
    assert [own_digits(level) for level in range(1, 6)] == [2, 4, 6, 9, 12]
    assert [below_digits(level) for level in range(1, 6)] == [4, 6, 9, 12, 12]
    for wrong in (0, 6):
        with pytest.raises(ValueError, match="no such level"):
            own_digits(wrong)


@pytest.fixture
def made(db: None) -> factories.House:
    """Three accepted cases: of a village, of the county without more, of another county."""
    house = factories.house()
    load_regions(SYSTEM, TABLE.encode(), vintage="demo")
    regions = apps.get_model("identity", "Region")._default_manager
    regions.filter(pk="990181000000").update(parent="990100000000")
    for name, code in (("张伟", "990181100201"), ("王芳", "990181000000"), ("李娜", "990182000000")):
        settle(house, name, code)
        factories.accepted(house, name)
    return house


def table(house: factories.House, under: str, who: str = "coordinator") -> dict[str, int]:
    """How many were received, by line; lines with nothing left out."""
    today = clock.today()
    rows = selectors.figures_by_region(house[who], under, today - timedelta(days=1), today)
    return {row.code or row.kind: row.figures.received for row in rows if row.figures.received}


def test_a_case_counts_at_every_level_above_it(made: factories.House) -> None:
    assert table(made, "990000000000") == {"990100000000": 3}
    assert table(made, "990100000000") == {"990181000000": 2, "990182000000": 1}
    assert table(made, "990181000000") == {"990181100000": 1, "990181000000": 1, "elsewhere": 1}
    assert table(made, "990181100000") == {"990181100201": 1, "elsewhere": 2}
    assert table(made, "990181100201") == {"990181100201": 1, "elsewhere": 2}
    settle(made, "王芳", None)
    assert table(made, "990181000000") == {"990181100000": 1, "elsewhere": 1, "unknown": 1}
    settle(made, "王芳", "990181101000")
    regions = apps.get_model("identity", "Region")._default_manager
    regions.filter(pk="990181101000").update(parent="990182000000")
    assert table(made, "990181000000") == {"990181100000": 1, "990181101000": 1, "elsewhere": 1}
    with pytest.raises(NotFound):
        table(made, "110000000000")


def test_the_same_access_rule_as_lists(made: factories.House) -> None:
    assert sum(table(made, "990181000000", "section_head").values()) == 3
    assert table(made, "990181000000", "investment_head") == {}
    assert table(made, "990181000000", "张伟") == {"990181100000": 1}


def test_one_statement_for_the_figures(made: factories.House, django_assert_num_queries: object) -> None:
    today, actor = clock.today(), made["coordinator"]
    with django_assert_num_queries(3):  # type: ignore[operator]  # the region, its divisions, the figures
        rows = selectors.figures_by_region(actor, "990181000000", today, today)
    total = selectors.figures(actor, today, today)
    for name in total.__slots__:
        assert sum(getattr(row.figures, name) for row in rows) == getattr(total, name)


def test_queues_of_sections_and_their_filter(made: factories.House) -> None:
    (unit,) = selectors.counts_by_unit(made["coordinator"])
    market = made.cast.sections["market"]
    assert (unit.unit_id, unit.name, unit.open, unit.taken, unit.overdue) == (market.pk, market.name, 3, 0, 0)
    assert selectors.counts_by_unit(made["clerk"]) == []
    for section, steps in ((market.pk, 3), (made.cast.sections["survey"].pk, 0)):
        page = selectors.worklist(made["coordinator"], {"unit": str(section)}, team=True)
        assert len(page.rows) == steps


def test_what_sections_did_in_a_period(made: factories.House, django_assert_num_queries: object) -> None:
    case = factories.accepted(made)
    factories.passed(made, case, "review", "reviewer", opinion="符合要求")
    today, coordinator = clock.today(), made["coordinator"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        (row,) = selectors.report_by_unit(coordinator, today, today)
    market = made.cast.sections["market"]
    assert (row.unit_id, row.steps, row.cases, row.on_time) == (market.pk, 1, 1, 1)
    assert selectors.report_by_unit(made["section_head"], today, today) == [row]
    assert selectors.report_by_unit(made["investment_head"], today, today) == []
    assert selectors.report_by_unit(made["clerk"], today, today) == []
    tomorrow = today + timedelta(days=1)
    assert selectors.report_by_unit(coordinator, tomorrow, tomorrow) == []


def test_pages(made: factories.House) -> None:
    client = Client()
    client.force_login(made.cast.account("coordinator"))
    page = client.get("/desk/team/regions/")
    assert page.status_code == 200
    assert "990181100000" in page.text
    assert client.get("/desk/team/regions/?region=990181100000&whose=receiver&days=365").status_code == 200
    assert client.get("/desk/team/regions/?region=nonsense&whose=x&days=y").status_code == 404
    unit = made.cast.sections["market"].pk
    assert f"unit={unit}" in client.get(f"/desk/team/?unit={unit}&due=all").text
    assert "这段时间没有办完的环节" in client.get("/desk/team/units/?days=90").text
    client.force_login(made.cast.account("clerk"))
    assert client.get("/desk/team/regions/").status_code == 403
    assert client.get("/desk/team/units/").status_code == 403
