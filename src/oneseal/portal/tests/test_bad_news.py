"""A page of bad news keeps its reader's shell but asks nothing about the work that waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases.tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "status"), [("/desk/nowhere/", 404), ("/desk/cases/1/", 404)])
def test_bad_news_counts_nothing(address: str, status: int) -> None:
    client = factories.house().client("reviewer")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == status
    assert 'href="/desk/work/"' in answer.content.decode()
    assert not [each for each in asked if "count(*)" in each["sql"]]
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/work/")
    assert [each for each in asked if "count(*)" in each["sql"]]
