"""Parcels for other systems: only of the cases that they handed in."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.cases.selectors import any_case
from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.output import services
from oneseal.output.counterpart import Counterpart
from oneseal.output.tests import factories

pytestmark = pytest.mark.django_db


def test_a_system_follows_the_parcels_of_its_own_cases(courier: Counterpart) -> None:
    made = factories.house()
    doors = {}
    for name in ("mine", "other"):
        row, token = create_client(
            made["administrator"],
            name=name,
            scopes=["cases:read"],
            expires_on=clock.today() + timedelta(days=30),
        )
        doors[name] = (row.pk, Client(headers={"Authorization": f"Bearer {token}"}))
    case = factories.decided(made, "courier")
    parcel = services.send_result(made["clerk"], case_id=case.pk)
    kept = any_case(case.pk)
    kept.made_by, kept.channel = -doors["mine"][0], "client"
    kept.save()
    mine, other = doors["mine"][1], doors["other"][1]
    (found,) = mine.get(f"/api/v1/parcels?case={case.pk}").json()["parcels"]
    assert (found["waybill"], found["state"]) == (parcel.waybill, "ordered")
    assert "张伟" not in str(found)
    assert mine.get(f"/api/v1/parcels/{parcel.uid}").json()["case"] == case.pk
    assert other.get("/api/v1/parcels").json()["parcels"] == []
    assert other.get(f"/api/v1/parcels/{parcel.uid}").status_code == 404
