"""Reports, the API for the province, plan layers and bills on the project's page, stages applied for as one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.advance import services as advance
from oneseal.advance.rules.projects import Entry
from oneseal.bundles import services as bundles
from oneseal.cases.tests.factories import House
from oneseal.documents.selectors import documents_about
from oneseal.fees.tests import factories as fees_factories
from oneseal.foundation import clock
from oneseal.identity import services as identity_services
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.projects import jobs, selectors, services
from oneseal.projects.models import Report, Task
from oneseal.projects.rules import reporting
from oneseal.projects.rules.reporting import Every, Period, Told
from oneseal.projects.tests import factories
from oneseal.projects.tests.factories import CODE, SQUARE


@pytest.mark.parametrize(
    ("every", "day", "first", "last"),
    [
        ("ten_days", "2026-11-01", 1, 10),
        ("ten_days", "2026-11-10", 1, 10),
        ("ten_days", "2026-11-11", 11, 20),
        ("ten_days", "2026-11-21", 21, 30),
        ("ten_days", "2026-02-28", 21, 28),
        ("ten_days", "2026-12-31", 21, 31),
        ("month", "2026-02-03", 1, 28),
        ("month", "2028-02-03", 1, 29),
    ],
)
def test_periods(every: str, day: str, first: int, last: int) -> None:
    found = reporting.period_of(every, date.fromisoformat(day))
    assert (found.first.day, found.last.day) == (first, last)


def test_an_unknown_report_is_refused() -> None:
    with pytest.raises(RuleViolation):
        reporting.period_of("week", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-11", [Every.TEN_DAYS]),
        ("2026-11-12", []),
        ("2026-12-01", [Every.TEN_DAYS, Every.MONTH]),
    ],
)
def test_reports_are_due_the_day_after(day: str, due: list[Every]) -> None:
    assert [every for every, _ in reporting.due_on(date.fromisoformat(day))] == due


def test_what_a_report_says_of_a_project() -> None:
    told = Told("电池厂", "施工许可", 22, 20, ("方案审查",), 3, "联合审图", "住建局", date(2026, 12, 4))
    assert reporting.figures([told, told._replace(late=0, used=5)]) == {
        "projects": 2,
        "late": 1,
        "over": 1,
        "finished": 2,
    }
    text = reporting.paragraph(1, told)
    assert "晚3个工作日，卡在“联合审图”（住建局）" in text
    assert "本期办完方案审查" in text
    assert reporting.due_on(date(2026, 11, 21)) == [
        (Every.TEN_DAYS, Period(date(2026, 11, 11), date(2026, 11, 20)))
    ]


@pytest.fixture
def made(db: Any) -> House:
    return factories.house()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_report_is_made_once_for_each_period(made: House) -> None:
    with pytest.raises(RuleViolation) as nothing:
        services.make_report(made["coordinator"], every="month")
    assert nothing.value.code == "nothing_to_tell"
    factories.registered(made, is_key=True, key_list="2026年第3号")
    with pytest.raises(Forbidden):
        services.make_report(made["clerk"], every="month")
    row = services.make_report(made["coordinator"], every="month")
    assert row.figures["projects"] == 1
    paper = documents_about("project_report", row.pk)[0]
    assert paper.kind == "project_report"
    assert "云岭新能源电池厂" in paper.data["paragraphs"][0]
    with pytest.raises(Conflict):
        services.make_report(made["coordinator"], every="month")


def test_reports_are_made_by_themselves(made: House) -> None:
    factories.registered(made, is_key=True, key_list="2026年第3号")
    first = clock.today().replace(day=1) + timedelta(days=32)
    with clock.at(clock.now() + (first.replace(day=1) - clock.today())):
        jobs.report()
        jobs.report()
    assert sorted(Report.objects.values_list("kind", flat=True)) == ["month", "ten_days"]


def test_the_page_of_reports(made: House) -> None:
    desk = made.client("coordinator")
    assert desk.get("/desk/projects/reports/").status_code == 200
    assert desk.post("/desk/projects/reports/", {}).status_code == 422
    assert "不用出报告" in text(desk.post("/desk/projects/reports/", {"every": "month"}))
    factories.registered(made, is_key=True, key_list="2026年第3号")
    assert "月报" in text(desk.post("/desk/projects/reports/", {"every": "month"}, follow=True))
    watcher = made.client("supervisor")
    assert "现在就出一份" not in text(watcher.get("/desk/projects/reports/"))


def test_the_province_reads_projects_by_code(made: House) -> None:
    factories.registered(made, "government")
    _row, token = identity_services.create_client(
        made["administrator"],
        name="省工程审批平台",
        scopes=["projects:read"],
        expires_on=clock.today() + timedelta(days=90),
    )
    other = Client(headers={"authorization": f"Bearer {token}"})
    listed = other.get("/api/v1/projects").json()
    assert [each["code"] for each in listed["projects"]] == [CODE]
    one = other.get(f"/api/v1/projects/{CODE}").json()
    assert one["meters"]["target"] == 28
    assert [each["number"] for each in one["stages"]] == [1, 2, 3, 4, 5]
    assert other.get("/api/v1/projects/2609-990181-89-01-000001").status_code == 404
    assert Client().get("/api/v1/projects").status_code == 401
    _row, token = identity_services.create_client(
        made["administrator"],
        name="别的平台",
        scopes=["catalog:read"],
        expires_on=clock.today() + timedelta(days=90),
    )
    assert Client(headers={"authorization": f"Bearer {token}"}).get("/api/v1/projects").status_code == 403


def test_the_page_says_what_the_plan_layers_say(made: House) -> None:
    project, desk = factories.registered(made), made.client("coordinator")
    assert "一张蓝图" in text(desk.get(f"/desk/projects/{project.pk}/"))
    services.set_site(made["coordinator"], project_id=project.pk, geojson=SQUARE)
    assert "还没有图层" in text(desk.get(f"/desk/projects/{project.pk}/"))
    assert made.client("张伟").get(f"/my/projects/{project.pk}/").status_code == 200
    project.refresh_from_db()
    found = selectors.blueprint(made["coordinator"], project)
    assert found is not None
    assert found.layers == 0


def test_a_stage_is_applied_for_as_one(made: House) -> None:
    project, owner = factories.registered(made, "small", land_area=5000), made.client("张伟")
    page = f"/my/projects/{project.pk}/"
    assert "一次申请本阶段" not in text(owner.get(page))
    with pytest.raises(NotFound):
        services.apply_for_stage(made["张伟"], project_id=project.pk, number=1)
    factories.composed(made)
    assert "一次申请本阶段" in text(owner.get(page))
    with pytest.raises(Conflict) as shut:
        services.apply_for_stage(made["张伟"], project_id=project.pk, number=2)
    assert shut.value.code == "gate"
    assert owner.post(f"{page}stages/1/apply/").status_code == 302
    joint = services.apply_for_stage(made["张伟"], project_id=project.pk, number=1)
    assert joint.data["project_name"] == project.name
    assert "继续本阶段的申请" in text(owner.get(page))
    with pytest.raises(Conflict) as filling:
        services.open_stage(made["coordinator"], project_id=project.pk, number=1)
    assert filling.value.code == "still_filling"
    bundles.submit_joint(made["张伟"], joint_id=joint.pk, declared=True)
    factories.done(made, project, "prepare")
    services.open_stage(made["coordinator"], project_id=project.pk, number=1)
    line = next(each for each in selectors.reading_of(project).lines if each.task.key == "project_filing")
    assert line.task.case is not None
    assert line.now.state == "running"
    with pytest.raises(Conflict) as follows:
        services.start_task(made["coordinator"], project_id=project.pk, task_id=line.task.pk)
    assert follows.value.code == "follows"
    assert line.task.case.number in text(made.client("coordinator").get(f"/desk/projects/{project.pk}/"))
    assert made.client("王芳").post(f"{page}stages/1/apply/").status_code in {302, 404}


def test_charges_of_a_project_are_paid_on_one_bill(db: Any) -> None:
    made = fees_factories.house()
    project, owner = factories.registered(made, "small"), made.client("张伟")
    for key in ("project_filing", "planning"):
        case = fees_factories.granted(made)
        Task.objects.filter(project=project, key=key).update(case=case)
    page = f"/my/projects/{project.pk}/"
    reading = selectors.reading_of(project)
    mine = selectors.open_bills(made["张伟"], reading)
    assert [bill.total for bill in mine] == [1600, 1600]
    assert selectors.open_bills(made["王芳"], reading) == []
    shown = text(owner.get(page))
    assert all(bill.number in shown for bill in mine)
    assert "合成一张一次缴清" in shown
    assert made.client("王芳").post(f"{page}bill/").status_code == 404
    assert owner.post(f"{page}bill/").status_code == 302
    one = selectors.open_bills(made["张伟"], selectors.reading_of(project))
    assert [(bill.total, bill.lines.count()) for bill in one] == [(3200, 2)]
    refused = text(owner.post(f"{page}bill/", follow=True))
    assert "至少选择两张待缴的缴费单" in refused
    assert "合成一张一次缴清" not in refused


def test_a_project_on_the_annual_list_is_a_key_project(made: House) -> None:
    advance.list_project(
        made["coordinator"],
        Entry(
            year=clock.today().year,
            level="district",
            code=CODE,
            name="云岭新能源电池厂",
            owner="张伟",
            owner_code=made.cast.applicants["云岭顺达物流有限公司"].number,
            industry="industry",
            approved_by="云府〔2026〕1号",
        ),
    )
    project = factories.registered(made)
    assert project.is_key
    assert "重点项目计划" in project.key_list
