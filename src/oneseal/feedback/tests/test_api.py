"""What an evaluation platform sends and follows (EVA-2, EVA-4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import House, submitted
from oneseal.feedback.models import Origin, Relayed
from oneseal.feedback.tests import factories
from oneseal.feedback.tests.factories import judged, visit
from oneseal.foundation import clock
from oneseal.identity.services import create_client

pytestmark = pytest.mark.django_db


def platform(made: House, *scopes: str, name: str = "省好差评平台") -> Client:
    until = clock.today() + timedelta(days=30)
    _, token = create_client(made["administrator"], name=name, scopes=scopes, expires_on=until)
    return Client(headers={"Authorization": f"Bearer {token}"})


def send(client: Client, **said: Any) -> tuple[int, dict[str, Any]]:
    values = {"number": "P-1", "level": 1, "given_at": clock.now().isoformat(), **said}
    answer = client.post("/api/v1/evaluations", values, content_type="application/json")
    return answer.status_code, answer.json()


def at_window(made: House) -> Any:
    case = cases_read.any_case(submitted(made).pk)
    case.channel = "window"
    case.save()
    return case


def test_a_case_judged_on_the_platform_counts_once_on_every_channel() -> None:
    made = factories.house()
    client, case = platform(made, "evaluations"), at_window(made)
    status, given = send(client, case=case.number, tags=["rude"], contact="13900001111", comment="等了很久")
    assert (status, given["stage"]) == (201, "visit")
    assert send(client, case=case.number, level=5) == (200, given)
    assert send(client, case=case.number, number="P-2")[0] == 409
    with pytest.raises(Exception, match="已经评价过"):
        cases.evaluate_case(made["张伟"], case_id=case.pk, level=5)
    assert send(client, visit=visit(made).code)[0] == 409
    handler = made["supervisor"]
    found = cases_read.visible_negatives(handler).get()
    assert found.evaluation.contact == "13900001111"
    cases.contact_evaluator(handler, rectification_id=found.pk, note="电话联系", founded=True)
    cases.rectify_evaluation(handler, rectification_id=found.pk, remedy="增开了窗口")
    (told,) = client.get("/api/v1/evaluations/negatives?phase=done").json()["evaluations"]
    assert (told["number"], told["case"], told["remedy"]) == ("P-1", case.number, "增开了窗口")
    assert "139000" not in str(told)
    assert send(client, case=case.number, number="P-3", level=4)[1]["stage"] == "follow_up"


def test_a_visit_judged_on_the_platform_and_late_in_arriving() -> None:
    made = factories.house()
    client = platform(made, "evaluations")
    row = visit(made, ended=clock.now() - timedelta(days=31))
    assert send(client, visit=row.code)[0] == 422
    given = (clock.now() - timedelta(days=2)).isoformat()
    assert send(client, visit=row.code, given_at=given)[0] == 201
    assert Origin.objects.get().way == "platform"
    other = visit(made, 2)
    judged(other)
    assert send(client, number="P-2", visit=other.code)[0] == 409
    assert Relayed.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{}, {"case": "A", "visit": "B"}, {"case": "没有"}, {"visit": "ABC"}, {"level": 6}, {"tags": ["fast"]}],
    ids=str,
)
def test_what_is_refused(wrong: dict[str, Any]) -> None:
    made = factories.house()
    client = platform(made, "evaluations")
    about = {} if {"case", "visit"} & set(wrong) or not wrong else {"visit": visit(made).code}
    status, problem = send(client, **about, **wrong)
    assert status in {404, 422}
    assert problem["errors"][0]["detail"]
    future = (clock.now() + timedelta(hours=1)).isoformat()
    for given in (future, "0001-01-01T00:00:00+14:00"):
        assert send(client, visit=visit(made).code, given_at=given)[0] == 422
    assert not Relayed.objects.exists()


def test_only_a_platform_with_a_token_for_it() -> None:
    made = factories.house()
    row = visit(made)
    judged(row, 1)
    other = platform(made, "cases:read", name="别的系统")
    assert send(other, visit=visit(made, 2).code)[0] == 403
    assert other.get("/api/v1/evaluations/negatives").status_code == 403
    (found,) = platform(made, "evaluations").get("/api/v1/evaluations/negatives").json()["evaluations"]
    assert (found["number"], found["subject"], found["contacted_at"]) == ("", "企业开办", None)
