"""The ways out: SMTP for e-mail, a signed JSON POST for the SMS gateway (docs: README.md of this context)."""

import json
import secrets
import smtplib
import urllib.error
import urllib.parse
import urllib.request

from django.conf import settings
from django.core.mail import EmailMessage

from oneseal.foundation import clock
from oneseal.notices.models import Message
from oneseal.notices.rules.signing import signature

TIMEOUT = 10


class Refused(Exception):
    """The gateway will never take this message: trying again is useless."""


def send(message: Message, title: str, text: str) -> str:
    """Hand the message over; return the gateway's id of it.

    Raises OSError (with smtplib's and urllib's errors, which are OSErrors) when trying again may help,
    Refused when it will not.
    """
    if message.channel == Message.Channel.SMS:
        return _send_sms(message, text)
    mail = EmailMessage(
        title,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [message.address],
        headers={"Message-ID": f"<{message.uid}@oneseal>"},
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(code >= 500 for code in codes):
            raise Refused(f"SMTP {codes}") from error
        raise
    return str(message.uid)


def _send_sms(message: Message, text: str) -> str:
    body = json.dumps(
        {"id": str(message.uid), "phone": message.address, "sign": settings.SMS_SIGN, "text": text},
        ensure_ascii=False,
    ).encode()
    url = settings.SMS_GATEWAY
    request = urllib.request.Request(  # noqa: S310 (the address comes from the settings)
        url, data=body, headers=_signed_headers(urllib.parse.urlsplit(url).path or "/", body), method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return str(json.loads(answer.read())["id"])
    except urllib.error.HTTPError as error:
        if error.code in {400, 401, 403, 404, 413, 422}:
            raise Refused(f"{error.code} {error.read(200).decode(errors='replace')}") from error
        raise
    except (ValueError, KeyError) as error:
        raise OSError(f"the gateway answered nonsense: {error!r}") from error


def _signed_headers(path: str, body: bytes) -> dict[str, str]:
    timestamp, nonce = str(int(clock.now().timestamp())), secrets.token_hex(16)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Key": settings.SMS_KEY,
        "X-Timestamp": timestamp,
        "X-Nonce": nonce,
        "X-Signature": signature(settings.SMS_SECRET, path=path, timestamp=timestamp, nonce=nonce, body=body),
    }
