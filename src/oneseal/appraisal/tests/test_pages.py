"""Pages: the day's board, appeal and answer, violation to removal, a patrol with a photograph, amenities."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from oneseal.appraisal import services
from oneseal.appraisal.models import AmenityTicket, Appeal, DailyScore, Finding, Violation
from oneseal.appraisal.tests import factories
from oneseal.appraisal.tests.factories import entry, scored
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def test_scores_from_board_to_answered_appeal(made: House) -> None:
    day = scored(made)
    clerk = made.client("clerk")
    assert "周敏" in clerk.get("/desk/appraisal/board/").content.decode()
    score = DailyScore.objects.get(staff=made.staff("clerk"), day=day)
    month = f"{day:%Y-%m}"
    mine = clerk.get("/desk/appraisal/", {"month": month}).content.decode()
    assert f"/desk/appraisal/scores/{score.pk}/appeal/" in mine
    refused = clerk.post(f"/desk/appraisal/scores/{score.pk}/appeal/", {"reason": " "})
    assert refused.status_code == 422
    clerk.post(f"/desk/appraisal/scores/{score.pk}/appeal/", {"reason": "当天在镇里帮办，有记录"})
    appeal = Appeal.objects.get()
    head = made.client("bureau_head")
    assert "周敏" in head.get("/desk/appraisal/appeals/").content.decode()
    path = f"/desk/appraisal/appeals/{appeal.pk}/"
    sent = {"upheld": "yes", "part": "service", "points": "30", "answer": "帮办记录属实"}
    wrong = head.post(path, {**sent, "points": "31"})
    assert wrong.status_code == 422
    assert "帮办记录属实" in wrong.content.decode()
    assert head.post(path, sent).status_code == 302
    assert "帮办记录属实" in clerk.get("/desk/appraisal/", {"month": month}).content.decode()
    assert "周敏" in head.get("/desk/appraisal/ranking/", {"month": month}).content.decode()
    assert clerk.get("/desk/appraisal/appeals/").status_code == 403


def test_marks_and_weights(made: House) -> None:
    watcher = made.client("supervisor")
    sent = {"staff": made.staff("clerk"), "mark": "late", "note": "九点十分到岗"}
    assert watcher.post("/desk/appraisal/marks/", sent).status_code == 302
    assert "九点十分到岗" in watcher.get("/desk/appraisal/marks/").content.decode()
    head = made.client("bureau_head")
    weights = {"attendance": 20, "service": 30, "quality": 20, "evaluation": 20, "conduct": 20, "late": 5}
    weights |= {"mistake": 5, "target": 10, "voices": 5, "days": 10, "tolerance": 10, "pause": 30}
    sent = {**weights, "effective_on": clock.today().isoformat(), "cc": "市政府分管领导"}
    assert "现在是110分" in head.post("/desk/appraisal/scheme/", sent).content.decode()
    assert head.post("/desk/appraisal/scheme/", {**sent, "conduct": 10}).status_code == 302
    assert "市政府分管领导" in head.get("/desk/appraisal/scheme/").content.decode()


def test_a_red_line_from_record_to_removal(made: House) -> None:
    recorder = made.client("coordinator")
    sent = {
        "staff": made.staff("clerk"),
        "conduct": entry(made, "grave"),
        "happened_on": clock.today().isoformat(),
        "source": "complaint",
        "facts": "对来办事的老人态度恶劣，有录音。",
    }
    assert recorder.post("/desk/violations/new/", sent).status_code == 302
    row = Violation.objects.get()
    assert made.client("clerk").get(f"/desk/violations/{row.pk}/").status_code == 404
    assert "岗位立即停止" not in recorder.get(f"/desk/violations/{row.pk}/").content.decode()
    head = made.client("bureau_head")
    assert "岗位立即停止" in head.get(f"/desk/violations/{row.pk}/").content.decode()
    head.post(f"/desk/violations/{row.pk}/verify/", {"verdict": "录音属实"})
    page = head.get(f"/desk/violations/{row.pk}/").content.decode()
    assert "已离岗" in page
    refused = head.post(f"/desk/violations/{row.pk}/close/", {"outcome": "退回派出单位"})
    assert refused.status_code == 422
    assert "责任倒查还没有结果" in refused.content.decode()
    assert "周敏" in recorder.get("/desk/violations/", {"view": "verified"}).content.decode()


def test_a_patrol_with_a_photograph(made: House) -> None:
    zone = services.keep_zone(made["bureau_head"], name="综合受理区", leader=made.staff("deputy_head"))
    leader = made.client("deputy_head")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    sent = {
        "zone": zone.pk,
        "note": "秩序良好",
        "text": "指示牌掉了一角",
        "responsible": made.staff("clerk"),
        "rectify_by": clock.today().isoformat(),
    }
    unnamed = leader.post("/desk/patrols/new/", {**sent, "responsible": ""})
    assert "请选择由谁整改" in unnamed.content.decode()
    photo = SimpleUploadedFile("现场.jpg", picture.getvalue(), "image/jpeg")
    assert leader.post("/desk/patrols/new/", {**sent, "photo": photo}).status_code == 302
    finding = Finding.objects.get()
    assert finding.photo_id
    clerk = made.client("clerk")
    path = f"/desk/patrols/findings/{finding.pk}/"
    assert "报告整改结果" in clerk.get(path).content.decode()
    clerk.post(f"{path}mend/", {"remedy": "已重新固定"})
    assert leader.post(f"{path}check/", {"done": "no"}).status_code == 422
    assert leader.post(f"{path}check/", {"done": "yes"}).status_code == 302
    assert "指示牌掉了一角" in leader.get("/desk/patrols/").content.decode()
    assert made.client("second_clerk").get(path).status_code == 404


def test_amenities_for_everybody(made: House) -> None:
    office = made.client("administrator")
    sent = {"kind": "nursery", "name": "母婴室", "place": "二楼", "state": "working"}
    assert office.post("/desk/amenities/", sent).status_code == 302
    anyone = Client()
    page = anyone.get("/amenities/").content.decode()
    assert "母婴室" in page
    number = services.keep_amenity(made["administrator"], kind="nursery", name="母婴室", place="二楼").pk
    assert anyone.post("/amenities/", {"amenity": number, "text": ""}).status_code == 422
    assert anyone.post("/amenities/", {"amenity": number, "text": "没有热水"}).status_code == 302
    ticket = AmenityTicket.objects.get()
    assert "没有热水" in office.get("/desk/amenities/").content.decode()
    refused = office.post(f"/desk/amenities/{ticket.pk}/settle/", {"outcome": "", "state": "working"})
    assert refused.status_code == 422
    assert (
        office.post(
            f"/desk/amenities/{ticket.pk}/settle/", {"outcome": "已修", "state": "working"}
        ).status_code
        == 302
    )
    assert made.client("clerk").get("/desk/amenities/").status_code == 403
