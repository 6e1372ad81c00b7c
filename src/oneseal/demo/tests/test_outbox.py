"""What the demonstration sends can be read in a file."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_django import Settings

from oneseal.demo import outbox


@pytest.fixture
def box(settings: Settings, tmp_path: Path) -> Iterator[outbox.Outbox]:
    settings.VAR = tmp_path
    made = outbox.Outbox()
    yield made
    made.close()


def test_letters_are_written_down(box: outbox.Outbox) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "受理通知", "a@localhost", "b@localhost"
    letter.set_content("您的申请\n已受理。")
    port = int(box.environment["ONESEAL_SMTP_PORT"])
    with smtplib.SMTP("127.0.0.1", port) as connection:
        connection.send_message(letter)
    assert "邮件  b@localhost  《受理通知》您的申请 已受理。" in outbox.latest()[0]


def test_a_message_sent_twice_is_written_once(box: outbox.Outbox) -> None:
    message = {"id": "1", "phone": "13800000000", "sign": "政务服务", "text": "请领取结果。"}
    for _ in range(2):
        box._sms.take(dict(message))
    assert [line.split("  ", 1)[1] for line in outbox.latest()] == [
        "短信  13800000000  【政务服务】请领取结果。"
    ]
    assert outbox.path().stat().st_mode & 0o077 == 0


def test_nothing_sent_is_no_lines(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    assert outbox.latest() == []
