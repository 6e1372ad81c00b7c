"""Utility companies see their own connections, answer, begin and finish them, by page and by API (6.12)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.bundles import services as bundles
from oneseal.cases.tests.factories import House
from oneseal.catalog.tests import factories as catalog
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.identity.tests.factories import api_client
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.projects import selectors, services
from oneseal.projects.models import Connection, Project
from oneseal.projects.rules.utilities import check_answer
from oneseal.projects.tests import factories
from oneseal.projects.tests.factories import CODE, done, task

pytestmark = pytest.mark.django_db
READY = clock.today() + timedelta(days=70)


@pytest.fixture
def made() -> House:
    """The bureau with a water company, whose liaison is `water`."""
    made = factories.house()
    unit = identity.make_department(made.cast, "云岭市自来水公司", "water", "水清")
    bundles.keep_partner(
        catalog.author(made.bureau_id),
        code="water",
        name="云岭市自来水公司",
        work="用水接入",
        organisation_id=unit.pk,
    )
    return made


@pytest.fixture
def project(made: House) -> Project:
    return factories.registered(made)


def text(response: Any) -> str:
    return str(response.content.decode())


def answer(made: House, project: Project, who: str = "water", **changes: Any) -> Connection:
    said = {"plan": "从创新路DN200主管接入", "fee": 0, "ready_on": READY, **changes}
    return services.answer_connection(made[who], task_id=task(project, "water").pk, **said)


def test_the_flow_finds_its_company(made: House, project: Project) -> None:
    assert task(project, "water").partner == "云岭市自来水公司"
    assert task(project, "power").provider is None
    mine = list(selectors.open_connections(made["water"]))
    assert [each.key for each in mine] == ["water"]
    assert {each.key for each in selectors.open_connections(made["coordinator"])} >= {"water", "power", "gas"}
    assert not selectors.visible_connections(made["fire"]).exists()
    with pytest.raises(NotFound):
        selectors.access_connection(made["fire"], mine[0].pk)


@pytest.mark.parametrize(
    ("plan", "fee", "ready", "fields"),
    [
        ("接入", 0, "2026-11-21", ["ready_on"]),
        (" ", -1, "2026-11-22", ["plan", "fee"]),
        ("长" * 2001, 0, "2026-11-22", ["plan"]),
    ],
)
def test_an_answer_says_all_three(plan: str, fee: int, ready: str, fields: list[str]) -> None:
    with pytest.raises(Violations) as caught:
        check_answer(plan, fee, date.fromisoformat(ready), date(2026, 11, 22))
    assert [each.field for each in caught.value.items] == fields


def test_an_answer_for_today_is_taken() -> None:
    check_answer("接入", 0, date(2026, 11, 22), date(2026, 11, 22))


def test_answered_begun_connected(made: House, project: Project) -> None:
    pk = task(project, "water").pk
    answer(made, project)
    answer(made, project, fee=120_000)
    assert Connection.objects.get().fee == 120_000
    assert Connection.objects.get().answered_by == made["water"].name
    with pytest.raises(RuleViolation, match="要等这些环节办完"):
        services.start_connection(made["water"], task_id=pk)
    with pytest.raises(Conflict):
        services.finish_connection(made["water"], task_id=pk)
    after = task(project, "water").after
    project.tasks.filter(key__in=after).update(state="done", finished_on=clock.today())
    assert services.start_connection(made["water"], task_id=pk).state == "running"
    assert services.finish_connection(made["water"], task_id=pk, note="合同〔2026〕3号").state == "done"
    with pytest.raises(Conflict):
        answer(made, project)


def test_who_may_not_answer(made: House, project: Project) -> None:
    with pytest.raises(Forbidden):
        answer(made, project, who="supervisor")
    with pytest.raises(NotFound):
        answer(made, project, who="fire")
    answer(made, project, who="clerk")
    services.stop_project(made["coordinator"], project_id=project.pk, reason="资金没有到位")
    with pytest.raises(Conflict):
        answer(made, project)
    assert not selectors.open_connections(made["water"]).exists()


def test_the_project_centre_names_the_company(made: House, project: Project) -> None:
    desk, power = made.client("coordinator"), task(project, "power")
    page = f"/desk/projects/{project.pk}/tasks/{power.pk}/provider/"
    assert "云岭市自来水公司" in text(desk.get(page))
    assert desk.post(page, {"partner_id": "999"}).status_code == 422
    water = task(project, "water").provider_id
    desk.post(page, {"partner_id": water})
    assert {each.key for each in selectors.open_connections(made["water"])} == {"power", "water"}
    with pytest.raises(RuleViolation):
        services.assign_provider(
            made["coordinator"],
            project_id=project.pk,
            task_id=task(project, "prepare").pk,
            partner_id=water or 0,
        )


def test_the_companys_pages(made: House, project: Project) -> None:
    water, pk = made.client("water"), task(project, "water").pk
    page = f"/desk/projects/connections/{pk}/"
    assert project.name in text(water.get("/desk/projects/connections/"))
    assert "还没有答复" in text(water.get("/desk/projects/connections/", {"view": "new"}))
    shown = text(water.get(page))
    assert "要等这些环节办完" in shown
    assert f"/desk/projects/{project.pk}/" not in shown
    assert water.get(f"/desk/projects/{project.pk}/").status_code in {403, 404}
    refused = water.post(f"{page}answer/", {"plan": "从主管接入", "fee": "-1", "ready_on": ""})
    assert refused.status_code == 422
    assert "从主管接入" in text(refused)
    told = water.post(
        f"{page}answer/", {"plan": "从主管接入", "fee": "1200.5", "ready_on": READY.isoformat()}, follow=True
    )
    assert "1,200.50 元" in text(told)
    assert water.get(f"{page}nothing/").status_code == 405
    assert water.post(f"{page}nothing/").status_code == 404
    assert "这里没有接入" in text(water.get("/desk/projects/connections/", {"view": "new"}))
    assert "企业答复" in text(made.client("coordinator").get(f"/desk/projects/{project.pk}/"))
    assert "从主管接入" in text(made.client("张伟").get(f"/my/projects/{project.pk}/"))
    assert made.client("supervisor").get(page).status_code == 200
    done(made, project, "prepare")
    early = water.post(f"{page}start/")
    assert early.status_code == 422


def test_the_companys_system(made: House, project: Project) -> None:
    api = api_client(made.cast, "自来水营业系统", ["utilities"])
    assert api.get("/api/v1/connections").json() == {"connections": [], "next": ""}
    system = next(each for each in identity_systems(made) if each.name == "自来水营业系统")
    bundles.keep_partner(
        catalog.author(made.bureau_id),
        code="water",
        name="云岭市自来水公司",
        work="用水接入",
        client_id=system.pk,
    )
    listed = api.get("/api/v1/connections", {"view": "new"}).json()["connections"]
    assert [(each["project"], each["key"], each["answer"]) for each in listed] == [(CODE, "water", None)]
    url, sent = (
        f"/api/v1/connections/{CODE}/water",
        {"plan": "从主管接入", "fee": 5000, "ready_on": READY.isoformat()},
    )
    given = api.post(f"{url}/answer", sent, "application/json", headers={"Idempotency-Key": "a1"})
    assert given.json()["answer"] == sent
    late = api.post(f"{url}/answer", {**sent, "ready_on": "2020-01-01"}, "application/json")
    assert late.status_code == 422
    assert api.post(f"{url}/start", {}, "application/json").status_code == 422
    project.tasks.filter(key__in=task(project, "water").after).update(state="done", finished_on=clock.today())
    assert api.post(f"{url}/start", {}, "application/json").json()["state"] == "running"
    assert api.post(f"{url}/done", {"note": "合同3号"}, "application/json").json()["state"] == "done"
    assert api.get(f"/api/v1/connections/{CODE}/power").status_code == 404
    assert api_client(made.cast, "别的", ["projects:read"]).get("/api/v1/connections").status_code == 403
    assert Client().get("/api/v1/connections").status_code == 401


def identity_systems(made: House) -> list[Any]:
    from oneseal.identity.selectors import systems

    return systems(made.bureau_id, ["utilities"])


def test_one_system_serves_one_partner(made: House) -> None:
    api_client(made.cast, "系统", ["utilities"])
    said = {"work": "用气接入", "client_id": identity_systems(made)[0].pk}
    keeper = catalog.author(made.bureau_id)
    bundles.keep_partner(keeper, code="gas", name="云岭燃气", **said)
    bundles.keep_partner(keeper, code="gas", name="云岭燃气公司", **said)
    with pytest.raises(RuleViolation, match="这个系统已经归"):
        bundles.keep_partner(keeper, code="power", name="云岭供电", **said)


def test_the_day_of_an_answer_is_not_before_today(made: House, project: Project) -> None:
    with pytest.raises(Violations):
        answer(made, project, ready_on=clock.today() - timedelta(days=1))
    assert not Connection.objects.exists()
