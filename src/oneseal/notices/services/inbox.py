"""Reading messages and choosing channels."""

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.notices import selectors
from oneseal.notices.events import PreferenceSet
from oneseal.notices.models import Message, Preference


def mark_read(actor: Actor, *, message_id: int) -> Message:
    """Note that the actor opened a message of their inbox; the first time counts. Raises NotFound."""
    message = selectors.access_message(actor, message_id)
    if message.read_at is None:
        message.read_at = clock.now()
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=message.read_at)
    return message


def mark_all_read(actor: Actor) -> int:
    """Note that the actor has seen their whole inbox; return how many were new."""
    return selectors.visible_messages(actor).filter(read_at=None).update(read_at=clock.now())


def set_preference(actor: Actor, *, sms: bool, email: bool) -> Preference:
    """Choose the channels beside the inbox for the actor's own account."""
    with transaction.atomic():
        chosen, _ = Preference.objects.update_or_create(
            account_id=actor.account_id, defaults={"sms": sms, "email": email}
        )
        record(actor, Subject("preference", chosen.pk), PreferenceSet(sms=sms, email=email))
    return chosen
