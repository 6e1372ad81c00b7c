"""The project centre's pages, the departments', the owner's."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.projects import selectors, services
from oneseal.projects.models import Ask, Assessment, Project
from oneseal.projects.tests import factories
from oneseal.projects.tests.factories import CODE, SQUARE, asked, done, task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def made() -> House:
    return factories.house()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_registered_at_the_window_and_on_the_board(made: House) -> None:
    clerk = made.client("clerk")
    assert "还没有项目" in text(clerk.get("/desk/projects/"))
    sent = {
        "code": "2609-990181-89-01-54406",
        "investor": "social",
        "number": made.cast.applicants["张伟"].number,
        "name": "云岭新能源电池厂" * 20,
        "address": "创新路8号",
        "investment": "12000",
    }
    refused = clerk.post("/desk/projects/new/", sent)
    assert refused.status_code == 422
    assert "创新路8号" in text(refused)
    sent |= {"name": "厂" * 200}
    refused = clerk.post("/desk/projects/new/", sent)
    assert "24位" in text(refused)
    sent |= {"code": CODE, "number": "110101199003077774"}
    assert "没有这个证件号码的申请人" in text(clerk.post("/desk/projects/new/", sent))
    sent |= {"number": made.cast.applicants["张伟"].number, "is_key": "on", "wished_start": "2027-03-01"}
    assert "写明列入的年度计划" in text(clerk.post("/desk/projects/new/", sent))
    shown = clerk.post("/desk/projects/new/", sent | {"key_list": "2026年第3号"}, follow=True)
    assert "厂" * 200 in text(shown)
    assert Project.objects.get().investment == 12_000 * 1_000_000
    assert "/ 20 个工作日" in text(clerk.get("/desk/projects/", {"q": "544060"}))
    assert "没有符合条件的项目" in text(clerk.get("/desk/projects/", {"q": "别的"}))
    assert "厂" * 200 in text(clerk.get("/desk/projects/wall/"))
    assert "2026年第3号" in text(clerk.get("/desk/projects/wall/"))
    for view in ("key", "done", "stopped", "all"):
        assert clerk.get("/desk/projects/", {"view": view}).status_code == 200
    assert made.client("administrator").get("/desk/projects/").status_code == 403


def test_the_coordinator_moves_a_project(made: House) -> None:
    project, desk = factories.registered(made), made.client("coordinator")
    page = f"/desk/projects/{project.pk}/"
    early = desk.post(f"{page}stages/2/open/")
    assert early.status_code == 422
    assert "前面的阶段还没有通过" in text(early)
    assert desk.get(f"{page}stages/2/open/").status_code == 302
    desk.post(f"{page}tasks/{task(project, 'prepare').pk}/start/")
    desk.post(f"{page}tasks/{task(project, 'prepare').pk}/finish/", {"note": ""})
    assert "已统一受理" in text(desk.post(f"{page}stages/1/open/", follow=True))
    filing = task(project, "project_filing")
    desk.post(f"{page}tasks/{filing.pk}/start/")
    done_at = desk.post(f"{page}tasks/{filing.pk}/finish/", {"note": "云审备〔2026〕7号"}, follow=True)
    assert "云审备〔2026〕7号" in text(done_at)
    assert desk.get(f"{page}tasks/{filing.pk}/nothing/").status_code == 404
    assert desk.get(f"{page}nothing/").status_code == 404
    edited = desk.post(f"{page}edit/", {"name": "", "address": "乙路1号"})
    assert edited.status_code == 422
    assert "乙路1号" in text(edited)
    desk.post(f"{page}edit/", {"name": "电池二厂", "address": "乙路1号", "wished_start": "2027-05-06"})
    assert "电池二厂" in text(desk.get(page))
    assert made.client("reviewer").get(page).status_code == 200


def test_the_site_is_uploaded_or_pasted(made: House) -> None:
    project, owner = factories.registered(made), made.client("张伟")
    page = f"/my/projects/{project.pk}/site/"
    assert owner.get(page).status_code == 200
    for pasted, said in (
        ("", "请在图上画出范围"),
        ("{", "GeoJSON"),
        ("116.0, 25.8\n116.01, 25.8", "至少要三个不同的点"),
        ("116.0, 25.8\n116.01, 25.81\n116.01, 25.8\n116.0, 25.81", "自己相交或重合（116.005 25.805）"),
        ("500000, 2855000\n500100, 2855000\n500100, 2855100", "使用范围之外"),
    ):
        refused = owner.post(page, {"outline": pasted, "crs": "EPSG:4490"})
        assert refused.status_code == 422
        assert said in text(refused)
        assert pasted.partition("\n")[0] in text(refused)
    typed = "116.0, 25.8\n116.01, 25.8\n116.01, 25.81\n116.0, 25.81"
    assert "请选择这些坐标的坐标系" in text(owner.post(page, {"outline": typed}))
    assert "平方米" in text(owner.post(page, {"outline": typed, "crs": "EPSG:4490"}, follow=True))
    uploaded = SimpleUploadedFile("site.geojson", json.dumps(SQUARE).encode())
    assert owner.post(page, {"file": uploaded, "crs": "EPSG:4490"}).status_code == 302
    projected = "39500000, 2855000\n39500100, 2855000\n39500100, 2855100\n39500000, 2855100"
    assert owner.post(page, {"outline": projected, "crs": "EPSG:4527"}).status_code == 302
    project.refresh_from_db()
    assert project.site is not None
    assert project.site["coordinates"][0][0][0] == pytest.approx(117, abs=0.01)
    assert f"{project.site['coordinates'][0][0][0]}, " in text(owner.get(page))
    assert made.client("王芳").get(page).status_code == 404
    assert made.client("王芳").get(f"/my/projects/{project.pk}/").status_code == 404


def test_departments_answer_and_the_lead_answers_once(made: House) -> None:
    project, desk = factories.registered(made), made.client("coordinator")
    done(made, project, "prepare")
    evaluation = task(project, "evaluation")
    page = f"/desk/projects/{project.pk}/tasks/{evaluation.pk}/ask/"
    form = text(desk.get(page))
    assert form.count("checked") == 3
    assert desk.post(page, {"text": "", "days": "5"}).status_code == 422
    units = [factories.unit(made, name).pk for name in ("生态环境局", "发展和改革委员会", "水利局")]
    desk.post(page, {"text": "请提意见", "days": "5", "unit_ids": units})
    ask = Ask.objects.get()
    department = made.client("environment")
    assert "环评、能评、水保联合评估" in text(department.get("/desk/projects/opinions/"))
    assert department.get(f"/desk/projects/{project.pk}/").status_code == 403
    where = f"/desk/projects/asks/{ask.pk}/"
    mine = ask.opinions.get(unit=units[0])
    refused = department.post(f"{where}opinions/{mine.pk}/", {"said": "changes", "text": "", "basis": "噪声"})
    assert refused.status_code == 422
    assert "噪声" in text(refused)
    assert department.post(f"{where}opinions/{mine.pk}/", {"said": "agree"}).status_code == 302
    assert made.client("fire").get(where).status_code == 404
    early = desk.post(f"{where}close/", {"result": "passed", "summary": "同意送审"})
    assert early.status_code == 422
    assert "还有部门没有答复" in text(early)
    assert "同意送审" in text(early)
    factories.answered(ask)
    assert "汇总文书" in text(desk.post(f"{where}close/", {"result": "passed"}, follow=True))
    assert "evaluation" not in text(made.client("张伟").get("/my/projects/"))


def test_a_request_is_called_off_with_a_reason(made: House) -> None:
    project, desk = factories.registered(made), made.client("coordinator")
    done(made, project, "prepare")
    where = f"/desk/projects/asks/{asked(made, project).pk}/"
    assert desk.post(f"{where}cancel/", {"reason": ""}).status_code == 422
    assert "已取消" in text(desk.post(f"{where}cancel/", {"reason": "送审文件有误"}, follow=True))


def test_missing_replies_stand_on_the_coordinators_page(made: House) -> None:
    project = factories.registered(made)
    done(made, project, "prepare")
    ask = asked(made, project, days=1)
    with clock.at(clock.now() + timedelta(days=9)):
        services.miss_opinion(opinion_id=ask.opinions.all()[0].pk)
    assert "逾期没有答复的" in text(made.client("supervisor").get("/desk/projects/opinions/"))
    assert "没有要答复的" in text(made.client("fire").get("/desk/projects/opinions/"))


def test_a_meeting_is_called_from_the_project(made: House) -> None:
    project, desk = factories.registered(made), made.client("coordinator")
    page, lead = f"/desk/projects/{project.pk}/meet/", made.cast.sections["market"].pk
    unit = factories.unit(made, "水利局").pk
    sent = {"title": "选址研判", "text": "怎样布置", "days": "2", "lead_id": lead, "unit_ids": [unit]}
    assert desk.post(page, sent | {"held_at": "2020-01-01T09:00", "place": "三楼"}).status_code == 422
    when = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    desk.post(page, sent | {"held_at": when, "place": "三楼会议室"})
    assert "三楼会议室" in text(desk.get(f"/desk/projects/asks/{Ask.objects.get().pk}/"))


def test_assessments_and_flows_are_kept(made: House) -> None:
    desk, today = made.client("coordinator"), clock.today()
    assert "还没有区域评估" in text(desk.get("/desk/projects/assessments/"))
    sent = {
        "kind": "eia",
        "title": "经开区环评",
        "document": "云环〔2026〕1号",
        "outline": json.dumps(SQUARE),
    }
    sent["crs"] = "EPSG:4490"
    sent |= {"valid_from": str(today), "valid_until": str(today - timedelta(days=1))}
    assert desk.post("/desk/projects/assessments/new/", sent).status_code == 422
    sent["valid_until"] = str(today + timedelta(days=9))
    assert "经开区环评" in text(desk.post("/desk/projects/assessments/new/", sent, follow=True))
    row = Assessment.objects.get()
    assert desk.post(f"/desk/projects/assessments/{row.pk}/end/", {"reason": ""}).status_code == 422
    desk.post(f"/desk/projects/assessments/{row.pk}/end/", {"reason": "规划调整"})
    assert "已停用" in text(desk.get("/desk/projects/assessments/"))
    assert "目标 28 个工作日" in text(desk.get("/desk/projects/flows/"))
    assert made.client("reviewer").get("/desk/projects/assessments/new/").status_code == 403


def test_the_owner_sees_where_it_is_and_what_to_do(made: House) -> None:
    owner = made.client("张伟")
    assert "还没有项目" in text(owner.get("/my/projects/"))
    project = factories.registered(made)
    shown = text(owner.get(f"/my/projects/{project.pk}/"))
    assert "编制项目材料" in shown
    prepare = f"/my/projects/{project.pk}/tasks/{task(project, 'prepare').pk}/"
    assert owner.get(prepare).status_code == 200
    assert "已告知审批局" in text(owner.post(prepare, {"note": "图纸齐"}, follow=True))
    other = f"/my/projects/{project.pk}/tasks/{task(project, 'eia').pk}/"
    assert owner.post(other, {"note": ""}).status_code == 422
    assert "件事要您做" in text(owner.get("/my/projects/"))


def test_the_board_asks_a_fixed_number_of_times(made: House, django_assert_max_num_queries: Any) -> None:
    for place in range(3):
        factories.registered(made, code=f"2609-990181-89-01-54406{place}", is_key=True, key_list="第1号")
    desk = made.client("coordinator")
    desk.get("/desk/projects/wall/")
    with django_assert_max_num_queries(16):
        desk.get("/desk/projects/wall/")
    with django_assert_max_num_queries(16):
        desk.get("/desk/projects/")


def filled(page: str) -> dict[str, str]:
    """What a browser would send of a form as it stands."""
    sent = {}
    for name, value in re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', page):
        if f'name="{name}"' in page and not re.search(
            rf'<input type="(?:radio|checkbox)" name="{name}" value="{value}"(?![^>]*checked)', page
        ):
            sent[name] = value
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else re.findall(r'<option value="([^"]*)"', body)[0]
    return {name: html.unescape(value) for name, value in sent.items() if name != "idempotency_key"}


def test_the_keeper_changes_a_flow(made: House) -> None:
    page, desk = "/desk/projects/flows/social/", made.client("coordinator")
    assert made.client("reviewer").get(page).status_code == 403
    assert desk.get("/desk/projects/flows/nothing/").status_code == 404
    sent = filled(text(desk.get(page)))
    before = selectors.flow_of(made.bureau_id, "social")
    assert desk.post(page, sent).status_code == 302
    assert selectors.flow_of(made.bureau_id, "social") == before
    place = next(n for n, each in enumerate(before.tasks) if each.key == "scheme")
    wrong = desk.post(page, sent | {"target": "18", f"form-{place}-after": "没有的环节"})
    assert wrong.status_code == 422
    assert "“设计方案审查”要等的“没有的环节”不是这个流程的环节" in text(wrong)
    assert 'value="18"' in text(wrong)
    circle = desk.post(page, sent | {f"form-{place}-after": "建设工程规划许可"})
    assert "互为前置" in text(circle)
    assert desk.post(page, sent | {f"form-{place}-days": ""}).status_code == 422
    new = f"form-{len(before.tasks)}"
    added = {f"{new}-name": "树木移植审批", f"{new}-unit": "investment", f"{new}-days": "3"}
    added |= {f"{new}-stage": "5", f"{new}-after": "设计方案审查； 用地预审与选址意见书"}
    gone = next(n for n, each in enumerate(before.tasks) if each.key == "telecom")
    changed = {"target": "18", f"form-{gone}-drop": "on"}
    joint = next(n for n, each in enumerate(before.tasks) if each.key == "joint_acceptance")
    changed[f"form-{joint}-after"] = "施工"
    assert desk.post(page, sent | added | changed).status_code == 302
    flow = selectors.flow_of(made.bureau_id, "social")
    tree = next(each for each in flow.tasks if each.name == "树木移植审批")
    assert (flow.target, tree.after, tree.stage, tree.key) == (18, ["scheme", "land_pre"], 5, "task_1")
    assert "telecom" not in {each.key for each in flow.tasks}
    assert "目标 18 个工作日" in text(desk.get("/desk/projects/flows/"))
