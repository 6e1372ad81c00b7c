"""Figures of the catalogue say what they are made of; the two compression formulas differ (KPI-6)."""

from oneseal.catalog.rules.figures import figures
from oneseal.catalog.tests.contents import commitment_content, simple_content


def test_both_formulas_and_the_counts() -> None:
    long = commitment_content(statutory_limit={"days": 20}, promised_limit={"days": 15}, trips=2)
    short = simple_content(statutory_limit={"days": 5}, promised_limit={"days": 0}, trips=1)
    closed = simple_content(type="06", trips=0)
    found = [figure.rate.percent() for figure in figures([long, short, closed])]
    assert found == ["62.50%", "40.00%", "50.00%", "0.00%", "100.00%", "0.00%", "50.00%"]


def test_nothing_gives_no_figure() -> None:
    assert {figure.rate.percent() for figure in figures([])} == {"—"}
