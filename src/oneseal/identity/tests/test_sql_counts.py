"""How many statements the acts of identity cost, transaction marks not counted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.foundation import clock
from oneseal.identity import services
from oneseal.identity.tests import factories

pytestmark = pytest.mark.django_db


def statements(captured: CaptureQueriesContext) -> int:
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def test_unmasking_costs_two() -> None:
    cast = factories.cast()
    actor, person = cast.actor("clerk"), cast.applicants["张伟"].pk
    with CaptureQueriesContext(connection) as captured:
        services.unmask_applicant(actor, person, field="phone", reason="电话通知")
    assert statements(captured) == 2


def test_registering_an_applicant_costs_three() -> None:
    cast = factories.cast()
    given = services.Particulars("person", "䶮晓", "resident_id", "11010519491231002X", "13800139999")
    actor = cast.actor("clerk")
    with CaptureQueriesContext(connection) as captured:
        services.register_applicant(actor, given)
    assert statements(captured) == 3


def test_appointing_costs_at_most_eight() -> None:
    cast = factories.cast()
    actor, post, staff = cast.actor("administrator"), cast.posts["coordinator"].pk, cast.staff["reviewer"].pk
    with CaptureQueriesContext(connection) as captured:
        services.appoint(actor, post, staff, from_on=clock.today())
    assert statements(captured) <= 8


def test_giving_an_authorisation_costs_at_most_six() -> None:
    cast = factories.cast()
    actor, me, agent = cast.actor("王芳"), cast.applicants["王芳"].pk, cast.applicants["李娜"]
    day: date = clock.today()
    with CaptureQueriesContext(connection) as captured:
        services.give_authorisation(
            actor, me, agent_name=agent.name, agent_number=agent.number, from_on=day, to_on=day
        )
    assert statements(captured) <= 6
