"""The visitor's pages on every channel, satisfaction for everybody, pages of those who watch."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oneseal.cases.tests.factories import House
from oneseal.feedback import selectors
from oneseal.feedback.models import Issue, Origin, Survey, Suspicion
from oneseal.feedback.tests import factories
from oneseal.feedback.tests.factories import judged, visit
from oneseal.feedback.views.judging import COOKIE
from oneseal.foundation import clock

pytestmark = pytest.mark.django_db


def signed_in(made: House, who: str) -> Client:
    client = Client()
    client.force_login(made.cast.account(who))
    return client


def test_by_code_and_link_without_signing_in() -> None:
    made = factories.house()
    row = visit(made)
    client = Client()
    assert client.post("/evaluate/", {"code": "ABC"}).status_code == 422
    assert "3 号窗口" in client.get(f"/evaluate/{row.code}/?way=kiosk").text
    assert client.post(f"/evaluate/{row.code}/", {}).status_code == 422
    done = client.post(f"/evaluate/{row.code}/?way=tablet", {"level": "2", "tags": ["rude"]})
    assert done.status_code == 302
    assert "已经评价过" in client.post(f"/evaluate/{row.code}/", {"level": "5"}).text
    assert Origin.objects.get().way == "phone"


def test_a_signed_in_clerk_is_refused_and_the_browser_remembered() -> None:
    made = factories.house()
    row = visit(made)
    client = signed_in(made, "clerk")
    client.get(f"/evaluate/{row.code}/")
    assert "不能代为评价" in client.get(f"/evaluate/{row.code}/").text
    assert client.post(f"/evaluate/{row.code}/", {"level": "5"}).status_code == 422
    assert not Origin.objects.exists()
    later = Client()
    later.cookies[COOKIE] = client.cookies[COOKIE].value
    later.post(f"/evaluate/{row.code}/", {"level": "5"})
    assert "staff_device" in Suspicion.objects.get().signs


def test_my_visits_and_satisfaction_for_everybody() -> None:
    made = factories.house()
    row = visit(made, applicant_id=made.applicant("张伟"))
    assert row.code in signed_in(made, "张伟").get("/my/visits/").text
    assert row.code not in signed_in(made, "王芳").get("/my/visits/").text
    judged(row, 5)
    with CaptureQueriesContext(connection) as seen:
        page = Client().get("/satisfaction/?span=month").text
    assert "1 ÷ 1" in page
    assert len(seen) < 25


def test_signs_are_decided_on_their_page() -> None:
    made = factories.house()
    row = visit(made, ended=clock.now())
    judged(row)
    Suspicion.objects.create(
        evaluation=Origin.objects.get().evaluation,
        bureau_id=made.bureau_id,
        signs=["burst"],
        found_at=clock.now(),
    )
    client = signed_in(made, "supervisor")
    assert "一办完就立刻评价" in client.get("/desk/suspicions/").text
    pk = Suspicion.objects.get().pk
    assert client.post(f"/desk/suspicions/{pk}/", {"upheld": "yes", "reason": ""}).status_code == 422
    assert client.post(f"/desk/suspicions/{pk}/", {"upheld": "no", "reason": "电话核实"}).status_code == 302
    assert signed_in(made, "clerk").get("/desk/suspicions/").status_code == 403


def test_a_survey_and_its_answers() -> None:
    made = factories.house()
    client = signed_in(made, "coordinator")
    today = clock.today().isoformat()
    asked = {"kind": "opinion", "title": "对窗口服务的意见", "first": today, "last": today}
    assert client.post("/desk/opinions/", {**asked, "questions": ""}).status_code == 422
    assert client.post("/desk/opinions/", {**asked, "questions": "满意吗\n建议*"}).status_code == 302
    row = Survey.objects.get()
    page, link = f"/desk/opinions/{row.uid}/", f"/opinions/{row.uid}/"
    assert Client().get(link).status_code == 404
    assert client.post(f"{page}open/").status_code == 302
    visitor = Client()
    assert "满意吗" in visitor.get(link).text
    assert "Fairly satisfied" in visitor.get(link, headers={"Accept-Language": "en"}).text
    assert visitor.post(link, {}).status_code == 422
    assert visitor.post(link, {"form-q1": "4", "form-q2": "早点开门"}).status_code == 302
    assert "已经答过" in visitor.post(link, {"form-q1": "4"}).text
    assert client.post(f"{page}close/").status_code == 302
    assert "早点开门" in client.get(page).text
    assert client.post(f"{page}circular/").status_code == 302
    assert "通报" in client.get(page).text
    assert client.post(f"{page}publish/").status_code == 302
    assert "对窗口服务的意见" in Client().get("/satisfaction/").text


def test_a_file_is_previewed_before_it_is_imported() -> None:
    made = factories.house()
    client = signed_in(made, "coordinator")
    today = clock.today().isoformat()
    asked = {"kind": "third_party", "title": "测评", "first": today, "last": today, "surveyor": "调查队"}
    client.post("/desk/opinions/", asked)
    page = f"/desk/opinions/{Survey.objects.get().uid}/"

    def send(text: str) -> tuple[int, str]:
        file = SimpleUploadedFile("r.csv", text.encode())
        answer = client.post(f"{page}import/", {"file": file})
        return answer.status_code, answer.text

    status, wrong = send("编号,满意程度\n1,极好\n")
    assert (status, "第 2 行" in wrong, 'name="token"' in wrong) == (422, True, False)
    _, right = send("编号,满意程度\n1,满意\n")
    assert "100.0%" in right
    token = right.split('name="token" value="')[1].split('"')[0]
    other = signed_in(made, "supervisor").post(f"{page}import/", {"token": token}, follow=True)
    assert "预览已过期" in other.text
    assert client.post(f"{page}import/", {"token": token}).status_code == 302
    assert Survey.objects.get().state == "closed"


def test_the_ledger_page() -> None:
    made = factories.house()
    client = signed_in(made, "supervisor")
    section = next(iter(selectors.section_names(made.bureau_id)))
    said = {"source": "self_check", "text": "公示栏没有更新", "owner_id": section}
    assert client.post("/desk/ledger/", {**said, "due": "2020-01-01"}).status_code == 422
    assert client.post("/desk/ledger/", {**said, "due": "2099-01-01"}).status_code == 302
    row = Issue.objects.get()
    assert client.post(f"/desk/ledger/{row.pk}/close/", {"evidence": "改"}).status_code == 422
    assert client.post(f"/desk/ledger/{row.pk}/close/", {"evidence": "已经换上新内容"}).status_code == 302
    assert "已经换上新内容" in client.get("/desk/ledger/?state=done").text
