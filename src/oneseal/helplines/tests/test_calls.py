"""Calls by hand and by the exchange, called back, counted; pages, roles, the caller's number (inventory 3.23)."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.helplines import selectors, services
from oneseal.helplines.models import PhoneCall
from oneseal.helplines.rules.life import CallState, Outcome
from oneseal.helplines.services import Told
from oneseal.helplines.tests import factories
from oneseal.helplines.tests.factories import SECTION, WINDOW, Lines
from oneseal.identity.services import create_client
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices import selectors as notices
from oneseal.queueing.services import Slotted
from oneseal.queueing.tests.factories import SLOT, later

CALLER = "13800138000"


@pytest.fixture
def made(db: None) -> Lines:
    with clock.at(later(-60)):
        return factories.lines()


def heard(made: Lines, event: str, minutes: float = 0, call: str = "c1", **more: Any) -> PhoneCall:
    given = {"number": WINDOW, "caller": CALLER, **more}
    with clock.at(later(minutes)):
        return services.hear(made.place["administrator"], call=call, heard=event, at=later(minutes), **given)


def missed(made: Lines, **more: Any) -> PhoneCall:
    heard(made, "rang", **more)
    return heard(made, "hung_up", 1, **more)


def test_a_missed_call_stays_until_it_is_returned(made: Lines) -> None:
    clerk, row = made.place["clerk"], missed(made)
    assert (row.state, row.due) == (CallState.MISSED, later(0).date())
    told = Told(Outcome.ANSWERED, "问营业执照怎么换")
    with clock.at(later(30)):
        assert selectors.to_return(clerk).count() == 1
        services.try_call(clerk, call_id=row.pk)
        with pytest.raises(RuleViolation, match="才回拨过"):
            services.give_up_call(clerk, call_id=row.pk)
        with pytest.raises(NotFound):
            services.return_call(made.place["reviewer"], call_id=row.pk, told=told)
        with pytest.raises(Forbidden):
            services.return_call(made.place["supervisor"], call_id=row.pk, told=told)
        services.return_call(clerk, call_id=row.pk, told=told)
        with pytest.raises(Conflict):
            services.return_call(clerk, call_id=row.pk, told=told)
        assert not selectors.to_return(clerk).exists()
    row.refresh_from_db()
    assert (row.state, row.tries, row.taker_id) == (CallState.RETURNED, 2, clerk.staff_id)
    kinds = [each.kind.removeprefix("helplines.") for each in entries(Subject("phone_call", row.pk))]
    assert kinds == ["call_heard", "call_heard", "call_tried", "call_settled"]


def test_a_call_becomes_an_inquiry_or_an_appointment(made: Lines) -> None:
    clerk, place = made.place["clerk"], made.place
    row = heard(made, "answered")
    with clock.at(later(10)):
        services.settle_call(clerk, call_id=row.pk, told=Told(Outcome.INQUIRY, "外地户口能办吗"))
        row.refresh_from_db()
        assert row.inquiry is not None
        assert (row.inquiry.owner_id, row.inquiry.phone) == (clerk.staff_id, CALLER)
        slot = Slotted(place.lines["A"].pk, later(0).date() + timedelta(days=1), SLOT)
        nobody = Told(Outcome.APPOINTMENT, "约明天", slot=slot, who="没有这个人")
        with pytest.raises(RuleViolation, match="没有找到这位申请人"):
            services.enter_call(clerk, line_id=made.window.pk, told=nobody)
        known = replace(nobody, who=place.house.cast.applicants["张伟"].number)
        booked = services.enter_call(clerk, line_id=made.window.pk, told=known)
        assert booked.appointment is not None
        assert (booked.appointment.day, PhoneCall.objects.count()) == (slot.day, 2)


def test_messages_of_the_exchange(made: Lines) -> None:
    row = heard(made, "hung_up", 3)
    assert heard(made, "hung_up", 3).pk == row.pk
    assert heard(made, "rang").rang_at == later(0)
    row = heard(made, "answered", 1)
    assert (row.state, row.due, row.counts) == (CallState.TALKING, None, True)
    said = entries(Subject("phone_call", row.pk))
    assert [each.data["state"] for each in said] == ["missed", "missed", "talking"]
    assert CALLER not in json.dumps([each.data for each in said])
    with pytest.raises(Conflict, match="别的号码"):
        heard(made, "rang", number=SECTION)
    with pytest.raises(NotFound):
        heard(made, "rang", call="c2", number="12345")
    with clock.at(later(0)), pytest.raises(RuleViolation, match="校准"):
        services.hear(made.place["administrator"], call="c3", number=WINDOW, heard="rang", at=later(10))
    assert heard(made, "rang", call="c4", caller="anonymous").caller == ""
    with clock.at(later(60)):
        assert services.sweep() == 1
        assert services.sweep() == 0


def test_a_caller_who_was_reached_in_another_call_is_not_called_back(made: Lines) -> None:
    clerk, other = made.place["clerk"], "13900139000"
    first, elsewhere, stranger = (
        missed(made),
        missed(made, call="o", number=SECTION),
        missed(made, call="s", caller=other),
    )
    withheld = missed(made, call="w", caller="")
    heard(made, "answered", 20, call="c2")
    late = heard(made, "missed", 5, call="c0")
    again = heard(made, "missed", 30, call="c3")
    second = heard(made, "missed", 31, call="c4")
    with clock.at(later(40)):
        services.return_call(clerk, call_id=second.pk, told=Told(Outcome.ANSWERED, "问地址"))
        rows = {row.line.pk: row for row in selectors.connect_rates(made.window.bureau_id, clock.today())}
        services.enter_call(
            clerk, line_id=made.window.pk, told=Told(Outcome.ANSWERED, "问地址"), caller=other
        )
    states = dict(PhoneCall.objects.values_list("pk", "state"))
    reached = [states[row.pk] for row in (first, late, again, stranger)]
    assert reached == [CallState.REACHED] * 4
    assert [states[row.pk] for row in (elsewhere, withheld)] == [CallState.MISSED] * 2
    assert entries(Subject("phone_call", again.pk))[-1].data == {"by": second.pk}
    window = rows[made.window.pk]
    assert (window.answered.numerator, window.answered.denominator) == (1, 7)
    assert (window.returned.numerator, window.returned.denominator) == (1, 3)


def test_the_rate_and_test_calls(made: Lines) -> None:
    place = made.place
    for number in range(2):
        heard(made, "answered", number, call=f"a{number}")
    missed(made, call="m1", caller="13900139000")
    heard(made, "missed", 9 * 60, call="late")
    with clock.at(later(60)):
        services.enter_call(place["clerk"], line_id=made.window.pk, told=None, caller=CALLER)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = {row.line.pk: row for row in selectors.connect_rates(made.window.bureau_id, clock.today())}
        assert len(asked) == 2
        assert services.remind_missed(bureau_id=made.window.bureau_id) == 2
        assert notices.unread(place["clerk"]).count() == 1
        with pytest.raises(Forbidden):
            services.check_line(place["clerk"], line_id=made.window.pk, answered=True)
        with pytest.raises(RuleViolation, match="什么问题"):
            services.check_line(place["supervisor"], line_id=made.window.pk, answered=False)
        services.check_line(
            place["supervisor"], line_id=made.window.pk, answered=True, seconds=9, right=True, polite=True
        )
        told = notices.unread(place["section_head"]).count()
        services.check_line(place["supervisor"], line_id=made.market.pk, answered=False, note="没有人接")
        assert notices.unread(place["section_head"]).count() == told + 1
    found = rows[made.window.pk]
    assert (found.answered.numerator, found.answered.denominator, found.outside) == (2, 4, 1)
    assert (found.returned.numerator, found.returned.denominator) == (0, 2)
    assert rows[made.market.pk].answered.percent(1) == "—"


def test_numbers_are_given_once_and_shown(made: Lines) -> None:
    place, keeper = made.place, made.place["administrator"]
    with pytest.raises(RuleViolation, match="别的窗口"):
        services.keep_line(keeper, number=SECTION, section_id=made.window.section_id)
    with pytest.raises(Forbidden):
        services.close_line(place["clerk"], line_id=made.window.pk)
    new = "0990-8812309"
    services.keep_line(
        keeper, number=new, section_id=made.window.section_id, window_id=place.windows["01"].pk
    )
    assert selectors.numbers_of_windows(place.hall.pk) == {place.windows["01"].pk: new}
    assert new in Client().get(f"/halls/{place.hall.pk}/").text
    posts = {post.pk: post.section_id for post in place.house.cast.posts.values()}
    shown = selectors.numbers_of_posts(posts)
    assert shown[place.house.cast.posts["market_reviewer"].pk] == [SECTION]
    assert shown[place.house.cast.posts["window_clerk"].pk] == []


def test_pages_and_the_callers_number(made: Lines) -> None:
    cast, row = made.place.house.cast, missed(made)
    clerk, watcher = Client(), Client()
    with clock.at(later(20)):
        clerk.force_login(cast.account("clerk"))
        watcher.force_login(cast.account("supervisor"))
        assert "138****8000" in clerk.get("/desk/calls/").text
        page = f"/desk/calls/{row.pk}/"
        assert CALLER not in clerk.get(page).text
        assert watcher.post(f"{page}caller/", {"reason": "看看是谁打来"}).status_code == 403
        assert clerk.post(f"{page}caller/", {"reason": ""}).status_code == 422
        assert CALLER in clerk.post(f"{page}caller/", {"reason": "按规定回电话"}).text
        refused = clerk.post(f"{page}return/", {"note": "", "outcome": "answered"})
        assert refused.status_code == 422
        assert "请写一句问的是什么" in refused.text
        given = {"line": made.window.pk, "got": "got", "note": "几点下班", "outcome": "answered"}
        assert clerk.post("/desk/calls/", given | {"item": "没有的"}).status_code == 422
        assert clerk.post("/desk/calls/", given).status_code == 302
        assert "几点下班" in clerk.get("/desk/calls/?view=all").text
        assert clerk.post(f"{page}return/", given).status_code == 302
        figures = watcher.get("/desk/calls/figures/").text
        assert "接起 1 ÷ 来电 2" in figures
        assert watcher.post("/desk/calls/figures/", {"line_id": made.window.pk}).status_code == 422


def test_an_exchange_reports_once(made: Lines) -> None:
    with clock.at(later(0)):
        _, token = create_client(
            made.place["administrator"],
            name="交换机",
            scopes=["helplines"],
            expires_on=clock.today() + timedelta(days=9),
        )
        api = Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "k1"})
        body = {"call": "x", "number": WINDOW, "event": "missed", "at": later(0).isoformat()}
        for _again in range(2):
            sent = api.post("/api/v1/helplines/events", json.dumps(body), "application/json")
            assert (sent.status_code, sent.json()["state"]) == (202, "missed")
        rates = {row["number"]: row for row in api.get("/api/v1/helplines/rates").json()}
        assert (rates[WINDOW]["answered"], rates[WINDOW]["calls"]) == (0, 1)
