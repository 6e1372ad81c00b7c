"""What the person concerned is told about their appraisal, inside the act's transaction."""

from collections.abc import Mapping

from django.urls import reverse

from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.notices.services import notify_staff


def tell(
    actor: Actor,
    staff_id: int,
    template: str,
    data: Mapping[str, object],
    *,
    about: Subject,
    page: str = "appraisal:mine",
    **key: int,
) -> None:
    """A message to one colleague about something of theirs, once for each occasion and each content of it."""
    said = ":".join(str(value) for value in data.values())[:120]
    notify_staff(
        actor,
        bureau_id=actor.bureau_id,
        staff_ids=[staff_id],
        template=template,
        data=data,
        occasion=f"{about.kind}:{about.id}:{said}",
        about=about,
        link=reverse(page, kwargs=key),
    )
