"""The key-project list: entered, imported, taken off, the one source of the green channel's projects."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.advance import selectors, services
from oneseal.advance.models import KeyProject
from oneseal.advance.rules.projects import COLUMNS
from oneseal.advance.tests.factories import CODE, FIRM, entry, listed
from oneseal.cases import services as case_services
from oneseal.cases.selectors.modes import green_entry
from oneseal.cases.tests import factories as cases
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.services import create_client
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return cases.house()


def csv_of(made: House, **changes: str) -> bytes:
    row = entry(made)
    said = {name: str(getattr(row, name)) for name in COLUMNS} | {"level": "市级", "industry": "工业"}
    said |= changes
    return f"{','.join(COLUMNS.values())}\n{','.join(said[name] for name in COLUMNS)}\n".encode()


def test_entered_by_the_coordinator_alone_and_once(made: House) -> None:
    with pytest.raises(Forbidden):
        services.list_project(made["clerk"], entry(made))
    row = listed(made, name="  精密零部件   生产线 ")
    assert row.name == "精密零部件 生产线"
    with pytest.raises(Conflict):
        listed(made)
    assert selectors.key_project(made.bureau_id, CODE) == row
    assert [each.kind for each in entries(Subject("key_project", row.pk))] == ["advance.project_listed"]


def test_imported_whole_or_not_at_all(made: House) -> None:
    keeper = made["coordinator"]
    assert services.import_projects(keeper, content=csv_of(made)) == {"new": 1, "changed": 0, "same": 0}
    assert services.import_projects(keeper, content=csv_of(made))["same"] == 1
    told = services.import_projects(keeper, content=csv_of(made, approved_by="云政发〔2026〕9号"))
    assert told["changed"] == 1
    assert KeyProject.objects.get().approved_by == "云政发〔2026〕9号"
    with pytest.raises(Violations):
        services.import_projects(keeper, content=csv_of(made) + b"2026,,,,,,,\n")
    with pytest.raises(Forbidden):
        services.import_projects(made["supervisor"], content=csv_of(made))


def test_the_green_channel_knows_only_projects_of_the_list(made: House) -> None:
    firm = made.cast.applicants[FIRM]
    today = clock.today()
    with pytest.raises(RuleViolation) as caught:
        case_services.list_green(
            made["coordinator"],
            number=firm.number,
            kind="project",
            ground="重点项目",
            source="云政发〔2026〕3号",
            from_on=today,
            until=today + timedelta(days=90),
            project="精密零部件生产线",
        )
    assert caught.value.code == "project_not_listed"
    row = listed(made)
    services.green_project(made["coordinator"], project_id=row.pk, until=today + timedelta(days=90))
    green = green_entry(made.bureau_id, firm.pk)
    assert green is not None
    assert (green.project, green.source) == (f"精密零部件生产线（{CODE}）", "云政发〔2026〕3号")
    services.remove_project(made["coordinator"], project_id=row.pk, reason="云政发〔2026〕20号调出")
    assert green_entry(made.bureau_id, firm.pk) is None
    assert selectors.key_project(made.bureau_id, CODE) is None
    with pytest.raises(Conflict):
        services.remove_project(made["coordinator"], project_id=row.pk, reason="再来")
    with pytest.raises(RuleViolation):
        services.green_project(made["coordinator"], project_id=row.pk, until=today)


def test_a_project_of_an_older_plan_opens_no_door(made: House) -> None:
    row = listed(made, year=clock.today().year - 2)
    assert selectors.key_project(made.bureau_id, CODE) is None
    with pytest.raises(RuleViolation):
        services.green_project(made["coordinator"], project_id=row.pk, until=clock.today())


@pytest.mark.usefixtures("november")
def test_pages_of_the_list(made: House) -> None:
    keeper, anyone = Client(), Client()
    keeper.force_login(made.cast.account("coordinator"))
    assert "还没有公布年度计划" in anyone.get("/key-projects/").content.decode()
    row = entry(made)
    sent = {name: str(getattr(row, name)) for name in COLUMNS}
    refused = keeper.post("/desk/key-projects/", {**sent, "code": "2026-1"})
    assert refused.status_code == 422
    assert "项目代码应是24位" in refused.content.decode()
    assert keeper.post("/desk/key-projects/", sent).status_code == 302
    project = KeyProject.objects.get()
    assert project.name in anyone.get("/key-projects/", {"q": "零部件", "year": "2026"}).content.decode()
    assert FIRM in anyone.get(f"/key-projects/{project.uid}/").content.decode()
    assert "没有查到" in anyone.get("/key-projects/", {"q": "没有这个"}).content.decode()
    head = Client()
    head.force_login(made.cast.account("section_head"))
    assert "列入一个项目" not in head.get("/desk/key-projects/").content.decode()
    assert head.post(f"/desk/key-projects/{project.pk}/remove/", {"reason": "x"}).status_code == 403
    empty = keeper.post(f"/desk/key-projects/{project.pk}/remove/", {"reason": ""})
    assert empty.status_code == 422
    keeper.post(f"/desk/key-projects/{project.pk}/remove/", {"reason": "调整计划"})
    assert "已移出计划" in anyone.get(f"/key-projects/{project.uid}/").content.decode()


def test_the_plan_as_a_file(made: House) -> None:
    keeper = Client()
    keeper.force_login(made.cast.account("coordinator"))
    assert "项目代码" in keeper.get("/desk/key-projects/sample/").content.decode()
    bad = SimpleUploadedFile("plan.csv", "项目名称\n生产线\n".encode())
    refused = keeper.post("/desk/key-projects/import/", {"file": bad})
    assert refused.status_code == 422
    assert "缺少这些列" in refused.content.decode()
    good = SimpleUploadedFile("plan.csv", csv_of(made))
    done = keeper.post("/desk/key-projects/import/", {"file": good}, follow=True)
    assert "新列入 1 个" in done.content.decode()


def test_other_systems_read_the_plan(made: House) -> None:
    row = listed(made)
    _, token = create_client(
        made["administrator"],
        name="投资平台",
        scopes=["catalog:read"],
        expires_on=clock.today() + timedelta(days=30),
    )
    api = Client(headers={"Authorization": f"Bearer {token}"})
    found = api.get("/api/v1/key-projects", {"year": str(row.year), "q": "零部件"}).json()
    assert [each["code"] for each in found["projects"]] == [CODE]
    assert found["next"] == ""
    assert api.get("/api/v1/key-projects", {"year": row.year - 1}).json()["projects"] == []
    assert Client().get("/api/v1/key-projects").status_code == 401
