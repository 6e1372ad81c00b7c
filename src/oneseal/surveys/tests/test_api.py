"""Other systems learn when the cases that they handed in are looked at, and nothing of others'."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.surveys import services
from oneseal.surveys.tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=clock.LOCAL)


def test_surveys_of_ones_own_cases() -> None:
    with clock.at(MONDAY):
        made = factories.house()
        row, other = factories.asked(made), factories.asked(made, applicant="王芳", address="别处3号")
        made_client, token = create_client(
            made["administrator"],
            name="市一体化平台",
            scopes=["cases:read"],
            expires_on=clock.today() + timedelta(days=30),
        )
        reader = Client(headers={"Authorization": f"Bearer {token}"})
        assert reader.get("/api/v1/surveys").json()["surveys"] == []
        type(row.case).objects.filter(pk=row.case_id).update(made_by=-made_client.pk)
        (before,) = reader.get("/api/v1/surveys").json()["surveys"]
        assert (before["case_number"], before["state"], before["day"]) == (row.case_number, "waiting", None)
        planned = services.plan_trips(made["section_head"], day=clock.today(), seconds=1)
        services.announce_trip(made["section_head"], trip_id=planned.trips[0].pk)
        after = reader.get(f"/api/v1/surveys?case={row.case_id}").json()["surveys"]
        assert [(each["day"], each["record"]) for each in after] == [("2026-11-16", None)]
        assert reader.get(f"/api/v1/surveys?case={other.case_id}").json()["surveys"] == []
