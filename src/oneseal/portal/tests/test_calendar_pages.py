"""The administrator's calendar: grid, preview, load, refusals that lose nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from oneseal.foundation import calendars
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden
from oneseal.portal.views.calendar import calendar_load, calendar_year

pytestmark = pytest.mark.django_db

KEEPER = Actor(account_id=7, name="朱琳", roles=frozenset({Role.ADMINISTRATOR}))
ROWS = (
    "2027-01-01,休,元旦\n2027-02-05,休,春节\n2027-02-20,班,春节\n2027-05-01,休,劳动节\n2027-10-01,休,国庆节"
)


def asked(request: HttpRequest, actor: Actor = KEEPER) -> HttpRequest:
    request.actor = actor  # type: ignore[attr-defined]
    request._messages = type("Silent", (), {"add": lambda *_: None, "__iter__": lambda _: iter(())})()  # type: ignore[attr-defined]
    return request


def year(text: str) -> str:
    response: HttpResponse = calendar_year(asked(RequestFactory().get("/desk/calendar/", {"year": text})))
    return response.content.decode()


def post(**fields: object) -> HttpResponse:
    return calendar_load(asked(RequestFactory().post("/desk/calendar/load/", fields)))


def test_a_published_year_shows_its_notice_and_days() -> None:
    text = year("2019")
    assert "全年 250 个工作日" in text
    assert "国务院办公厅关于调整2019年劳动节假期安排的通知" in text
    assert "第2版" in text


def test_a_provisional_and_an_unknown_year() -> None:
    assert "暂定" in year("2027")
    assert "没有2040年的放假安排" in year("2040")
    assert "工作日历" in year("abc")


def test_preview_changes_nothing_and_keeps_what_was_typed() -> None:
    text = post(year="2027", days=ROWS, title="试").content.decode()
    assert "确认载入" in text
    assert "2027-02-20,班,春节" in text
    assert calendars.current().is_provisional(calendars.current().last_day.replace(year=2027))


def test_confirm_loads() -> None:
    response = post(year="2027", days=ROWS, confirm="1")
    assert (response.status_code, response["Location"]) == (302, "/desk/calendar/?year=2027")
    assert "已按通知载入" in year("2027")
    assert "已按同样的安排载入" in post(year="2027", days=ROWS, confirm="1").content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_fills_the_lines(encoding: str) -> None:
    file = SimpleUploadedFile("2027.csv", ROWS.encode(encoding))
    assert "2027-10-01,休,国庆节" in post(year="2027", file=file).content.decode()


def test_json_fills_the_heading_too() -> None:
    days = ",".join(
        f'{{"date":"{day}","off":{str(off == "休").lower()},"name":"{name}"}}'
        for day, off, name in (line.split(",") for line in ROWS.split())
    )
    file = SimpleUploadedFile("2027.json", f'{{"year":2027,"title":"甲","days":[{days}]}}'.encode())
    text = post(file=file).content.decode()
    assert 'value="2027"' in text
    assert 'value="甲"' in text
    assert "确认载入" in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"year": "2027", "days": ""}, "没有任何放假"),
        ({"year": "", "days": ROWS}, "请填四位数字"),
        ({"year": "2027", "days": ROWS + "\n2027-02-22,班,春节"}, "第6行"),
        ({"year": "2040", "days": ROWS.replace("2027", "2040").replace("2040-02-20,班", "2040-02-20,休")}, "请先载入2031年"),
        ({"year": "2027", "days": "{"}, "不是有效的 JSON"),
    ],
)  # fmt: skip
def test_refusals_are_told_and_nothing_is_lost(fields: dict[str, str], says: str) -> None:
    response = post(**fields)
    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert fields["days"].split("\n")[-1] in text


def test_a_picture_is_no_notice() -> None:
    file = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x00\x00")
    assert "不是文本文件" in post(year="2027", file=file).content.decode()


def test_administrators_only() -> None:
    clerk = Actor(account_id=8, name="周敏", roles=frozenset({Role.CLERK}))
    with pytest.raises(Forbidden):
        calendar_year(asked(RequestFactory().get("/"), clerk))
