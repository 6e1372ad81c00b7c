"""The pages: who opens them, what they keep of what was typed, in how many statements."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.tests.factories import Cast
from oneseal.inquiries import services
from oneseal.inquiries.models import Inquiry
from oneseal.inquiries.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return factories.house()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who))
    return client


def test_a_clerk_records_and_answers_at_once(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    wrong = client.post("/desk/inquiries/new/", {"channel": "window", "question": "几点？", "item": "没有的"})
    assert wrong.status_code == 422
    assert "没有叫这个名称的事项" in wrong.text
    assert "几点？" in wrong.text
    assert not Inquiry.objects.exists()
    given = {"channel": "phone", "question": "几点下班？", "answer": "下午五点半。"}
    assert client.post("/desk/inquiries/new/", given).status_code == 302
    assert Inquiry.objects.get().state == "answered"


def test_the_acts_of_the_page(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast, asker_name="李大山", phone="13800138000")
    clerk, reviewer = signed_in(cast, "clerk"), signed_in(cast, "reviewer")
    address = f"/desk/inquiries/{inquiry.pk}/"
    assert "138****8000" in clerk.get(address).text
    assert clerk.post(f"{address}seen/phone/", {"reason": ""}).status_code == 422
    seen = clerk.post(f"{address}seen/phone/", {"reason": "电话答复本人"})
    assert "13800138000" in seen.text
    assert reviewer.get(address).status_code == 404
    to = f"section:{cast.sections['market'].pk}"
    assert "转交原因" in clerk.post(f"{address}offer/", {"to": to}).text
    assert clerk.post(f"{address}offer/", {"to": to, "reason": "业务问题"}).status_code == 302
    shown = reviewer.get(address).text
    assert "接受，由我负责" in shown
    assert "13800138000" not in shown
    assert reviewer.post(f"{address}seen/phone/", {"reason": "电话答复本人"}).status_code == 403
    assert "李大山" not in shown
    assert reviewer.post(f"{address}decline/", {"reason": ""}).status_code == 422
    assert reviewer.post(f"{address}accept/").status_code == 302
    refused = clerk.post(f"{address}withdraw/")
    assert refused.status_code == 422
    assert "当前状态" in refused.text
    assert reviewer.post(f"{address}answer/", {"answer": "五项。", "way": "phone"}).status_code == 302
    assert clerk.post(f"{address}nothing/").status_code == 404
    assert "五项。" in clerk.get(address).text


def test_a_visitor_asks_and_sees_the_answer_at_the_address(cast: Cast, client: Client) -> None:
    wrong = client.post("/ask/?item=cancel", {"question": "周末能办吗？"})
    assert wrong.status_code == 422
    assert "周末能办吗？" in wrong.text
    answer = client.post("/ask/?item=cancel", {"question": "周末能办吗？", "phone": "13800138000"})
    inquiry = Inquiry.objects.get()
    assert answer.headers["Location"] == f"/ask/{inquiry.uid}/"
    page = client.get(answer.headers["Location"])
    assert "存下来" in page.text
    assert "13800138000" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    services.take_inquiry(cast.actor("reviewer"), inquiry_id=inquiry.pk)
    services.answer_inquiry(
        cast.actor("reviewer"), inquiry_id=inquiry.pk, answer="周六上午能办。", way="phone"
    )
    assert "周六上午能办。" in client.get(answer.headers["Location"]).text
    assert client.get("/my/inquiries/").status_code == 302
    assert client.get("/ask/?item=nothing").status_code == 404


def test_a_citizen_finds_what_they_asked(cast: Cast) -> None:
    client = signed_in(cast, "张伟")
    assert "还没有问过问题" in client.get("/my/inquiries/").text
    client.post("/ask/", {"question": "要预约吗？"})
    assert "要预约吗？" in client.get("/my/inquiries/").text
    assert signed_in(cast, "王芳").get(f"/ask/{Inquiry.objects.get().uid}/").status_code == 404


def test_a_visitor_asks_only_so_often(cast: Cast, client: Client) -> None:
    codes = [client.post("/ask/", {"question": "", "phone": ""}).status_code for _ in range(21)]
    assert codes == [422] * 20 + [429]


@pytest.mark.parametrize("who", ["clerk", "coordinator", "administrator"])
@pytest.mark.parametrize("view", ["mine", "waiting", "open", "answered", "nonsense"])
def test_the_lists(cast: Cast, who: str, view: str, django_assert_max_num_queries: object) -> None:
    for _ in range(3):
        factories.asked_at_window(cast)
        factories.asked_online(cast)
    client = signed_in(cast, who)
    client.get("/desk/inquiries/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get(f"/desk/inquiries/?view={view}&q=Z").status_code == 200


@pytest.mark.usefixtures("november")
def test_the_coordinator_sees_every_open_one_with_owner_and_age(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=14)):
        factories.asked_at_window(cast)
    page = signed_in(cast, "coordinator").get("/desk/inquiries/?view=open&due=overdue").text
    assert "周敏" in page
    assert "逾期" in page
    assert (
        "办食品经营许可" not in signed_in(cast, "investment_reviewer").get("/desk/inquiries/?view=open").text
    )
