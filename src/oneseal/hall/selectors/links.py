"""What the hall offers in the menu of a case."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import selectors as cases
from oneseal.cases.extensions import Link
from oneseal.hall.selectors.handovers import HANDLERS
from oneseal.hall.selectors.meetings import MEETERS, WATCHERS
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def links(actor: Actor, case: "Case") -> list[Link]:
    """Handing papers on; asking to meet the applicant of a case that is being handled; recording an unfiled contact."""
    if not case.number or cases.is_own(actor, case):
        return []
    found = []
    if actor.has(*HANDLERS):
        found.append(Link(gettext("移交材料"), reverse("hall:handover_new", args=[case.pk]), "files"))
    if actor.has(*MEETERS) and case.closed_at is None:
        found.append(Link(gettext("申请会见申请人"), reverse("hall:meeting_new", args=[case.pk]), "users"))
    if actor.has(*WATCHERS):
        label = gettext("登记未经备案的接触")
        found.append(Link(label, reverse("hall:contact_new", args=[case.pk]), "alert-triangle"))
    return found
