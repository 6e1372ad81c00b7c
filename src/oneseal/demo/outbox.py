"""What the demonstration "sends": local stand-ins of the SMS gateway and the mail server write it to a file."""

import email
import email.policy
import os
import secrets
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from oneseal.foundation import clock
from oneseal.notices.counterparts import MailCounterpart, SmsCounterpart

SILENT = {"ONESEAL_SMS_GATEWAY": "", "ONESEAL_SMTP_HOST": ""}
"""The environment of a process that sends nothing: history is played without its messages of a year."""


def path() -> Path:
    """The file, for people to read: one message a line."""
    return Path(settings.VAR) / "demo" / "outbox.txt"


class Outbox:
    """Both stand-ins, started; `environment` is what the processes need that shall use them."""

    def __init__(self) -> None:
        self._lock = Lock()
        secret = secrets.token_urlsafe(24)
        self._sms = _Sms(self, secret)
        self._mail = _Mail(self)
        self.environment = {
            "ONESEAL_SMS_GATEWAY": self._sms.url,
            "ONESEAL_SMS_KEY": "demo",
            "ONESEAL_SMS_SECRET": secret,
            "ONESEAL_SMTP_HOST": "127.0.0.1",
            "ONESEAL_SMTP_PORT": str(self._mail.port),
        }

    def write(self, kind: str, to: str, text: str) -> None:
        """Add a line, whole even when two messages come at once."""
        line = f"{clock.now().astimezone(clock.LOCAL):%Y-%m-%d %H:%M:%S}  {kind}  {to}  {' '.join(text.split())}\n"
        with self._lock:
            path().parent.mkdir(parents=True, exist_ok=True)
            with open(path(), "a", encoding="utf-8", opener=_owner_only) as file:
                file.write(line)

    def close(self) -> None:
        """Stop listening."""
        for server in (self._sms, self._mail):
            server.shutdown()
            server.server_close()


def latest(count: int = 20) -> list[str]:
    """The newest messages, oldest first."""
    if not path().exists():
        return []
    return path().read_text(encoding="utf-8").splitlines()[-count:]


def _owner_only(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


class _Sms(SmsCounterpart):
    def __init__(self, outbox: Outbox, secret: str) -> None:
        self.outbox = outbox
        super().__init__(secret)

    def take(self, message: dict[str, Any]) -> str:
        """Keep and write down; the same id again is the same message."""
        if message["id"] not in self.received:
            self.outbox.write("短信", message["phone"], f"【{message['sign']}】{message['text']}")
        return super().take(message)


class _Mail(MailCounterpart):
    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        super().__init__()

    def take(self, letter: bytes) -> None:
        """Keep and write down."""
        super().take(letter)
        read = email.message_from_bytes(letter, policy=email.policy.default)
        body = read.get_body(("plain",))
        self.outbox.write(
            "邮件", str(read["To"]), f"《{read['Subject']}》{body.get_content() if body else ''}"
        )
