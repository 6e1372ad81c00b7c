"""The queue for other systems."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE

pytestmark = pytest.mark.django_db


def test_a_machine_of_another_maker_gives_out_numbers() -> None:
    made = factories.place()
    _, token = create_client(
        made["administrator"],
        name="取号机",
        scopes=["queue"],
        expires_on=clock.today() + timedelta(days=30),
    )
    machine, nobody = Client(headers={"Authorization": f"Bearer {token}"}), Client()
    sent = {"hall": made.hall.pk, "line": made.lines["A"].pk}
    with clock.at(NINE):
        refused = nobody.post("/api/v1/queue/tickets", sent, content_type="application/json")
        assert refused.status_code == 401
        given = machine.post(
            "/api/v1/queue/tickets", sent, content_type="application/json", headers={"Idempotency-Key": "k1"}
        )
        again = machine.post(
            "/api/v1/queue/tickets", sent, content_type="application/json", headers={"Idempotency-Key": "k1"}
        )
        assert (given.status_code, given.json()["number"]) == (201, "A001")
        assert again.json()["uid"] == given.json()["uid"]
        place = nobody.get(f"/api/v1/queue/tickets/{given.json()['uid']}").json()
        assert (place["before"], place["state"]) == (0, "waiting")
        (hall,) = nobody.get("/api/v1/queue/halls").json()
    assert [line["waiting"] for line in hall["lines"]] == [1, 0]
    wrong = sent | {"line": 10**15}
    with clock.at(NINE):
        missing = machine.post("/api/v1/queue/tickets", wrong, content_type="application/json")
    assert missing.status_code == 404
