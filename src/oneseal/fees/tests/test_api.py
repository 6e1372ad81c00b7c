"""Bills for other systems: only of the cases that they handed in, paid through the same order."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services as cases
from oneseal.cases.selectors import any_case
from oneseal.fees import services
from oneseal.fees.counterpart import Counterpart
from oneseal.fees.models import Bill
from oneseal.fees.tests import factories
from oneseal.foundation import clock
from oneseal.identity.services import create_client

pytestmark = pytest.mark.django_db


def client_of(made: Any, name: str) -> tuple[int, Client]:
    row, token = create_client(
        made["administrator"],
        name=name,
        scopes=["cases:read", "cases:write"],
        expires_on=clock.today() + timedelta(days=30),
    )
    return row.pk, Client(headers={"Authorization": f"Bearer {token}"})


def test_a_system_sees_and_pays_the_bills_of_its_own_cases(provider: Counterpart) -> None:
    made = factories.house(due="acceptance", due_basis="《某法》第一条")
    row, mine = client_of(made, "市一体化平台")
    _, other = client_of(made, "自助终端")
    case = cases.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    cases.save_draft(made["张伟"], case_id=case.pk, data={"name": "张伟"})
    cases.add_material(made["张伟"], case_id=case.pk, code="application", paper_copies=1)
    cases.submit_case(made["张伟"], case_id=case.pk, declared=True)
    kept = any_case(case.pk)
    kept.made_by, kept.channel = -row, "client"
    kept.save()
    services.bill_case(case_id=case.pk, moment="submitted")
    bill = Bill.objects.get()
    found = mine.get(f"/api/v1/bills?case={case.pk}&state=open").json()["bills"]
    assert [(each["number"], each["total_fen"], len(each["charges"])) for each in found] == [
        (bill.number, 1600, 1)
    ]
    assert mine.get("/api/v1/bills?state=paid").json()["bills"] == []
    assert other.get("/api/v1/bills").json()["bills"] == []
    assert other.get(f"/api/v1/bills/{bill.uid}").status_code == 404
    path = f"/api/v1/bills/{bill.uid}/payment"
    sent: dict[str, Any] = {"data": json.dumps({}), "content_type": "application/json"}
    begun = mine.post(path, headers={"Idempotency-Key": "k1"}, **sent)
    again = mine.post(path, headers={"Idempotency-Key": "k2"}, **sent)
    assert (begun.status_code, begun.json()) == (201, again.json())
    assert other.post(path, **sent).status_code == 404
    provider.pay(begun.json()["order"])
    services.query_order(number=begun.json()["order"])
    assert mine.get(f"/api/v1/bills/{bill.uid}").json()["state"] == "paid"
    assert mine.post(path, **sent).status_code == 409
