"""A remote survey counts only with both officers and the applicant in the call, and the recording kept (5.9)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.surveys import services
from oneseal.surveys.models import Visit
from oneseal.surveys.rules.calls import Stay, check_counts
from oneseal.surveys.services import Taken
from oneseal.surveys.tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=clock.LOCAL)
WEBM = b"\x1a\x45\xdf\xa3" + b"0" * 60


@pytest.fixture
def made() -> Iterator[cases.House]:
    """Monday at ten."""
    with clock.at(MONDAY):
        yield factories.house()


def remote(made: cases.House) -> Visit:
    row = factories.asked(made, mode="remote", lon=None, lat=None)
    people = [made.staff("reviewer"), made.staff("section_head")]
    return services.set_remote(
        made["section_head"], request_id=row.pk, day=clock.today(), arrives=600, people=people
    )


def keep(made: cases.House, visit: Visit, kind: str, content: bytes, who: str = "reviewer") -> Any:
    taken = Taken(uuid4(), kind, clock.now())
    return services.keep_evidence(made[who], visit_id=visit.pk, taken=taken, name="a.jpg", content=content)


def together(made: cases.House, visit: Visit, *who: str) -> None:
    """These people in the call for ten seconds."""
    peers = [(each, services.join_call(made[each], visit_id=visit.pk).peer) for each in who]
    with clock.at(MONDAY + timedelta(seconds=10)):
        for each, peer in peers:
            services.hear(made[each], peer=peer, after=0)


S, A, B = timedelta(seconds=1), 7, 8


@pytest.mark.parametrize(
    ("stays", "kept", "code"),
    [
        ([(A, 0, 60), (B, 0, 60), (0, 0, 60)], 1, ""),
        ([(A, 0, 60), (B, 0, 60), (0, 0, 60)], 0, "nothing_kept"),
        ([(A, 0, 60), (0, 0, 60)], 1, "officer_missing"),
        ([(A, 0, 60), (A, 0, 60), (0, 0, 60)], 1, "officer_missing"),
        ([(A, 0, 60), (B, 0, 60)], 1, "applicant_not_there"),
        ([(A, 0, 30), (B, 40, 60), (0, 0, 60)], 1, "officer_missing"),
        ([(A, 0, 60), (B, 0, 60), (0, 56, 60)], 1, "officer_missing"),
        ([(A, 0, 60), (B, 55, 60), (0, 0, 60)], 1, ""),
    ],
)
def test_when_it_counts(stays: list[tuple[int, int, int]], kept: int, code: str) -> None:
    found = [Stay(staff, MONDAY + S * joined, MONDAY + S * seen) for staff, joined, seen in stays]
    if not code:
        check_counts(found, kept)
        return
    with pytest.raises(RuleViolation) as refused:
        check_counts(found, kept)
    assert refused.value.code == code


def test_who_lost_the_connection_was_not_there_meanwhile(made: cases.House) -> None:
    """The second officer is away while the applicant is there: coming back later does not make it three."""
    visit = remote(made)
    peers = {
        who: services.join_call(made[who], visit_id=visit.pk).peer for who in ("reviewer", "section_head")
    }
    keep(made, visit, "recording", WEBM)

    def at(seconds: int, *who: str) -> None:
        with clock.at(MONDAY + timedelta(seconds=seconds)):
            for each in who:
                services.hear(made[each], peer=peers[each], after=0)

    at(10, "reviewer", "section_head")
    with clock.at(MONDAY + timedelta(seconds=40)):
        peers["张伟"] = services.join_call(made["张伟"], visit_id=visit.pk).peer
    at(25, "reviewer")
    at(40, "reviewer")
    at(50, "reviewer", "张伟")
    at(60, "section_head", "reviewer")
    with pytest.raises(RuleViolation, match="不足两人"):
        factories.recorded(made, visit)
    assert visit.callers.count() == 4
    at(66, "reviewer", "section_head", "张伟")
    with pytest.raises(RuleViolation, match="在视频页面签名"):
        factories.recorded(made, visit)


def test_a_remote_survey(made: cases.House) -> None:
    visit = remote(made)
    with pytest.raises(RuleViolation, match="还没有进入视频"):
        factories.recorded(made, visit)
    together(made, visit, "reviewer", "张伟")
    keep(made, visit, "recording", WEBM)
    with pytest.raises(RuleViolation, match="不足两人"):
        factories.recorded(made, visit)
    together(made, visit, "reviewer", "section_head", "张伟")
    with pytest.raises(RuleViolation, match="在视频页面签名"):
        factories.recorded(made, visit)
    keep(made, visit, "signature", factories.picture(), "张伟")
    visit = factories.recorded(made, visit)
    services.sign_visit(made["section_head"], visit_id=visit.pk, digest=visit.digest)
    assert cases.step_of(visit.requests.get().case, "decide").state == "open"
    with pytest.raises(Conflict, match="已经结束"):
        services.join_call(made["reviewer"], visit_id=visit.pk)


def test_who_may_come_in(made: cases.House) -> None:
    visit = remote(made)
    with pytest.raises(NotFound):
        services.join_call(made["王芳"], visit_id=visit.pk)
    with pytest.raises(Forbidden):
        services.join_call(made["coordinator"], visit_id=visit.pk)
    with clock.at(MONDAY + timedelta(days=1)), pytest.raises(RuleViolation, match="约定的日子"):
        services.join_call(made["reviewer"], visit_id=visit.pk)
    with pytest.raises(RuleViolation, match="不是浏览器录下"):
        keep(made, visit, "recording", b"MZ")
    with pytest.raises(Forbidden):
        keep(made, visit, "recording", WEBM, "张伟")


def test_what_browsers_tell_one_another(made: cases.House) -> None:
    visit = remote(made)
    client = Client()
    client.force_login(made.cast.account("reviewer"))
    base = f"/surveys/calls/{visit.uid}/"
    page = client.get(base)
    assert "camera=(self), microphone=(self)" in page["Permissions-Policy"]
    own = client.post(f"{base}join/").json()["peer"]
    other = services.join_call(made["张伟"], visit_id=visit.pk)
    there = client.get(f"{base}hear/?peer={own}").json()["peers"]
    assert [each["peer"] for each in there] == [str(other.peer)]
    body = {"peer": own, "to": str(other.peer), "body": {"type": "offer", "sdp": "v=0"}}
    sent = client.post(f"{base}signal/", json.dumps(body), content_type="application/json")
    assert sent.status_code == 200
    signals = services.hear(made["张伟"], peer=other.peer, after=0).signals
    assert [each.body["type"] for each in signals] == ["offer"]
    with pytest.raises(NotFound):
        services.hear(made["reviewer"], peer=other.peer, after=0)
    for wrong in (body | {"to": str(uuid4())}, {"peer": own}, body | {"body": {"sdp": "x" * 70_000}}):
        answer = client.post(f"{base}signal/", json.dumps(wrong), content_type="application/json")
        assert answer.status_code in {404, 422}
    assert len(services.hear(made["张伟"], peer=other.peer, after=0).signals) == 1


def test_a_recording_is_kept_by_upload(made: cases.House) -> None:
    visit = remote(made)
    client = Client()
    client.force_login(made.cast.account("reviewer"))
    body = {
        "key": str(uuid4()),
        "visit": str(visit.uid),
        "kind": "recording",
        "taken_at": "2026-11-16T02:00:00Z",
        "file": SimpleUploadedFile("call.webm", WEBM, "video/webm"),
    }
    assert client.post("/surveys/evidence/", body).json()["status"] == "done"
    assert visit.evidence.get().file.media_type == "video/webm"
