"""The demonstration bureau with a few of its items."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from oneseal.demo import loader
from oneseal.demo.passwords import hashed_lightly

SLUGS = ("food_licence", "company_start", "drug_retail", "water_intake", "animal_condition", "social_card")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The bureau, its people and applicants, six items: loaded once for a file, each test in a savepoint on it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with hashed_lightly():
            found = loader.load_organisation().bureau_id
            loader.load_applicants(found)
            loader.load_accounts()
        loader.load_items(found, SLUGS)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def bureau_id(loaded: int, db: None) -> int:
    """The loaded bureau; what a test does to it is undone."""
    return loaded
