"""The demonstration bureau with a few of its items."""

import pytest

from oneseal.demo import loader
from oneseal.demo.passwords import hashed_lightly

SLUGS = ("food_licence", "company_start", "drug_retail", "water_intake", "animal_condition", "social_card")


@pytest.fixture
def bureau_id(db: None) -> int:
    """The bureau, its people and applicants, six items."""
    with hashed_lightly():
        found = loader.load_organisation().bureau_id
        loader.load_applicants(found)
        loader.load_accounts()
    loader.load_items(found, SLUGS)
    return found
