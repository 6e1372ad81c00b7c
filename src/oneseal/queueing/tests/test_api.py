"""The queue for other systems."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.queueing import selectors, services
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE

pytestmark = pytest.mark.django_db


def test_a_machine_of_another_maker_gives_out_numbers() -> None:
    made = factories.place()
    machine, nobody = _system(made, "queue"), Client()
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


def test_loans_and_counts_for_those_who_watch_the_windows() -> None:
    made = factories.place()
    made.opened("03")
    with clock.at(NINE):
        services.lend_window(made["clerk"], made.windows["03"].pk, line_id=made.lines["A"].pk)
        services.return_line(made["clerk"], made.windows["03"].pk, line_id=made.lines["A"].pk)
        watcher, other = _system(made, "hall:read"), _system(made, "queue")
    with clock.at(factories.later(1)):
        services.lend_window(made["clerk"], made.windows["03"].pk, line_id=made.lines["A"].pk)
        (running,) = watcher.get("/api/v1/queue/loans?state=now").json()["loans"]
        (over,) = watcher.get("/api/v1/queue/loans?state=past").json()["loans"]
        page = watcher.get(f"/api/v1/queue/loans?hall={made.hall.pk}").json()
        assert [each["id"] for each in page["loans"]] == [running["id"], over["id"]]
        assert (running["window"], running["letter"], running["until"][:16]) == (
            "03",
            "A",
            "2026-11-23T04:00",
        )
        assert watcher.get("/api/v1/queue/loans?hall=999999").json() == {"next": "", "loans": []}
        assert other.get("/api/v1/queue/loans").status_code == 403
        counts = watcher.get(f"/api/v1/queue/counts?hall={made.hall.pk}").json()
        assert (counts["first"], counts["last"]) == ("2026-11-01", "2026-11-23")
        assert (counts["windows"], counts["whole"]["total"]) == ([], 0)
        reversed_ = watcher.get(f"/api/v1/queue/counts?hall={made.hall.pk}&first=2026-11-24")
        assert (reversed_.status_code, reversed_.json()["errors"][0]["field"]) == (422, "last")
        assert watcher.get("/api/v1/queue/counts?hall=999999").status_code == 404
    stranger = replace(made["coordinator"], bureau_id=made.hall.bureau_id + 1000)
    assert not selectors.visible_loans(stranger).exists()
    assert not selectors.visible_loans(made["reviewer"]).exists()
    assert selectors.visible_loans(made["coordinator"]).count() == 2


def _system(made: factories.Place, scope: str) -> Client:
    until = clock.today() + timedelta(days=30)
    _, token = create_client(made["administrator"], name=scope, scopes=[scope], expires_on=until)
    return Client(headers={"Authorization": f"Bearer {token}"})
