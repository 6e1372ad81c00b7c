"""Browsers are introduced to one another: places, messages, what is lost, what stays."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict

from oneseal.foundation import calls, clock
from oneseal.foundation.models import CallPeer, CallSignal
from oneseal.kernel.errors import NotFound, RuleViolation

TEN = datetime(2026, 11, 16, 10, 0, tzinfo=clock.LOCAL)


@pytest.mark.django_db
def test_two_browsers_meet_and_nothing_stays() -> None:
    with clock.at(TEN):
        first = calls.enter("help:1", who="device:1", name="自助区", host=False)
        second = calls.enter("help:1", who="staff:2", name="李娜", host=True)
        calls.enter("help:2", who="device:9", name="别处", host=False)
        calls.say("help:1", who="device:1", peer=first, to=second, body={"type": "offer"})
        heard = calls.hear("help:1", who="staff:2", peer=second, after=0)
        assert [(each.name, each.host) for each in heard.there] == [("自助区", False)]
        assert [(each.sender, each.body) for each in heard.signals] == [(first, {"type": "offer"})]
        last = heard.signals[0].id
        assert calls.hear("help:1", who="staff:2", peer=second, after=last).signals == []
        assert calls.alive(["help:1", "help:3"]) == {"help:1"}
    with clock.at(TEN + calls.QUIET + timedelta(seconds=1)):
        assert calls.hear("help:1", who="staff:2", peer=second, after=last).there == []
        calls.close("help:1")
        with pytest.raises(NotFound):
            calls.hear("help:1", who="staff:2", peer=second, after=last)
    assert (CallPeer.objects.count(), CallSignal.objects.count()) == (1, 0)
    with clock.at(TEN + calls.KEPT + timedelta(seconds=1)):
        calls.forget()
    assert CallPeer.objects.count() == 0


@pytest.mark.django_db
def test_a_place_is_its_owner_s(monkeypatch: pytest.MonkeyPatch) -> None:
    first = calls.enter("help:1", who="device:1", name="自助区", host=False)
    second = calls.enter("help:1", who="staff:2", name="李娜", host=True)
    for room, who, to in (("help:1", "staff:3", second), ("help:2", "device:1", second)):
        with pytest.raises(NotFound):
            calls.say(room, who=who, peer=first, to=to, body={})
    with pytest.raises(NotFound, match="对方已经离开"):
        calls.say("help:1", who="device:1", peer=first, to=uuid4(), body={})
    again = calls.enter("help:1", who="device:1", name="自助区", host=False)
    with pytest.raises(NotFound, match="重新进入"):
        calls.hear("help:1", who="device:1", peer=first, after=0)
    with pytest.raises(RuleViolation, match="过多或过长"):
        calls.say("help:1", who="device:1", peer=again, to=second, body={"sdp": "x" * calls.LONGEST})
    monkeypatch.setattr(calls, "MOST", 2)
    for _ in range(2):
        calls.say("help:1", who="device:1", peer=again, to=second, body={})
    with pytest.raises(RuleViolation, match="过多或过长"):
        calls.say("help:1", who="device:1", peer=again, to=second, body={})


@pytest.mark.parametrize("sent", [b"", b"[]", b"{}", b'{"peer": 1, "to": 2, "body": {}}', b"\xff"])
def test_a_strange_message_is_refused(sent: bytes) -> None:
    with pytest.raises(RuleViolation, match="无法读取"):
        calls.message_of(sent)


@pytest.mark.parametrize(("after", "found"), [("", 0), ("7", 7), ("-1", 0), ("9" * 30, 0), ("²", 0)])
def test_where_a_browser_stopped_reading(after: str, found: int) -> None:
    peer = uuid4()
    assert calls.asked_of(QueryDict(f"peer={peer}&after={after}")) == (peer, found)
    with pytest.raises(RuleViolation, match="无法读取"):
        calls.asked_of(QueryDict("peer=x"))
