"""One place one case: put, moved, found, freed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import services as cases
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.output import selectors, services
from oneseal.output.models import Place, Stored
from oneseal.output.tests import factories

pytestmark = pytest.mark.django_db


def test_from_the_decision_to_the_hand() -> None:
    made = factories.house()
    case = factories.decided(made)
    clerk = made["clerk"]
    assert services.put_on_shelf(clerk, case_id=case.pk).place.code == "A-1-01"
    case.delivery.refresh_from_db()
    assert case.delivery.shelf == "A-1-01"
    with CaptureQueriesContext(connection) as seen:
        found = selectors.find_stored(clerk, "a-1-01")
    assert found is not None
    assert found.case_id == case.pk
    assert len(seen) == 1
    assert selectors.find_stored(clerk, case.delivery.pickup_code) == found
    assert services.put_on_shelf(clerk, case_id=case.pk, code="a-2-02").place.code == "A-2-02"
    cases.deliver_case(
        clerk, case_id=case.pk, recipient="张伟", identifier=made.cast.applicants["张伟"].number
    )
    factories.news()
    assert selectors.find_stored(clerk, "A-2-02") is None
    assert list(Stored.objects.order_by("id").values_list("why", flat=True)) == ["moved", "delivered"]


def test_a_place_holds_one_case() -> None:
    made = factories.house()
    first, second = factories.decided(made), factories.decided(made)
    services.put_on_shelf(made["clerk"], case_id=first.pk, code="A-1-01")
    with pytest.raises(Conflict, match="已经放了别的办件"):
        services.put_on_shelf(made["clerk"], case_id=second.pk, code="A-1-01")
    assert services.put_on_shelf(made["clerk"], case_id=second.pk).place.code == "A-1-02"
    with pytest.raises(NotFound):
        services.put_on_shelf(made["clerk"], case_id=second.pk, code="Z-9-99")
    with pytest.raises(Forbidden):
        services.put_on_shelf(made["supervisor"], case_id=second.pk)
    with pytest.raises(Conflict, match="没领走"):
        services.retire_unit(made["administrator"], unit="A")


def test_a_full_shelf_says_so() -> None:
    made = factories.house()
    Place.objects.exclude(code="A-1-01").delete()
    first, second = factories.decided(made), factories.decided(made)
    services.put_on_shelf(made["clerk"], case_id=first.pk)
    with pytest.raises(Conflict, match="没有空位"):
        services.put_on_shelf(made["clerk"], case_id=second.pk)


def test_who_changes_to_the_courier_frees_the_place() -> None:
    made = factories.house()
    case = factories.decided(made)
    services.put_on_shelf(made["clerk"], case_id=case.pk)
    services.choose_delivery(made["张伟"], case_id=case.pk, method="courier", to=factories.HOME)
    factories.news()
    assert selectors.place_of(case.pk) == ""


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_two_places() -> None:
    made = factories.house()
    rows = [factories.decided(made), factories.decided(made)]

    def put(case_id: int) -> str:
        try:
            return services.put_on_shelf(made["clerk"], case_id=case_id).place.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(put, [row.pk for row in rows]))
    assert len(set(codes)) == 2
