"""Filing on the phone, the public page, the check on the desk."""

import pytest
from django.test import Client
from django.utils.translation import override

from oneseal.cases.tests.factories import House
from oneseal.filings.models import Filing
from oneseal.filings.tests import factories
from oneseal.foundation import telling

pytestmark = pytest.mark.django_db
SENT = {"form-site_name": "云岭早点铺", "form-small_area": "45", "declared": "on"}


@pytest.fixture
def made() -> House:
    return factories.house()


def test_from_the_guide_to_the_public_page(made: House) -> None:
    citizen = made.client("张伟")
    assert "/my/filings/new/small_catering/" in citizen.get("/items/small_catering/").content.decode()
    sent = {**SENT, "applicant": str(made.applicant())}
    refused = citizen.post("/my/filings/new/small_catering/", {**sent, "form-small_area": "61"})
    assert refused.status_code == 422
    assert "不能大于60" in refused.content.decode()
    assert "云岭早点铺" in refused.content.decode()
    undeclared = citizen.post(
        "/my/filings/new/small_catering/", {k: v for k, v in sent.items() if k != "declared"}
    )
    assert "请勾选声明" in undeclared.content.decode()
    done = citizen.post("/my/filings/new/small_catering/", sent, follow=True)
    filing = Filing.objects.get()
    assert filing.number in done.content.decode()
    assert filing.number in citizen.get("/my/filings/").content.decode()
    anyone = Client()
    assert "云岭早点铺" in anyone.get("/filings/", {"q": "早点"}).content.decode()
    shown = anyone.get(f"/filings/{filing.uid}/").content.decode()
    assert "有效" in shown
    assert "张伟" not in shown
    citizen.post(f"/my/filings/{filing.pk}/give_up/", {"reason": "停业"})
    assert "现在无效" in anyone.get(f"/filings/{filing.uid}/").content.decode()
    assert made.client("李娜").get(f"/my/filings/{filing.pk}/").status_code == 404


def test_filed_at_the_window_and_checked_on_the_desk(made: House) -> None:
    clerk = made.client("clerk")
    unknown = clerk.post("/desk/filings/new/small_catering/", {**SENT, "number": "110101199003077774"})
    assert "没有这个证件号码的申请人" in unknown.content.decode()
    number = made.cast.applicants["张伟"].number
    clerk.post("/desk/filings/new/small_catering/", {**SENT, "number": number})
    filing = Filing.objects.get()
    assert filing.channel == "window"
    head = made.client("section_head")
    assert filing.number in head.get("/desk/filings/").content.decode()
    path = f"/desk/filings/{filing.pk}/check/"
    refused = head.post(path, {"met": "no", "finding": "面积68平方米"})
    assert refused.status_code == 422
    assert "面积68平方米" in refused.content.decode()
    assert head.post(path, {"met": "no", "finding": "面积68平方米", "fix_within": "5"}).status_code == 302
    assert "责令改正中" in head.get(f"/desk/filings/{filing.pk}/").content.decode()
    assert made.client("administrator").get("/desk/filings/").status_code == 403


def test_what_a_check_found_reads_in_english() -> None:
    said = {"number": "云审备〔2026〕1号", "met": True, "result": "核查属实"}
    with override("en"):
        sentence = telling.sentence("filings.checked", said, "苏航")
    assert "found true" in sentence
    assert "云审备〔2026〕1号" in sentence
