"""Pages: a course with its session, an examination, the matrix, proven skills, own rules read."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.training import services
from oneseal.training.models import Course, Exam, RegulationVersion, Rotation, Session, Skill, SkillNeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def test_a_course_with_its_session(made: House) -> None:
    head, clerk = made.client("section_head"), made.client("clerk")
    assert head.post("/desk/training/sessions/", {"title": "", "hours": "4"}).status_code == 422
    head.post("/desk/training/sessions/", {"title": "一次性告知", "hours": "4"})
    starts = clock.now().astimezone(clock.LOCAL) - timedelta(hours=2)
    sent = {
        "course_id": Course.objects.get().pk,
        "starts_at": starts.strftime("%Y-%m-%dT%H:%M"),
        "place": "三楼",
        "teacher": "政策法规科",
        "staff": [made.staff("clerk"), made.staff("second_clerk")],
    }
    assert head.post("/desk/training/sessions/new/", {**sent, "staff": []}).status_code == 422
    assert head.post("/desk/training/sessions/new/", sent).status_code == 302
    row = Session.objects.get()
    page = f"/desk/training/sessions/{row.pk}/"
    assert "登记到课" in head.get(page).content.decode()
    assert "登记到课" not in clerk.get(page).content.decode()
    head.post(f"{page}hold/", {"came": [made.staff("clerk")]})
    assert "缺课" in head.get(page).content.decode()
    assert "一次性告知" in clerk.get("/desk/training/").content.decode()
    assert clerk.post(f"{page}hold/", {}).status_code == 403


def test_an_examination_fills_the_matrix(made: House) -> None:
    head = made.client("section_head")
    sent = {"title": "窗口考核", "held_on": clock.today().isoformat(), "full": 100, "need": 60}
    nothing = head.post("/desk/training/exams/new/", sent)
    assert "至少选择一个事项" in nothing.content.decode()
    assert head.post("/desk/training/exams/new/", {**sent, "items": [made.item_id]}).status_code == 302
    page = f"/desk/training/exams/{Exam.objects.get().pk}/"
    wrong = head.post(page, {"staff": made.staff("clerk"), "score": 101})
    assert "0到100分" in wrong.content.decode()
    assert head.post(page, {"staff": made.staff("clerk"), "score": 88}).status_code == 302
    matrix = head.get("/desk/training/matrix/").content.decode()
    assert "os-skill" in matrix
    assert "没有可以显示的" in head.get("/desk/training/matrix/", {"line": "survey"}).content.decode()
    assert ">88</td>" in made.client("clerk").get(page).content.decode()
    others = made.client("second_clerk").get(page).content.decode()
    assert ">88</td>" not in others
    assert "没有您能看到的成绩" in others
    skill = Skill.objects.get()
    assert head.post(f"/desk/training/skills/{skill.pk}/revoke/", {"reason": "作弊"}).status_code == 302
    assert "作弊" in head.get("/desk/training/skills/", {"staff": made.staff("clerk")}).content.decode()


def test_proven_skills_are_asked_for_by_leaders(made: House) -> None:
    head = made.client("bureau_head")
    sent = {"from_on": clock.today().isoformat(), "items": [made.item_id]}
    assert made.client("section_head").get("/desk/training/needs/new/").status_code == 403
    assert head.post("/desk/training/needs/new/", sent).status_code == 302
    assert "不必重复" in head.post("/desk/training/needs/new/", sent).content.decode()
    assert "取消要求" in head.get("/desk/training/skills/").content.decode()
    need = SkillNeed.objects.get()
    assert head.post(f"/desk/training/needs/{need.pk}/lift/").status_code == 302
    given = {
        "staff": made.staff("clerk"),
        "since": clock.today().isoformat(),
        "lines": ["market"],
        "proof": "证 7",
    }
    assert head.post("/desk/training/skills/new/", given).status_code == 302
    assert "证 7" in made.client("clerk").get("/desk/training/").content.decode()


def test_a_rotation_and_the_rules(made: House) -> None:
    head, clerk, today = made.client("bureau_head"), made.client("clerk"), clock.today()
    sent = {
        "staff": made.staff("clerk"),
        "section": made.cast.sections["market"].pk,
        "from_on": today.isoformat(),
        "to_on": (today + timedelta(30)).isoformat(),
        "lines": ["market"],
    }
    assert head.post("/desk/training/rotations/", sent).status_code == 302
    end = f"/desk/training/rotations/{Rotation.objects.get().pk}/end/"
    assert "期满" in head.post(end, {"passed": "yes", "outcome": "学得快"}).content.decode()
    assert head.post(end, {"passed": "no", "outcome": "窗口缺人"}).status_code == 302
    rule = {
        "title": "考勤制度",
        "kind": "attendance",
        "effective_on": today.isoformat(),
        "text": "第一条 按时到岗。",
    }
    assert head.post("/desk/training/regulations/", {**rule, "text": ""}).status_code == 422
    assert head.post("/desk/training/regulations/", rule).status_code == 302
    assert "考勤制度" in clerk.get("/desk/training/").content.decode()
    version = services.publish_regulation(
        made["bureau_head"], title="会议制度", kind="meeting", text="第一条", effective_on=today
    )
    page = f"/desk/training/regulations/{version.pk}/"
    assert "我已阅读" in clerk.get(page).content.decode()
    assert clerk.post(f"{page}confirm/").status_code == 302
    assert "我已阅读" not in clerk.get(page).content.decode()
    assert "周敏" not in head.get(page).content.decode()
    assert clerk.get("/desk/training/matrix/").status_code == 200


def test_a_rule_with_its_signed_file(made: House) -> None:
    head, clerk = made.client("bureau_head"), made.client("clerk")
    rule = {
        "title": "印章制度",
        "kind": "attendance",
        "effective_on": clock.today().isoformat(),
        "text": "第一条 专人保管。",
    }
    scan = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(scan, "PNG")
    signed = SimpleUploadedFile("盖章件.png", scan.getvalue())
    assert head.post("/desk/training/regulations/", {**rule, "file": signed}).status_code == 302
    kept = RegulationVersion.objects.exclude(file=None).get()
    assert f"/files/{kept.file_id}/" in clerk.get(f"/desk/training/regulations/{kept.pk}/").content.decode()
    assert clerk.get(f"/files/{kept.file_id}/").status_code == 200
    assert made.client("张伟").get(f"/files/{kept.file_id}/").status_code == 404
