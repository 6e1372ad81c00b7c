"""What the person concerned is told about their appraisal, inside the act's transaction; what waits for the centre."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from oneseal.appraisal import selectors
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
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


def ask_to_confirm(*, bureau_id: int, day: date) -> int:
    """Tell the centre, once, that the recorded seats of a day wait for it; how many people's."""
    waiting = selectors.to_confirm(bureau_id, day)
    if waiting:
        notify_staff(
            SYSTEM.of_bureau(bureau_id),
            bureau_id=bureau_id,
            staff_ids=identity.in_roles(bureau_id, selectors.MARKERS, clock.today()),
            template="marks_waiting",
            data={"day": day.isoformat(), "count": len(waiting)},
            occasion=day.isoformat(),
            about=Subject("score_day", bureau_id),
            link=f"{reverse('appraisal:marks')}?day={day.isoformat()}",
        )
    return len(waiting)
