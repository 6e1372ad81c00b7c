"""One house for a file of tests: each of them begins where it stands, and what it writes is undone."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The house with its published theme, built once for a file that is not marked `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = factories.house()
        factories.published(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def db(standing: House) -> Iterator[None]:
    """In place of pytest-django's: one test within the file's transaction. Its name brings the test database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def made(standing: House, db: None) -> House:
    """The house as it stands, whatever other tests of the file did."""
    return deepcopy(standing)
