"""What colleagues are told about their learning, inside the act's transaction, each once."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.notices.services import notify_staff


def tell(
    actor: Actor,
    staff_ids: Iterable[int],
    template: str,
    data: Mapping[str, object],
    about: Subject,
    page: str = "training:mine",
    occasion: str = "",
) -> None:
    """A message to colleagues about one subject, each once for an occasion; without one, once for the subject."""
    notify_staff(
        actor,
        bureau_id=actor.bureau_id,
        staff_ids=staff_ids,
        template=template,
        data=data,
        occasion=occasion or f"{about.kind}:{about.id}",
        about=about,
        link=reverse(page),
    )
