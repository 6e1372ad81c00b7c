"""Telling people: one message per occasion and channel, sent by jobs."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction

from oneseal.foundation import clock, fields, jobs
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices import adapters
from oneseal.notices.events import MessageDelivered, MessageFailed, MessageQueued, MessageSent
from oneseal.notices.models import Message, Preference
from oneseal.notices.rules import signing, wording
from oneseal.notices.selectors import text_of, title_of

if TYPE_CHECKING:
    from oneseal.identity.models import Applicant

Channel, State = Message.Channel, Message.State

COLUMNS = [
    "uid",
    "bureau_id",
    "account_id",
    "applicant_id",
    "channel",
    "template",
    "data",
    "address",
    "link",
    "about_kind",
    "about_id",
    "dedupe_key",
    "state",
    "attempts",
    "last_error",
    "provider_id",
    "created_at",
]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell: an account (its own inbox) or an applicant (everybody who may act for it), and where else."""

    account_id: int = 0
    applicant_id: int = 0
    phone: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        if bool(self.account_id) == bool(self.applicant_id):
            raise ValueError("a message goes to one account or to one applicant")

    @classmethod
    def of(cls, applicant: "Applicant") -> "Recipient":
        """Everybody who may act for the applicant, and the telephone that they gave."""
        return cls(applicant_id=applicant.pk, phone=applicant.phone or "")


def notify(
    actor: Actor,
    *,
    bureau_id: int,
    recipient: Recipient,
    template: str,
    data: Mapping[str, Any],
    dedupe_key: str,
    about: Subject | None = None,
    link: str = "",
) -> list[int]:
    """Tell somebody something, inside the act's transaction; return the new messages' ids.

    `template` and the `data` it needs: rules.wording. The inbox always gets the message, SMS and e-mail where
    an address is given, the gateway is configured and the account has not declined. The same `dedupe_key`
    again writes nothing and returns [], nor does a message for the phone only that has no way there.
    `link` is a path of this site. Raises RuleViolation for missing data.
    """
    wording.check(described := wording.template_of(template), data)
    ways = _ways(recipient, described)
    subject = about or Subject("", 0)
    common = {
        "bureau_id": bureau_id,
        "account_id": recipient.account_id or None,
        "applicant_id": recipient.applicant_id or None,
        "template": template,
        "link": link,
        "about_kind": subject.kind,
        "about_id": subject.id,
        "dedupe_key": dedupe_key,
    }
    rows = [_row(channel, address, dict(data), common) for channel, address in ways]
    return _post(actor, rows, template, subject) if rows else []


def notify_staff(
    actor: Actor,
    *,
    bureau_id: int,
    staff_ids: Iterable[int],
    template: str,
    data: Mapping[str, Any],
    occasion: str,
    about: Subject | None = None,
    link: str = "",
) -> list[int]:
    """Tell colleagues, departments' people included, each once for an `occasion`; see `notify`."""
    told: list[int] = []
    for account_id in identity.accounts_of(staff_ids):
        told += notify(
            actor,
            bureau_id=bureau_id,
            recipient=Recipient(account_id=account_id),
            template=template,
            data=data,
            dedupe_key=f"{template}:{occasion}:{account_id}",
            about=about,
            link=link,
        )
    return told


def _post(actor: Actor, rows: list[list[Any]], template: str, subject: Subject) -> list[int]:
    with transaction.atomic():
        new = _insert(rows)
        if new:
            event = MessageQueued(template, sorted(new), subject.kind, subject.id)
            record(actor, Subject("message", min(new.values())), event)
        _defer(new)
    return list(new.values())


def _defer(new: Mapping[str, int]) -> None:
    for channel, message_id in new.items():
        if channel != Channel.IN_APP:
            jobs.defer("notices.send", message_id=message_id)


def _ways(recipient: Recipient, described: wording.Template) -> list[tuple[str, str]]:
    phone = signing.mobile_number(recipient.phone)
    if described.phone_only:
        return [(Channel.SMS, phone)] if phone and settings.SMS_GATEWAY else []
    wanted = None
    if recipient.account_id and (recipient.phone or recipient.email):
        wanted = Preference.objects.filter(account_id=recipient.account_id).first()
    ways: list[tuple[str, str]] = [(Channel.IN_APP, "")]
    if phone and settings.SMS_GATEWAY and (wanted is None or wanted.sms):
        ways.append((Channel.SMS, phone))
    if recipient.email and settings.EMAIL_HOST and (wanted is None or wanted.email):
        ways.append((Channel.EMAIL, recipient.email))
    return ways


def _row(channel: str, address: str, data: dict[str, Any], common: dict[str, Any]) -> list[Any]:
    uid = uuid.uuid4()
    values = {
        **common,
        "uid": uid,
        "channel": channel,
        "data": fields.sealed(Message, "data", uid, data),
        "address": fields.sealed(Message, "address", uid, address),
        "state": State.DELIVERED if channel == Channel.IN_APP else State.WAITING,
        "attempts": 0,
        "last_error": "",
        "provider_id": "",
        "created_at": clock.now(),
    }
    columns = {field.attname: field for field in Message._meta.concrete_fields}
    return [columns[name].get_db_prep_save(values[name], connection) for name in COLUMNS]


def _insert(rows: list[list[Any]]) -> dict[str, int]:
    """Insert what is new in one statement; the ids by channel."""
    places = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(rows))
    sql = f"INSERT INTO notices_message ({', '.join(COLUMNS)}) VALUES {places} ON CONFLICT (dedupe_key, channel) DO NOTHING RETURNING channel, id"  # noqa: S608 (constant names only)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])
        return {str(channel): int(message_id) for channel, message_id in cursor.fetchall()}


def send_message(message_id: int) -> None:
    """Hand a waiting message to its gateway. Sent ones stay; errors raise, so that the job tries again.

    The row is locked while the gateway is asked; the message's uid goes along, so that a gateway which saw
    it before (we died between its answer and our commit) does not send it twice.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id, state=State.WAITING).first()
        if message is None:
            return
        try:
            provider_id = adapters.send(message, title_of(message), text_of(message))
        except adapters.Refused as error:
            _settle(message, State.FAILED, MessageFailed(message.channel, str(error)[:300]), str(error))
            return
        except OSError as error:
            trouble = error
        else:
            _settle(message, State.SENT, MessageSent(message.channel, provider_id), "", provider_id)
            return
        attempts, said = message.attempts + 1, str(trouble)[:300]
        Message.objects.filter(pk=message.pk).update(attempts=attempts, last_error=said)
    raise trouble


def _settle(
    message: Message, state: str, event: MessageSent | MessageFailed, error: str, provider_id: str = ""
) -> None:
    values = {
        "state": state,
        "attempts": message.attempts + 1,
        "last_error": error[:300],
        "provider_id": provider_id,
        "sent_at": clock.now() if state == State.SENT else None,
    }
    record(SYSTEM, Subject("message", message.pk), event, changes=[Update(Message, message.pk, values)])


def report_delivery(*, provider_id: str, delivered: bool, error: str = "") -> None:
    """Note what the gateway reports about a message it took. Told twice, noted once. Raises NotFound."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(provider_id=provider_id).first()
        if message is None or not provider_id:
            raise NotFound("not_found", N_("没有这条消息。"))
        state = State.DELIVERED if delivered else State.FAILED
        if message.state == state:
            return
        if message.state != State.SENT:
            raise RuleViolation("not_sent", N_("这条消息不在已发送状态，回执未登记。"))
        event = (
            MessageDelivered(message.channel) if delivered else MessageFailed(message.channel, error[:300])
        )
        change = Update(Message, message.pk, {"state": state, "last_error": error[:300]})
        record(SYSTEM, Subject("message", message.pk), event, changes=[change])
