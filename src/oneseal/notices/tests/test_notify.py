"""Telling people: once per occasion, through real protocols, tried again when a gateway is down."""

import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from oneseal.foundation import jobs
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast, cast
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.notices import selectors, services
from oneseal.notices.counterparts import MailCounterpart, SmsCounterpart
from oneseal.notices.models import Message

DATA = {"case_number": "云审〔2026〕第0001号", "item_name": "食品经营许可", "due": "2026年12月1日"}


@pytest.fixture
def players(db: None) -> Cast:
    return cast()


@pytest.fixture
def sms(settings: Settings) -> Iterator[SmsCounterpart]:
    server = SmsCounterpart("secret")
    settings.SMS_GATEWAY, settings.SMS_KEY, settings.SMS_SECRET = server.url, "key", "secret"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailCounterpart]:
    server = MailCounterpart()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.shutdown()
    server.server_close()


def tell(
    players: Cast, key: str = "accepted:1", phone: str = "", email: str = "", actor: Actor | None = None
) -> list[int]:
    """Tell 张伟 that his application was accepted."""
    return services.notify(
        actor or players.actor("clerk"),
        bureau_id=players.bureau.id,
        recipient=services.Recipient(applicant_id=players.applicants["张伟"].id, phone=phone, email=email),
        template="accepted",
        data=DATA,
        dedupe_key=key,
        about=Subject("case", 1),
    )


def test_one_message_per_occasion(players: Cast) -> None:
    assert len(tell(players)) == 1
    assert tell(players) == []
    assert len(tell(players, "accepted:2")) == 1
    assert Message.objects.count() == 2


def test_statements(players: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actor = players.actor("clerk")
    with django_assert_num_queries(4):  # savepoint, insert, journal, release
        tell(players, actor=actor)


def test_text_is_encrypted_and_readable(players: Cast) -> None:
    (message_id,) = tell(players)
    message = Message.objects.get(pk=message_id)
    assert "承诺2026年12月1日前办结" in selectors.text_of(message)
    assert selectors.title_of(message) == "申请已受理"


def test_inbox_belongs_to_those_who_may_act(players: Cast) -> None:
    (message_id,) = tell(players)
    owner, stranger = players.actor("张伟"), players.actor("王芳")
    assert selectors.unread(owner).count() == 1
    assert selectors.unread(stranger).count() == 0
    with pytest.raises(NotFound):
        services.mark_read(stranger, message_id=message_id)
    services.mark_read(owner, message_id=message_id)
    assert selectors.unread(owner).count() == 0


def test_missing_words_are_refused(players: Cast) -> None:
    with pytest.raises(RuleViolation, match="缺少due"):
        services.notify(
            players.actor("clerk"),
            bureau_id=players.bureau.id,
            recipient=services.Recipient(account_id=players.account("张伟").id),
            template="accepted",
            data={k: v for k, v in DATA.items() if k != "due"},
            dedupe_key="x",
        )


def test_rolled_back_act_tells_nobody(players: Cast, sms: SmsCounterpart) -> None:
    def act() -> None:
        with transaction.atomic():
            tell(players, phone="13800138000")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    jobs.run_pending_jobs()
    assert sms.received == {}
    assert Message.objects.count() == 0


def test_sms_goes_out_once_signed(players: Cast, sms: SmsCounterpart) -> None:
    tell(players, phone="+86 138-0013-8000")
    jobs.run_pending_jobs()
    message = Message.objects.get(channel="sms")
    assert message.state == "sent"
    assert [m["phone"] for m in sms.received.values()] == ["13800138000"]
    services.send_message(message.id)
    assert len(sms.received) == 1
    services.report_delivery(provider_id=message.provider_id, delivered=True)
    services.report_delivery(provider_id=message.provider_id, delivered=True)
    message.refresh_from_db()
    assert message.state == "delivered"


def test_unsigned_sms_is_refused_for_good(players: Cast, sms: SmsCounterpart, settings: Settings) -> None:
    settings.SMS_SECRET = "wrong"
    tell(players, phone="13800138000")
    jobs.run_pending_jobs()
    message = Message.objects.get(channel="sms")
    assert message.state == "failed"
    assert message.last_error.startswith("401")


def test_a_gateway_that_is_down_is_tried_again(players: Cast, sms: SmsCounterpart) -> None:
    tell(players, phone="13800138000")
    message = Message.objects.get(channel="sms")
    sms.answer_with = 503
    with pytest.raises(OSError):
        services.send_message(message.id)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 1)
    sms.answer_with = 200
    services.send_message(message.id)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 2)


def test_mail_by_smtp(players: Cast, mail: MailCounterpart) -> None:
    tell(players, email="zhangwei@example.com")
    jobs.run_pending_jobs()
    letter = message_from_bytes(mail.received[0], policy=policy.default)
    assert letter["Subject"] == "申请已受理"
    body = letter.get_body()
    assert body is not None
    assert "食品经营许可" in body.get_content()
    assert Message.objects.get(channel="email").state == "sent"


def test_mail_to_an_unknown_mailbox_fails_for_good(players: Cast, mail: MailCounterpart) -> None:
    mail.refuse.add("nobody@example.com")
    tell(players, email="nobody@example.com")
    jobs.run_pending_jobs()
    assert Message.objects.get(channel="email").state == "failed"


def test_no_gateway_no_message(players: Cast) -> None:
    assert django_settings.SMS_GATEWAY == ""
    assert len(tell(players, phone="13800138000")) == 1


def test_declined_channels_stay_silent(players: Cast, sms: SmsCounterpart) -> None:
    actor = players.actor("张伟")
    services.set_preference(actor, sms=False, email=True)
    ids = services.notify(
        players.actor("clerk"),
        bureau_id=players.bureau.id,
        recipient=services.Recipient(account_id=actor.account_id, phone="13800138000"),
        template="accepted",
        data=DATA,
        dedupe_key="declined",
    )
    assert len(ids) == 1


@pytest.mark.django_db(transaction=True)
def test_told_by_many_at_once_it_is_one_message() -> None:
    players = cast()
    actor, start, new = players.actor("clerk"), threading.Barrier(6), []

    def work() -> None:
        start.wait()
        try:
            new.extend(tell(players, "same", actor=actor))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(new) == 1
    assert Message.objects.count() == 1


def test_days_are_written_in_the_readers_language(players: Cast) -> None:
    (message_id,) = services.notify(
        players.actor("clerk"),
        bureau_id=players.bureau.id,
        recipient=services.Recipient(applicant_id=players.applicants["张伟"].id),
        template="accepted",
        data=DATA | {"due": "2026-12-01"},
        dedupe_key="accepted:iso",
        about=Subject("case", 1),
    )
    message = Message.objects.get(pk=message_id)
    assert "2026年12月1日 (周二)" in selectors.text_of(message)
    with translation.override("en"):
        assert "1 Dec 2026 (Tue)" in selectors.text_of(message)
