"""Every read of notices."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from oneseal.foundation import display
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.notices.models import Message, Preference
from oneseal.notices.rules.wording import template_of


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """The actor's inbox, newest first: their own messages and those of applicants they may act for."""
    if not actor.account_id:
        return Message.objects.none()
    mine = Q(account_id=actor.account_id)
    if actor.applicants:
        mine |= Q(applicant_id__in=actor.applicants)
    return Message.objects.filter(mine, channel=Message.Channel.IN_APP).order_by("-id")


def unread(actor: Actor) -> QuerySet[Message]:
    """The messages of the inbox that were not opened."""
    return visible_messages(actor).filter(read_at=None)


def access_message(actor: Actor, message_id: int) -> Message:
    """A message of the actor's inbox. Raises NotFound for absent and others' messages alike."""
    message = visible_messages(actor).filter(pk=message_id).first()
    if message is None:
        raise NotFound("not_found", N_("没有找到这条消息，或者您无权查看。"))
    return message


def title_of(message: Message) -> str:
    """The message's title in the reader's language."""
    return gettext(template_of(message.template).title)


def text_of(message: Message) -> str:
    """The message's text in the reader's language."""
    data = {name: display.in_words(value, weekday=True) for name, value in message.data.items()}
    text: str = gettext(template_of(message.template).text) % data
    return text


def sms_works() -> bool:
    """Whether text messages can be sent at all."""
    return bool(settings.SMS_GATEWAY)


def preference_of(actor: Actor) -> Preference:
    """The actor's choice of channels; all of them where none was made."""
    chosen = Preference.objects.filter(account_id=actor.account_id).first()
    return chosen or Preference(account_id=actor.account_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as its reader sees it."""

    id: int
    title: str
    text: str
    link: str
    created_at: datetime
    is_read: bool


def shown(message: Message) -> Shown:
    """The message in the reader's language."""
    return Shown(
        id=message.pk,
        title=title_of(message),
        text=text_of(message),
        link=message.link,
        created_at=message.created_at,
        is_read=message.read_at is not None,
    )
