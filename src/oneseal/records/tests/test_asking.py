"""A person asks for their own record: agreed, answered, silent, forged, about another, twice, by others."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests import factories
from oneseal.identity.tests.factories import Cast
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.records import gateway, selectors, services
from oneseal.records.counterpart import Counterpart
from oneseal.records.models import RecordQuery
from oneseal.records.rules.answers import Answer
from oneseal.records.tests.test_rules import GOOD
from oneseal.seals.rules.messages import Key

pytestmark = pytest.mark.django_db
SAID = {name: GOOD[name] for name in ("status", "paid_until", "months", "balance", "payments")}


@pytest.fixture
def made() -> Cast:
    return factories.cast()


def knows(agencies: Counterpart, made: Cast, who: str = "张伟", **said: Any) -> None:
    """The agencies have this person's records."""
    number = made.applicants[who].number
    agencies.ledger.keep([(record, number, who, SAID | said) for record in ("medical", "social", "fund")])


def ask(made: Cast, who: str = "张伟", **said: Any) -> tuple[RecordQuery, Answer]:
    return services.ask_record(made.actor(who), **{"name": "social", "agreed": True, "vouched": True, **said})


def browser(made: Cast, *, vouched: bool = True) -> Client:
    """Signed in, through the provincial service or by password."""
    client = made.client("张伟")
    session = client.session
    if vouched:
        account = made.actor("张伟").account_id
        session["account_authentication_methods"] = [{"method": "socialaccount", "provider": "province"}]
        session["account_authentication_methods_user"] = str(account)
        session.save()
    return client


def kept_anywhere(text: str) -> bool:
    """Whether a table holds this text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM foundation_journalentry")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT r::text FROM records_recordquery r")
        found += [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM foundation_idempotencykey")
        assert cursor.fetchone()[0] == 0
    return any(text in each for each in found)


def test_agreed_asked_shown_and_not_kept(made: Cast, agencies: Counterpart) -> None:
    knows(agencies, made)
    row, answer = ask(made)
    assert (answer.balance, answer.agency) == (4_512_088, "云岭市社会保险中心")
    assert (row.state, row.terms, row.applicant_id) == ("found", "2026-11", made.applicants["张伟"].pk)
    told = entries(Subject("record_query", row.pk))
    assert [each.kind for each in told] == ["records.asked", "records.answered"]
    assert not kept_anywhere("4512088")
    assert not kept_anywhere(made.applicants["张伟"].number)
    assert not ask(made, who="李娜")[1].found
    assert agencies.ledger.times() == 2


def test_refused_before_anybody_is_asked(made: Cast, agencies: Counterpart, settings: Any) -> None:
    refusals: list[tuple[dict[str, Any], type[RuleViolation]]] = [
        ({"agreed": False}, RuleViolation),
        ({"vouched": False}, Conflict),
        ({"name": "criminal"}, NotFound),
        ({"who": "clerk"}, NotFound),
    ]
    for said, refused in refusals:
        with pytest.raises(refused):
            ask(made, **said)
    settings.RECORDS_GATEWAY = ""
    with pytest.raises(Conflict, match="还没有接入"):
        ask(made)
    assert agencies.ledger.times() == RecordQuery.objects.count() == 0


def test_silent_forged_and_about_somebody_else(
    made: Cast, agencies: Counterpart, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    knows(agencies, made)
    right = settings.RECORDS_PROVIDER_KEY
    settings.RECORDS_PROVIDER_KEY = Key.new().public.hex()
    with pytest.raises(Conflict, match="没有答复"):
        ask(made)
    settings.RECORDS_PROVIDER_KEY = right
    other = {"number": made.applicants["李娜"].number, "name": "李娜"}
    ledger = agencies.ledger
    monkeypatch.setattr(ledger, "call", lambda method, said: ledger.answer(said | other))
    with pytest.raises(Conflict, match="没有答复"):
        ask(made)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.RECORDS_GATEWAY = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        monkeypatch.setattr(gateway.platform, "timeout", 0.2)
        with pytest.raises(Conflict, match="没有答复"):
            ask(made)
    assert set(RecordQuery.objects.values_list("state", flat=True)) == {"failed"}
    assert RecordQuery.objects.count() == 3


def test_one_question_at_a_time_and_a_lost_one_gives_way(made: Cast, agencies: Counterpart) -> None:
    knows(agencies, made)
    lost = RecordQuery.objects.create(
        bureau=made.bureau,
        applicant=made.applicants["张伟"],
        number="CX0",
        record="social",
        terms="2026-11",
        asked_at=clock.now(),
    )
    with pytest.raises(Conflict, match="正在查询"):
        ask(made)
    assert ask(made, name="fund")[0].state == "found"
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert ask(made)[0].state == "found"
    lost.refresh_from_db()
    assert lost.state == "failed"


def test_the_page_says_first_what_is_fetched_and_the_answer_stands_nowhere_else(
    made: Cast, agencies: Counterpart
) -> None:
    knows(agencies, made)
    client = browser(made)
    assert "养老保险" in client.get("/my/records/").content.decode()
    before = client.get("/my/records/social/").content.decode()
    assert "不能填别人的" in before
    refused = client.post("/my/records/social/", {})
    assert refused.status_code == 422
    assert agencies.ledger.times() == 0
    answered = client.post("/my/records/social/", {"agreed": "on", "idempotency_key": "pressed-once"})
    page = answered.content.decode()
    assert "45,120.88" in page
    assert "云岭机械厂" in page
    assert made.applicants["张伟"].number not in page
    assert "no-store" in answered["Cache-Control"]
    assert not kept_anywhere("4512088")
    later = client.get("/my/records/").content.decode()
    assert "已查到" in later
    assert "45,120.88" not in later
    assert "45,120.88" not in client.get("/my/records/social/").content.decode()
    by_password = browser(made, vouched=False)
    assert "先核实是您本人" in by_password.get("/my/records/social/").content.decode()
    assert by_password.post("/my/records/social/", {"agreed": "on"}).status_code == 422


def test_the_ledger_of_those_who_watch(made: Cast, agencies: Counterpart) -> None:
    row, _ = ask(made)
    page = made.client("supervisor").get("/desk/record-queries/").content.decode()
    assert row.number in page
    assert "张伟" not in page
    assert made.client("clerk").get("/desk/record-queries/").status_code == 403
    assert not selectors.visible_queries(made.actor("clerk")).exists()
    assert made.client("张伟").get("/desk/record-queries/").status_code == 403
