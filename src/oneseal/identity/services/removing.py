"""Taking somebody off their posts at the window at once, on a verified violation (一次查实下岗, inventory 3.27)."""

from datetime import date

from django.db import transaction

from oneseal.foundation import journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import PostHolding
from oneseal.identity.services.sessions import forget_actors
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


def take_off_posts(actor: Actor, staff_id: int, *, today: date, reason: str) -> list[str]:
    """End every post that somebody holds on `today`, so that they hold none from then on; the names of the posts.

    The calling context has verified that it may: the year's protection of window posts (1.7) does not shield from
    it. Call it inside the act's transaction. A holding that began today ends with today.
    """
    selectors.access_staff(actor, staff_id)
    why = reason.strip()
    if not why:
        raise RuleViolation("reason_missing", N_("请写明离岗的原因。"), field="reason")
    with transaction.atomic():
        ended = []
        for found in selectors.held_on(staff_id, today):
            row = lock(PostHolding, found.pk)
            last_on = max(row.from_on, date.fromordinal(today.toordinal() - 1))
            values = {"to_on": last_on, "ended_early_because": why}
            event = events.PostLeft(
                post=found.post_id, code=found.post.code, last_on=last_on.isoformat(), early=True
            )
            change = journal.Update(PostHolding, row.pk, values)
            journal.record(actor, journal.Subject("staff", staff_id), event, changes=[change], reason=why)
            ended.append(found.post.name)
        forget_actors(staff=[staff_id])
    return ended
