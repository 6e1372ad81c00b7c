"""What the phone sends: twice, late, stale, by somebody else, unreadable; each handled, nothing lost or doubled."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.cases.services import withdraw_case
from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.surveys import services
from oneseal.surveys.models import Evidence, Sent, Signature, Visit
from oneseal.surveys.rules.syncing import Timed, timed
from oneseal.surveys.tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=clock.LOCAL)
SYNC, DATA, FILES = "/desk/surveys/phone/sync/", "/desk/surveys/phone/data/", "/surveys/evidence/"


@pytest.fixture
def made() -> Iterator[cases.House]:
    """Everything begins on a Monday morning."""
    with clock.at(MONDAY):
        yield factories.house()


def said(visit: Visit) -> dict[str, Any]:
    """A complete record as the phone writes it."""
    return {
        "answers": {str(row.pk): {"area": 55, "exits": True} for row in visit.requests.all()},
        "findings": {},
        "came": [{"id": each.pk, "state": "present", "officer": "郑凯"} for each in visit.parties.all()],
        "comment": "",
        "signer": "张伟",
        "taken_at": "2026-11-16T00:30:00Z",
    }


def send(client: Client, visit: Visit, key: Any, kind: str = "record", /, **changes: Any) -> dict[str, Any]:
    body = {
        "key": str(key),
        "kind": kind,
        "visit": str(visit.uid),
        "version": 1,
        "said": said(visit),
    } | changes
    answer = client.post(SYNC, json.dumps(body), content_type="application/json")
    return dict(answer.json()) | {"http": answer.status_code}


def photo(client: Client, visit: Visit, key: Any, **changes: Any) -> Any:
    body = {
        "key": str(key),
        "visit": str(visit.uid),
        "kind": "photo",
        "taken_at": "2026-11-16T00:20:00Z",
        "lon": "117.1203",
        "lat": "31.1101",
        "accuracy": "12.4",
        "file": SimpleUploadedFile("photo.jpg", factories.picture(), "image/jpeg"),
    }
    return client.post(FILES, body | changes)


def test_a_day_on_the_phone(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    phone = made.client("reviewer")
    (stop,) = phone.get(DATA).json()["visits"]
    assert [point["code"] for point in stop["requests"][0]["points"]] == ["area", "exits"]
    page = phone.get("/desk/surveys/phone/")
    assert "张伟" not in page.text
    assert "geolocation=(self)" in page["Permissions-Policy"]
    assert "camera=()" in phone.get("/desk/surveys/")["Permissions-Policy"]
    assert phone.get("/desk/surveys/phone/worker.js")["Content-Type"].startswith("text/javascript")
    key = uuid4()
    for _ in range(2):
        assert photo(phone, visit, key).json()["status"] == "done"
    (kept,) = Evidence.objects.all()
    assert (kept.lon, kept.accuracy, kept.late) == (117.1203, 12, False)
    assert send(phone, visit, uuid4())["status"] == "done"
    assert photo(phone, visit, uuid4()).json()["late"] is True
    visit.refresh_from_db()
    own = send(phone, visit, uuid4(), "sign", said={"digest": visit.digest}, version=visit.version)
    assert (own["status"], "另一位" in own["message"]) == ("refused", True)
    second = made.client("investment_reviewer")
    answer = send(second, visit, uuid4(), "sign", said={"digest": visit.digest}, version=visit.version)
    assert answer["status"] == "done"
    assert Signature.objects.count() == 2


def test_sent_twice_done_once(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    phone, key = made.client("reviewer"), uuid4()
    first, again = send(phone, visit, key), send(phone, visit, key)
    assert first["status"] == again["status"] == "done"
    assert again["again"]
    assert (Signature.objects.count(), Sent.objects.count()) == (1, 1)
    stranger = made.client("investment_reviewer")
    assert send(stranger, visit, key)["http"] == 422


def test_after_the_case_ended_the_record_is_kept_without_effect(made: cases.House) -> None:
    row = factories.asked(made)
    visit = factories.announced(made)
    withdraw_case(made["张伟"], case_id=row.case_id, reason="不办了")
    answer = send(made.client("reviewer"), visit, uuid4())
    assert answer["status"] == "done"
    assert "已经结束" in answer["message"]


HOUR, SINCE = timedelta(hours=1), MONDAY - timedelta(hours=8)


@pytest.mark.parametrize(
    ("taken", "sent", "found"),
    [
        (MONDAY - HOUR, None, Timed(MONDAY - HOUR)),
        (MONDAY - HOUR, MONDAY, Timed(MONDAY - HOUR)),
        (MONDAY - HOUR, MONDAY - timedelta(seconds=120), Timed(MONDAY - HOUR)),
        (MONDAY - HOUR, MONDAY - timedelta(seconds=121), Timed(MONDAY - HOUR + timedelta(seconds=121), 121)),
        (MONDAY - 9 * HOUR, MONDAY - 8 * HOUR, Timed(MONDAY - HOUR, 8 * 3600)),
        (MONDAY + 7 * HOUR, MONDAY + 8 * HOUR, Timed(MONDAY - HOUR, -8 * 3600)),
        (MONDAY + timedelta(seconds=90), MONDAY, Timed(MONDAY)),
        (SINCE, MONDAY, Timed(SINCE)),
        (SINCE - timedelta(seconds=1), MONDAY, Timed(MONDAY, received=True)),
        (MONDAY + HOUR, MONDAY, Timed(MONDAY, received=True)),
        (datetime(1970, 1, 1, tzinfo=clock.LOCAL), MONDAY, Timed(MONDAY, received=True)),
        (datetime.max.replace(tzinfo=clock.LOCAL), MONDAY - HOUR, Timed(MONDAY, received=True)),
    ],
)
def test_a_phones_clock_is_put_right(taken: datetime, sent: datetime | None, found: Timed) -> None:
    assert timed(taken, sent, MONDAY, SINCE) == found


def test_a_wrong_clock_loses_nothing_and_is_told(made: cases.House) -> None:
    """Phone eight hours behind, then one that believes in 1970: recorded both, the record says so."""
    factories.asked(made)
    visit = factories.announced(made)
    phone = made.client("reviewer")
    behind = {"taken_at": "2026-11-15T15:20:00Z", "sent_at": "2026-11-15T16:00:00Z"}
    assert photo(phone, visit, uuid4(), **behind).json()["status"] == "done"
    kept = Evidence.objects.get()
    assert (kept.taken_at, kept.clock_off) == (MONDAY - timedelta(minutes=40), 8 * 3600)
    assert photo(phone, visit, uuid4(), taken_at="1970-01-01T00:00:00Z").json()["status"] == "done"
    assert Evidence.objects.filter(clock_unknown=True, taken_at=MONDAY).count() == 1
    record = said(visit) | {"taken_at": behind["taken_at"]}
    assert send(phone, visit, uuid4(), said=record, sent_at=behind["sent_at"])["status"] == "done"
    visit.refresh_from_db()
    assert (visit.taken_at, visit.clock_off) == (MONDAY - timedelta(minutes=40), 8 * 3600)
    assert "已按系统时间校正" in phone.get(f"/desk/surveys/visits/{visit.pk}/").text
    visit = services.sign_visit(made["investment_reviewer"], visit_id=visit.pk, digest=visit.digest)
    assert visit.document is not None
    assert "比系统慢8小时0分钟" in str(visit.document.data)


def test_stale_is_told_and_can_be_sent_again(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    factories.recorded(made, visit)
    services.send_back(made["investment_reviewer"], visit_id=visit.pk, reason="重新量面积")
    phone, key = made.client("reviewer"), uuid4()
    answer = send(phone, visit, key)
    assert (answer["status"], answer["version"]) == ("stale", 3)
    assert send(phone, visit, key, version=3)["status"] == "done"


def test_a_colleague_was_first(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    factories.recorded(made, visit)
    answer = send(made.client("investment_reviewer"), visit, uuid4())
    assert (answer["status"], answer["by"]) == ("taken", "郑凯")


def test_called_off_meanwhile(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    services.cancel_trip(made["section_head"], trip_id=visit.trip_id, reason="暴雨")
    assert send(made.client("reviewer"), visit, uuid4())["status"] == "ended"
    missed = send(made.client("reviewer"), visit, uuid4(), "miss", said={"reason": "锁门"})
    assert missed["status"] == "ended"


def test_what_is_missing_is_refused_and_not_remembered(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    phone, key = made.client("reviewer"), uuid4()
    body = said(visit)
    answer = send(phone, visit, key, said=body | {"answers": {}})
    assert (answer["status"], Sent.objects.count()) == ("refused", 0)
    assert send(phone, visit, key, said=body)["status"] == "done"


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "x"},
        {"kind": "other"},
        {"visit": "x"},
        {"version": "x"},
        {"said": []},
        {"said": 3},
    ],
)
def test_unreadable_is_refused(made: cases.House, changes: dict[str, Any]) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    answer = send(made.client("reviewer"), visit, uuid4(), **changes)
    assert answer["http"] == 422 or answer["status"] == "refused"
    assert not Sent.objects.exists()


def test_files_that_are_no_pictures_and_strangers(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    phone = made.client("reviewer")
    fake = SimpleUploadedFile("photo.jpg", b"MZ no picture", "image/jpeg")
    assert photo(phone, visit, uuid4(), file=fake).status_code == 422
    for wrong in ({"lon": "900"}, {"taken_at": "gestern"}, {"kind": "x"}, {"file": ""}):
        assert photo(phone, visit, uuid4(), **wrong).status_code == 422
    assert photo(made.client("张伟"), visit, uuid4()).status_code == 403
    assert photo(made.client("王芳"), visit, uuid4()).status_code == 404
    assert not Evidence.objects.exists()
